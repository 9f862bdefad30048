"""From files and front matter to the registry.

Owns the order of loading: find, read, merge, build. All problems are collected; none stops the loading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pydantic_core import PydanticCustomError

from sphinx_excellence.findings import Finding, Phrase, Place, RecordKey, Severity, listing_command, nearest, suggestion
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.data_files import find_data_files, read_text, shown_path
from sphinx_excellence.loader.decision_names import with_resolved_decisions
from sphinx_excellence.loader.definitions import DEFINITION_KEYS, Definitions
from sphinx_excellence.loader.expected_types import Shape
from sphinx_excellence.loader.external import read_externals
from sphinx_excellence.loader.front_matter import (
    ID_KEY,
    KIND_KEY,
    NO_KIND,
    PREFIX,
    Faults,
    FrontMatter,
    Page,
    front_matter_keys,
    read_front_matter,
)
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.loader.page_fields import resolve_status
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.record_positions import Origin, Origins
from sphinx_excellence.loader.records import build_record, lost_keys
from sphinx_excellence.loader.search_queries import QueryFile
from sphinx_excellence.loader.template_files import template_findings
from sphinx_excellence.loader.unknown_front_matter import unknown_front_matter
from sphinx_excellence.loader.value_findings import type_word, unknown_top_level
from sphinx_excellence.loader.word_definitions import WordDefinitions
from sphinx_excellence.messages import N_
from sphinx_excellence.model.fields import id_like
from sphinx_excellence.model.kinds import KINDS, KINDS_LISTED, LINKS_KEY, TIERS_KEY, Kind, Kinds
from sphinx_excellence.model.link_state import LinkState
from sphinx_excellence.model.page_text import PageText
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.search_query import SearchQuery
from sphinx_excellence.model.tier import Tier, TierScale
from sphinx_excellence.model.usage_report import with_titles
from sphinx_excellence.model.vocabulary import DEFAULT_VOCABULARY
from sphinx_excellence.model.word_definition import VOCABULARY_KEYS
from sphinx_excellence.settings import ExternalSource

#: The keys of data files that say what records are like.
_MODEL_KEYS = (*DEFINITION_KEYS, *VOCABULARY_KEYS)
#: The keys of what has ids and is not a record, with what one is called.
_OTHER_KEYS = {TIERS_KEY: "tier", LINKS_KEY: "link"}
_MODEL_KEY = re.compile(rf"^[\"']?(?:{'|'.join(_MODEL_KEYS)})[\"']?\s*:", re.MULTILINE)


@dataclass(frozen=True)
class Loaded:
    """What loading gives.

    ``homes_by_front_matter`` are pages whose front matter makes them home to a record, by page: the record's
    kind and id. ``queries`` are those of ``excellence_queries``; nothing where that is not set.
    """

    registry: Registry
    origins: Origins
    findings: tuple[Finding, ...]
    homes_by_front_matter: dict[str, tuple[str, str]] = field(default_factory=dict)
    queries: tuple[SearchQuery, ...] | None = None


def load(
    root: Path,
    data: Sequence[str] | None,
    pages: Iterable[Page] = (),
    *,
    cache: ParseCache | None = None,
    setting: Place | None = None,
    instead: Mapping[Path, str] | None = None,
    external: Mapping[str, ExternalSource] | None = None,
    progress: Callable[[int, int], None] | None = None,
    without: Collection[Path] = (),
    foreign: Collection[str] = (),
    page_kinds: Mapping[str, str | None] | None = None,
    page_kinds_setting: Place | None = None,
    templates: Mapping[str, object] | None = None,
    templates_setting: Place | None = None,
    queries: str | None = None,
    queries_setting: Place | None = None,
) -> Loaded:
    """Load every record below ``root``.

    ``data`` names files and folders relative to ``root``, or is nothing where none are configured; ``setting`` is where
    that would be, ``pages`` are source files whose front matter may hold records, ``instead`` holds texts in place of
    the content of some files, ``external`` says where the registries of other projects are, ``progress`` gets how
    many data files of how many have been read, ``without`` are folders that a build writes to, ``foreign`` keys of
    front matter that belong to other tools, ``page_kinds`` the kinds that ``excellence_pages`` gives to pages,
    ``page_kinds_setting`` where that is set, ``templates`` those of new records, ``templates_setting`` where these are
    set, ``queries`` is ``excellence_queries``, and ``queries_setting`` where that is set. Never raises for what they
    say.
    """
    with without_collection():
        loading = _Loading(root, cache or ParseCache(), instead or {}, progress)
        loading.page_kinds, loading.page_kinds_setting = page_kinds or {}, page_kinds_setting or Place("conf.py")
        loading.templates, loading.templates_setting = templates or {}, templates_setting or Place("conf.py")
        loading.queries, loading.queries_setting = queries, queries_setting or Place("conf.py")
        return loading.run(data, pages, setting or Place("conf.py"), external or {}, without, foreign)


class _Loading:
    def __init__(
        self,
        root: Path,
        cache: ParseCache,
        instead: Mapping[Path, str],
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self._root = root
        self._instead = instead
        self._progress = progress
        self._cache = cache
        self._findings: list[Finding] = []
        self._kinds: Kinds = KINDS
        self._vocabulary = DEFAULT_VOCABULARY
        self.page_kinds: Mapping[str, str | None] = {}
        self.page_kinds_setting = Place("conf.py")
        self.templates: Mapping[str, object] = {}
        self.templates_setting = Place("conf.py")
        self.queries: str | None = None
        self.queries_setting = Place("conf.py")
        self._records: dict[str, dict[str, Record]] = {}
        self._seen: dict[tuple[str, str], Origin] = {}
        self._origins = Origins()
        self._tiers: dict[str, Tier | None] = {}
        self._tier_places: dict[str, Place] = {}
        self._links: dict[str, LinkState] = {}
        self._lost: set[RecordKey] = set()
        self._lost_keys: frozenset[str] = frozenset()
        self._unread: list[str] = []
        self._is_model_unread = False
        self._misspelt: list[Finding] = []
        self._not_a_mapping: list[Origin] = []
        self._mended: dict[RecordKey, frozenset[str]] = {}
        self._homes: dict[str, tuple[str, str]] = {}
        self._page_texts: dict[RecordKey, PageText] = {}

    def run(
        self,
        data: Sequence[str] | None,
        pages: Iterable[Page],
        setting: Place,
        external: Mapping[str, ExternalSource],
        without: Collection[Path],
        foreign: Collection[str],
    ) -> Loaded:
        elsewhere = [self._root / source.path for source in external.values() if source.path]
        elsewhere += [] if self.queries is None else [self._root / self.queries]
        files, missing = find_data_files(self._root, data, setting=setting, without=(*elsewhere, *without))
        contents = []
        for number, path in enumerate(files, start=1):
            contents.append(self._file(path))
            if self._progress is not None:
                self._progress(number, len(files))
        self._definitions(contents)
        told = len(self._findings)
        for origin in contents:
            if origin is not None:
                self._sections(origin)
        if self._is_model_unread or self._misspelt:
            # What is not known here may be a field or a kind that could not be read.
            kept = [] if self._is_model_unread else self._misspelt
            self._findings[told:] = [
                each for each in self._findings[told:] if each.rule != "unknown-key" or each in kept
            ]
        matters = []
        self._check_page_kinds()
        self._findings += template_findings(self.templates, self._kinds, self._root, self.templates_setting)
        for given in sorted(pages, key=lambda page: page.docname):
            # A kind that there is not makes no record; it is reported where it is set.
            page = given if not given.kind or given.kind in self._kinds else replace(given, kind="")
            matter = read_front_matter(page, self._root, self._cache, self._instead.get(page.path), self._kinds)
            if isinstance(matter, Faults):
                self._findings += matter.findings
                if matter.may_hold_record:
                    self._lost |= {(matter.kind, page.path.stem), (matter.kind, id_like(page.path.stem))}
            elif matter is not None:
                matters.append(matter)
        self._note_lost()
        matters = with_resolved_decisions(matters, self._records["decision"])
        for matter in matters:
            if matter.kind == "decision":
                resolve_status(matter.value, self._vocabulary)
        named = [matter for matter in matters if self._front_matter(matter)]
        self._findings += unknown_front_matter(matters, foreign, self._root, self._kinds)
        # The default folder is required only where there are no other records.
        if missing and (data is not None or not any(self._records.values())):
            self._findings += missing
            self._lose_kinds()
        for matter in named:
            self._named_home(matter)
        self._note_lost()
        self._records["usage-report"] = with_titles(self._records["usage-report"], self._records["pattern"])
        externals, unusable = read_externals(self._root, external, self._cache)
        self._findings += unusable
        registry = Registry(
            {kind: dict(sorted(records.items())) for kind, records in self._records.items()},
            self._scale(),
            frozenset(self._lost),
            self._mended,
            externals,
            kinds=self._kinds,
            page_texts=self._page_texts,
            folders=self._folders(),
            vocabulary=self._vocabulary,
            links=dict(sorted(self._links.items())),
        )
        queries = None
        if self.queries is not None:
            read = QueryFile(self.queries, self._root, self._cache, registry, self.queries_setting)
            self._findings += read.findings
            queries = read.queries
        for origin in filter(None, contents):
            origin.document.settle()
        return Loaded(registry, self._origins, tuple(self._findings), self._homes, queries)

    def _check_page_kinds(self) -> None:
        for kind in dict.fromkeys(self.page_kinds.values()):
            if kind is not None and kind not in self._kinds and kind not in self._kinds.unusable:
                reason, args = suggestion(kind, sorted(self._kinds.by_name), most=KINDS_LISTED)
                self._error(
                    "wrong-setting",
                    self.page_kinds_setting,
                    "`%s` is %s",
                    ("excellence_pages", repr(dict(self.page_kinds))),
                    Phrase("%s; %s", Phrase("'%s' is not a kind of record", kind), Phrase(reason, *args)),
                )

    def _folders(self) -> dict[RecordKey, str]:
        """Return the folder of each decision: that of its page, else that of its file."""
        found = {}
        for record_id in self._records["decision"]:
            key = ("decision", record_id)
            origin = self._origins.get(key)
            if origin is not None:
                found[key] = (origin.file if origin.docname is None else origin.docname).rpartition("/")[0]
        return found

    def _error(
        self, rule: str, place: Place, message: str, args: tuple[str, ...] = (), accepted: str = "",
        accepted_args: tuple[str, ...] = (), record: tuple[str, str] | None = None,
    ) -> None:  # fmt: skip
        self._findings.append(
            Finding(rule, place, message, args, accepted, accepted_args, record, severity=Severity.ERROR)
        )

    def _problems(self, document: Document, file: str, line_offset: int = 0) -> None:
        for problem in document.problems:
            place = Place(file, problem.line + line_offset, problem.column)
            args = tuple(str(arg + line_offset) if isinstance(arg, int) else arg for arg in problem.args)
            severity = Severity.WARNING if problem.is_doubt else Severity.ERROR
            self._findings.append(
                Finding(problem.rule, place, problem.message, args, problem.accepted, severity=severity)
            )

    def _lose_kinds(self, text: str = "") -> None:
        """Note that records may be missing: of the kinds that ``text`` names at the start of a line, or of all."""
        self._unread.append(text)
        self._is_model_unread |= _MODEL_KEY.search(text) is not None

    def _note_lost(self) -> None:
        """Turn what could not be read into the kinds of record that may be missing for it."""
        for text in self._unread:
            self._lost |= {(kind, "") for kind in self._lost_kinds(text)}
        self._unread.clear()

    def _lost_kinds(self, text: str) -> Iterator[str]:
        by_key = self._kinds.by_key
        keys = [key for key in (*by_key, *_OTHER_KEYS) if re.search(rf"^[\"']?{key}[\"']?\s*:", text, re.MULTILINE)]
        for key in keys or (*by_key, *_OTHER_KEYS):
            yield by_key[key].name if key in by_key else _OTHER_KEYS[key]

    def _file(self, path: Path) -> Origin | None:
        """Return what a file holds; nothing where it is no mapping of keys, which is reported."""
        text = self._instead.get(path) or read_text(path, self._root)
        if isinstance(text, Finding):
            self._findings.append(text)
            self._lose_kinds()
            return None
        file = shown_path(path, self._root)
        document = self._cache.read(text, path.suffix.lower(), name=file)
        self._problems(document, file)
        if not document.readable:
            self._lose_kinds(text)
            return None
        if () in document.refused:
            self._lose_kinds()
            return None
        origin = Origin(file, document)
        if isinstance(document.value, dict):
            return origin
        # Kinds of the project's own may be accepted too: they are known when all files are read.
        self._not_a_mapping.append(origin)
        return None

    def _definitions(self, contents: Iterable[Origin | None]) -> None:
        """Read what the data says of kinds, fields and words, from all files: it comes before any record."""
        definitions, words = Definitions(), WordDefinitions()
        for key in _MODEL_KEYS:
            for origin in filter(None, contents):
                value = origin.document.value.get(key)
                if isinstance(value, dict) and (key,) not in origin.document.refused:
                    if key in DEFINITION_KEYS:
                        definitions.read(key, value, origin)
                    elif key in VOCABULARY_KEYS:
                        words.read(key, value, origin)
        self._kinds, self._vocabulary = definitions.kinds(), words.vocabulary(is_partial=self._is_model_unread)
        self._lost_keys = frozenset(definitions.lost)
        self._findings += [*definitions.findings, *words.findings]
        for record_key, where in (*definitions.origins(), *words.origins()):
            self._origins.add(record_key, where)
        self._records = {kind.name: {} for kind in self._kinds}
        accepted = ", ".join((*self._kinds.by_key, *_OTHER_KEYS, *_MODEL_KEYS))
        for origin in self._not_a_mapping:
            if origin.document.value is None:
                self._error(
                    "empty-file", Place(origin.file), "contains no records", (), "one or more of %s", (accepted,)
                )
            else:
                self._error(
                    "wrong-type",
                    origin.place(),
                    "the file contains %s; expected a mapping",
                    (type_word(origin.document.value),),
                    "one or more of %s",
                    (accepted,),
                )
                self._lose_kinds()

    def _sections(self, origin: Origin) -> None:
        accepted = [*self._kinds.by_key, *_OTHER_KEYS, *_MODEL_KEYS]
        for key, value in origin.document.value.items():
            self._section(key, value, origin, accepted)

    def _section(self, key: str, value: Any, origin: Origin, accepted: list[str]) -> None:
        place = origin.place((key,), on_key=True)
        kind = self._kinds.by_key.get(key)
        if key.startswith("$"):  # `$schema`, which editors look for in JSON
            return
        if kind is None and key not in _OTHER_KEYS and key not in _MODEL_KEYS:
            if key in self._lost_keys:  # of a kind whose definition is reported
                return
            hint, hint_args = unknown_top_level(key, accepted)
            self._error("unknown-key", place, "'%s' is not a kind of record", (key,), hint, hint_args)
            meant = f"{hint_args[0]}:" if len(hint_args) > 1 else ""
            if hint_args[0] in _MODEL_KEYS:
                self._misspelt.append(self._findings[-1])
                self._unread.append(meant)
            else:
                self._lose_kinds(meant)
            return
        if (key,) in origin.document.refused:
            self._lose_kinds(f"{key}:")
            return
        if not isinstance(value, dict):
            self._error(
                "wrong-type",
                place,
                "`%s` is %s; expected a mapping",
                (key, type_word(value)),
                "an id for each record, indented below it, and the record's keys below the id",
            )
            self._lose_kinds(f"{key}:")
            return
        for record_id, record in value.items() if key not in _MODEL_KEYS else ():
            inner = Origin(origin.file, origin.document, (key, record_id))
            if kind is not None:
                self._record(kind, record_id, record, inner)
            elif key == TIERS_KEY:
                self._tier(record_id, record, inner)
            else:
                self._link(record_id, record, inner)

    def _record(self, kind: Kind, record_id: str, value: Any, origin: Origin, *, by_setting: bool = False) -> None:
        """Take a record in; ``by_setting`` says that it is a page that only ``excellence_pages`` makes one."""
        key = (kind.name, record_id)
        earlier = self._seen.get(key)
        if earlier is not None:
            self._error(
                "duplicate-id",
                origin.place(on_key=True),
                "%s '%s' is already defined at %s",
                (kind.noun, record_id, str(earlier.place(on_key=True))),
                N_("one definition per id: merge the two, rename one, or take the page out: `%s` in its front matter")
                if by_setting
                else N_("one definition per id: merge the two, or rename one"),
                (f"{KIND_KEY}: {NO_KIND}",) if by_setting else (),
                record=key,
            )
            return
        self._seen[key] = origin
        record, findings = build_record(
            Shape(kind.name, kind.noun, kind.model), record_id, value, origin, self._vocabulary
        )
        self._findings += findings
        if record is None:
            # Others name it by the id that it should have.
            self._lost |= {key, (kind.name, id_like(record_id))}
            return
        lost = lost_keys(findings) | {str(path[0]) for path in origin.refused()}
        if lost:
            self._mended[key] = lost
        self._records[kind.name][record_id] = record
        self._origins.add(key, origin)

    def _tier(self, tier_id: str, value: Any, origin: Origin) -> None:
        place = origin.place(on_key=True)
        if tier_id in self._tier_places:
            self._error(
                "duplicate-id",
                place,
                "tier '%s' is already defined at %s",
                (tier_id, str(self._tier_places[tier_id])),
                "one definition per tier: merge the two",
            )
            return
        self._tier_places[tier_id] = place
        if () in origin.refused():
            self._lost.add(("tier", tier_id))
            return
        self._origins.add(("tier", tier_id), origin)
        if value is None:
            self._tiers[tier_id] = None
            return
        tier, findings = build_record(Shape("tier", Phrase("tier"), Tier), tier_id, value, origin, self._vocabulary)
        self._findings += findings
        if tier is not None:
            self._tiers[tier_id] = tier

    def _link(self, address: str, value: Any, origin: Origin) -> None:
        key = ("link", address)
        earlier = self._origins.get(key)
        if earlier is not None:
            self._error(
                "duplicate-id",
                origin.place(on_key=True),
                "%s '%s' is already defined at %s",
                (Phrase("link"), address, str(earlier.place(on_key=True))),
                "one definition per id: merge the two, or rename one",
            )
            return
        self._origins.add(key, origin)
        state, findings = build_record(Shape("link", Phrase("link"), LinkState), address, value, origin)
        self._findings += findings
        if state is not None:
            self._links[address] = state

    def _scale(self) -> TierScale:
        while True:
            try:
                return TierScale(self._tiers)
            except PydanticCustomError as error:
                tier_id = str((error.context or {})["tier"])
                del self._tiers[tier_id]
                self._error(
                    "missing-key",
                    self._tier_places[tier_id],
                    "tier '%s' is missing the key 'rank'",
                    (tier_id,),
                    "rank: its position in the order; gold is 10, silver is 20, bronze is 30",
                )

    def _front_matter(self, matter: FrontMatter) -> bool:
        """Take a page's record in; return whether the page only names one."""
        file = shown_path(matter.page.path, self._root)
        self._problems(matter.document, file, line_offset=matter.line_offset)
        if not matter.document.readable:
            self._lost.add((matter.kind, matter.record_id))
            return False
        origin = Origin(
            file,
            matter.document,
            matter.prefix,
            line_offset=matter.line_offset,
            names=matter.names,
            docname=matter.page.docname,
        )
        for key in matter.foreign:
            # The prefix that all such keys begin with makes none of them more alike.
            bare = {name.removeprefix(PREFIX): name for name in front_matter_keys(self._kinds)}
            near = nearest(key.removeprefix(PREFIX), bare, count=1)
            hint, hint_args = unknown_top_level(bare[near[0]] if near else "", sorted(bare.values()))
            self._error(
                "unknown-key",
                origin.place((key,), on_key=True),
                "'%s' is not a key of a record in front matter",
                (key,),
                hint,
                hint_args,
            )
        if not matter.value:
            return True
        record_key = (matter.kind, matter.record_id)
        by_setting = bool(matter.page.kind) and KIND_KEY not in _front_keys(matter)
        self._record(self._kinds[matter.kind], matter.record_id, matter.value, origin, by_setting=by_setting)
        # A record that is also in the data is reported once; the page is still meant to be its home.
        kept = self._origins.get(record_key)
        if kept is not None and kept.docname in {None, matter.page.docname}:
            self._homes[matter.page.docname] = record_key
            if kept.docname is not None and record_key[1] in self._records[matter.kind]:
                self._page_texts[record_key] = matter.text
        return False

    def _named_home(self, matter: FrontMatter) -> None:
        name = matter.record_id
        known = self._records["pattern"]
        aliases = {alias: record_id for record_id, record in known.items() for alias in record.aliases}
        record_id = name if name in known else aliases.get(name)
        if record_id is not None:
            self._homes[matter.page.docname] = ("pattern", record_id)
        elif not {("pattern", name), ("pattern", "")} & self._lost:
            file = shown_path(matter.page.path, self._root)
            origin = Origin(file, matter.document, matter.prefix, line_offset=matter.line_offset)
            hint, hint_args = suggestion(name, [*known, *aliases], listed_by=listing_command("pattern"))
            self._error("unknown-reference", origin.place((ID_KEY,)), "unknown pattern '%s'", (name,), hint, hint_args)


def _front_keys(matter: FrontMatter) -> Collection[str]:
    written = matter.document.value
    for part in matter.prefix:
        written = written.get(part) if isinstance(written, dict) else None
    return written.keys() if isinstance(written, dict) else ()


__all__ = ["Loaded", "Page", "load"]
