"""Proposals for ``takeover.yaml``: what a source asks to decide, with counts and examples next to each entry.

Owns what is proposed, and adding it to a file that a person has edited: everything that is written there stays. Nothing
is guessed: a value without a home is kept, an id that several pages have is left open, a repair is not accepted yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from pathlib import PurePosixPath
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sphinx_excellence.findings import Phrase
from sphinx_excellence.loader.front_matter import ID_KEY, KIND_KEY
from sphinx_excellence.model.fields import id_like
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.takeover.bodies import BodyConverter
from sphinx_excellence.takeover.classes import ANY, classify, matches
from sphinx_excellence.takeover.convert import read_pages, target_paths
from sphinx_excellence.takeover.front_matter_edit import KEPT, FrontMatter
from sphinx_excellence.takeover.ids import ids_of
from sphinx_excellence.takeover.keys import fits, home_of
from sphinx_excellence.takeover.pages import is_rst
from sphinx_excellence.takeover.repairs import proposed_repairs
from sphinx_excellence.takeover.revision import revision_of
from sphinx_excellence.takeover.rst_pages import RstPages
from sphinx_excellence.takeover.source import Note, Source
from sphinx_excellence.takeover.takeover_file import FOREIGN, KEEP, PLAIN, ClassRule, SourceEntry, Takeover
from sphinx_excellence.takeover.tier_statements import PatternPage, contradictions

#: How many places are named next to an entry, and how many keys of a folder.
_PLACES, _KEYS = 2, 8
#: The blueprint's own key, by which a page says that it is a pattern.
_TIER_KEY = "excellence_tier"
#: Where pages say what they are, the one word of it that is a kind besides a pattern, and keys that no pattern has.
_TYPE_KEY, _CASE_STUDY, _OF_CASES = "type", "case-study", ("patterns_used", "company")
_HEAD = """\
What the import decides. Review it, then run: sphinx-excellence import run SRC --into DIR
A second `import plan` adds what is new, and changes nothing that is written here."""
_ABOUT = {
    "classes": "Which pages are records: the first rule that matches counts, and other pages stay plain.",
    "keys": "By kind: what becomes of a key of front matter: a field, `keep` (under `kept`), `foreign` (stays).",
    "values": "By kind and field: what becomes of a value that the field does not take; `keep` keeps it.",
    "ids": "The ids of pages, where the name of the file is not the id. An empty one: the page stays plain.",
    "urls": "Old addresses that lead elsewhere: {from: a regular expression, to: an address}.",
    "repairs": "Lines of front matter that are no YAML. Set `accepted: true` to make a repair.",
    "losses": "Losses that you accept: {page, ledger, lost: [...], reason}.",
}


@dataclass(frozen=True)
class Plan:
    """The text of ``takeover.yaml``, what is reported, how many entries are new, and the front matter of the pages."""

    text: str
    notes: tuple[Note, ...]
    added: int
    matters: Mapping[str, FrontMatter] = field(default_factory=dict)


def plan(
    source: Source,
    existing: str | None = None,
    given: Takeover | None = None,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Plan:
    """Return the proposals for a source; ``existing`` is the text of a file that is there, read as ``given``."""
    planner = _Planner(source, existing, given, progress)
    return planner.planned()


class _Planner:
    def __init__(
        self, source: Source, existing: str | None, given: Takeover | None, progress: Callable[[int, int], None]
    ) -> None:
        self._source = source
        #: Each page is read twice: for what its text becomes, and for what it says of tiers.
        self._progress = lambda done, total: progress(done + total, 2 * total)
        self._existing = existing
        self._yaml = YAML(typ="rt", pure=True)
        self._yaml.width = 1_000_000
        self._yaml.preserve_quotes = True
        self._yaml.allow_unicode = True
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self._document: CommentedMap = CommentedMap() if existing is None else self._yaml.load(existing)
        self._given = given
        self._added = 0
        self._read = read_pages(source, given.repairs if given is not None else ())
        self._notes = [*source.notes, *self._read.notes]
        targets = target_paths(source)
        in_rst = RstPages(source, targets, self._read.texts)
        self._notes += [note for faults in in_rst.all_faults() for note in faults.notes]
        bodies = BodyConverter(source, targets, {})
        for number, (path, text) in enumerate(self._read.texts.items(), start=1):
            if not is_rst(path):
                self._notes += bodies.convert(path, text.body, text.lines_above).notes
            progress(number, 2 * len(self._read.texts))

    def planned(self) -> Plan:
        fresh = self._existing is None
        if fresh:
            self._document["takeover"] = 1
            self._document.yaml_set_start_comment(_HEAD)
        self._source_entry()
        if fresh and self._source.title:
            self._document["title"] = self._source.title
        rules = self._classes()
        takeover = Takeover(
            source=SourceEntry(format=self._source.format),
            classes=tuple(rules),
            ids=dict(self._given.ids) if self._given is not None else {},
        )
        classes = classify(self._read.matters, rules)
        of_kind: dict[str, list[str]] = {}
        for path, kind in classes.kinds.items():
            if kind != PLAIN:
                of_kind.setdefault(kind, []).append(path)
        self._keys(of_kind)
        ids = self._ids(classes.kinds, takeover)
        self._notes += self._contradictions({path: ids[path] for path in of_kind.get("pattern", ()) if path in ids})
        self._repairs()
        for name in ("urls", "losses"):
            self._section(name, CommentedSeq())
        return Plan(self._text(), tuple(self._notes), self._added, self._read.matters)

    def _text(self) -> str:
        stream = StringIO()
        self._yaml.dump(self._document, stream)
        text = stream.getvalue()
        return text if self._existing is None or self._added else self._existing

    def _source_entry(self) -> None:
        """Note the state that the source has now; that is no decision of a person."""
        revision = revision_of(self._source)
        entry = CommentedMap(format=self._source.format)
        if revision.revision is not None:
            entry["revision"] = revision.revision
        entry["files"] = revision.files
        entry["sha256"] = revision.sha256
        if dict(self._document.get("source") or {}) != dict(entry):
            self._document["source"] = entry
            self._added += 1

    def _section(self, name: str, empty: Any) -> Any:
        """Return a section of the file; where it is new, with a comment that says what it is for."""
        if self._document.get(name) is None:
            is_new = name not in self._document
            self._document[name] = empty
            if is_new:
                self._document.yaml_set_comment_before_after_key(name, before="\n" + _ABOUT[name])
                self._added += 1
        return self._document[name]

    def _classes(self) -> list[ClassRule]:
        """Propose rules: what the format says of itself, and pages that say themselves what they are."""
        rules = list(self._given.classes) if self._given is not None else []
        section = self._section("classes", CommentedSeq())
        proposals = [*self._source.settings.get("classes", ()), *self._consents()]
        for proposal in proposals:
            rule = ClassRule.model_validate(dict(proposal))
            pages = [path for path, matter in self._read.matters.items() if matches(path, matter.values, rule)]
            decided = [path for path in pages if any(matches(path, self._values(path), each) for each in rules)]
            if not pages or len(decided) == len(pages) or rule in rules:
                continue
            rules.append(rule)
            entry = CommentedMap(pages=rule.pages, kind=rule.kind)
            if rule.where:
                entry["where"] = _flow(rule.where)
            entry.fa.set_flow_style()
            section.append(entry)
            key = next(iter(rule.where), "")
            said = f"{_pages(len(pages))}: {self._places(pages, key)}"
            section.yaml_set_comment_before_after_key(len(section) - 1, before=said, indent=2)
            self._added += 1
        if self._existing is None:
            self._tell_folders(rules)
        return rules

    def _values(self, path: str) -> Mapping[str, Any]:
        return self._read.matters[path].values

    def _consents(self) -> Iterable[dict[str, Any]]:
        """Yield rules for each folder with pages that say themselves that they are records.

        A page with a tier that says that it is something else is not a pattern: these rules come first.
        """
        found: dict[tuple[str, str, str, str], None] = {}
        others: dict[str, dict[tuple[str, str], None]] = {}
        for path, matter in self._read.matters.items():
            pattern = f"{PurePosixPath(path).parts[0]}/**" if "/" in path else "*"
            kind, said = matter.values.get(KIND_KEY), matter.values.get(_TYPE_KEY)
            if isinstance(kind, str) and kind in KINDS:
                found[pattern, kind, KIND_KEY, kind] = None
            elif isinstance(said, str) and id_like(said) == _CASE_STUDY:
                others.setdefault(pattern, {})[_TYPE_KEY, said] = None
            elif matter.values.get(_TIER_KEY) not in (None, "", [], {}):
                other = _other_kind(matter.values)
                if other is None:
                    found[pattern, "pattern", _TIER_KEY, ANY] = None
                else:
                    others.setdefault(pattern, {})[other] = None
        for pattern, ways in others.items():
            for key, value in ways:
                if key == _TYPE_KEY and id_like(value) == _CASE_STUDY:
                    # A case study is one of a company: a page that names none stays plain.
                    yield {"pages": pattern, "kind": _CASE_STUDY, "where": {key: value, "company": ANY}}
                yield {"pages": pattern, "kind": PLAIN, "where": {key: value}}
        for pattern, kind, key, value in found:
            yield {"pages": pattern, "kind": kind, "where": {key: value}}

    def _tell_folders(self, rules: Sequence[ClassRule]) -> None:
        """Say which folders have front matter that no rule speaks of, so that a person can write rules."""
        keys: dict[str, dict[str, int]] = {}
        counts: dict[str, int] = {}
        for path, matter in self._read.matters.items():
            if matter.values and not any(matches(path, matter.values, rule) for rule in rules):
                folder = f"{PurePosixPath(path).parts[0]}/" if "/" in path else "(top)"
                counts[folder] = counts.get(folder, 0) + 1
                for key in matter.values:
                    of_folder = keys.setdefault(folder, {})
                    of_folder[key] = of_folder.get(key, 0) + 1
        lines = [
            f"{folder} {_pages(counts[folder])} with front matter: "
            + ", ".join(f"{key} ({count})" for key, count in sorted(found.items(), key=lambda i: (-i[1], i[0]))[:_KEYS])
            for folder, found in sorted(keys.items())
        ]
        if lines:
            text = "\n".join(["Plain pages that have front matter:", *(f"  {line}" for line in lines)])
            self._document.yaml_set_comment_before_after_key("classes", before=text)

    def _keys(self, of_kind: Mapping[str, Sequence[str]]) -> None:
        section = self._section("keys", CommentedMap())
        values = self._section("values", CommentedMap())
        for kind, paths in of_kind.items():
            pages: dict[str, list[str]] = {}
            for path in paths:
                for key in self._values(path):
                    if key not in {KEPT, KIND_KEY, ID_KEY}:
                        pages.setdefault(key, []).append(path)
            known = self._given.keys.get(kind, {}) if self._given is not None else {}
            for key, having in pages.items():
                home = known.get(key) or home_of(kind, key)
                keeps = self._source.keeps_front_matter
                home = FOREIGN if keeps and home == KEEP else home
                if key not in known:
                    of_this = _inner(section, kind)
                    of_this[key] = home
                    of_this.yaml_add_eol_comment(f"{_pages(len(having))}: {self._places(having, key)}", key)
                    self._added += 1
                if home not in (KEEP, FOREIGN) and not keeps:
                    self._misfits(values, kind, home, key, having)

    def _misfits(self, values: CommentedMap, kind: str, field_name: str, key: str, paths: Sequence[str]) -> None:
        """List the values that a field does not take."""
        known = self._given.values.get(kind, {}).get(field_name, {}) if self._given is not None else {}
        found: dict[str, list[str]] = {}
        for path in paths:
            value = self._values(path)[key]
            if isinstance(value, bool) or not isinstance(value, str | int | float) or value == "":
                continue
            if str(value) not in known and not fits(kind, field_name, value):
                found.setdefault(str(value), []).append(path)
        for text, having in found.items():
            of_field = _inner(_inner(values, kind), field_name)
            of_field[text] = KEEP
            of_field.yaml_add_eol_comment(f"{_pages(len(having))}: {self._places(having, key)}", text)
            self._added += 1

    def _contradictions(self, patterns: Mapping[str, str]) -> Iterable[Note]:
        """Return where pages contradict each other about a tier; ``patterns`` are the ids by the paths of pages."""
        keys = self._document["keys"].get("pattern") or {}
        known = self._given.values if self._given is not None else {}
        tier_key = next((key for key, home in keys.items() if home == "tier"), None)
        title_key = next((key for key, home in keys.items() if home == "title"), "title")
        pages = [
            PatternPage(path, record_id, str(self._values(path).get(title_key) or record_id), tier_key)
            for path, record_id in patterns.items()
        ]
        values = {str(word): str(tier) for word, tier in known.get("pattern", {}).get("tier", {}).items()}
        return contradictions(pages, self._read.texts, self._read.matters, values, self._progress)

    def _ids(self, kinds: Mapping[str, str], takeover: Takeover) -> Mapping[str, str]:
        section = self._section("ids", CommentedMap())
        found = ids_of(kinds, self._read.matters, takeover)
        self._notes += found.notes
        shared: dict[tuple[str, str], int] = {}
        for path, record_id in found.ids.items():
            shared[kinds[path], record_id] = shared.get((kinds[path], record_id), 0) + 1
        for path, record_id in found.ids.items():
            if shared[kinds[path], record_id] > 1 and path in found.plain and path not in section:
                section[path] = None
                section.yaml_add_eol_comment(f"several pages would be the {kinds[path]} '{record_id}'", path)
                self._added += 1
        return found.ids

    def _repairs(self) -> None:
        section = self._section("repairs", CommentedSeq())
        known = {(each.page, each.line, each.was) for each in (self._given.repairs if self._given is not None else ())}
        for repair in proposed_repairs(self._read):
            if (repair.page, repair.line, repair.was) in known:
                continue
            entry = CommentedMap(
                page=repair.page, line=repair.line, was=repair.was, becomes=repair.becomes, accepted=False
            )
            section.append(entry)
            self._added += 1

    def _places(self, paths: Sequence[str], key: str) -> str:
        """Return examples: files, with the line of a key where it is known."""
        shown = []
        for path in paths[:_PLACES]:
            line = self._read.matters[path].lines.get(key)
            shown.append(f"{path}:{line + 1}" if line is not None else path)
        return ", ".join(shown) + (", ..." if len(paths) > _PLACES else "")


def _inner(section: CommentedMap, name: str) -> CommentedMap:
    if section.get(name) is None:
        section[name] = CommentedMap()
    inner: CommentedMap = section[name]
    inner.fa.set_block_style()
    section.fa.set_block_style()
    return inner


def _other_kind(values: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the key and the value that make a page with a tier something else than a pattern, if any do."""
    said = values.get(_TYPE_KEY)
    if isinstance(said, str) and said.strip():
        return None if id_like(said) == "pattern" else (_TYPE_KEY, said)
    return next(((key, ANY) for key in _OF_CASES if values.get(key) not in (None, "", [], {})), None)


def _flow(value: Mapping[str, Any]) -> CommentedMap:
    made = CommentedMap(value)
    made.fa.set_flow_style()
    return made


def _pages(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"


def other_revision(source: Source, takeover: Takeover) -> Note | None:
    """Return a note where the source is not in the state that was planned."""
    now, planned = revision_of(source), takeover.source
    if planned.sha256 is None or planned.sha256 == now.sha256:
        return None
    text = Phrase(
        "the source has changed since it was planned (%s files then, %s now); `import plan` adds what is new",
        str(planned.files), str(now.files),
    )  # fmt: skip
    return Note("other-revision", "", 0, text)
