"""Fixes made on the values of a document.

Owns what a fix does to mappings and lists, be they plain ones or those of the round-trip reader, whose comments go
with the values that they belong to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from sphinx_excellence.findings import Addition, Fix, Ordering, Path, Renaming, Replacement


class FixNotApplicable(Exception):  # noqa: N818 - not an error: the document is not what the fix was made for
    """The fix cannot be made; the text says why."""


def apply_fix(document: Any, prefix: Path, names: Mapping[str, str], fix: Fix) -> None:
    """Make a fix in the record at ``prefix`` in a document.

    ``names`` gives the keys that the document writes under another name. Raises ``FixNotApplicable``, and changes
    nothing, where there is nothing to change.
    """
    path = tuple(names.get(step, step) if isinstance(step, str) else step for step in fix.path)
    if path and sum(written == path[0] for written in names.values()) > 1:
        raise FixNotApplicable("the text says something else as well")
    try:
        record = _value_at(document, prefix)
        match fix:
            case Replacement():
                if fix.key[0] == "decision" and fix.path == ("status",):
                    _require_one_word(_value_at(record, path))
                _replace(record, path, fix.value)
            case Renaming():
                _rename(_value_at(record, path[:-1]), str(path[-1]), names.get(fix.name, fix.name))
            case Addition():
                _add(record, path, fix.value)
            case Ordering():
                _reorder(_value_at(record, path), fix.order)
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise FixNotApplicable("the value is not there") from error


def _value_at(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value


def _require_one_word(status: Any) -> None:
    """Raise ``FixNotApplicable`` where the status of a decision is a sentence: `accepted; supersedes ADR-3`."""
    if isinstance(status, str) and len(status.split()) > 1:
        raise FixNotApplicable("the text says something else as well")


def _replace(record: Any, path: Path, value: str) -> None:
    holder = _value_at(record, path[:-1])
    if isinstance(holder, str):  # a text in place of a list of one
        path, holder = path[:-1], _value_at(record, path[:-2])
    holder[path[-1]] = _styled(holder[path[-1]], value)


def _styled(old: Any, new: str) -> Any:
    """Return the new text, in quotes of the same kind as the old one."""
    return type(old)(new) if isinstance(old, str) else new


def _rename(holder: Any, old: str, new: str) -> None:
    if new in holder:
        raise FixNotApplicable(f"'{new}' is already there")
    if isinstance(holder, CommentedMap):
        position = list(holder).index(old)
        comments = holder.ca.items.pop(old, None)
        holder.insert(position, new, holder.pop(old))
        if comments is not None:
            holder.ca.items[new] = comments
        return
    items = [(new if key == old else key, value) for key, value in holder.items()]
    if old not in holder:
        raise KeyError(old)
    holder.clear()
    holder.update(items)


def _add(record: Any, path: Path, value: str) -> None:
    holder = record
    for step in path[:-1]:
        if holder.get(step) is None:
            holder[step] = _flow(CommentedMap()) if isinstance(record, CommentedMap) else {}
        holder = holder[step]
    present = holder.get(path[-1])
    if isinstance(present, list):
        present.append(value)
        return
    held = [*_items_in(present), value]
    holder[path[-1]] = _flow(CommentedSeq(held)) if isinstance(record, CommentedMap) else held


def _items_in(present: Any) -> list[Any]:
    """Return the items of a value in the place of a list: one, or several in a text or in braces, as in pages."""
    if isinstance(present, dict):
        if any(value is not None for value in present.values()):
            raise FixNotApplicable("the value is not there")
        return list(present)
    if isinstance(present, str):
        parts = [part for part in re.split(r"\s*[,;]\s*", present.strip()) if part]
        return parts if len(parts) > 1 else [present]
    return [] if present is None else [present]


def _flow(made: Any) -> Any:
    made.fa.set_flow_style()
    return made


def _reorder(items: list[Any], order: tuple[int, ...]) -> None:
    if sorted(order) != list(range(len(items))):
        raise FixNotApplicable("the list has changed")
    comments = getattr(items, "ca", None)
    held = dict(comments.items) if comments is not None else {}
    for index, item in enumerate([items[old] for old in order]):
        items[index] = item
    if comments is not None:
        # What is written above an item or next to it moves with it.
        comments.items.clear()
        comments.items.update({new: held[old] for new, old in enumerate(order) if old in held})
