"""YAML text to plain values with positions.

Owns the syntax: the YAML 1.2 core scalars, duplicate keys, tags, anchors and depth. It works on the parser's
events, so that neither deep nor self-multiplying documents can exhaust anything, and never makes an object of
anything but text, numbers, booleans, lists and mappings. What the values mean is left to ``records``.

A number is only made of a text that reads back the same (``10``, ``2.5``), so that ``1.10`` stays ``1.10`` where
text is wanted; ``no``, ``on``, ``1:20`` and dates stay text, as in YAML 1.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

#: How deep mappings and lists may nest.
MAX_DEPTH = 60
#: How many values all aliases of a file may add up to.
MAX_ALIASED = 50_000
#: How many problems of one file are worth telling.
MAX_PROBLEMS = 200

_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{1,15}")
_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))

#: ``[line, column]`` of a scalar, with a third member for what is inside: a list of positions for a list, a
#: mapping of ``key -> [line, column, position of the value]`` for a mapping. Lines and columns count from 1.
Positions = list[Any]


@dataclass(slots=True)
class Problem:
    """Something wrong with the text itself.

    ``rule`` is the rule's name; a number among ``args`` is a line of the text.
    """

    rule: str
    line: int
    column: int
    message: str
    args: tuple[str | int, ...] = ()
    accepted: str = ""


@dataclass(slots=True, eq=False)
class Document:
    """What one text holds.

    ``value`` is ``None`` where it holds nothing or could not be read; ``has_blanks`` says whether a key or an item in
    it has no value. ``refused`` are the paths of what was left out for its tag, which a problem tells: ``None`` stands
    there. ``look_up`` gives the positions: they are wanted for what is reported alone.
    """

    value: Any = None
    look_up: Callable[[], Positions] = lambda: [1, 1]
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True
    has_blanks: bool = False
    refused: list[tuple[str | int, ...]] = field(default_factory=list)

    def locate(self, path: tuple[str | int, ...], *, on_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value at ``path``, or of its key.

        A step that is not there is passed over, so that a path through a value that was left out or written in a
        shorter form ends at the nearest thing that was written.
        """
        return _locate(self.look_up(), path, on_key=on_key)


#: What stands for a value with a tag until all is read.
_REFUSED = object()


class _Stop(Exception):  # noqa: N818 - it ends the reading, and is no error to anybody outside
    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


def read_yaml(text: str) -> Document:
    """Read one YAML (or JSON) document.

    Never raises: what is wrong stands in ``problems``, and ``readable`` is false where nothing could be read.
    """
    reader = _Reader(text)
    try:
        return reader.read()
    except _Stop as stop:
        problem = stop.problem
    except yaml.MarkedYAMLError as error:
        problem = _syntax_problem(error, text)
    except yaml.reader.ReaderError as error:
        problem = _character_problem(error, text)
    return Document(problems=[*reader.problems, problem], readable=False)


def json_problem(text: str) -> Problem | None:
    """Return what is wrong with a text that should be JSON, in the words of that; nothing where it is JSON."""
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return Problem(
            "malformed-yaml",
            error.lineno,
            error.colno,
            "not JSON: %s",
            (error.msg,),
            "names and texts in double quotes, and a comma after every member but the last",
        )
    except RecursionError:
        return None
    return None


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = error.problem or error.context or "it cannot be read"
    if "maximum nesting depth" in reason:
        # The parser has a bound of its own, and may reach it before the first value can be looked at.
        return _too_deep(line, column)
    lines = text.split("\n")
    opened = error.context_mark
    if opened and opened.line + 1 < line and "did not find expected" in reason and "flow" in (error.context or ""):
        # Where the parser gives up may be far below the bracket that it waits for.
        return Problem(
            "malformed-yaml",
            line,
            column,
            "not YAML: %s for the bracket in line %s, column %s",
            (reason, opened.line + 1, str(opened.column + 1)),
            "close it, and quote a text that holds ': ' or ' #'",
        )
    if line <= len(lines) and lines[line - 1][column - 1 : column] == "\t":
        return Problem(
            "malformed-yaml",
            line,
            column,
            "a tab stands where YAML wants blanks",
            accepted="indent with blanks only",
        )
    if "did not find expected" in reason or "mapping values are not allowed" in reason:
        hint = "check the indentation, and quote a text that holds ': ' or ' #'"
    else:
        hint = "YAML 1.2, one document a file"
    return Problem("malformed-yaml", line, column, "not YAML: %s", (reason,), hint)


