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
    values, places, unread = _names_of(tree)
    borrows = any(isinstance(node, ast.ImportFrom) and node.names[0].name == "*" for node in tree.body)
    return ConfFile(
        exists=True,
        values=values,
        places=places,
        unread=frozenset(unread),
        borrows=borrows,
        registered=frozenset(_registered_in(tree)),
    )


def _names_of(tree: ast.Module) -> tuple[dict[str, Any], dict[str, Place], set[str]]:
    """Return the names with their literals, where each is set last, and those that only Python can tell."""
    values: dict[str, Any] = {}
    places: dict[str, Place] = {}
    unread: set[str] = set()
    #: The names that one statement has set to the same value: what changes it changes it under each of them.
    shared: dict[str, frozenset[str]] = {}
    for statement in tree.body:
        changed = list(_set_in(statement))
        names = frozenset(name.id for name in changed)
        is_set_anew = isinstance(statement, ast.Assign | ast.AnnAssign) and _names_in(statement) == names
        literal = _literal(statement, values) if is_set_anew or not names & shared.keys() else None
        also = frozenset() if is_set_anew else frozenset().union(*(shared.get(name, ()) for name in names))
        for name in changed:
            places[name.id] = Place(NAME, name.lineno, name.col_offset + 1)
            shared.pop(name.id, None)
        shared |= dict.fromkeys(names, names) if len(names) > 1 else {}
        for each in names | also:
            if literal is None:
                values.pop(each, None)
                unread.add(each)
            else:
                values[each] = literal[0]
                unread.discard(each)
    return values, places, unread


def _registered_in(tree: ast.Module) -> Iterator[str]:
    """Yield the settings that conf.py adds as an extension does (``app.add_config_value("name", ...)``)."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(attr="add_config_value"), args=[ast.Constant(value=str() as name), *_]):
                yield name


def _names_in(statement: ast.Assign | ast.AnnAssign) -> set[str]:
    """Return the names that a statement sets to one value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _literal(statement: ast.stmt, values: Mapping[str, Any]) -> tuple[Any] | None:
    """Return the literal that a statement sets names to; nothing where it does anything else.

    ``values`` are the literals so far: one that a statement adds to is a literal still.
    """
    try:
        match statement:
            case ast.Assign(targets=targets, value=value) if all(isinstance(target, ast.Name) for target in targets):
                return (ast.literal_eval(value),)
            case ast.AnnAssign(target=ast.Name(), value=ast.expr() as value):
                return (ast.literal_eval(value),)
            case _:
                return _with_more(statement, values)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        return None


def _with_more(statement: ast.stmt, values: Mapping[str, Any]) -> tuple[Any] | None:
    """Return the value that a statement adds to, with what it adds; nothing where it is no such statement.

    Raises what ``ast.literal_eval`` does where what it adds is no literal.
    """
    match statement:
        case ast.AugAssign(target=ast.Name(id=name), op=ast.Add() | ast.BitOr() as operator, value=given):
            method = "+=" if isinstance(operator, ast.Add) else "|="
        case ast.Expr(value=ast.Call(func=ast.Attribute(ast.Name(id=name), method), args=[given], keywords=[])):
            pass
        case ast.Assign(targets=[ast.Subscript(ast.Name(id=name), key)], value=written) if isinstance(
            values.get(name), dict
        ):
            return ({**values[name], ast.literal_eval(key): ast.literal_eval(written)},)
        case _:
            return None
    return _added(values.get(name), method, ast.literal_eval(given))


def _added(value: Any, method: str, more: Any) -> tuple[Any] | None:
    """Return a value to which ``more`` is added, as a new one; nothing where Python would not, or in another way."""
    match method, value, more:
        case "append", list(), _:
            return ([*value, more],)
        case "+=" | "extend", list(), list() | tuple():
            return ([*value, *more],)
        case "+=", tuple(), tuple():
            return ((*value, *more),)
        case "|=" | "update", dict(), dict():
            return ({**value, **more},)
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
