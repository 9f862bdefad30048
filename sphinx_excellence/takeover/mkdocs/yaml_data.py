"""YAML as MkDocs writes it, read as data: the tags of Python objects, environment variables and relative paths.

Owns what becomes of those tags, and in which line a key is. No tag is executed, and the environment is not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

#: The keys and positions that lead to a value.
KeyPath = tuple[str | int, ...]
_PYTHON = "tag:yaml.org,2002:python/"
#: Deeper than any mkdocs.yml; beyond, a document could exhaust the stack.
_MAX_DEPTH = 60
#: More values than any mkdocs.yml; aliases of aliases could make billions.
_MAX_VALUES = 200_000


class UnreadableYaml(Exception):  # noqa: N818 - it is named for what the text is
    """The text is not YAML. ``line`` counts from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True)
class PythonObject:
    """A Python object that a tag names, such as ``pymdownx.slugs.slugify``; ``keywords`` where the tag calls it."""

    name: str
    keywords: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class RelativePath:
    """A path after the tag ``!relative``: ``$docs_dir``, ``$config_dir``, or nothing for the page's own folder."""

    path: str


@dataclass(frozen=True)
class YamlData:
    """A document: its value, and the lines (from 1) of its keys and items.

    ``variables`` are the environment variables that it asks for, with their lines.
    """

    value: Any
    lines: Mapping[KeyPath, int]
    variables: tuple[tuple[str, int], ...] = ()

    def line(self, *path: str | int) -> int:
        """Return the line of a key, or of the nearest key above it that is known; 0 where none is."""
        while path:
            if path in self.lines:
                return self.lines[path]
            path = path[:-1]
        return 0


def read_yaml(text: str) -> YamlData:
    """Read one document. Raises ``UnreadableYaml``."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise UnreadableYaml(str(error.problem or error), mark.line + 1 if mark is not None else 1) from error
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise UnreadableYaml(str(error).split("\n", 1)[0], 1) from error
    reading = _Reading()
    value = reading.value(node, ()) if node is not None else None
    return YamlData(value, reading.lines, tuple(reading.variables))


@dataclass
class _Reading:
    lines: dict[KeyPath, int] = field(default_factory=dict)
    variables: list[tuple[str, int]] = field(default_factory=list)
    values: int = 0

    def value(self, node: yaml.Node, path: KeyPath) -> Any:
        self.values += 1
        line = node.start_mark.line + 1
        if len(path) > _MAX_DEPTH or self.values > _MAX_VALUES:
            raise UnreadableYaml("the document is nested too deeply, or has too many values", line)
        self.lines.setdefault(path, line)
        if node.tag.startswith(_PYTHON):
            return self._python_object(node, path)
        if node.tag == "!ENV":
            return self._variable(node, path)
        if node.tag == "!relative":
            return RelativePath(node.value if isinstance(node, yaml.ScalarNode) else "")
        return self._plain(node, path)

    def _plain(self, node: yaml.Node, path: KeyPath) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        if not node.tag.startswith("tag:yaml.org,2002:"):
            return node.value  # an unknown tag says nothing of its text
        try:
            return yaml.SafeLoader("").construct_object(node)
        except (yaml.YAMLError, ValueError, OverflowError):
            return node.value

    def _mapping(self, node: yaml.MappingNode, path: KeyPath) -> dict[str, Any]:
        found: dict[str, Any] = {}
        merged: dict[str, Any] = {}
        for key, value in node.value:
            if key.tag == "tag:yaml.org,2002:merge":
                for part in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                    under = self.value(part, (*path, "<<"))
                    merged |= {name: it for name, it in under.items() if name not in merged} if under else {}
                continue
            name = key.value if isinstance(key, yaml.ScalarNode) else str(self.value(key, (*path, "?")))
            self.lines[*path, name] = key.start_mark.line + 1
            found[name] = self.value(value, (*path, name))
        return merged | found

    def _python_object(self, node: yaml.Node, path: KeyPath) -> PythonObject:
        kind, _, name = node.tag.removeprefix(_PYTHON).partition(":")
        if not kind.startswith("object"):
            return PythonObject(name)
        given = self._plain(node, path)
        keywords = given.get("kwds", {}) if isinstance(given, dict) else {}
        return PythonObject(name, keywords if isinstance(keywords, dict) else {})

    def _variable(self, node: yaml.Node, path: KeyPath) -> Any:
        """Return the default of an environment variable: the last of a list, as the package of the tag has it."""
        line = node.start_mark.line + 1
        names = node.value if isinstance(node, yaml.SequenceNode) else [node]
        self.variables += [(str(name.value), line) for name in (names[:-1] if len(names) > 1 else names)]
        return self.value(names[-1], (*path, len(names) - 1)) if len(names) > 1 else None
