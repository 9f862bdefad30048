"""Patterns as a landscape.yml: https://github.com/cncf/landscape2, whose data file has three levels.

A category that is part of another is a subcategory; a pattern whose category is part of none is in a subcategory of the
same name. An item's address is the own field ``homepage_url``; other own fields become keys of the item, and those with
``extra_`` before them keys of its ``extra``. What is left of an item that was taken over is in the own field ``kept``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.vocabulary import CATEGORY
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records
from sphinx_excellence.takeover.exports.kept_values import KEPT, LACKING, read_kept

KIND = "pattern"
_EXTRA = "extra_"
_REQUIRED = ("homepage_url", "logo")


class _Dumper(yaml.SafeDumper):
    """Indents the items of lists, as the file is usually written."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002
        """Indent lists below their key."""
        return super().increase_indent(flow, False)  # noqa: FBT003


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


def write(records: Records) -> Exported:
    """Return the patterns as ``landscape.yml``."""
    losses = Losses()
    losses.add_kinds(records, (KIND,))
    own = {field.key for field in records.registry.kinds[KIND].own_fields} - records.hidden_fields(KIND)
    places: dict[str, dict[str, list[dict[str, Any]]]] = {}
    words = records.registry.vocabulary[CATEGORY]
    for name in words.nested():
        # One of which no pattern is stays too.
        inner = places.setdefault(_place(records, name)[0], {})
        if len(words.with_parents(name)) > 1:
            inner.setdefault(_place(records, name)[1], [])
    for record_id, record in records.of_kind(KIND).items():
        categories = record.get("category") or []
        categories = [categories] if isinstance(categories, str) else list(categories)
        if not categories:
            losses.add(KIND, record_id, "the record", "left out, since it has no category")
            continue
        losses.add_rest(KIND, record_id, record, {"title", "category", "summary", *own})
        category, subcategory = _place(records, categories[0])
        item = _item(record, own)
        more = [_place(records, other) for other in categories[1:]]
        for above, below in more:
            places.setdefault(above, {}).setdefault(below, [])
        others = [f"{above} / {below}" for above, below in more]
        if others:
            item["second_path"] = others
        for key in _REQUIRED:
            if key not in item:
                losses.add(KIND, record_id, f"the key `{key}`", "missing, and the format asks for it")
        places.setdefault(category, {}).setdefault(subcategory, []).append(item)
    made = [
        {
            "category": None,
            "name": category,
            "subcategories": [
                {"subcategory": None, "name": name, "items": items} for name, items in subcategories.items()
            ],
        }
        for category, subcategories in _ordered(records, places)
    ]
    text = yaml.dump({"landscape": made}, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)
    return Exported({"landscape.yml": text.encode()}, losses.listed())


def _place(records: Records, category: str) -> tuple[str, str]:
    words = records.registry.vocabulary[CATEGORY]
    line = [words[name].title if name in words else name for name in words.with_parents(category)]
    return line[-1], line[0]


def _ordered(
    records: Records, places: Mapping[str, Mapping[str, list[dict[str, Any]]]]
) -> list[tuple[str, Mapping[str, list[dict[str, Any]]]]]:
    words = records.registry.vocabulary[CATEGORY]
    nested = [_place(records, name) for name in words.nested()]
    order: dict[tuple[str, str], int] = {}
    for number, (above, below) in enumerate(nested):
        order.setdefault((above, below), number)
        order.setdefault((above, ""), number)

    def place(category: str, name: str = "") -> tuple[int, str, str]:
        return order.get((category, name), len(order)), category, name

    return [
        (category, {name: below[name] for name in sorted(below, key=lambda name: place(category, name))})
        for category, below in sorted(places.items(), key=lambda each: place(each[0]))
    ]


def _item(record: Mapping[str, Any], own: set[str]) -> dict[str, Any]:
    item: dict[str, Any] = {"item": None, "name": record["title"]}
    if record.get("summary"):
        item["description"] = plain_text(str(record["summary"]))
    extra: dict[str, Any] = {}
    kept: dict[str, Any] = {}
    for key in record:
        if key not in own or record[key] in (None, [], ""):
            continue
        if key == KEPT:
            kept = read_kept(str(record[key]))
        elif key.startswith(_EXTRA):
            extra[key.removeprefix(_EXTRA)] = record[key]
        else:
            item[key] = record[key]
    for key in ("name", "description"):
        if " ".join(str(kept.get(key, "")).split()) == item.get(key):
            # What is kept has the blanks and lines of the text, as long as nobody has changed it.
            item[key] = kept[key]
    if "item" in kept.pop(LACKING, ()):
        del item["item"]
    item |= {key: value for key, value in kept.items() if key not in item and key != "extra"}
    extra |= kept.get("extra") or {}
    if extra or "extra" in kept:
        item["extra"] = extra or kept["extra"]
    return item
