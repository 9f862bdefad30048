"""The files that mkdocs-include-markdown-plugin puts into pages: `{% include-markdown "a.md" %}` and `{% include %}`.

Owns what the plugin makes of them, and that nothing outside of the folder that was given is read. The plugin itself is
not run: it reads any file of the machine, and asks the network. Files of a pattern come in the order of their names.
"""

from __future__ import annotations

import os
import posixpath
import re
import textwrap
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.fenced_lines import with_code_marked
from sphinx_excellence.takeover.mkdocs.site import Site, is_inside

#: The name of the plugin in the settings.
PLUGIN = "include-markdown"
_TAGS = (("opening_tag", "{%"), ("closing_tag", "%}"))
#: How deep files may include files, and how many characters they may bring to a page.
_DEPTH, _LIMIT = 8, 2_000_000
_STRING = r"\"(?P<double>(?:[^\"\\]|\\.)+)\"|'(?P<single>(?:[^'\\]|\\.)+)'"
_ARGUMENT = re.compile(rf"(?<![\w-])(?P<name>[a-z-]+)=(?:{_STRING}|(?P<word>[^\s\"'%]+))", re.DOTALL)
#: What the plugin takes for the indentation of its tag.
_BEFORE = re.compile(r"[ \t\w\\.]")
_BOOLEANS: Mapping[str, bool] = {
    "preserve-includer-indent": True, "dedent": False, "trailing-newlines": True, "rewrite-relative-urls": True,
    "recursive": True,
}  # fmt: skip
_SCHEME = re.compile(r"[A-Za-z0-9+.-]{2,}:")
_PATTERN = re.compile(r"[*?\[{]")
_ADDRESSES = (
    re.compile(r"(?P<before>\]\([ \t]*<?)(?P<url>[^\s<>)]+)"),
    re.compile(r"(?P<before>^ {0,4}\[(?!\^)[^\]\n]+\]:[ \t]*<?)(?P<url>[^\s<>]+)(?=>?[ \t]*(?:[\"'(].*)?$)"),
    re.compile(r"(?P<before><(?:a|img|source)\b[^<>]*?\s(?:href|src)=[\"'])(?P<url>[^\"'\s<>]+)"),
)


@dataclass(frozen=True)
class Inclusion:
    """A tag that stands alone, whose file is at hand and has no tags itself.

    ``path`` is relative to the folder of the pages, ``whole`` the file's text; ``rewrites`` says that its relative
    links are those of the file, and not of the page.
    """

    path: str
    whole: str
    start: str | None
    end: str | None
    rewrites: bool


@dataclass(frozen=True)
class _Tag:
    path: str
    line: int
    before: str
    as_markdown: bool
    alone: bool
    given: Mapping[str, Any]


@dataclass(frozen=True)
class Remark:
    """What is reported of a tag: ``line`` counts from 1 in the text that has it."""

    kind: str
    line: int
    text: str
    lossy: bool = False


@dataclass
class Included:
    """A text with its files in place, the line of the source that each row comes from, and what is reported."""

    pieces: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def add(self, text: str, line: int, *, own: bool) -> None:
        """Add a piece that begins in a line of the source; rows of a piece that is not its own have all that line."""
        if not self.numbers:
            self.numbers.append(line)
        for row in range(1, text.count("\n") + 1):
            self.numbers.append(line + row if own else line)
        self.pieces.append(text)

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


