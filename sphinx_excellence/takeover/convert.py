"""From a source and its ``takeover.yaml`` to the files of the target.

Owns the order of the steps for each page: front matter, class, id, keys, body. The same source and the same file give
the same bytes. Nothing is written here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.loader.front_matter import ID_KEY, KIND_KEY, telling_keys
from sphinx_excellence.loader.page_fields import KEYS_OF_OTHERS
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.own_kinds import default_key
from sphinx_excellence.takeover.baseline import Baseline, baseline_of, dead_targets, facts_of_pages
from sphinx_excellence.takeover.bodies import BodyConverter
from sphinx_excellence.takeover.classes import Classes, classify
from sphinx_excellence.takeover.formats import Format, ProjectFiles, TargetPlan
from sphinx_excellence.takeover.front_matter_edit import KEPT, Edit, FrontMatter, edited, read_matter
from sphinx_excellence.takeover.html_facts import PageFacts
from sphinx_excellence.takeover.ids import RecordIds, ids_of
from sphinx_excellence.takeover.keys import edit_of
from sphinx_excellence.takeover.meant_constructs import as_meant
from sphinx_excellence.takeover.missing_headings import missing_heading
from sphinx_excellence.takeover.page_text import PageText, split_page
from sphinx_excellence.takeover.pages import is_rst
from sphinx_excellence.takeover.record_yaml import record_yaml
from sphinx_excellence.takeover.rst_faults import Faults
from sphinx_excellence.takeover.rst_pages import RstPages
from sphinx_excellence.takeover.source import Note, Source, SourcePage, SourceRecord
from sphinx_excellence.takeover.takeover_file import FOREIGN, PLAIN, Repair, Takeover

#: The folder of the target's pages and that of its records.
FOLDER, DATA = "source", "data"
_MARKDOWN_SUFFIX = ".md"


@dataclass
class Conversion:
    """What becomes of a source: ``files`` of the target by path; ``copies``, which are assets, by the source's path.

    ``used`` counts the pages of each rule of classes.
    """

    files: dict[str, bytes] = field(default_factory=dict)
    copies: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    used: Mapping[int, int] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    baseline: Baseline | None = None


@dataclass(frozen=True)
class ReadPages:
    """The pages of a source, cut and read: what is said of those that cannot be is in ``notes``."""

    texts: Mapping[str, PageText]
    matters: Mapping[str, FrontMatter]
    notes: tuple[Note, ...]


def read_pages(source: Source, repairs: Sequence[Repair] = ()) -> ReadPages:
    """Cut the pages of a source and read their front matter, with the repairs that are accepted."""
    texts: dict[str, PageText] = {}
    matters: dict[str, FrontMatter] = {}
    notes: list[Note] = []
    for page in source.pages:
        try:
            text = split_page(page.data)
        except UnicodeDecodeError as error:
            line = page.data.count(b"\n", 0, error.start) + 1
            said = Phrase("the byte 0x%s is not UTF-8; the page stays as it is", f"{page.data[error.start]:02X}")
            notes.append(Note("wrong-encoding", page.path, line, said, lossy=True))
            matters[page.path] = FrontMatter("")
            continue
        text = _repaired(page.path, text, repairs, notes)
        texts[page.path] = text
        matter = matters[page.path] = read_matter(text.matter)
        if matter.problem is not None:
            problem = matter.problem
            said = Phrase("the front matter is no YAML and stays as it is: %s", _worded(problem.message, problem.args))
            notes.append(Note("front-matter-not-yaml", page.path, problem.line + 1, said))
    return ReadPages(texts, matters, tuple(notes))


def _worded(message: str, args: Sequence[Any]) -> str:
    return message % tuple(args) if args else message


def _repaired(path: str, text: PageText, repairs: Sequence[Repair], notes: list[Note]) -> PageText:
    lines = (text.matter or "").split("\n")
    for repair in repairs:
        if repair.page != path or not repair.accepted:
            continue
        at = repair.line - 2
        if text.matter is None or not 0 <= at < len(lines) or lines[at] != repair.was:
            said = Phrase("the line is not '%s' any more; the repair is not made", repair.was)
            notes.append(Note("stale-repair", path, repair.line, said))
            continue
        lines[at] = repair.becomes
    if text.matter is None:
        return text
    return PageText("\n".join(lines), text.body, text.opening, text.closing, text.bom, text.newline)


def convert(
    source: Source,
    used_format: Format,
    takeover: Takeover,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Conversion:
    """Return the files of the target."""
    result = Conversion(notes=list(source.notes))
    total = 2 * len(source.pages)
    read = read_pages(source, takeover.repairs)
    result.notes += read.notes
    facts = _facts(source, result, lambda done: progress(done, total))
    classes = classify(read.matters, takeover.classes)
    ids = ids_of(classes.kinds, read.matters, takeover)
    result.notes += ids.notes
    result.used = classes.used
    result.kinds = {path: PLAIN if path in ids.plain else kind for path, kind in classes.kinds.items()}
    result.pages = target_paths(source)
    bodies = BodyConverter(source, result.pages, facts)
    in_rst = RstPages(source, result.pages, read.texts)
    dead: set[str] = set()
    needs: set[str] = set()
    homes: dict[str, Mapping[str, tuple[str, str | None]]] = {}
    kept: dict[tuple[str, str], list[Note]] = {}
    for number, page in enumerate(source.pages):
        target = f"{FOLDER}/{result.pages[page.path]}"
        result.files[target] = page.data
        text = read.texts.get(page.path)
        if text is not None and is_rst(page.path):
            result.files[target] = _without_faults(page, text, in_rst.faults(page.path), result, dead)
        elif text is not None:
            matter = read.matters[page.path]
            edit, written = Edit(), text.matter
            if not source.keeps_front_matter:
                edit, written = _edited(page.path, text, result, classes, ids, matter, takeover)
            homes[page.path] = _homes(edit)
            for key in edit.kept:
                line = matter.lines.get(key, 0) + 1
                kept.setdefault((result.kinds[page.path], key), []).append(Note("kept-key", page.path, line, key))
            body = bodies.convert(page.path, text.body, text.lines_above)
            seen = facts[page.path]
            facts[page.path], meant = as_meant(page, seen, body.notes)
            if facts[page.path] is not seen:  # there are other anchors
                body = bodies.convert(page.path, text.body, text.lines_above)
            result.notes += [*body.notes, *meant]
            needs |= body.needs
            heading = missing_heading(page.path, body.text, facts.get(page.path), source)
            result.files[target] = text.encoded(_with_value(written), heading + body.text)
        progress(len(source.pages) + number + 1, total)
    result.notes += [_of_kept(kind, key, found) for (kind, key), found in sorted(kept.items())]
    _add_assets(source, result)
    _add_records(source.records, source.settings.get("definitions", {}), result)
    unread = frozenset(page.path for page in source.pages if page.path not in read.texts)
    made_plan = _plan(source, takeover, result, classes, ids, needs, unread, kept=bool(kept))
    dead.update(dead_targets(source, facts))
    project = used_format.project_files(source, replace(made_plan, dead_links=tuple(sorted(dead))))
    _add_project(project, result)
    result.baseline = baseline_of(
        source, facts, read.matters, result.pages, folder=FOLDER, builder=project.builder, homes=homes
    )
    return result


def _facts(source: Source, result: Conversion, progress: Callable[[int], None]) -> dict[str, PageFacts | None]:
    facts, untold = facts_of_pages(source, lambda done, _total: progress(done))
    result.notes += untold
    return facts


def _with_value(matter: str | None) -> str | None:
    """Return front matter that MyST does not warn of: one without any value is none, or an empty mapping."""
    if matter is None or any(line.strip() and not line.lstrip().startswith("#") for line in matter.splitlines()):
        return matter
    return f"{matter}{{}}\n" if matter.strip() else None


def _without_faults(page: SourcePage, text: PageText, faults: Faults, result: Conversion, dead: set[str]) -> bytes:
    result.notes += faults.notes
    dead.update(faults.links)
    return page.data if faults.text == text.body else text.encoded(text.matter, faults.text)


def target_paths(source: Source) -> dict[str, str]:
    """Return the path of each page in the target: its own, but that it ends in ``.md``.

    A format's setting ``targets`` names the pages, and other files, that go elsewhere.
    """
    taken = {page.path for page in source.pages}
    moved: Mapping[str, str] = source.settings.get("targets", {})
    targets: dict[str, str] = {}
    for page in source.pages:
        path = PurePosixPath(moved.get(page.path, page.path))
        if not is_rst(str(path)):
            path = path.with_suffix(_MARKDOWN_SUFFIX)
        target = str(path)
        if target != page.path and (target in taken - moved.keys() or target in targets.values()):
            target = page.path
        targets[page.path] = target
    return targets


def _edited(
    path: str, text: PageText, result: Conversion, classes: Classes, ids: RecordIds, matter: FrontMatter,
    takeover: Takeover,
) -> tuple[Edit, str | None]:  # fmt: skip
    """Return how a page's front matter is changed, and what it is then."""
    try:
        edit = _edit(path, result, classes, ids, matter, takeover)
        return edit, edited(matter, edit) if edit else text.matter
    except Exception as error:  # noqa: BLE001 - whatever a library raises on one page, the others go on
        said = Phrase("the front matter stays as it is: %s", f"{type(error).__name__}: {error}")
        result.notes.append(Note("unconverted-page", path, 0, said))
        return Edit(), text.matter


