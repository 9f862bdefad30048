"""From an exported registry to the data that references to its records show.

Owns reading ``excellence.json``. The file comes from elsewhere, so it is read as strictly as the project's own data: by
the same models and with the same findings, each of which names the registry. What does not fit is left out and the rest
kept. A file that is not an export is one finding, and its registry is not used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Finding, Phrase, Place, RecordKey, Severity, suggestion
from sphinx_excellence.findings import Path as Steps
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.definitions import DEFINITION_KEYS, Definitions
from sphinx_excellence.loader.expected_types import Shape
from sphinx_excellence.loader.file_formats import JSON_SUFFIX
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.records import build_record
from sphinx_excellence.loader.value_findings import shortened, type_word
from sphinx_excellence.loader.word_definitions import WordDefinitions
from sphinx_excellence.messages import N_
from sphinx_excellence.model.addresses import is_page_address
from sphinx_excellence.model.external import EXPORT_KEYS, SEPARATOR, External
from sphinx_excellence.model.kinds import KINDS, LINKS_KEY, TIERS_KEY, Kind, Kinds
from sphinx_excellence.model.own_fields import PREFIX
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.tier import ScaledTier, Tier, TierScale
from sphinx_excellence.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary
from sphinx_excellence.model.word_definition import LIST_KEYS, STATUSES_KEY
from sphinx_excellence.settings import ExternalSource

#: The version of the export that can be read.
VERSION = 1
#: What is taken of a record: what links, badges and rules show of one that is not the project's own.
_FACE = frozenset({"title", "summary", "tier", "status", "categories", "introduced", "date", "company"})
#: The keys of an export besides the kinds of records.
_OWN_KEYS = (TIERS_KEY, LINKS_KEY, *EXPORT_KEYS)
_UNREADABLE = "unreadable-registry"


def read_externals(
    root: Path, sources: Mapping[str, ExternalSource], cache: ParseCache | None = None
) -> tuple[dict[str, External], list[Finding]]:
    """Return the registries of ``sources`` by name, and what is wrong with their files.

    A source without a file has been refused where it is set: its registry may hold anything.
    """
    externals: dict[str, External] = {}
    findings: list[Finding] = []
    for name, source in sorted(sources.items()):
        externals[name] = External(name, readable=False)
        if not source.path:
            continue
        path = root / source.path
        file = shown_path(path, root)
        text = read_text(path, root) if path.exists() else _missing(name, file, source.place)
        if isinstance(text, Finding):
            findings.append(replace(text, rule=_UNREADABLE, registry="" if name in text.args else name))
            continue
        externals[name], wrong = read_external(name, source.base, text, file, cache)
        findings += wrong
    return externals, findings


def _missing(name: str, file: str, place: Place) -> Finding:
    return _refusal(name, place, N_("the registry '%s' cannot be used: '%s' does not exist"), (file,))


def _refusal(name: str, place: Place, message: str, args: tuple[str, ...] = ()) -> Finding:
    """Return the finding that costs the registry; ``message`` begins with its name."""
    return Finding(
        _UNREADABLE,
        place,
        message,
        (name, *args),
        "the file excellence.json that another project publishes, in version %s",
        (str(VERSION),),
        severity=Severity.ERROR,
    )


def read_external(
    name: str, base: str, text: str, file: str, cache: ParseCache | None = None
) -> tuple[External, list[Finding]]:
    """Return the registry that ``text`` holds, and what is wrong with it.

    ``name`` is what the project calls it, ``base`` the address of its site, ``file`` what findings call the file.
    Never raises for anything in the text.
    """
    document = (cache or ParseCache()).read(text, JSON_SUFFIX)
    findings = [
        Finding(
            each.rule if document.readable else _UNREADABLE,
            Place(file, each.line, each.column),
            each.message,
            tuple(map(str, each.args)),
            each.accepted,
            severity=Severity.ERROR,
            registry=name,
        )
        for each in document.problems
    ]
    if not document.readable:
        return External(name, readable=False), findings
    refused = _not_an_export(name, Origin(file, document))
    if refused is not None:
        # What was left out of the file for its content is already reported.
        told = findings if {(), ("version",)} & set(document.refused) else [*findings, refused]
        return External(name, readable=False), told
    reading = _Reading(name, base, Origin(file, document))
    external = reading.run(document.value)
    return external, findings + reading.findings


def published_pages(text: str, name: str) -> dict[str, dict[str, str]] | str:
    """Return the addresses of pages in an export, by the key of a kind and id; or why the text is no export.

    ``name`` is what that reason calls it.
    """
    external, findings = read_external(name, "", text, "")
    if not external.readable:
        return findings[0].text
    pages: dict[str, dict[str, str]] = {}
    for (kind, record_id), address in external.addresses.items():
        own_id = record_id.removeprefix(f"{name}{SEPARATOR}")
        pages.setdefault(external.kinds[kind].key, {})[own_id] = address.removeprefix("/")
    return pages


def _not_an_export(name: str, origin: Origin) -> Finding | None:
    content = origin.document.value
    if not isinstance(content, dict) or "version" not in content:
        return _refusal(
            name, origin.place(), N_("the registry '%s' cannot be used: the file is not an exported registry")
        )
    version = content["version"]
    if isinstance(version, bool) or version != VERSION or not isinstance(version, int):
        place = origin.place(("version",))
        given = shortened(str(version)) if isinstance(version, str | int | float) else type_word(version)
        return _refusal(name, place, N_("the registry '%s' cannot be used: its version is %s"), (given,))
    return None


def _as_data(kind: Kind, written: Any) -> Any:
    """Return a record as data files hold it: exports once had a comparison's cells under a key of their own."""
    rows = written.get("rows") if kind.name == "comparison" and isinstance(written, dict) else None
    if not isinstance(rows, list):
        return written
    return {
        **written,
        "rows": [
            {**{key: item for key, item in row.items() if key != "cells"}, **row["cells"]}
            if isinstance(row, dict)
            and isinstance(row.get("cells"), dict)
            and not {"pattern", "note"} & set(row["cells"])
            else row
            for row in rows
        ],
    }


