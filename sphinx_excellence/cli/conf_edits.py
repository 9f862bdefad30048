"""Adds an extension to the text of a conf.py, where it is certain what that does.

Owns deciding whether it is certain, and changing nothing but the one list. The caller shows the line to add where it is
not.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

_NAME = "extensions"
#: What adds to a list and takes nothing away.
_ADDING = frozenset({"append", "extend", "insert"})
_CODING = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of a conf.py: its new bytes, or why they are the same; ``is_there`` where nothing had to be done."""

    content: bytes | None = None
    reason: str = ""
    is_there: bool = False


def with_extension(content: bytes, extension: str) -> Edit:
    """Return a conf.py whose ``extensions`` have one more name."""
    text = _decoded(content)
    if text is None:
        return Edit(reason="it is not UTF-8")
    tree = _parsed(text)
    if tree is None:
        return Edit(reason="it cannot be parsed")
    if any(isinstance(node, ast.Constant) and node.value == extension for node in _values(tree)):
        return Edit(is_there=True)
    touching = [statement for statement in tree.body if _touches(statement)]
    if not touching:
        if any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in tree.body):
            return Edit(reason=f"`{_NAME}` may come from another module")
        end = _line_end(text)
        gap = "" if not text or text.endswith("\n") else end
        return _checked(f'{text}{gap}{end if text else ""}{_NAME} = ["{extension}"]{end}', extension, [])
    listed = [each for each in touching if _listed(each) is not None]
    written = _listed(listed[-1]) if listed else None
    later = touching[touching.index(listed[-1]) + 1 :] if listed else touching
    if written is None or not all(map(_only_adds, later)):
        line = (later or touching)[-1].lineno
        return Edit(reason=f"line {line} computes `{_NAME}`")
    before = [ast.dump(each) for each in written.elts]
    return _checked(_inserted(text, written, extension), extension, before)


def _decoded(content: bytes) -> str | None:
    for line in content.split(b"\n")[:2]:
        declared = _CODING.match(line)
        if declared is not None and declared[1].lower().replace(b"_", b"-") not in {b"utf-8", b"utf8"}:
            return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _parsed(text: str) -> ast.Module | None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.removeprefix("\ufeff"))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _values(tree: ast.Module) -> Iterator[ast.AST]:
    """Yield everything in the statements that set or change the extensions."""
    for statement in tree.body:
        if _touches(statement):
            yield from ast.walk(statement)


def _touches(statement: ast.stmt) -> bool:
    """Whether a statement names the extensions in any way but to read them in a function."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return False
    for node in ast.walk(statement):
        if isinstance(node, ast.Name) and node.id == _NAME:
            return True
        if isinstance(node, ast.alias) and (node.asname or node.name) == _NAME:
            return True
    return False


def _listed(statement: ast.stmt) -> ast.List | ast.Tuple | None:
    """Return the list that a statement sets the extensions to, as it is written; nothing where it does more."""
    match statement:
        case ast.Assign(targets=[ast.Name(id="extensions")], value=ast.List() | ast.Tuple() as value):
            return value
        case ast.AnnAssign(target=ast.Name(id="extensions"), value=ast.List() | ast.Tuple() as value):
            return value
    return None


def _only_adds(statement: ast.stmt) -> bool:
    """Whether a statement adds to the extensions or reads them, and cannot take one away."""
    for node in ast.walk(statement):
        match node:
            case ast.Assign(targets=targets) if any(_is_name(each) for target in targets for each in ast.walk(target)):
                return False
            case ast.AnnAssign(target=target) | ast.For(target=target) | ast.NamedExpr(target=target) if _is_name(
                target
            ):
                return False
            case ast.AugAssign(target=target, op=op) if _is_name(target) and not isinstance(op, ast.Add):
                return False
            case ast.Delete():
                if any(_is_name(each) for each in ast.walk(node)):
                    return False
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if _is_name(value) and attr not in _ADDING:
                return False
            case ast.alias() if (node.asname or node.name) == _NAME:
                return False
    return True


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id == _NAME


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _inserted(text: str, written: ast.List | ast.Tuple, extension: str) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = text.removeprefix("\ufeff").splitlines(keepends=True)
    if not written.elts:
        # Behind the bracket, whatever is in between: a comment stays where it is.
        number, column = written.lineno - 1, _column(lines[written.lineno - 1], written.col_offset) + 1
        added = f'"{extension}"' + ("," if isinstance(written, ast.Tuple) else "")
        lines[number] = lines[number][:column] + added + lines[number][column:]
        return mark + "".join(lines)
    last = written.elts[-1]
    number = (last.end_lineno or last.lineno) - 1
    column = _column(lines[number], last.end_col_offset or 0)
    quote = "'" if _quote(lines, written) == "'" else '"'
    name = f"{quote}{extension}{quote}"
    first = written.elts[0]
    is_laid_out = first.lineno > written.lineno and (written.end_lineno or 0) > (last.end_lineno or 0)
    rest = lines[number][column:]
    if not is_laid_out:
        lines[number] = f"{lines[number][:column]}, {name}{rest}"
        return mark + "".join(lines)
    start = lines[last.lineno - 1]
    indent = start[: len(start) - len(start.lstrip())]
    has_comma = rest.lstrip().startswith(",")
    if not has_comma:
        lines[number] = f"{lines[number][:column]},{rest}"
    lines.insert(number + 1, f"{indent}{name},{_line_end(text)}")
    return mark + "".join(lines)


def _quote(lines: list[str], written: ast.List | ast.Tuple) -> str:
    """Return the quotation mark of the last string in the list."""
    for element in reversed(written.elts):
        if isinstance(element, ast.Constant):
            return lines[element.lineno - 1][_column(lines[element.lineno - 1], element.col_offset)]
    return '"'


def _column(line: str, offset: int) -> int:
    """Return the place of a character that Python counts in bytes."""
    return len(line.encode()[:offset].decode("utf-8", "ignore"))


def _checked(text: str, extension: str, before: list[str]) -> Edit:
    """Return the new text, if the list in it is the one of before and the extension, and nothing else."""
    tree = _parsed(text)
    for statement in tree.body if tree is not None else ():
        written = _listed(statement)
        if written is None:
            continue
        names = [ast.dump(each) for each in written.elts]
        if names == [*before, ast.dump(ast.Constant(extension))]:
            return Edit(text.encode())
    return Edit(reason=f"its `{_NAME}` are written in a way that cannot be changed safely")


def with_line(content: bytes, line: str) -> bytes | None:
    """Return a conf.py with one more line at its end; nothing where it is not UTF-8 or does not parse with it."""
    text = _decoded(content)
    if text is None:
        return None
    end = _line_end(text)
    made = f"{text}{'' if not text or text.endswith(chr(10)) else end}{end}{line}{end}"
    return made.encode() if _parsed(made) is not None else None