def _edit(
    path: str, result: Conversion, classes: Classes, ids: RecordIds, matter: FrontMatter, takeover: Takeover
) -> Edit:
    """Return how a page's front matter is changed; of a plain page only what would make it a record."""
    kind = result.kinds[path]
    if matter.problem is not None:
        return Edit()
    if kind == PLAIN:
        # By these keys the toolkit would take the page for a record all the same.
        return Edit(kept=tuple(telling_keys(matter.values)))
    found = edit_of(path, kind, matter, takeover)
    result.notes += found.notes
    added: dict[str, str] = {}
    by_where = bool(takeover.classes[classes.rules[path]].where)
    says_itself = kind == "pattern" and "excellence_tier" in matter.values and "excellence_tier" not in found.edit.kept
    if by_where and not says_itself and KIND_KEY not in matter.values:
        added[KIND_KEY] = kind
    if path in ids.said and matter.values.get(ID_KEY) != ids.said[path]:
        if ID_KEY in matter.values:
            return Edit(found.edit.renamed, {**found.edit.values, ID_KEY: ids.said[path]}, found.edit.kept, added)
        added[ID_KEY] = ids.said[path]
    return Edit(found.edit.renamed, found.edit.values, found.edit.kept, added)


def _homes(edit: Edit) -> dict[str, tuple[str, str | None]]:
    """Return where the keys of a page went."""
    homes: dict[str, tuple[str, str | None]] = {key: (f"{KEPT}.{key}", None) for key in edit.kept}
    for key in {*edit.renamed, *edit.values}:
        homes[key] = (edit.renamed.get(key, key), edit.values.get(key))
    return dict(sorted(homes.items()))


