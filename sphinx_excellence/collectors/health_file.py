"""Writes readings into a data file that people write too.

Owns which readings are refreshed: those that a collector wrote, which say so. A reading of a person stays as it is, and
so does everything else in the file, byte for byte.
"""

from __future__ import annotations

import enum
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml

from sphinx_excellence.collectors.collection import Reading
from sphinx_excellence.fixes.yaml_splices import (
    Added,
    NotSpliceable,
    as_list,
    entry_of,
    is_nothing,
    root_of,
    with_entry,
    with_item,
    with_value,
)
from sphinx_excellence.loader.yaml_reader import read_yaml

#: The key under which quarters are.
HEALTH = "health"
_SIGNALS = "signals"
#: The keys of a reading. The last one marks those that a collector wrote.
_OF, _VALUE, _SOURCE, _RETRIEVED, _COLLECTOR = "of", "value", "source", "retrieved", "collector"


class Change(enum.Enum):
    """What became of a reading."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    KEPT = "kept"  # a person's reading is there


class NotWritable(Exception):  # noqa: N818 - the file is as it is
    """A file cannot be written without touching something else; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A reading, what became of it, and the value that was there before."""

    reading: Reading
    change: Change
    before: str | None = None


def with_readings(
    text: str,
    quarter: str,
    readings: Iterable[Reading],
    resolve: Callable[[str], str | None] = lambda name: name,
) -> tuple[str, Sequence[Entered]]:
    """Return the text of a data file with readings of a quarter, and what became of each.

    ``resolve`` gives the id of the pattern that a key names. Raises ``NotWritable``, with ``line:column`` where there
    is one.
    """
    document = read_yaml(text)
    if document.problems or not document.readable:
        problem = document.problems[0]
        message = problem.message % tuple(map(str, problem.args)) if problem.args else problem.message
        raise NotWritable(f"{problem.line}:{problem.column}: {message}")
    expected = json.loads(json.dumps(document.value)) or {}
    if not isinstance(expected, dict):
        raise NotWritable("1:1: the file holds no mapping; expected `health: {...}`")
    entered = []
    for reading in readings:
        try:
            where = _path(expected, quarter, reading.pattern, resolve)
            text, found = _with_reading(text, where, reading)
            entered.append(found)
            _merge(expected, where, reading)
        except NotSpliceable as error:
            raise NotWritable(
                f"{error.line}: the reading '{reading.signal}' of '{reading.pattern}' cannot be added here: {error}"
            ) from None
    after = read_yaml(text)
    if after.problems or after.value != (expected or None):
        raise NotWritable("1: the readings cannot be added without changing other values, such as those of an anchor")
    return text, entered


def _path(
    document: Mapping[str, Any], quarter: str, pattern: str, resolve: Callable[[str], str | None]
) -> tuple[str, ...]:
    """Return the keys that lead to the signals of a pattern, which may be there under another of its names."""
    held = document.get(HEALTH)
    found = held.get(quarter) if isinstance(held, dict) else None
    known = (name for name in found or () if resolve(name) == pattern) if isinstance(found, dict) else iter(())
    return HEALTH, quarter, next(known, pattern), _SIGNALS


def _item(reading: Reading) -> dict[str, Added]:
    return {
        _OF: reading.of,
        _VALUE: reading.value,
        _SOURCE: reading.source,
        _RETRIEVED: reading.retrieved,
        _COLLECTOR: reading.collector,
    }


def _with_reading(text: str, where: tuple[str, ...], reading: Reading) -> tuple[str, Entered]:
    """Return the text with one reading, and what became of it. Raises ``NotSpliceable``."""
    holder, key = root_of(text), None
    path = (*where, reading.signal)
    for depth, name in enumerate(path):
        entry = None if holder is None else entry_of(holder, name)
        if entry is None or (depth == len(path) - 1 and is_nothing(entry[1])):
            if entry is not None:
                raise NotSpliceable(entry[0].start_mark.line + 1, "the signal has no value; give it one or remove it")
            value: Added = [_item(reading)]
            for inner in reversed(path[depth + 1 :]):
                value = {inner: value}
            return with_entry(text, holder, key, name, value), Entered(reading, Change.NEW)
        key, holder = entry
    assert holder is not None and key is not None  # noqa: S101, PT018 - the loop has found them
    return _in_signal(text, key, holder, reading)


def _in_signal(text: str, key: yaml.Node, held: yaml.Node, reading: Reading) -> tuple[str, Entered]:
    items = held.value if isinstance(held, yaml.SequenceNode) else [held]
    if not items or not all(isinstance(item, yaml.MappingNode) for item in items):
        raise NotSpliceable(held.start_mark.line + 1, "expected a reading, or a list of readings")
    for item in items:
        of = entry_of(item, _OF)
        if of is not None and of[1].value == reading.of:
            return _refreshed(text, item, reading)
    if isinstance(held, yaml.MappingNode):
        text = as_list(text, key, held)
        listed = _value_at(root_of(text), key)
    else:
        listed = held
    if not isinstance(listed, yaml.SequenceNode):
        raise NotSpliceable(key.start_mark.line + 1, "expected a list of readings")
    return with_item(text, listed, _item(reading)), Entered(reading, Change.NEW)


def _value_at(root: yaml.Node | None, key: yaml.Node) -> yaml.Node | None:
    """Return the value of the key that begins where ``key`` began."""
    waiting = [root] if root is not None else []
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                if name.start_mark.index == key.start_mark.index:
                    return value  # type: ignore[no-any-return]
                waiting.append(value)
        elif isinstance(node, yaml.SequenceNode):
            waiting += node.value
    return None


def _refreshed(text: str, item: yaml.Node, reading: Reading) -> tuple[str, Entered]:
    """Return the text with the newer value in a reading that a collector wrote; that of a person stays."""
    found = entry_of(item, _VALUE)
    before = None if found is None else str(found[1].value)
    if entry_of(item, _COLLECTOR) is None:
        return text, Entered(reading, Change.KEPT, before)
    change = Change.UNCHANGED if before == _plain(reading.value) else Change.CHANGED
    wanted = [(name, value) for name, value in _item(reading).items() if name != _OF]
    # From the end on, so that the places of the others stay right.
    present = [(entry[1], value) for name, value in wanted if (entry := entry_of(item, name)) is not None]
    for node, value in sorted(present, key=lambda pair: -pair[0].start_mark.index):
        if node.value != _plain(value):
            text = with_value(text, node, value)
    for name, _ in wanted:
        if entry_of(item, name) is None:
            raise NotSpliceable(
                item.start_mark.line + 1, f"the collector's reading has no `{name}`; remove the reading"
            )
    return text, Entered(reading, change, before)


def _plain(value: Added) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _merge(document: dict[str, Any], where: tuple[str, ...], reading: Reading) -> None:
    """Enter a reading into plain values, as the text is expected to read back."""
    holder = document
    for name in where:
        if holder.get(name) is None:
            holder[name] = {}
        holder = holder[name]
    item = {name: value.isoformat() if isinstance(value, date) else value for name, value in _item(reading).items()}
    held = holder.get(reading.signal)
    items = [held] if isinstance(held, dict) else held or []
    for index, found in enumerate(items):
        if str(found.get(_OF)) == reading.of:
            if _COLLECTOR in found:
                items[index] = {**found, **item}
            holder[reading.signal] = items[0] if isinstance(held, dict) else items
            return
    holder[reading.signal] = [*items, item]