def _too_deep(line: int, column: int) -> Problem:
    return Problem(
        "unsafe-yaml", line, column, "nested more than %s deep", (str(MAX_DEPTH),), "records, which are flat"
    )


def _character_problem(error: yaml.reader.ReaderError, text: str) -> Problem:
    bad = error.character
    character = bad if isinstance(bad, str) else chr(bad) if isinstance(bad, int) else "?"
    at = text.find(character)
    line = text.count("\n", 0, at) + 1 if at >= 0 else 1
    column = at - text.rfind("\n", 0, at) if at >= 0 else 1
    return Problem(
        "malformed-yaml",
        line,
        column,
        "the character U+%s is not allowed in YAML",
        (f"{ord(character):04X}",),
        "remove it, or write it as an escape in double quotes",
    )


class _Reader:
    def __init__(self, text: str) -> None:
        self.problems: list[Problem] = []
        self._text = text
        self._anchors: dict[str, tuple[Any, Positions, int] | None] = {}
        self._aliased = 0
        self._count = 0
        self._has_blanks = False
        self._refuses = False

    def read(self) -> Document:
        self._events: Any = _Parser(self._text)
        try:
            return self._document()
        finally:
            self._events.dispose()

    def _document(self) -> Document:
        events = self._events
        events.get_event()
        first = events.get_event()
        if isinstance(first, yaml.StreamEndEvent):
            return Document(problems=self.problems)
        value, positions = self._node(events.get_event(), 0)
        events.get_event()
        after = events.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            raise _Stop(
                Problem(
                    "malformed-yaml",
                    after.start_mark.line + 1,
                    1,
                    "a second document begins here",
                    accepted="one document a file: remove the '---' line, or make two files",
                )
            )
        refused: list[tuple[str | int, ...]] = []
        if self._refuses:
            value = _without_refused(value, (), refused)
        return Document(value, lambda: positions, self.problems, has_blanks=self._has_blanks, refused=refused)

    def _report(self, rule: str, mark: Any, message: str, args: tuple[str | int, ...] = (), accepted: str = "") -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(Problem(rule, mark.line + 1, mark.column + 1, message, args, accepted))

    def _node(self, event: Any, depth: int) -> tuple[Any, Positions]:
        self._count += 1
        mark = event.start_mark
        if event.__class__ is yaml.ScalarEvent and event.tag is None and event.anchor is None and depth <= MAX_DEPTH:
            # The usual case, in the fewest steps.
            return self._scalar(event), [mark.line + 1, mark.column + 1]
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        tag = event.tag
        is_refused = tag is not None and tag not in _CORE_TAGS and tag != "!"
        if is_refused:
            self._refuses = True
            self._report(
                "unsafe-yaml",
                mark,
                "the tag '%s' is refused",
                (tag.replace("tag:yaml.org,2002:", "!!"),),
                "plain values: text, numbers, lists and mappings, without a tag",
            )
        if depth > MAX_DEPTH:
            raise _Stop(_too_deep(mark.line + 1, mark.column + 1))
        anchor = event.anchor
        before = self._count + self._aliased
        if anchor is not None:
            self._anchors[anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            value, positions = self._scalar(event), [mark.line + 1, mark.column + 1]
        elif isinstance(event, yaml.SequenceStartEvent):
            value, positions = self._sequence(mark, depth)
        else:
            value, positions = self._mapping(mark, depth)
        if is_refused:
            value = _REFUSED  # whatever it is: that it has a tag is all there is to say of it
        if anchor is not None:
            self._anchors[anchor] = value, positions, self._count + self._aliased - before + 1
        return value, positions

    def _scalar(self, event: Any) -> Any:
        text = event.value
        if event.style or (event.tag is not None and event.tag.endswith(":str")):
            return text
        if text in _CONSTANTS:
            value = _CONSTANTS[text]
            self._has_blanks = self._has_blanks or value is None
            return value
        if text[0] in "-0123456789":
            if _INTEGER.fullmatch(text) and text != "-0":
                return int(text)
            if _FLOAT.fullmatch(text) and repr(float(text)) == text:
                return float(text)
        return text

    def _sequence(self, mark: Any, depth: int) -> tuple[list[Any], Positions]:
        values: list[Any] = []
        inside: list[Positions] = []
        while not isinstance(event := self._events.get_event(), yaml.SequenceEndEvent):
            value, positions = self._node(event, depth + 1)
            values.append(value)
            inside.append(positions)
        return values, [mark.line + 1, mark.column + 1, inside]

    def _mapping(self, mark: Any, depth: int) -> tuple[dict[str, Any], Positions]:
        values: dict[str, Any] = {}
        inside: dict[str, list[Any]] = {}
        while not isinstance(event := self._events.get_event(), yaml.MappingEndEvent):
            key_mark = event.start_mark
            if isinstance(event, yaml.ScalarEvent):
                key = event.value
            else:
                self._node(event, depth + 1)
                self._report("wrong-type", key_mark, "a key must be a text", accepted="a plain word")
                key = None
            value, positions = self._node(self._events.get_event(), depth + 1)
            if key is None:
                continue
            if key in values:
                earlier = inside[key]
                self._report(
                    "duplicate-key",
                    key_mark,
                    "the key '%s' stands here again; it first stands in line %s, column %s",
                    (key, earlier[0], str(earlier[1])),
                    "each key once: merge the two or rename one",
                )
                continue
            values[key] = value
            inside[key] = [key_mark.line + 1, key_mark.column + 1, positions]
        return values, [mark.line + 1, mark.column + 1, inside]

    def _alias(self, event: Any) -> tuple[Any, Positions]:
        mark = event.start_mark
        name = event.anchor
        if name not in self._anchors:
            raise _Stop(
                Problem(
                    "malformed-yaml",
                    mark.line + 1,
                    mark.column + 1,
                    "the alias '*%s' has no anchor",
                    (name,),
                    "an anchor above it, or quotes around a text that begins with '*'",
                )
            )
        anchored = self._anchors[name]
        if anchored is None:
            raise _Stop(
                Problem(
                    "unsafe-yaml",
                    mark.line + 1,
                    mark.column + 1,
                    "the alias '*%s' holds itself",
                    (name,),
                    "a value that ends: write it out",
                )
            )
        value, positions, size = anchored
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise _Stop(
                Problem(
                    "unsafe-yaml",
                    mark.line + 1,
                    mark.column + 1,
                    "the aliases of this file stand for more than %s values",
                    (str(MAX_ALIASED),),
                    "write the values out",
                )
            )
        # What is wrong in it is wrong where it is written, and told once however many share it.
        return value, positions


def _without_refused(value: Any, path: tuple[str | int, ...], refused: list[tuple[str | int, ...]]) -> Any:
    """Return ``value`` with nothing in place of what was refused, whose paths are added to ``refused``."""
    if value is _REFUSED:
        refused.append(path)
        return None
    if isinstance(value, dict):
        return {key: _without_refused(item, (*path, key), refused) for key, item in value.items()}
    if isinstance(value, list):
        return [_without_refused(item, (*path, index), refused) for index, item in enumerate(value)]
    return value


def _locate(positions: Positions, path: tuple[str | int, ...], *, on_key: bool) -> tuple[int, int]:
    line, column = positions[0], positions[1]
    here = positions
    for number, step in enumerate(path):
        inside = here[2] if len(here) > 2 else None
        if isinstance(inside, dict) and step in inside:
            key_line, key_column, here = inside[step]
            line, column = here[0], here[1]
            if on_key and number == len(path) - 1:
                line, column = key_line, key_column
        elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
            here = inside[step]
            line, column = here[0], here[1]
    return line, column
