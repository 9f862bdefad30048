"""Which fields of a record are different, each with what it was and what it is, shortened to where they differ."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from os.path import commonprefix
from typing import Any

from sphinx_excellence.changes.changes import FieldChange

#: So many characters of a value are shown, and so many before the first difference.
_MOST, _BEFORE = 72, 20


def field_changes(old: Mapping[str, Any], new: Mapping[str, Any], *, without: frozenset[str]) -> Iterator[FieldChange]:
    """Yield the fields that differ, those of ``new`` in their order first, but not those ``without``."""
    for name in dict.fromkeys((*new, *old)):
        if name not in without and old.get(name) != new.get(name):
            yield FieldChange(name, *_shortened_pair(*_texts(old.get(name), new.get(name))))


def _texts(old: Any, new: Any) -> tuple[str, str]:
    if isinstance(old, list) and isinstance(new, list):
        only_old = [item for item in old if item not in new]
        only_new = [item for item in new if item not in old]
        if only_old or only_new:
            return _text(only_old), _text(only_new)
    if isinstance(old, dict) and isinstance(new, dict):
        names = [name for name in dict.fromkeys((*old, *new)) if old.get(name) != new.get(name)]
        return _text({name: old[name] for name in names if name in old}), _text(
            {name: new[name] for name in names if name in new}
        )
    return _text(old), _text(new)


def _text(value: Any) -> str:
    """Return a value on one line, as short as it can be read."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return "; ".join(_text(item) for item in value)
    if isinstance(value, dict):
        return ", ".join(f"{name}: {_text(item)}" for name, item in value.items())
    return json.dumps(value, ensure_ascii=False)


def _shortened_pair(old: str, new: str) -> tuple[str, str]:
    """Return both texts, cut at the same place: a little before they differ."""
    if max(len(old), len(new)) <= _MOST:
        return old, new
    # Of a value that is only on one side, the beginning says most.
    begin = max(0, len(commonprefix([old, new])) - _BEFORE) if old and new else 0  # noqa: RUF071 - of texts
    return _cut(old, begin), _cut(new, begin)


def _cut(text: str, begin: int) -> str:
    if not text:
        return ""
    cut = text[begin:] if begin == 0 else f"...{text[begin + 3 :]}"
    return cut if len(cut) <= _MOST else f"{cut[: _MOST - 3]}..."
