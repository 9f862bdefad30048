"""Front matter: reading it with the lines of its keys, and changing single keys without touching the rest.

Owns the edits: what is not changed keeps its bytes, comments included. What is not YAML is reported with its line, and
stays.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from sphinx_excellence.loader.parsed_data import Problem
from sphinx_excellence.loader.yaml_reader import read_yaml

#: The key under which a page keeps what has no home in its record.
KEPT = "kept"
#: A text that YAML would read as something else without quotes, or might.
_LIKE_ANOTHER = re.compile(r"(?i)[-+.]*\d|(?:true|false|yes|no|on|off|null|none|~|)\Z")
_PLAIN_KEY = re.compile(r"[A-Za-z_][\w.-]*")


@dataclass(frozen=True)
class FrontMatter:
    """Front matter as read: ``values`` by key, ``lines`` the line of each key in the front matter, from 1.

    ``problem`` says why it is no YAML; the values are empty then.
    """

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    problem: Problem | None = None


def read_matter(text: str | None) -> FrontMatter:
    """Read the YAML between the fences. Never raises."""
    if text is None or not text.strip():
        return FrontMatter(text or "")
    document = read_yaml(text)
    hard = next((each for each in document.problems if not each.is_doubt), None)
    if hard is not None and (not document.readable or document.value is None):
        return FrontMatter(text, problem=hard)
    if document.value is None:
        return FrontMatter(text)
    if not isinstance(document.value, dict):
        return FrontMatter(text, problem=Problem("wrong-type", 1, 1, "the front matter is not a mapping"))
    values = {str(key): value for key, value in document.value.items()}
    lines = {key: document.locate((key,), on_key=True)[0] for key in values}
    return FrontMatter(text, values, lines)


@dataclass(frozen=True)
class Edit:
    """What is changed in front matter: keys with new names, values with new texts, keys that go under ``kept``.

    ``added`` are keys that are put above the others. A key in ``kept`` may have a new name too: it is kept by its own.
    """

    renamed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    kept: Sequence[str] = ()
    added: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.renamed or self.values or self.kept or self.added)


def edited(matter: FrontMatter, edit: Edit) -> str:
    """Return the text of front matter with an edit made, each other line as it was.

    The lines are changed in place; where that would not give what is asked for, the whole is written anew by ruamel.
    """
    if not edit:
        return matter.text
    expected = _expected(matter.values, edit)
    try:
        made = _edited_lines(matter, edit)
    except (YAMLError, ValueError, IndexError):
        made = None
    if made is not None and _plainly(made) == expected:
        return made
    return _written(expected)


def _plainly(text: str) -> Any:
    return dict(read_matter(text).values)


def _expected(values: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """Return the values that front matter has after an edit."""
    result: dict[str, Any] = dict(edit.added)
    present = values.get(KEPT)
    kept: dict[str, Any] = dict(present) if isinstance(present, dict) else {}
    for key, value in values.items():
        if key in edit.kept:
            kept[key] = value
        elif key != KEPT or not isinstance(present, dict):
            result[edit.renamed.get(key, key)] = edit.values.get(key, value)
    if kept:
        result[KEPT] = kept
    return result


def _edited_lines(matter: FrontMatter, edit: Edit) -> str | None:
    """Return the text with the lines of its keys changed; nothing where it is not written in lines of keys."""
    node = YAML(typ="rt", pure=True).compose(StringIO(matter.text))
    if not isinstance(node, MappingNode) or node.flow_style:
        return None
    lines = matter.text.splitlines(keepends=True)
    starts = [key.start_mark.line for key, _ in node.value]
    if len(set(starts)) < len(starts):
        return None
    blocks = _blocks(lines, starts)
    head = lines[: starts[0]]
    rest: list[str] = []
    kept: list[str] = []
    for (key, value), block in zip(node.value, blocks, strict=True):
        name = str(key.value)
        if name in edit.kept:
            kept += [f"  {line}" if line.strip() else line for line in block]
        elif name == KEPT and edit.kept:
            if not isinstance(value, MappingNode) or value.flow_style:
                return None
            kept = [*block[1:], *kept]
        else:
            changed = _with_value(block, value, edit.values[name]) if name in edit.values else block
            rest += _with_name(changed, key, edit.renamed[name]) if name in edit.renamed else changed
    added = [f"{name}: {_scalar(value)}\n" for name, value in edit.added.items()]
    tail = [f"{KEPT}:\n", *kept] if kept else []
    if tail and rest and not rest[-1].endswith("\n"):
        rest[-1] += "\n"
    return "".join([*head, *added, *rest, *tail])


def _blocks(lines: list[str], starts: list[int]) -> list[list[str]]:
    """Return the lines of each key: down to the next key, without the comments that stand directly above that one."""
    ends = [*starts[1:], len(lines)]
    blocks = []
    carried: list[str] = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True)):
        last = end
        if number + 1 < len(starts):
            while last > start + 1 and lines[last - 1].startswith("#"):
                last -= 1
        blocks.append([*carried, *lines[start:last]])
        carried = lines[last:end]
    return blocks


def _key_line(block: list[str]) -> int:
    return next(number for number, line in enumerate(block) if not line.startswith("#"))


def _with_name(block: list[str], key: Node, name: str) -> list[str]:
    at = _key_line(block)
    width = key.end_mark.column
    return [*block[:at], name + block[at][width:], *block[at + 1 :]]


def _with_value(block: list[str], value: Node, text: str) -> list[str] | Any:
    """Return a block with another scalar, which must be in the line of its key."""
    at = _key_line(block)
    if not isinstance(value, ScalarNode) or value.start_mark.line != value.end_mark.line or value.style in {"|", ">"}:
        raise ValueError("not in one line")
    line = block[at]
    if len(block) != at + 1 and any(each.strip() and not each.startswith("#") for each in block[at + 1 :]):
        raise ValueError("not in one line")
    changed = line[: value.start_mark.column] + _scalar(text) + line[value.end_mark.column :]
    return [*block[:at], changed, *block[at + 1 :]]


def _scalar(text: Any) -> str:
    """Return a text as a scalar of one line."""
    if isinstance(text, str) and re.fullmatch(r"[A-Za-z][\w/-]*", text) and read_yaml(text).value == text:
        return text
    return _written({"x": text})[3:].rstrip("\n")


def _written(values: Any) -> str:
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    stream = StringIO()
    yaml.dump(values, stream)
    return stream.getvalue()


def leaves(values: Any, path: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Return every value that is not a mapping and no list, as ``leaf_text``, with the dotted path of its key."""
    if isinstance(values, Mapping):
        return [leaf for key, value in values.items() for leaf in leaves(value, (*path, str(key)))]
    if isinstance(values, list | tuple):
        return [leaf for value in values for leaf in leaves(value, path)]
    return [(".".join(path), leaf_text(values))]


def leaf_text(value: Any) -> str:
    """Return a value as text; a text that looks like a number or a word of YAML is in quotes."""
    if isinstance(value, str) and _LIKE_ANOTHER.match(value):
        return f"'{value}'"
    return "" if value is None else str(value)
