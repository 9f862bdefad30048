"""Adds values to a YAML text without touching the rest of it: no line is laid out again, no comment moves.

Owns where in a text something is inserted, and how it is written there. What is added is for the caller, who also
checks that the text reads back as it should.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date

import yaml

from sphinx_excellence.loader.numbers import number_of

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

_STEP = 2
#: A text that is the same without quotes, be it in braces or not.
_PLAIN = re.compile(r"[A-Za-z0-9_]+(?:[ ./+@-][A-Za-z0-9_]+)*")
#: Words that some version of YAML takes for something else than a text.
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_DATE_LIKE = re.compile(r"[\d.:_+-]+|0[xob]\w+|[\d.]+e\d+", re.IGNORECASE)
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

#: What is added: a value, or a mapping or a list of such.
Added = str | int | float | date | Mapping[str, "Added"] | Sequence["Added"]


class NotSpliceable(Exception):  # noqa: N818 - the text is valid, and not of a form that can be added to
    """A value cannot be added at a place; ``line`` counts from 1."""

    def __init__(self, line: int, reason: str) -> None:
        """Say why."""
        super().__init__(reason)
        self.line = line


def root_of(text: str) -> yaml.Node | None:
    """Return the nodes of a text; nothing where it holds none. It must have been read without a problem."""
    return yaml.compose(text, Loader=_Loader)


def is_nothing(node: yaml.Node) -> bool:
    """Whether a node stands for no value."""
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in _NOTHING


def entry_of(node: yaml.Node, key: str) -> tuple[yaml.ScalarNode, yaml.Node] | None:
    """Return the key and the value in a mapping; nothing where it has no such key."""
    if not isinstance(node, yaml.MappingNode):
        return None
    return next(((name, value) for name, value in node.value if getattr(name, "value", None) == key), None)


def with_entry(text: str, holder: yaml.Node | None, key: yaml.Node | None, name: str, value: Added) -> str:
    """Return ``text`` with a new key at the end of a mapping.

    ``holder`` is the mapping, ``key`` its own key; both are nothing at the top. Raises ``NotSpliceable``.
    """
    if holder is None:
        return _ended(text) + _block(name, value, 0)
    is_empty = isinstance(holder, yaml.MappingNode) and not holder.value
    if (is_nothing(holder) or is_empty) and key is not None and _is_in_block(text, key):
        # The value goes below its key; what is written behind the key stays there.
        bare = text[: holder.start_mark.index].rstrip(" ") + text[holder.end_mark.index :]
        line_end = _line_end(bare, key.end_mark.index)
        return _inserted(bare, line_end, _block(name, value, key.start_mark.column + _STEP))
    if not isinstance(holder, yaml.MappingNode):
        raise NotSpliceable(holder.start_mark.line + 1, "it is not a mapping")
    if holder.flow_style:
        return _before_bracket(text, holder, f"{written(name)}: {in_flow(value)}")
    return _inserted(text, _end_of_lines(text, holder), _block(name, value, holder.start_mark.column))


def with_item(text: str, holder: yaml.SequenceNode, value: Added) -> str:
    """Return ``text`` with a new item at the end of a list that has one."""
    if holder.flow_style:
        return _before_bracket(text, holder, in_flow(value))
    item = f"{' ' * holder.start_mark.column}- {in_flow(value)}\n"
    return _inserted(text, _end_of_lines(text, holder), item)


def as_list(text: str, key: yaml.Node, only: yaml.MappingNode) -> str:
    """Return ``text`` with a list of one where a mapping is the value of ``key``."""
    start, end = only.start_mark.index, only.end_mark.index
    if not _is_in_block(text, key):
        return f"{text[:start]}[{text[start:end]}]{text[end:]}"
    indent = " " * (key.start_mark.column + _STEP)
    if only.flow_style:
        before = text[:start].rstrip(" ")
        return f"{before}{'' if before.endswith(chr(10)) else chr(10)}{indent}- {text[start:end]}{text[end:]}"
    last = _end_of_lines(text, only)
    first = text.rfind("\n", 0, start) + 1
    lines = text[first:last].split("\n")
    moved = [f"{' ' * only.start_mark.column}- {lines[0][only.start_mark.column :]}"]
    moved += [f"  {line}" if line.strip() else line for line in lines[1:]]
    return text[:first] + "\n".join(moved) + text[last:]


def with_value(text: str, node: yaml.Node, value: Added) -> str:
    """Return ``text`` with another value in the place of a scalar. Raises ``NotSpliceable``."""
    if (
        not isinstance(node, yaml.ScalarNode)
        or node.style in {"|", ">"}
        or node.start_mark.index == node.end_mark.index
    ):
        raise NotSpliceable(node.start_mark.line + 1, "the value that is there is not on one line")
    return text[: node.start_mark.index] + written(value) + text[node.end_mark.index :]


def _is_in_block(text: str, key: yaml.Node) -> bool:
    """Whether a key is the first thing on its line, apart from dashes: not one in braces."""
    start = key.start_mark.index
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(" -")


def _before_bracket(text: str, holder: yaml.CollectionNode, added: str) -> str:
    end = holder.end_mark.index - 1
    before = text[:end].rstrip(" ")
    blanks = text[len(before) : end]
    if before.endswith("\n") and holder.value:
        # The bracket is on a line of its own.
        last_item = holder.value[-1]
        last = (last_item[1] if isinstance(last_item, tuple) else last_item).end_mark.index
        return f"{text[:last]}, {added}{text[last:]}"
    return f"{before}{', ' if holder.value else ''}{added}{blanks}{text[end:]}"


def _last_leaf(node: yaml.Node) -> yaml.Node:
    """Return the node at which the text of a node ends: the end of a block is where the next one begins."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    return node


def _end_of_lines(text: str, node: yaml.Node) -> int:
    """Return the end of the last line of a node, with the comment behind it, without the line's end."""
    leaf = _last_leaf(node)
    end = leaf.end_mark.index
    if isinstance(leaf, yaml.ScalarNode) and leaf.style in {"|", ">"}:
        return len(text[:end].rstrip())
    return _line_end(text, end)


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def _inserted(text: str, at: int, lines: str) -> str:
    """Return ``text`` with whole lines after the line that ends at ``at``."""
    return f"{text[:at]}\n{lines}{text[at + 1 :]}"


def _ended(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n"


def _block(name: str, value: Added, column: int) -> str:
    """Return lines with a key and its value; the items of a list are each on one line."""
    head = f"{' ' * column}{written(name)}:"
    if isinstance(value, Mapping):
        return f"{head}\n" + "".join(_block(key, inner, column + _STEP) for key, inner in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"{head}\n" + "".join(f"{' ' * (column + _STEP)}- {in_flow(item)}\n" for item in value)
    return f"{head} {written(value)}\n"


def in_flow(value: Added) -> str:
    """Return a value on one line."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{written(key)}: {in_flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(in_flow(item) for item in value) + "]"
    return written(value)


def written(value: Added) -> str:
    """Return a single value as YAML: a text in quotes where it would be something else without."""
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return json.dumps(value)
    is_plain = _PLAIN.fullmatch(value) and value.lower() not in _WORDS and isinstance(number_of(value), str)
    return value if is_plain and not _DATE_LIKE.fullmatch(value) else json.dumps(value, ensure_ascii=False)