def _written_ids(tiers: object) -> list[str] | None:
    """Return the ids of the tiers as they are written, whether or not the rest of them fits."""
    if not isinstance(tiers, list):
        return None
    return [each["id"] for each in tiers if isinstance(each, dict) and isinstance(each.get("id"), str)]


class _Reading:
    """Reads the content of one export, whose version is known."""

    def __init__(self, name: str, base: str, origin: Origin) -> None:
        self.findings: list[Finding] = []
        self._name = name
        self._base = base.rstrip("/")
        self._origin = origin
        self._records: dict[RecordKey, Record] = {}
        self._lost: set[RecordKey] = set()
        self._kinds: Kinds = KINDS
        self._vocabulary = DEFAULT_VOCABULARY
        self._tier_ids: list[str] | None = None

    def run(self, content: Mapping[str, Any]) -> External:
        self._kinds = self._own_kinds(content)
        self._vocabulary = self._own_vocabulary(content)
        known = (*_OWN_KEYS, *DEFINITION_KEYS, STATUSES_KEY, *LIST_KEYS, *self._kinds.by_key)
        for key in content:
            if key not in known and not key.startswith("$"):
                self._tell("unknown-key", (key,), "'%s' is not a kind of record", (key,), *suggestion(key, known))
        tiers = self._tiers(content.get(TIERS_KEY, []))
        self._tier_ids = _written_ids(content.get(TIERS_KEY))
        for kind in self._kinds:
            self._kind(kind, content.get(kind.key, {}))
        return External(
            self._name,
            self._records,
            tiers,
            frozenset(self._legacy(content.get("legacy", []))),
            dict(self._addresses(content.get("pages", {}))),
            lost=frozenset(self._lost),
            kinds=self._kinds,
            vocabulary=self._vocabulary,
        )

    def _own_kinds(self, content: Mapping[str, Any]) -> Kinds:
        """Return the kinds of the other project: those that it has added are in its export."""
        definitions = Definitions()
        for key in DEFINITION_KEYS:
            written = content.get(key, {})
            if isinstance(written, dict):
                definitions.read(key, written, self._origin)
            else:
                self._wrong_type((key,), written, "a mapping")
        kinds = definitions.kinds()
        self._take_over(definitions.findings)
        return kinds

    def _own_vocabulary(self, content: Mapping[str, Any]) -> Vocabulary:
        """Return the vocabulary of the other project: the words that it has defined are in its export."""
        words = WordDefinitions()
        for key in (STATUSES_KEY, *LIST_KEYS):
            written = content.get(key, {})
            if isinstance(written, dict):
                words.read(key, written, self._origin)
            else:
                self._wrong_type((key,), written, "a mapping")
        vocabulary = words.vocabulary()
        self._take_over(words.findings)
        return vocabulary

    def _tell(
        self, rule: str, path: Steps, message: str, args: tuple[str, ...] = (), accepted: str = "",
        accepted_args: tuple[str, ...] = (), record: RecordKey | None = None,
    ) -> None:  # fmt: skip
        place = self._origin.place(path, on_key=rule == "unknown-key")
        self.findings.append(
            Finding(
                rule, place, message, args, accepted, accepted_args, record,
                severity=Severity.ERROR, registry=self._name,
            )
        )  # fmt: skip

    def _take_over(self, findings: list[Finding]) -> None:
        """Take what is wrong with a record: under its name here, and without a remedy, since the file is not ours."""
        for each in findings:
            record = None if each.record is None else (each.record[0], self._prefixed(each.record[1]))
            self.findings.append(replace(each, record=record, fix=None, registry=self._name))

    def _prefixed(self, name: str) -> str:
        return f"{self._name}{SEPARATOR}{name}"

    def _mapping(self, path: Steps, value: object) -> Iterator[tuple[str, Any]]:
        if isinstance(value, dict):
            yield from value.items()
        else:
            self._wrong_type(path, value, "a mapping")

    def _list(self, path: Steps, value: object) -> Iterator[tuple[int, Any]]:
        if isinstance(value, list):
            yield from enumerate(value)
        else:
            self._wrong_type(path, value, "a list")

    def _wrong_type(self, path: Steps, value: object, expected: str) -> None:
        shown = ".".join(str(step + 1 if isinstance(step, int) else step) for step in path)
        self._tell("wrong-type", path, "`%s` is %s; expected %s", (shown, type_word(value), Phrase(expected)))

    def _kind(self, kind: Kind, value: object) -> None:
        if not isinstance(value, dict):
            self._lost.add((kind.name, ""))
        for record_id, written in self._mapping((kind.key,), value):
            key = kind.name, self._prefixed(record_id)
            inner = replace(self._origin, prefix=(kind.key, record_id))
            as_data = _as_data(kind, written)
            record, findings = build_record(
                Shape(kind.name, kind.noun, kind.model), record_id, as_data, inner, self._vocabulary
            )
            self._take_over(findings)
            if record is None:
                self._lost.add(key)
            else:
                self._records[key] = self._face(self._on_scale(record, inner))

    def _on_scale(self, record: Record, origin: Origin) -> Record:
        """Return a record without its tier, with a finding, where the export has tiers and this one is none of them."""
        tier = getattr(record, "tier", None)
        if not tier or self._tier_ids is None or tier in self._tier_ids:
            return record
        hint = suggestion(tier, self._tier_ids)
        self._tell("unknown-reference", (*origin.prefix, "tier"), "unknown %s '%s'", (Phrase("tier"), tier), *hint)
        return record.model_copy(update={"tier": None})

    def _face(self, record: Record) -> Record:
        """Return what is shown of a record that has been read: the rest is the other project's business."""
        fields = type(record).model_fields
        hidden = {
            name: field.get_default(call_default_factory=True)
            for name, field in fields.items()
            if name not in _FACE and not field.is_required()
        }
        # Fields that the other project has added name its own records, whose ids may be those of others here.
        hidden |= {name: () if isinstance(value, tuple) else None for name, value in record if name.startswith(PREFIX)}
        named = {
            "id": self._prefixed(record.id),
            "aliases": tuple(self._prefixed(alias) for alias in record.aliases),
        }
        return record.model_copy(update=hidden | named)

    def _tiers(self, value: object) -> dict[str, ScaledTier]:
        tiers: dict[str, Tier | None] = {}
        for rank, written in self._list((TIERS_KEY,), value):
            path = (TIERS_KEY, rank)
            if not isinstance(written, dict):
                self._wrong_type(path, written, "a mapping")
                continue
            tier_id = written.get("id")
            if not isinstance(tier_id, str):
                self._tell("missing-key", path, "`%s` is missing the key '%s'", (f"{TIERS_KEY}.{rank + 1}", "id"))
                continue
            if tier_id in tiers:
                self._tell("duplicate-id", (*path, "id"), "tier '%s' is already defined", (tier_id,))
                continue
            # An empty symbol, as earlier versions exported it, is none.
            given = {
                key: item
                for key, item in written.items()
                if key not in {"id", "rank"} and (key, item) != ("symbol", "")
            }
            inner = replace(self._origin, prefix=path)
            tier, findings = build_record(Shape("tier", Phrase("tier"), Tier), tier_id, given, inner, self._vocabulary)
            self._take_over(findings)
            if tier is not None:
                # The order of the list is the order of the scale.
                tiers[tier_id] = tier.model_copy(update={"rank": rank})
        scale = TierScale(tiers)
        return {tier_id: scale[tier_id] for tier_id in tiers}

    def _legacy(self, value: object) -> Iterator[str]:
        for index, name in self._list(("legacy",), value):
            if not isinstance(name, str):
                self._wrong_type(("legacy", index), name, "a string")
            elif self._is_on_record(("legacy", index), "pattern", name):
                yield self._prefixed(name)

    def _addresses(self, value: object) -> Iterator[tuple[RecordKey, str]]:
        for kind_key, pages in self._mapping(("pages",), value):
            path = ("pages", kind_key)
            kind = self._kinds.by_key.get(kind_key)
            if kind is None:
                hint = suggestion(kind_key, list(self._kinds.by_key))
                self._tell("unknown-key", path, "'%s' is not a kind of record", (kind_key,), *hint)
                continue
            for record_id, page in self._mapping(path, pages):
                here = (*path, record_id)
                if not isinstance(page, str):
                    self._wrong_type(here, page, "a string")
                elif not is_page_address(page):
                    self._tell(
                        "unsafe-url",
                        here,
                        "'%s' is not the address of a page on the registry's site",
                        (shortened(page),),
                        "a path below the address of the site, such as patterns/saga.html#saga",
                    )
                elif self._is_on_record(here, kind.name, record_id):
                    yield (kind.name, self._prefixed(record_id)), f"{self._base}/{page.lstrip('/')}"

    def _is_on_record(self, path: Steps, kind: str, name: str) -> bool:
        """Whether the export has a record of that name; tell that it has none, unless it could not be read."""
        key = kind, self._prefixed(name)
        if key in self._records:
            return True
        if key not in self._lost and (kind, "") not in self._lost:
            names = [record_id.partition(SEPARATOR)[2] for of_kind, record_id in self._records if of_kind == kind]
            hint = suggestion(name, names)
            self._tell("unknown-reference", path, "unknown %s '%s'", (self._kinds[kind].noun, name), *hint)
        return False