class IncludedFiles:
    """Follows the tags of one site."""

    def __init__(self, site: Site) -> None:
        """Read the plugin's settings."""
        self._site = site
        given = site.plugins.get(PLUGIN, {})
        names = given.get("directives")
        names = names if isinstance(names, dict) else {}
        self._markdown = str(names.get("include-markdown") or "include-markdown")
        plain = str(names.get("include") or "include")
        opening, self._closing = (str(given.get(name) or sign) for name, sign in _TAGS)
        either = "|".join(map(re.escape, sorted({self._markdown, plain}, key=len, reverse=True)))
        self._opening = opening
        self._tag = re.compile(rf"{re.escape(opening)}\s*(?P<name>{either})\s+(?:{_STRING})", re.DOTALL)
        self._defaults = {name.replace("_", "-"): value for name, value in given.items()}
        excluded = given.get("exclude")
        self._excluded = [str(each) for each in excluded] if isinstance(excluded, list) else []

    def in_place(
        self, path: str, text: str, keep: Callable[[Inclusion], str | None] = lambda _inclusion: None
    ) -> Included:
        """Return the text of a page with its files; ``keep`` gives what stands for one that is not put in place."""
        if self._opening not in text or any(fnmatchcase(path, pattern) for pattern in self._excluded):
            return Included([text], list(range(1, text.count("\n") + 2)))
        return self._followed(path, text, keep, 0, [_LIMIT])

    def _followed(
        self, path: str, text: str, keep: Callable[[Inclusion], str | None], depth: int, budget: list[int]
    ) -> Included:
        made = Included()
        position, line = 0, 1
        for found in self._tag.finditer(text):
            if found.start() < position:
                continue
            end = text.find(self._closing, found.end())
            if end < 0:
                break
            begin = found.start()
            while begin > position and _BEFORE.match(text[begin - 1]):
                begin -= 1
            made.add(text[position:begin], line, own=True)
            line += text.count("\n", position, begin)
            position = end + len(self._closing)
            alone = depth == 0 and _stands_alone(text, found.start(), position)
            tag = _Tag(path, line, text[begin : found.start()], found["name"] == self._markdown, alone,
                       self._arguments(text[found.end() : end]))  # fmt: skip
            name = _string(found) or ""
            several = self._matching(path, name)
            files = [self._read(path, each, tag.given) for each in several or [name]]
            if depth >= _DEPTH or budget[0] < 0:
                files = [Phrase("files include each other too deeply, or too much")]
            for read in files:
                if isinstance(read, Phrase):
                    said = Phrase("'%s' is not put into the page, and its tag stays: %s", name, read)
                    made.remarks.append(Remark("include-missing", line, said, lossy=True))
                    made.add(text[begin:position], line, own=True)
                else:
                    budget[0] -= len(read[1])
                    self._put(made, replace(tag, alone=tag.alone and len(files) == 1), *read, keep, depth, budget)
            line += text.count("\n", begin, position)
        made.add(text[position:], line, own=True)
        return made

    def _put(
        self, made: Included, tag: _Tag, file: str, whole: str, keep: Callable[[Inclusion], str | None], depth: int,
        budget: list[int],
    ) -> None:  # fmt: skip
        start, end = tag.given["start"], tag.given["end"]
        rewrites = tag.as_markdown and tag.given["rewrite-relative-urls"]
        is_whole = tag.alone and not tag.given["dedent"] and self._tag.search(whole) is None
        kept = keep(Inclusion(file, whole, start, end, rewrites)) if is_whole else None
        if kept is not None:
            made.add(kept, tag.line, own=False)
            return
        text, missing = between(whole, start, end)
        for mark in missing:
            made.remarks.append(Remark("include-mark-missing", tag.line, Phrase("'%s' is not in '%s'", mark, file)))
        if tag.given["recursive"]:
            inner = self._followed(file, text, lambda _inclusion: None, depth + 1, budget)
            made.remarks += [Remark(each.kind, tag.line, each.text, each.lossy) for each in inner.remarks]
            text = inner.text
        text = text if tag.given["trailing-newlines"] else text.rstrip("\r\n")
        text = with_addresses(text, file, tag.path, self._site.docs.resolve().as_posix()) if rewrites else text
        text = _indented(text, tag)
        text = with_levels(text, _number(tag.given.get("heading-offset"))) if tag.as_markdown else text
        made.remarks.append(Remark("include-copied", tag.line, Phrase("the text of '%s' is in the page now", file)))
        made.add(text, tag.line, own=False)

    def _arguments(self, text: str) -> dict[str, Any]:
        """Return what a tag says, or what the settings say where it does not."""
        said = {each["name"]: _string(each) or each["word"] for each in _ARGUMENT.finditer(text)}
        given: dict[str, Any] = {**self._defaults, **said}
        for name, default in _BOOLEANS.items():
            given[name] = {"true": True, "false": False}.get(str(given.get(name)).lower(), default)
        for name in ("start", "end"):
            given[name] = _unescaped(str(given[name])) if given.get(name) else None
        return given

    def _matching(self, path: str, name: str) -> list[str]:
        """Return the files that a pattern names, as a tag would name each of them; none where it is not a pattern."""
        if not _PATTERN.search(name) or _SCHEME.match(name):
            return []
        is_relative = name.startswith(("./", "../"))
        below = self._site.docs / (posixpath.dirname(path) if is_relative else "")
        found: set[str] = set()
        for pattern in _without_braces(name):
            folder = _PATTERN.split(pattern, maxsplit=1)[0].rpartition("/")[0]
            start = Path(os.path.normpath(below / folder))
            rest = pattern.removeprefix(folder).lstrip("/")
            if not is_inside(start, self._site.root) or not rest:
                continue
            for file in start.glob(re.sub(r"\*{2,}(?=[^*/])|(?<=[^*/])\*{2,}", "*", rest)):
                hidden = any(part.startswith(".") for part in file.relative_to(start).parts)
                if file.is_file() and not hidden and is_inside(file, self._site.root):
                    found.add(os.path.relpath(file, below).replace(os.sep, "/"))
        own = posixpath.relpath(path, posixpath.dirname(path) if is_relative else ".")
        mark = "./" if is_relative else ""
        return [mark + each for each in sorted(found - {own})]

    def _read(self, path: str, name: str, given: Mapping[str, Any]) -> tuple[str, str] | Phrase:
        """Return the path of a file below the pages' folder and its text, or why there is none."""
        if _SCHEME.match(name):
            return Phrase("nothing is downloaded")
        below = posixpath.dirname(path) if name.startswith(("./", "../")) else ""
        docs = self._site.docs
        file = Path(os.path.normpath(docs / below / name))
        if not is_inside(file, self._site.root):
            return Phrase("it is outside of the folder that was given")
        try:
            data = content_of(file, _LIMIT)
            text = data.decode(str(given.get("encoding") or "utf-8"))
        except (OSError, ValueError, LookupError):
            return Phrase("there is no such file")
        text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        return Path(os.path.relpath(file, docs)).as_posix(), text


