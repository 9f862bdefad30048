"""Fixes made in JSON: only the characters that a fix is about change.

Owns finding those characters. No writer of JSON gives a text back as it was laid out. What is made here is compared by
its caller with what the fix should give.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sphinx_excellence.findings import Addition, Fix, Ordering, Path, Renaming, Replacement
from sphinx_excellence.fixes.value_fixes import FixNotApplicable
from sphinx_excellence.loader.json_reader import read_json
from sphinx_excellence.loader.parsed_data import Document

_DECODER = json.JSONDecoder()


def fix_json(text: str, prefix: Path, fix: Fix) -> str:
    """Return ``text`` with a fix made in the record at ``prefix``.

    Raises ``FixNotApplicable`` where the text does not hold what the fix is about.
    """
    try:
        layout = _JsonText(text, read_json(text))
        path = (*prefix, *fix.path)
        match fix:
            case Replacement():
                return layout.with_value(path, fix.value)
            case Renaming():
                return layout.with_key(path, fix.name)
            case Addition():
                return layout.with_added(path, fix.value)
            case Ordering():
                return layout.with_order(path, fix.order)
    except (ValueError, IndexError) as error:
        raise FixNotApplicable("the text is not JSON") from error


@dataclass(frozen=True, slots=True)
class _JsonText:
    """A JSON text, and the positions of its values."""

    text: str
    document: Document

    def _offset(self, path: Path, *, on_key: bool = False) -> int:
        line, column = self.document.locate(path, on_key=on_key)
        lines = self.text.split("\n")
        return sum(len(each) + 1 for each in lines[: line - 1]) + column - 1

    def _span(self, path: Path, *, on_key: bool = False) -> tuple[int, int]:
        start = self._offset(path, on_key=on_key)
        return start, _DECODER.raw_decode(self.text, start)[1]

    def _value(self, path: Path) -> Any:
        value: Any = self.document.value
        for step in path:
            known = step in value if isinstance(value, dict) else isinstance(value, list)
            value = value[step] if known else None
        return value

    def _put(self, span: tuple[int, int], new: str) -> str:
        return self.text[: span[0]] + new + self.text[span[1] :]

    def with_value(self, path: Path, value: str) -> str:
        return self._put(self._span(path), _dumped(value))

    def with_key(self, path: Path, name: str) -> str:
        return self._put(self._span(path, on_key=True), _dumped(name))

    def with_added(self, path: Path, value: str) -> str:
        present = self._value(path)
        if isinstance(present, list):
            items = [self._span((*path, index)) for index in range(len(present))]
            return self._with_member(self._span(path), items, _dumped(value))
        if present is not None:
            return self._put(self._span(path), _dumped([present, value]))
        depth = next(depth for depth in range(len(path) - 1, -1, -1) if isinstance(self._value(path[:depth]), dict))
        made: object = [value]
        for step in reversed(path[depth + 1 :]):
            made = {step: made}
        held = path[:depth]
        members = [(self._offset((*held, key), on_key=True), self._span((*held, key))[1]) for key in self._value(held)]
        return self._with_member(self._span(held), members, f"{_dumped(path[depth])}: {_dumped(made)}")

    def _with_member(self, holder: tuple[int, int], members: Sequence[tuple[int, int]], new: str) -> str:
        """Return the text with a last member more, parted from the one before as those before are."""
        start, end = holder
        if not members:
            return self._put((start + 1, end - 1), new)
        lead = self.text[start + 1 : members[0][0]]
        between = "," + (lead if "\n" in lead else " ")
        if len(members) > 1:
            between = self.text[members[-2][1] : members[-1][0]]
        return self._put((members[-1][1], members[-1][1]), between + new)

    def with_order(self, path: Path, order: Sequence[int]) -> str:
        items = self._value(path)
        if not isinstance(items, list) or sorted(order) != list(range(len(items))):
            raise FixNotApplicable("the list has changed")
        spans = [self._span((*path, index)) for index in range(len(items))]
        text = self.text
        for (start, end), old in reversed(list(zip(spans, order, strict=True))):
            text = text[:start] + self.text[spans[old][0] : spans[old][1]] + text[end:]
        return text


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