def _of_kept(kind: str, key: str, found: Sequence[Note]) -> Note:
    said = Phrase("the key '%s' of the kind '%s' stays under `kept`; pages with it: %s", key, kind, str(len(found)))
    return Note("kept-key", found[0].path, found[0].line, said)


def _add_assets(source: Source, result: Conversion) -> None:
    moved: Mapping[str, str] = source.settings.get("targets", {})
    for asset in source.assets:
        target = f"{FOLDER}/{moved.get(asset, asset)}"
        if target in result.files:
            said = Phrase("a page has this path in the target; the file is left out")
            result.notes.append(Note("asset-in-the-way", asset, 0, said, lossy=True))
        else:
            result.copies[target] = asset


def _add_records(records: Sequence[SourceRecord], definitions: Mapping[str, Any], result: Conversion) -> None:
    """Put the records of data files into a data file for each kind, and what they need defined into one of its own."""
    by_key: dict[str, dict[str, Any]] = {}
    for record in records:
        key = KINDS[record.kind].key if record.kind in KINDS else default_key(record.kind)
        of_kind = by_key.setdefault(key, {})
        if record.id in of_kind:
            said = Phrase("the id '%s' is used twice; the second record is left out", record.id)
            result.notes.append(Note("duplicate-id", record.path, record.line, said, lossy=True))
            continue
        of_kind[record.id] = record.values
    for key, values in sorted(by_key.items()):
        result.files[f"{DATA}/{key.replace('_', '-')}.yaml"] = record_yaml({key: values}).encode()
    if definitions:
        result.files[f"{DATA}/definitions.yaml"] = record_yaml(definitions).encode()