def between(text: str, start: str | None, end: str | None) -> tuple[str, list[str]]:
    """Return what is between two marks, each time that they are there, and the marks that are not."""
    missing = [mark for mark in (start, end) if mark is not None and mark not in text]
    if start is not None and end is None:
        return text.partition(start)[2], missing
    if start is None and end is not None:
        return text.partition(end)[0], missing
    if start is None or end is None:
        return text, missing
    pieces = text.split(start)
    return "".join("".join(piece.split(end)[::2]) for piece in (pieces[1:] or pieces)), missing


def with_addresses(text: str, of: str, to: str, folder: str) -> str:
    """Return a text with its relative addresses as they are on the page ``to``, where they were those of ``of``.

    Both are paths from ``folder``, which is absolute.
    """
    here, there = (posixpath.join(folder, posixpath.dirname(path)) for path in (of, to))

    def rewritten(found: re.Match[str]) -> str:
        url = found["url"]
        if url[0] in "/#" or _SCHEME.match(url):
            return found[0]
        new = posixpath.relpath(posixpath.join(here, url), there)
        return found["before"] + new + ("/" if url.endswith("/") else "")

    rows = text.split("\n")
    for number, row, is_code in with_code_marked(rows):
        if not is_code and any(sign in row for sign in ("](", "]:", "<")):
            for pattern in _ADDRESSES:
                row = pattern.sub(rewritten, row)  # noqa: PLW2901 - one change after the other
            rows[number] = row
    return "\n".join(rows)


def with_levels(text: str, offset: int) -> str:
    """Return a text whose headings are so many levels deeper, or higher where the number is negative."""
    rows = text.split("\n")
    for number, row, is_code in with_code_marked(rows):
        if row.startswith("#") and not is_code:
            bare = row.lstrip("#")
            rows[number] = "#" * max(len(row) - len(bare) + offset, 1) + bare
    return "\n".join(rows)


def _without_braces(name: str) -> list[str]:
    """Return the patterns that one with braces stands for: `{a,b}.md`."""
    found = re.search(r"\{([^{}]*,[^{}]*)\}", name)
    if found is None:
        return [name]
    return [
        each
        for part in found[1].split(",")
        for each in _without_braces(name[: found.start()] + part + name[found.end() :])
    ]


def _indented(text: str, tag: _Tag) -> str:
    preserves = tag.given["preserve-includer-indent"]
    if not tag.as_markdown:
        text = textwrap.dedent(text) if tag.given["dedent"] else text
        rows = text.splitlines(keepends=True) or [""]
        return "".join(tag.before + row for row in rows) if preserves else tag.before + text
    text = tag.before + text
    text = textwrap.dedent(text) if tag.given["dedent"] else text
    rows = text.splitlines(keepends=True)
    return "".join([*rows[:1], *(" " * len(tag.before) + row for row in rows[1:])]) if preserves else text


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a tag is not indented and blank lines, or the ends of the text, are around it."""
    above, below = text[max(start - 2, 0) : start], text[end:].split("\n", 2)
    return above in {"", "\n", "\n\n"} and not any(row.strip(" \t") for row in below[:2])


def _string(found: re.Match[str]) -> str | None:
    if found["double"] is not None:
        return found["double"].replace('\\"', '"')
    return None if found["single"] is None else found["single"].replace("\\'", "'")


def _unescaped(text: str) -> str:
    """Return a mark with Python's escapes in it read."""
    try:
        return text.encode("latin-1", "backslashreplace").decode("unicode_escape")
    except UnicodeDecodeError:
        return text


def _number(value: object) -> int:
    try:
        return max(-6, min(6, int(str(value))))
    except ValueError:
        return 0
