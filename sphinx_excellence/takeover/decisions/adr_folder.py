"""A folder of decision records in pages: Nygard's and adr-tools', MADR 2 to 4, log4brains, `adrs`, and in rST.

The toolkit reads such pages where they are, so they keep their bytes. Owns which pages are decisions: never a template,
an index or a README. A number that two of them have is reported and not changed.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

import yaml

from sphinx_excellence.findings import Phrase, all_of
from sphinx_excellence.loader.decision_text import said_in_text, status_line, statuses_in_text
from sphinx_excellence.loader.page_fields import fields_in_page, resolve_status
from sphinx_excellence.loader.page_headings import headings, shown_lines
from sphinx_excellence.loader.status_translations import find_status
from sphinx_excellence.model.decision_number import number_of
from sphinx_excellence.model.decision_sections import default_headings, normalised
from sphinx_excellence.model.kinds import DECISION
from sphinx_excellence.model.vocabulary import DECISION_STATUS, DEFAULT_VOCABULARY
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.front_matter_edit import FrontMatter, read_matter
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.pages import RST, is_rst, rendered
from sphinx_excellence.takeover.source import Note, Source, SourcePage
from sphinx_excellence.takeover.source_tree import MARKDOWN, read_tree

FORMAT = "adr-folder"
_NUMBERED = re.compile(r"(?:adr[-_ ]?)?\d{1,8}(?:[-_. ]|$)", re.IGNORECASE)
#: Names of other pages; a decision may be about templates, and then it has a number.
_NO_DECISIONS = re.compile(
    r"(?:(?:adr[-_ ]?)?\d*[-_. ]?)(?:adr[-_ ]?)?templates?|(?!.*\d)(?:.*[-_. ])?templates?(?:[-_. ].*)?"
    r"|readme.*|index|toc|contents|changelog|license",
    re.IGNORECASE,
)
_DECISIVE = frozenset({"context", "decision", "consequences", "options", "status"})
_PATTERNS = ("**/[0-9]*", "**/adr-[0-9]*", "**/ADR-[0-9]*")
_PLAIN, _KIND = "plain", "decision"
_MARKERS = (".adr-dir", ".log4brains.yml", "adrs.toml", ".adrs.toml")
#: What such a file says may be so long.
_MOST = 100_000


def detects(root: Path) -> bool:
    """Whether a file of a tool names the folder, or at least half of the pages are decisions."""
    try:
        if not root.is_dir():
            return False
        if any((root / name).is_file() for name in _MARKERS) and _folders(root, []):
            return True
        pages = read_tree(root, MARKDOWN | RST).pages
    except OSError:
        return False
    candidates = {path: data for path, data in pages.items() if not _is_other(path)}
    decisions = [path for path, data in candidates.items() if _is_decision(path, data)]
    return bool(decisions) and 2 * len(decisions) >= len(candidates)


def read(root: Path) -> Source:
    """Read a folder. Raises ``UnreadableSource`` where no page in it is a decision."""
    notes: list[Note] = []
    folders = _folders(root, notes)
    if len(folders) == 1:
        root, folders = root / folders[0], []
    tree = read_tree(root, MARKDOWN | RST)
    notes += tree.notes
    inside = {path: data for path, data in tree.pages.items() if _is_below(path, folders)}
    if len(inside) < len(tree.pages):
        text = Phrase("pages outside the folders of decisions, not taken over: %s", str(len(tree.pages) - len(inside)))
        notes.append(Note("other-pages", "", 0, text))
    decisions = [path for path, data in inside.items() if not _is_other(path) and _is_decision(path, data)]
    if not decisions:
        raise UnreadableSource(Phrase("no page of the folder is a decision, with a number and a section or a status"))
    notes += _numbers(decisions)
    statuses: set[str] = set()
    for path in decisions:
        notes += _status(path, inside[path], statuses)
    in_rst = sum(is_rst(path) for path in inside)
    return Source(
        FORMAT,
        root,
        root.resolve().name,
        "rst" if in_rst * 2 > len(inside) else "commonmark",
        pages=tuple(SourcePage(path, data, render=rendered) for path, data in inside.items()),
        assets=tuple(path for path in tree.assets if _is_below(path, folders)),
        settings={"classes": _classes(inside, decisions), "front_matter": "as-is"},
        notes=tuple(notes),
    )


def _is_below(path: str, folders: list[str]) -> bool:
    return not folders or any(path.startswith(f"{folder}/") for folder in folders)


def _folders(root: Path, notes: list[Note]) -> list[str]:
    """Return the folders of decisions that a tool's file names, below ``root``."""
    found: list[str] = []
    for name in _MARKERS:
        file = root / name
        if not file.is_file():
            continue
        try:
            text = content_of(file, _MOST).decode()
            given = _named(name, text)
        except (UnicodeDecodeError, tomllib.TOMLDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
            line = str(error).splitlines()[0] if str(error) else type(error).__name__
            notes.append(Note("unreadable-settings", name, 0, Phrase("cannot be read: %s", line)))
            continue
        for folder in given:
            path = PurePosixPath(folder.strip())
            if path.is_absolute() or ".." in path.parts or not (root / path).is_dir():
                text = Phrase("the folder '%s' that it names is not in the tree", folder)
                notes.append(Note("missing-folder", name, 0, text))
            elif str(path) not in found and str(path) != ".":
                found.append(str(path))
    return found


def _named(name: str, text: str) -> list[str]:
    if name == ".adr-dir":
        return [text]
    if name.endswith(".toml"):
        given = tomllib.loads(text).get("adr_dir")
        return [given] if isinstance(given, str) else []
    settings = yaml.safe_load(text)
    project = settings.get("project") if isinstance(settings, dict) else None
    if not isinstance(project, dict):
        return []
    packages = project.get("packages")
    places = [project, *(packages if isinstance(packages, list) else [])]
    return [
        place["adrFolder"] for place in places if isinstance(place, dict) and isinstance(place.get("adrFolder"), str)
    ]


def _is_other(path: str) -> bool:
    return _NO_DECISIONS.fullmatch(PurePosixPath(path).stem) is not None


def _is_decision(path: str, data: bytes) -> bool:
    """Whether a page is a decision: by a number in its name and one section, or else by two sections."""
    try:
        page = split_page(data)
    except UnicodeDecodeError:
        return _NUMBERED.match(PurePosixPath(path).name) is not None
    lines = page.body.split("\n")
    in_rst = is_rst(path)
    table = default_headings()
    shown = shown_lines(lines, is_rst=in_rst)
    sections = {table.get(normalised(each.title), "") for each in headings(shown, is_rst=in_rst)} & _DECISIVE
    if _NUMBERED.match(PurePosixPath(path).name):
        says_status = "status" in read_matter(page.matter).values or bool(said_in_text(page.body, is_rst=in_rst))
        return bool(sections) or says_status
    return "decision" in sections and bool(sections & {"context", "status"})


def _classes(pages: Mapping[str, bytes], decisions: list[str]) -> list[dict[str, str]]:
    """Return the rules that make decisions of these pages and of no others: patterns as far as they fit."""
    from sphinx_excellence.takeover.classes import is_named  # noqa: PLC0415

    wanted = set(decisions)
    rules: list[dict[str, str]] = []
    left = set(decisions)
    taken: set[str] = set()
    for pattern in _PATTERNS:
        named = {path for path in pages if is_named(path, pattern)} - taken
        if len(named & wanted) < 2:
            continue
        rules += [{"pages": path, "kind": _PLAIN} for path in sorted(named - wanted)]
        rules.append({"pages": pattern, "kind": _KIND})
        left -= named
        taken |= named
    return [*rules, *({"pages": path, "kind": _KIND} for path in sorted(left))]


def _numbers(decisions: list[str]) -> list[Note]:
    """Tell numbers that several decisions of one folder have."""
    found: dict[tuple[str, int, str], list[str]] = {}
    for path in decisions:
        pure = PurePosixPath(path)
        number = number_of(pure.stem)
        if number is not None and len(number.digits) < 8:
            found.setdefault((str(pure.parent), number.value, number.letter), []).append(path)
    twice = [(f"{number}{letter}", paths) for (_folder, number, letter), paths in sorted(found.items()) if paths[1:]]
    return [
        Note("number-used-twice", paths[0], 0, Phrase("the number %s is that of several: %s", number, all_of(paths)))
        for number, paths in twice
    ]


def _status(path: str, data: bytes, statuses: set[str]) -> list[Note]:
    """Tell the words for statuses that the toolkit does not know: what they mean is for the project to say."""
    try:
        page = split_page(data)
    except UnicodeDecodeError:
        return []
    matter = read_matter(page.matter)
    said = {each.field: each.value for each in reversed(said_in_text(page.body, is_rst=is_rst(path)))}
    given = fields_in_page(DECISION, {**said, **matter.values}, ()).value
    resolve_status(given, DEFAULT_VOCABULARY)
    status = given.get("status")
    above = data.count(b"\n") - page.body.encode().count(b"\n")
    if not status:
        unread = status_line(page.body, is_rst=is_rst(path))
        if unread is None:
            return []
        text = Phrase("the line about the status says none that can be read: '%s'", unread.value[:80])
        return [Note("status-not-read", path, unread.line + above, text)]
    if not isinstance(status, str):
        return []
    known = DEFAULT_VOCABULARY[DECISION_STATUS]
    if status in known:
        return _other_statuses(path, page.body, matter, status, above)
    shown = " ".join(status.split())
    in_text = next((each.line + above for each in statuses_in_text(page.body, is_rst=is_rst(path))), 0)
    line = matter.lines["status"] + 1 if "status" in matter.lines else in_text
    if len(shown) > 60 or not shown:
        text = Phrase("the status is a sentence and no word: '%s'", shown[:80])
        return [Note("status-no-word", path, line, text)]
    if shown in statuses:
        return []
    statuses.add(shown)
    text = Phrase("the status '%s' is none of the toolkit's; say under `statuses` in a data file what it means", shown)
    return [Note("own-status", path, line, text)]


def _other_statuses(path: str, body: str, matter: FrontMatter, status: str, above: int) -> list[Note]:
    """Tell a page that names two statuses: which one counts, and where the other is."""
    known = DEFAULT_VOCABULARY[DECISION_STATUS]
    named = statuses_in_text(body, is_rst=is_rst(path))
    first = status if "status" in matter.values or not named else find_status(named[0].value, known)
    for each in named:
        word = find_status(each.value, known)
        if word is not None and word not in (first, status):
            text = Phrase("the page names two statuses; '%s' counts, and this line says '%s'", status, each.value)
            return [Note("two-statuses", path, each.line + above, text)]
    return []
