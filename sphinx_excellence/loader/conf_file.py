"""Reads settings from a conf.py without running it.

Owns reading names that are set to literals, and knowing which names only Python can evaluate. What a setting accepts is
in ``settings``.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Place
from sphinx_excellence.safe_reading import content_of

NAME = "conf.py"


@dataclass(frozen=True)
class ConfFile:
    """A conf.py that was looked at and not run.

    ``values`` are the names whose last word is a literal, ``places`` where each name is set last, ``unread`` the names
    that only Python can tell, ``registered`` the settings that conf.py adds itself. ``trouble`` says why nothing could
    be read, ``borrows`` whether names come from elsewhere (``from shared import *``).
    """

    exists: bool = False
    values: Mapping[str, Any] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    trouble: str = ""
    borrows: bool = False
    registered: frozenset[str] = frozenset()

    def place(self, name: str) -> Place:
        """Return where a name is set; the top of the file where it is not."""
        return self.places.get(name, Place(NAME))


def read_conf(folder: Path) -> ConfFile:
    """Return what the conf.py of a folder says."""
    try:
        # The bytes, not a text: Python knows marks and declarations of the encoding.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # which are for the run to tell
            tree = ast.parse(content_of(folder / NAME))
    except FileNotFoundError:
        return ConfFile()
    except SyntaxError as error:
        return ConfFile(exists=True, trouble=f"line {error.lineno or 1} is no Python: {error.msg}")
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        return ConfFile(exists=True, trouble=f"it cannot be read: {getattr(error, 'strerror', None) or error}")
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    unread: set[str] = set()
    for statement in tree.body:
        literal = _literal(statement)
        for name in _set_in(statement):
            places[name.id] = Place(NAME, name.lineno, name.col_offset + 1)
            if literal is None:
                values.pop(name.id, None)
                unread.add(name.id)
            else:
                values[name.id] = literal[0]
                unread.discard(name.id)
    borrows = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in tree.body)
    return ConfFile(
        exists=True,
        values=values,
        places=places,
        unread=frozenset(unread),
        borrows=borrows,
        registered=frozenset(_registered_in(tree)),
    )


def _registered_in(tree: ast.Module) -> Iterator[str]:
    """Yield the settings that conf.py adds as an extension does (``app.add_config_value("name", ...)``)."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="add_config_value"), args=[ast.Constant(value=str() as name), *_]):
                yield name


def _literal(statement: ast.stmt) -> tuple[Any] | None:
    """Return the literal that a statement sets names to; nothing where it does anything else."""
    match statement:
        case ast.Assign(targets=targets, value=value) if all(isinstance(target, ast.Name) for target in targets):
            written = value
        case ast.AnnAssign(target=ast.Name(), value=ast.expr() as value):
            written = value
        case _:
            return None
    try:
        return (ast.literal_eval(written),)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _set_in(node: ast.AST) -> Iterator[ast.Name]:
    """Yield the names that a statement sets or changes, wherever in it; those inside a function are its own."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda():
            return
        case ast.AnnAssign(value=None):
            return
        case ast.Name(ctx=ast.Store() | ast.Del()):
            yield node
        case ast.Subscript(value=ast.Name() as name, ctx=ast.Store() | ast.Del()):
            yield name
        case ast.Call(func=ast.Attribute(value=ast.Name() as name)):
            yield name
    for child in ast.iter_child_nodes(node):
        yield from _set_in(child)
