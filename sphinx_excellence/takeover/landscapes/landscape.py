"""A landscape of the CNCF's kind: https://github.com/cncf/landscape2, whose data file has three levels.

Items become patterns without a tier, categories and subcategories become categories with a parent. Keys of an item
become own fields, those of its ``extra`` with ``extra_`` before them; what fits no field, or says nothing, stays in the
field ``kept``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.kinds import PATTERN
from sphinx_excellence.takeover.data_documents import DataDocument, DataFile
from sphinx_excellence.takeover.exports.kept_values import KEPT, LACKING, kept_text
from sphinx_excellence.takeover.html_texts import escaped
from sphinx_excellence.takeover.own_values import definitions_of, field_types, keys_of_kind, split_values
from sphinx_excellence.takeover.record_ids import NamedIds, id_of_name
from sphinx_excellence.takeover.source import Note, Source, SourceRecord

FORMAT = "landscape"
_FILES = ("landscape.yml", "landscape.yaml", "data.yml", "data.yaml")
_OWN = frozenset({"item", "name", "description", "second_path", "extra"})
_ACCEPTED = Phrase("a list of categories, each with a name and subcategories with items")


def _is_landscape(begin: bytes) -> bool:
    lines = b"\n" + begin
    return (b"\nlandscape:" in lines or b"\ncategories:" in lines) and b"subcategories:" in begin


_DOCUMENT = DataDocument(
    _FILES, _is_landscape, _ACCEPTED, Phrase("there is no file with `landscape` and subcategories"), _FILES[:2]
)
detects, fault = _DOCUMENT.detects, _DOCUMENT.fault


def read(root: Path) -> Source:
    """Read a landscape. Raises ``UnreadableSource``."""
    data = _DOCUMENT.read(root)
    key = "landscape" if isinstance(data.value, dict) and "landscape" in data.value else "categories"
    if not isinstance(data.value, dict) or not isinstance(data.value.get(key), list):
        raise data.wrong((key,) if isinstance(data.value, dict) and key in data.value else (), _ACCEPTED)
    reader = _Reader(data, key)
    reader.read()
    settings = {"definitions": reader.definitions, "record_page": "landscape"}
    return Source(
        FORMAT, data.folder, data.folder.resolve().name, "none", records=tuple(reader.records), settings=settings,
        notes=tuple(reader.notes),
    )  # fmt: skip


class _Reader:
    def __init__(self, data: DataFile, key: str) -> None:
        self._data = data
        self._key = key
        self.notes: list[Note] = []
        self.records: list[SourceRecord] = []
        self.definitions: dict[str, Any] = {}
        self._categories: dict[str, dict[str, Any]] = {}
        self._by_title: dict[str, str] = {}

    def read(self) -> None:
        """Read categories, then items."""
        found = list(self._items())
        flat = [(path, category, item, _flat(item)) for path, category, item in found]
        types = field_types((each[3] for each in flat), keys_of_kind(PATTERN))
        ids = NamedIds()
        for path, category, item, values in flat:
            self._add(path, category, item, values, types, ids)
        is_kept = any(KEPT in record.values for record in self.records)
        self.definitions["categories"] = self._categories
        fields = definitions_of(types, is_kept=is_kept)
        if fields:
            self.definitions["fields"] = {"pattern": fields}

    def _items(self) -> Iterator[tuple[tuple[str | int, ...], str, dict[str, Any]]]:
        for number, category in enumerate(self._data.value[self._key]):
            path: tuple[str | int, ...] = (self._key, number)
            name = self._name(path, category, "subcategories")
            if not name:
                continue
            parent = self._category(name, "")
            for inner, subcategory in enumerate(category["subcategories"]):
                below = (*path, "subcategories", inner)
                title = self._name(below, subcategory, "items")
                if not title:
                    continue
                child = self._category(title, parent)
                for place, item in enumerate(subcategory["items"]):
                    at = (*below, "items", place)
                    if not isinstance(item, dict) or not isinstance(item.get("name"), str | int | float):
                        self.notes.append(
                            self._data.skipped(at, Phrase("it is no item"), Phrase("a mapping with a name"))
                        )
                    else:
                        yield at, child, item

    def _name(self, path: tuple[str | int, ...], value: Any, inside: str) -> str:
        """Return the name of a category; empty where it is none, which is reported."""
        if isinstance(value, dict) and isinstance(value.get("name"), str) and value["name"].strip():
            if value.get(inside) is None:
                value[inside] = []
            if isinstance(value[inside], list):
                self._leave_out_others(path, value, {"category", "subcategory", "name", inside})
                return str(value["name"]).strip()
        self.notes.append(self._data.skipped(path, Phrase("it is no category with `%s`", inside), _ACCEPTED))
        return ""

    def _leave_out_others(self, path: tuple[str | int, ...], value: dict[str, Any], known: set[str]) -> None:
        """Report the keys of a mapping that are not taken over."""
        others = ", ".join(f"`{key}`" for key in value if key not in known)
        if others:
            text = Phrase("'%s': %s: left out, as categories have no such field", str(value.get("name", "")), others)
            self.notes.append(Note("keys-left-out", self._data.path, self._data.line(*path), text, lossy=True))

    def _category(self, title: str, parent: str) -> str:
        name = "-".join(part for part in (parent, id_of_name(title) or "category") if part)
        while name in self._categories and self._categories[name]["title"] != title:
            name += "-2"
        entry: dict[str, Any] = {"title": title, "order": len(self._categories) + 1}
        self._categories.setdefault(name, {**entry, **({"parent": parent} if parent else {})})
        whole = f"{self._categories[parent]['title']} / {title}" if parent else title
        self._by_title.setdefault(" ".join(whole.split()), name)
        return name

    def _add(
        self, path: tuple[str | int, ...], category: str, item: dict[str, Any], values: dict[str, Any],
        types: dict[str, str], ids: NamedIds,
    ) -> None:  # fmt: skip
        title = " ".join(str(item["name"]).split())
        line = self._data.line(*path)
        record_id, usual = ids.of(title, self._categories[category]["title"], category)
        if not usual:
            text = Phrase("'%s' gets the id '%s', since its own is taken or cannot be written", title, record_id)
            self.notes.append(Note("other-id", self._data.path, line, text))
        fitting, rest = split_values(values, types)
        rest |= {key: value for key, value in values.items() if key not in fitting and key not in rest}
        more, unknown = self._others(item.get("second_path"))
        made: dict[str, Any] = {"title": title, "category": [category, *more] if more else category}
        if isinstance(item.get("description"), str) and item["description"].strip():
            in_one_line = " ".join(item["description"].split())
            made["summary"] = escaped(in_one_line)
            if in_one_line != item["description"]:
                rest["description"] = item["description"]
        elif "description" in item:
            rest["description"] = item["description"]
        made |= fitting
        kept = _nested(rest)
        if item["name"] != title:
            kept["name"] = item["name"]
        if "item" not in item:
            kept[LACKING] = ["item"]
        if item.get("extra", 0) in (None, {}):
            kept["extra"] = item["extra"]
        if unknown:
            kept["second_path"] = unknown
        if kept:
            made[KEPT] = kept_text(kept)
        self.records.append(SourceRecord("pattern", record_id, made, self._data.path, line))

    def _others(self, given: Any) -> tuple[list[str], Any]:
        """Return the categories of an item besides its first, and what names none of the landscape."""
        paths = [given] if isinstance(given, str) else given
        if not isinstance(paths, list):
            return [], given
        known = [self._by_title.get(" ".join(str(path).split()), "") for path in paths]
        if all(known) and len(set(known)) == len(known):
            return known, None
        return [], given


def _flat(item: dict[str, Any]) -> dict[str, Any]:
    """Return the keys of an item and of its ``extra`` on one level."""
    values = {key: value for key, value in item.items() if key not in _OWN}
    extra = item.get("extra")
    if isinstance(extra, dict):
        values |= {f"extra_{key}": value for key, value in extra.items()}
    elif extra is not None:
        values["extra"] = extra
    return values


def _nested(rest: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in rest.items() if not key.startswith("extra_")}
    extra = {key.removeprefix("extra_"): value for key, value in rest.items() if key.startswith("extra_")}
    return {**kept, **({"extra": extra} if extra else {})}
