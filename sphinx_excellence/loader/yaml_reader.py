"""YAML text to plain values with positions.

Owns the syntax: the YAML 1.2 core scalars, duplicate keys, tags, anchors and depth. It works on the parser's
events, so that neither deep nor self-expanding documents can exhaust memory, and it creates only text, numbers,
booleans, lists and mappings. What the values mean is left to ``records``.

A text becomes a number only if it reads back the same (``10``, ``2.5``), so that ``1.10`` stays ``1.10`` where text is
expected; ``no``, ``on``, ``1:20`` and dates stay text, as in YAML 1.2. Only line feeds end lines, as in YAML 1.2: the
other line ends of YAML 1.1 are hidden from the parser, which implements that version.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from sphinx_excellence.loader.numbers import number_of
from sphinx_excellence.loader.parsed_data import (
    MAX_DEPTH,
    MAX_PROBLEMS,
    Document,
    Positions,
    Problem,
    Unreadable,
    duplicate_key,
    too_deep,
)
from sphinx_excellence.loader.yaml_paragraphs import with_paragraphs
from sphinx_excellence.messages import N_

try:
    from yaml import CSafeLoader as _Parser
except ImportError:  # PyYAML built without libyaml
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

#: How many values all aliases of a file may add up to.
MAX_ALIASED = 50_000

_CONSTANTS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_CORE_TAGS = frozenset(f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "map", "seq"))

#: What follows a text in its line where that goes on with a ``#``, in a list perhaps after a comma.
_AFTER_TEXT = re.compile(r"(?:[ \t]*+,)?+[ \t]++(#.*)")
#: A comment that was meant as one: with a blank after its sign and then something, or with a sign that draws a line.
_COMMENT = re.compile(r"#[ \t]+\S|#+[#!:=*~-]")
#: One that is commonly written without a blank: a note of what is to be done, or a word to another tool.
_NOTE = re.compile(r"#(?:TODO|FIXME|XXX|HACK|NOTE|noqa|nosec|region|endregion|yamllint|prettier-ignore)\b")
#: A text that is complete in itself: a number or a date. What follows it is a remark, unless it is a number too.
_COMPLETE = re.compile(r"-?\d[\d.:-]*s?|\d{4}-")
#: How a value begins in its line: below dashes and behind a key.
_VALUE = re.compile(r"[ \t]*(?:- +)*(?:[^\s\[{\"'#][^#]*?: +)?(?=([\[{*&!|>%@`\"',\]}?:-]))")
_QUOTE_IT = N_("quote the string: [ { * & ! | > % @ ` - and quotation marks have a special meaning at its start")
#: What ended lines in YAML 1.1, and is a character like any other in 1.2 (https://yaml.org/spec/1.2.2/#54-line-break-characters).
_FORMER_BREAKS = "\x85\u2028\u2029"
#: What the parser sees in their place: characters of which nothing is known, and which a text does not hold.
_UNKNOWN = range(0xE000, 0xF900)
#: What is to be done about an escape that there is not, by how the parser's complaint begins.
_ESCAPES = {
    "found invalid Unicode": "the character itself, or one escape for the whole character, such as \\U0001F600",
    "found unknown escape": "a backslash is literal in single quotes; in double quotes, write \\\\",
}
#: What stands for a value with a tag until all is read.
_REFUSED = object()


def read_yaml(text: str, *, keep_paragraphs: bool = True) -> Document:
    """Read one YAML document.

    Never raises: ``problems`` has what is wrong, and ``readable`` is false where nothing could be read. Files of other
    tools are read without ``keep_paragraphs``: a blank line in a folded text is one line feed, as YAML says.
    """
    reader = _Reader(text, keep_paragraphs=keep_paragraphs)
    try:
        return reader.read()
    except Unreadable as stop:
        problem = stop.problem
    except yaml.MarkedYAMLError as error:
        problem = _syntax_problem(error, text)
    except yaml.reader.ReaderError as error:
        problem = _character_problem(error, text)
    return Document(problems=[*reader.problems, problem], readable=False)


def _syntax_problem(error: yaml.MarkedYAMLError, text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = error.problem or error.context or "it cannot be read"
    if "maximum nesting depth" in reason:
        # The parser has a bound of its own, and may reach it before the first value can be looked at.
        return too_deep(line, column)
    lines = text.split("\n")
    opened = error.context_mark
    if opened and opened.line + 1 < line and "did not find expected" in reason and "flow" in (error.context or ""):
        # Where the parser gives up may be far below the bracket that it waits for.
        return Problem(
            "malformed-yaml",
            line,
            column,
            "invalid YAML: %s for the bracket at line %s, column %s",
            (reason, opened.line + 1, str(opened.column + 1)),
            "close the bracket, and quote any string that contains ': ' or ' #'",
        )
    if line <= len(lines) and lines[line - 1][column - 1 : column] == "\t":
        return Problem(
            "malformed-yaml",
            line,
            column,
            "a tab is used where YAML requires spaces",
            accepted="indent with spaces only",
        )
    if error.context == "while scanning a quoted scalar" and opened and reason == "found unexpected end of stream":
        return Problem(
            "malformed-yaml",
            opened.line + 1,
            opened.column + 1,
            "invalid YAML: this quotation mark is never closed",
            (),
            "a closing quotation mark; inside single quotes, write an apostrophe twice",
        )
    begins = _VALUE.match(lines[line - 1][:1000]) if line <= len(lines) else None
    if begins is not None and begins.end() < column and not reason.startswith(tuple(_ESCAPES)):
        hint = _QUOTE_IT
    elif reason.startswith(tuple(_ESCAPES)):
        hint = next(hint for begin, hint in _ESCAPES.items() if reason.startswith(begin))
    elif "did not find expected" in reason or "mapping values are not allowed" in reason:
        hint = N_("check the indentation, and quote any string that contains ': ' or ' #'")
    else:
        hint = N_("YAML 1.2, one document per file")
    return Problem("malformed-yaml", line, column, "invalid YAML: %s", (reason,), hint)


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
        "remove it",
    )


def _stand_ins(text: str) -> dict[int, str]:
    """Return what stands in for the former ends of lines that ``text`` holds, and for which; mostly nothing."""
    held = [each for each in _FORMER_BREAKS if each in text]
    if not held:
        return {}
    present = set(text)
    return dict(zip((code for code in _UNKNOWN if chr(code) not in present), held, strict=False))


class _Reader:
    def __init__(self, text: str, *, keep_paragraphs: bool) -> None:
        self.problems: list[Problem] = []
        self._keep_paragraphs = keep_paragraphs
        self._restored = _stand_ins(text)
        self._text = text.translate({ord(held): chr(each) for each, held in self._restored.items()})
        self._lines = self._text.split("\n") if "#" in text else None
        self._idle: dict[str, Problem] = {}
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
            raise Unreadable(
                Problem(
                    "malformed-yaml",
                    after.start_mark.line + 1,
                    1,
                    "a second document starts here",
                    accepted="one document per file: remove the '---' line, or make two files",
                )
            )
        for problem in self._idle.values():
            self._doubt(problem)
        refused: list[tuple[str | int, ...]] = []
        if self._refuses:
            value = _without_refused(value, (), refused)
        return Document(
            value,
            lambda _path: positions,
            self.problems,
            has_blanks=self._has_blanks,
            refused=refused,
            is_divisible=not self._anchors,
        )

    def _report(self, rule: str, mark: Any, message: str, args: tuple[str | int, ...] = (), accepted: str = "") -> None:
        self._add(Problem(rule, mark.line + 1, mark.column + 1, message, args, accepted))

    def _add(self, problem: Problem) -> None:
        if len(self.problems) < MAX_PROBLEMS:
            self.problems.append(problem)

    def _node(self, event: Any, depth: int) -> tuple[Any, Positions]:
        self._count += 1
        mark = event.start_mark
        if event.__class__ is yaml.ScalarEvent and event.tag is None and event.anchor is None and depth <= MAX_DEPTH:
            # The usual case, in the fewest steps.
            if self._lines is not None and not event.style:
                self._check_end(event, self._lines)
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
                "the tag '%s' is not allowed",
                (tag.replace("tag:yaml.org,2002:", "!!"),),
                "plain values without a tag: strings, numbers, lists and mappings",
            )
        if depth > MAX_DEPTH:
            raise Unreadable(too_deep(mark.line + 1, mark.column + 1))
        anchor = event.anchor
        before = self._count + self._aliased
        if anchor is not None:
            self._anchors[anchor] = None
        if isinstance(event, yaml.ScalarEvent):
            value, positions = self._scalar(event), [mark.line + 1, mark.column + 1]
            if not event.style:
                self._check_begin(event)
        elif isinstance(event, yaml.SequenceStartEvent):
            value, positions = self._sequence(mark, depth)
        else:
            value, positions = self._mapping(mark, depth)
        if is_refused:
            value = _REFUSED  # whatever it is: that it has a tag is all there is to say of it
        if anchor is not None:
            self._anchors[anchor] = value, positions, self._count + self._aliased - before + 1
        return value, positions

    def _check_end(self, event: Any, lines: list[str]) -> None:
        """Tell a text without quotes that is cut off by a ``#`` which was hardly meant to begin a comment."""
        end = event.end_mark
        found = _AFTER_TEXT.match(lines[end.line], end.column) if event.value and end.line < len(lines) else None
        if found is not None and not _is_comment(found[1], self._content(event)):
            self._doubt(
                Problem(
                    "cut-text",
                    end.line + 1,
                    found.start(1) + 1,
                    N_("the text ends before '%s', which YAML reads as a comment"),
                    (found[1].strip()[:60],),
                    "quotes around the text; if it is a comment, a space after the '#'",
                )
            )

    def _check_begin(self, event: Any) -> None:
        """Tell a text without quotes whose beginning is taken for an anchor or a tag that nothing has use for."""
        if self._lines is not None:
            self._check_end(event, self._lines)
        lost = f"&{event.anchor}" if event.anchor is not None else event.tag
        if not event.value or lost == event.tag != "!":
            return
        mark = event.start_mark
        problem = Problem(
            "cut-text",
            mark.line + 1,
            mark.column + 1,
            N_("the text starts after '%s', which has a special meaning in YAML"),
            (lost,),
            "quotes around the text",
        )
        if event.anchor is None:
            self._doubt(problem)
        else:
            self._idle[event.anchor] = problem

    def _doubt(self, problem: Problem) -> None:
        problem.is_doubt = True
        self._add(problem)

    def _content(self, event: Any) -> str:
        text: str = event.value
        if "\n" in text and self._keep_paragraphs:
            text = with_paragraphs(text, event.style, self._text[event.start_mark.index : event.end_mark.index])
        return text.translate(self._restored) if self._restored else text

    def _scalar(self, event: Any) -> Any:
        text = self._content(event)
        if event.style or (event.tag is not None and event.tag.endswith(":str")):
            return text
        if text in _CONSTANTS:
            value = _CONSTANTS[text]
            self._has_blanks = self._has_blanks or value is None
            return value
        return number_of(text) if text[0] in "-0123456789" else text

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
                key = self._content(event)
            else:
                self._node(event, depth + 1)
                self._report("wrong-type", key_mark, "a key must be a string", accepted="a plain word")
                key = None
            value, positions = self._node(self._events.get_event(), depth + 1)
            if key is None:
                continue
            if key in values:
                self._add(duplicate_key(key, key_mark.line + 1, key_mark.column + 1, inside[key]))
                continue
            values[key] = value
            inside[key] = [key_mark.line + 1, key_mark.column + 1, positions]
        return values, [mark.line + 1, mark.column + 1, inside]

    def _alias(self, event: Any) -> tuple[Any, Positions]:
        mark = event.start_mark
        name = event.anchor
        if name not in self._anchors:
            raise Unreadable(
                Problem(
                    "malformed-yaml",
                    mark.line + 1,
                    mark.column + 1,
                    "the alias '*%s' has no anchor",
                    (name,),
                    "an anchor above it, or quotes around a string that starts with '*'",
                )
            )
        anchored = self._anchors[name]
        if anchored is None:
            raise Unreadable(
                Problem(
                    "unsafe-yaml",
                    mark.line + 1,
                    mark.column + 1,
                    "the alias '*%s' contains itself",
                    (name,),
                    "write the value out instead of using an alias",
                )
            )
        self._idle.pop(name, None)
        value, positions, size = anchored
        self._aliased += size
        if self._aliased > MAX_ALIASED:
            raise Unreadable(
                Problem(
                    "unsafe-yaml",
                    mark.line + 1,
                    mark.column + 1,
                    "the aliases in this file expand to more than %s values",
                    (str(MAX_ALIASED),),
                    "write the values out",
                )
            )
        # What is wrong in it is wrong where it is written, and told once however many share it.
        return value, positions


def _is_comment(text: str, value: str) -> bool:
    """Return whether ``text``, which begins with a ``#`` and follows a value in its line, was meant as a comment."""
    if _COMMENT.match(text) or _NOTE.match(text):
        return True
    return (value in _CONSTANTS or _COMPLETE.fullmatch(value) is not None) and text[1:2].isalpha()


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
