"""A ``needs.json`` of sphinx-needs: https://sphinx-needs.readthedocs.io/en/latest/builders.html.

Types become kinds of the project's own, links become references, options become fields and the content a text. What
fits no field stays in the field ``kept``. Back links, which are computed, and options without a value are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.block_prose import read_blocks
from sphinx_excellence.model.fields import is_id
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.model.own_kinds import OwnRecord, default_key
from sphinx_excellence.model.reserved_names import RESERVED_NAMES
from sphinx_excellence.model.word_definition import VOCABULARY_KEYS
from sphinx_excellence.takeover.data_documents import DataDocument, DataFile
from sphinx_excellence.takeover.exports.kept_values import KEPT, kept_text
from sphinx_excellence.takeover.exports.needs import BETWEEN, CONTENT, CONTENTS
from sphinx_excellence.takeover.own_values import KEPT_FIELD, field_types, split_values
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.source import Note, Source, SourceRecord

FORMAT = "sphinx-needs"
_PLACES = ("needs.json", "build/needs/needs.json", "_build/needs/needs.json", "docs/_build/needs/needs.json")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BACK = "_back"
_OWN = frozenset({"id", "type", "type_name", "title", *CONTENTS, "tags"})
#: What an export writes of every need, whether it has a value or not.
_USUAL = ("status", "links")
_ACCEPTED = Phrase("a mapping with type and title")


def _is_needs(begin: bytes) -> bool:
    return b'"versions"' in begin and (b'"needs"' in begin or b'"current_version"' in begin)


_DOCUMENT = DataDocument(
    _PLACES,
    _is_needs,
    Phrase("a mapping with versions, each with needs"),
    Phrase("there is no file with `versions` and needs"),
    _PLACES,
)
detects, fault = _DOCUMENT.detects, _DOCUMENT.fault


def read(root: Path) -> Source:
    """Read the needs of the current version. Raises ``UnreadableSource``."""
    data = _DOCUMENT.read(root)
    top = data.folder
    notes: list[Note] = []
    path = _needs_path(data, notes)
    needs: dict[str, dict[str, Any]] = {}
    for need_id, need in _at(data.value, path).items():
        texts = [need.get(key) for key in ("type", "title")] if isinstance(need, dict) else [None]
        if all(isinstance(text, str) for text in texts) and is_id(need_id):
            needs[need_id] = need
        else:
            notes.append(data.skipped((*path, need_id), Phrase("'%s' is no need", need_id[:60]), _ACCEPTED))
    reader = _Reader(data, path, needs, notes)
    records = reader.records()
    reader.tell_what_is_empty()
    title = data.value.get("project")
    settings = {"definitions": {"kinds": reader.kinds}, "version": path[1]}
    return Source(
        FORMAT, top, title if isinstance(title, str) and title.strip() else top.resolve().name, "none",
        records=tuple(records), settings=settings, notes=tuple(notes),
    )  # fmt: skip


def _at(value: Any, path: Iterable[str]) -> Any:
    for step in path:
        value = value[step]
    return value


def _needs_path(data: DataFile, notes: list[Note]) -> tuple[str, ...]:
    value = data.value
    if not isinstance(value, dict) or not isinstance(value.get("versions"), dict):
        at = ("versions",) if isinstance(value, dict) and "versions" in value else ()
        raise data.wrong(at, _DOCUMENT.accepted)
    versions = value["versions"]
    current = str(value.get("current_version", ""))
    if current not in versions:
        if len(versions) != 1:
            raise data.wrong(("versions",), Phrase("one version, or the one that current_version names"))
        current = next(iter(versions))
    others = [version for version in versions if version != current]
    if others:
        text = Phrase("only the needs of version '%s' are taken over; others: %s", current, ", ".join(others)[:200])
        notes.append(Note("other-versions", data.path, data.line("versions"), text))
    path = ("versions", current, "needs")
    for end in range(2, 4):
        inner = _at(value, path[: end - 1])
        if path[end - 1] not in inner:
            raise data.wrong(path[: end - 1], Phrase("a mapping with needs"))
        if not isinstance(inner[path[end - 1]], dict):
            raise data.wrong(path[:end], Phrase("a mapping of needs by their ids"))
    return path


class _Reader:
    def __init__(
        self, data: DataFile, path: tuple[str, ...], needs: Mapping[str, dict[str, Any]], notes: list[Note]
    ) -> None:
        self._data = data
        self._path = path
        self._needs = needs
        self._notes = notes
        self.kinds: dict[str, dict[str, Any]] = {}
        self._kind_of_type = self._name_kinds()
        schema = _at(data.value, path[:2]).get("needs_schema")
        self._schema = schema.get("properties", {}) if isinstance(schema, dict) else {}

    def records(self) -> list[SourceRecord]:
        """Return the records, and fill ``kinds``."""
        links = self._link_options()
        made: list[SourceRecord] = []
        by_type: dict[str, list[str]] = {}
        for need_id, need in self._needs.items():
            by_type.setdefault(need["type"], []).append(need_id)
        for need_type, ids in by_type.items():
            made += self._of_type(need_type, ids, links)
        order = {need_id: place for place, need_id in enumerate(self._needs)}
        return sorted(made, key=lambda record: order[record.id])

    def tell_what_is_empty(self) -> None:
        """Report the options that needs have without a value: an export does not write them."""
        names = sorted(
            {
                key
                for need in self._needs.values()
                for key, value in self._options(need, frozenset(_USUAL)).items()
                if value in (None, "", [], {}) and value is not False
            }
        )
        if names:
            shown = ", ".join(f"`{name}`" for name in names)
            text = Phrase("options without a value are left out, and an export does not give them back: %s", shown)
            self._notes.append(Note("empty-option", self._data.path, self._data.line(*self._path), text))

    def _name_kinds(self) -> dict[str, str]:
        taken = {word for kind in KINDS for word in (kind.name, kind.key, kind.role_name, kind.directive_name)}
        taken |= {"tiers", "links", "kinds", "fields", *RESERVED_NAMES, *VOCABULARY_KEYS}
        found: dict[str, str] = {}
        for need in self._needs.values():
            if need["type"] in found:
                continue
            name = id_of_name(need["type"]).replace("_", "-").replace(".", "-")
            if not _NAME.fullmatch(name) or name in taken or default_key(name) in taken:
                name = f"need-{name}".rstrip("-")
            while name in taken:
                name += "-2"
            taken |= {name, default_key(name)}
            found[need["type"]] = name
            title = need.get("type_name")
            self.kinds[name] = {"title": title if isinstance(title, str) and title.strip() else need["type"]}
            if name != need["type"]:
                text = Phrase("the type '%s' becomes the kind '%s'", need["type"], name)
                self._notes.append(Note("other-kind", self._data.path, 0, text))
        return found

    def _link_options(self) -> frozenset[str]:
        """Return the options that link to needs: those that the schema names, else those whose values are ids."""
        declared = {
            key for key, about in self._schema.items() if isinstance(about, dict) and about.get("field_type") == "links"
        }
        seen: dict[str, bool] = {}
        for need in self._needs.values():
            for key, value in need.items():
                if key in _OWN or key.endswith(_BACK) or not isinstance(value, list) or not value:
                    continue
                known = all(isinstance(each, str) and each in self._needs for each in value)
                seen[key] = seen.get(key, True) and known
        return frozenset(declared | {key for key, known in seen.items() if known} | {"links"})

    def _of_type(self, need_type: str, ids: list[str], links: frozenset[str]) -> list[SourceRecord]:
        kind = self._kind_of_type[need_type]
        fields: dict[str, dict[str, Any]] = {}
        taken = {*(info.alias or name for name, info in OwnRecord.model_fields.items()), *links, *CONTENTS, "tier"}
        options = {need_id: self._options(self._needs[need_id], links) for need_id in ids}
        types = field_types(options.values(), taken)
        made = []
        targets = self._targets(ids, links)
        for need_id in ids:
            need = self._needs[need_id]
            values: dict[str, Any] = {"title": " ".join(need["title"].split()) or need_id}
            fitting, kept = split_values(options[need_id], types)
            if values["title"] != need["title"]:
                kept["title"] = need["title"]
            tags = need.get("tags")
            if isinstance(tags, list) and all(isinstance(tag, str) and is_id(tag) for tag in tags):
                values["tags"] = list(dict.fromkeys(tags))
            elif tags:
                kept["tags"] = tags
            self._content(need_id, need, values, kept)
            values |= fitting
            for key in sorted(links):
                self._links(key, need, targets, values, kept)
            values = {key: value for key, value in values.items() if value not in (None, "", [], {})}
            if kept:
                values[KEPT] = kept_text(kept)
            line = self._data.line(*self._path, need_id)
            made.append(SourceRecord(kind, need_id, values, self._data.path, line))
        for key, field_type in types.items():
            fields[key] = {"type": field_type, "show": ["banner"]}
        fields |= {key: {"type": "text", "show": ["banner"]} for key in CONTENTS}
        used = {key for record in made for key in record.values}
        for key, kinds in sorted(targets.items()):
            for target in sorted(kinds):
                name = _field(key, target, kinds)
                if name in used:
                    fields[name] = {"title": key.replace("_", " ").capitalize(), "type": target, "many": True}
        if KEPT in used:
            fields[KEPT] = dict(KEPT_FIELD)
        self.kinds[kind]["fields"] = {key: about for key, about in fields.items() if key in used}
        return made

    def _options(self, need: Mapping[str, Any], links: frozenset[str]) -> dict[str, Any]:
        def is_back(key: str) -> bool:
            about = self._schema.get(key)
            return key.endswith(_BACK) or (isinstance(about, dict) and about.get("field_type") == "backlinks")

        return {key: value for key, value in need.items() if key not in _OWN | links and not is_back(key)}

    def _targets(self, ids: list[str], links: frozenset[str]) -> dict[str, set[str]]:
        """Return the kinds that each option of needs of one type leads to."""
        found: dict[str, set[str]] = {}
        for need_id in ids:
            for key in links:
                for target in _texts(self._needs[need_id].get(key)):
                    if target in self._needs:
                        found.setdefault(key, set()).add(self._kind_of_type[self._needs[target]["type"]])
        return found

    def _links(
        self, key: str, need: Mapping[str, Any], targets: Mapping[str, set[str]], values: dict[str, Any],
        kept: dict[str, Any],
    ) -> None:  # fmt: skip
        given = need.get(key)
        if given in (None, "", []):
            return
        usable = _NAME.fullmatch(key.replace("_", "-")) is not None and isinstance(given, list)
        dead = []
        fields: dict[str, list[str]] = {}
        for target in given if isinstance(given, list) else [given]:
            if usable and isinstance(target, str) and target in self._needs:
                kind = self._kind_of_type[self._needs[target]["type"]]
                field = fields.setdefault(_field(key, kind, targets[key]), [])
                if target not in field:
                    field.append(target)
            else:
                dead.append(target)
        values |= fields
        if [target for field in fields.values() for target in field] != given or len(fields) > 1:
            kept[key] = given  # its order, what it names twice, and what is no need
        if dead:
            text = Phrase("`%s` names what is no need here: %s; it is under `kept`", key, str(dead)[:80])
            self._notes.append(Note("link-without-need", self._data.path, 0, text))

    def _content(self, need_id: str, need: Mapping[str, Any], values: dict[str, Any], kept: dict[str, Any]) -> None:
        # Versions of sphinx-needs before 2 have the content under `description`.
        key = CONTENT if need.get(CONTENT) or "description" not in need else "description"
        text = need.get(key)
        if CONTENT in need and need.get("description"):
            kept["description"] = need["description"]
        if not isinstance(text, str) or not text.strip():
            return
        reading = read_blocks(text)
        leads_inside = any(not link.name.startswith("http") for link in reading.links)
        if reading.problems or leads_inside or text != text.strip("\n"):
            kept[key] = text
            note = Phrase("the content of '%s' is no Markdown that a record takes; it is under `kept`", need_id)
            self._notes.append(Note("kept-content", self._data.path, self._data.line(*self._path, need_id), note))
        else:
            values[key] = text


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _field(key: str, target: str, kinds: set[str]) -> str:
    """Return the field for links of an option: with the kind that they lead to where there are several."""
    return key if len(kinds) == 1 else f"{key}{BETWEEN}{target}"
