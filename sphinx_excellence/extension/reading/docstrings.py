"""Where the docstrings of a Python module begin."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

_Scope = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def docstring_line(path: Path, name: str) -> int:
    """Return the first line with text of the docstring of the object of that full name, or the object's own line.

    The first line of the file where it cannot be read or holds no such object.
    """
    try:
        module = ast.parse(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, SyntaxError, RecursionError):
        return 1
    parts = name.split(".")
    # How many of the names are those of packages, the file does not say.
    for start in range(len(parts)):
        line = _line_in(module, parts[start:])
        if line is not None:
            return line
    return _beginning(module) or 1


def _line_in(scope: _Scope, names: Sequence[str]) -> int | None:
    name, *inner = names
    for position, statement in enumerate(scope.body):
        match statement:
            case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef() if statement.name == name:
                return _line_in(statement, inner) if inner else _beginning(statement) or statement.lineno
            case ast.Assign() | ast.AnnAssign() if not inner and name in _assigned(statement):
                following = scope.body[position + 1] if position + 1 < len(scope.body) else None
                return _text_line(following) or statement.lineno
    return None


def _assigned(statement: ast.Assign | ast.AnnAssign) -> Iterator[str]:
    for target in statement.targets if isinstance(statement, ast.Assign) else [statement.target]:
        if isinstance(target, ast.Name):
            yield target.id


def _beginning(scope: _Scope) -> int | None:
    return _text_line(scope.body[0]) if scope.body else None


def _text_line(statement: ast.stmt | None) -> int | None:
    """Return the first line of a statement that is a text and nothing else, blank lines at its beginning left out."""
    match statement:
        case ast.Expr(value=ast.Constant(value=str() as text)):
            return statement.lineno + text[: len(text) - len(text.lstrip())].count("\n")
    return None
