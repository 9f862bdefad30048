"""Own fields for what other tools say of their items: which type fits all values of a key, and what fits none.

Owns choosing a type. A value that fits no field stays in the own field ``kept``, so that nothing is dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sphinx_excellence.loader.expected_types import keys_of
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.takeover.exports.kept_values import KEPT

#: What the key of an own field may be, as ``loader/definitions.py`` has it.
_KEY = re.compile(r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*")
#: A key with so many addresses for each line is one of addresses.
_MANY = 10
KEPT_FIELD: Mapping[str, Any] = {"title": "Kept", "type": "text", "show": []}


def field_types(items: Iterable[Mapping[str, Any]], taken: Collection[str]) -> dict[str, str]:
    """Return the type of a field for each key, by most of its values; ``taken`` are keys of something else."""
    counts: dict[str, Counter[str]] = {}
    for item in items:
        for key, value in item.items():
            kind = _type_of(value) if _KEY.fullmatch(key) and key not in taken and key != KEPT else ""
            if kind:
                counts.setdefault(key, Counter())[kind] += 1
    return {key: _common(of_key) for key, of_key in counts.items()}


def _common(counts: Counter[str]) -> str:
    found = min(counts, key=lambda kind: (-counts[kind], kind))
    # A line takes addresses too: an address that is not one in many places is a line.
    return "line" if found == "link" and counts["line"] * _MANY > counts["link"] else found


def _type_of(value: Any) -> str:
    """Return the type of field that a value fits; empty for one that fits none."""
    if isinstance(value, str):
        return "link" if is_web_address(value) else "line" if _is_line(value) else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    if isinstance(value, list) and value and all(isinstance(each, str) and _is_line(each) for each in value):
        return "list"
    return ""


def _is_line(text: str) -> bool:
    """Whether a text is a line of prose that reads as it is written."""
    return bool(text) and " ".join(text.split()) == text and plain_text(text) == text


def split_values(item: Mapping[str, Any], types: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what of an item fits its fields, and the rest."""
    values: dict[str, Any] = {}
    rest: dict[str, Any] = {}
    for key, value in item.items():
        if value in (None, "", [], {}) and value is not False:
            continue
        of_value, of_field = _type_of(value), types.get(key)
        fits = of_field is not None and (of_value == of_field or (of_value, of_field) == ("link", "line"))
        (values if fits else rest)[key] = value
    return values, rest


def keys_of_kind(kind: Kind) -> frozenset[str]:
    """Return the keys that records of a kind have anyway."""
    return frozenset(keys_of(kind.model))


def definitions_of(types: Mapping[str, str], *, is_kept: bool) -> dict[str, dict[str, Any]]:
    """Return the definitions of fields, by key."""
    made: dict[str, dict[str, Any]] = {
        key: {"type": kind, "show": ["banner"] if kind == "link" else ["facts"]} for key, kind in types.items()
    }
    return {**made, **({KEPT: dict(KEPT_FIELD)} if is_kept else {})}