def _plan(
    source: Source, takeover: Takeover, result: Conversion, classes: Classes, ids: RecordIds, needs: set[str],
    unread: frozenset[str],
    *, kept: bool,
) -> TargetPlan:  # fmt: skip
    """Return what the files of the target's project are made of."""
    foreign = {key for keys in takeover.keys.values() for key, home in keys.items() if home == FOREIGN}
    if kept:
        foreign.add(KEPT)
    return TargetPlan(
        title=takeover.title or source.title,
        pages={path: target for path, target in result.pages.items() if path not in unread},
        # Sphinx ends at the first page that is no UTF-8.
        excluded=tuple(sorted(result.pages[path] for path in unread)),
        folder=FOLDER,
        extensions=tuple(sorted(name for name in needs if name.startswith("sphinx"))),
        myst_extensions=tuple(sorted(name for name in needs if not name.startswith("sphinx") and ":" not in name)),
        fences=tuple(sorted(name.partition(":")[2] for name in needs if name.startswith("fence:"))),
        schemes=tuple(sorted(name.partition(":")[2] for name in needs if name.startswith("scheme:"))),
        page_kinds=_page_kinds(takeover, result, classes, ids),
        foreign_keys=tuple(sorted(foreign - KEYS_OF_OTHERS)),
        has_records=any(path.startswith(f"{DATA}/") for path in result.files),
        urls=tuple((rule.of, rule.to) for rule in takeover.urls),
    )


def _page_kinds(takeover: Takeover, result: Conversion, classes: Classes, ids: RecordIds) -> Mapping[str, str | None]:
    """Return ``excellence_pages``: a rule without conditions as it is, and each page that is an exception."""
    kinds: dict[str, str | None] = {}
    if not any(not rule.where and rule.kind != PLAIN for rule in takeover.classes):
        return kinds
    for path in sorted(ids.plain):
        kinds[_docname(result.pages[path])] = None
    for number, rule in enumerate(takeover.classes):
        kind = None if rule.kind == PLAIN else rule.kind
        if not rule.where:
            kinds.setdefault(_docname_pattern(rule.pages), kind)
            continue
        for path, used in classes.rules.items():
            if used == number and kind is None:
                kinds.setdefault(_docname(result.pages[path]), None)
    return kinds


def _docname(target: str) -> str:
    return str(PurePosixPath(target).with_suffix(""))


def _docname_pattern(pattern: str) -> str:
    """Return a pattern of paths as one of page names, which have no ending."""
    for suffix in (".md", ".markdown", ".rst", ".*"):
        if pattern.endswith(suffix):
            return pattern.removesuffix(suffix)
    return pattern


def _add_project(project: ProjectFiles, result: Conversion) -> None:
    result.files.update(project.files)
    result.notes += project.notes
    for path, text in project.toctrees.items():
        target = f"{FOLDER}/{path}"
        content = result.files.get(target, b"")
        newline = b"\r\n" if b"\r\n" in content else b"\n"
        gap = b"" if not content else b"\n" if content.endswith(b"\n") else b"\n\n"
        result.files[target] = content + (gap + text.encode()).replace(b"\n", newline)
