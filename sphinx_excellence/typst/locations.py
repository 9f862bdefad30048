"""The location of what a warning is about: always a file and a line.

A node that an extension made may have neither; then its nearest ancestor has, or what was written before it.
"""

from __future__ import annotations

import ast
import os
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from docutils import nodes

#: The comment before the code of a block: which line of which file of the source it comes from.
_COMMENT = re.compile(r"/\*@(\d+) ([^*]*)\*/")


def location_of(node: nodes.Node) -> str | None:
    """Return the file and the line of a node, of what it holds, or of its nearest ancestor; nothing where none has."""
    line: int | None = None
    each: Any = node
    while each is not None:
        if line is None:
            line = getattr(each, "line", None) or _line_within(each)
        if line is not None and getattr(each, "source", None):
            # An included file is named as seen from the folder where the build was started.
            path = Path(each.source)
            return f"{path.resolve() if not path.is_absolute() and path.is_file() else each.source}:{line}"
        each = each.parent
    return None


def _line_within(node: nodes.Node) -> int | None:
    """Return the first line that what a node holds knows."""
    return next((each.line for each in node.findall(nodes.Element) if each.line), None)


def setting_location(confdir: Path, name: str) -> str:
    """Return the line of conf.py that gives a setting its value; its first where it is given elsewhere."""
    path = confdir / "conf.py"
    line = 1
    try:
        tree = ast.parse(path.read_text(encoding="utf-8"))
    except (OSError, SyntaxError, ValueError):
        return f"{path}:{line}"
    for statement in ast.walk(tree):
        targets: list[ast.expr] = []
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, (ast.AnnAssign, ast.AugAssign)):
            targets = [statement.target]
        if any(isinstance(target, ast.Name) and target.id == name for target in targets):
            line = max(line, targets[0].lineno)
    return f"{path}:{line}"


def location_comment(location: str, root: Path) -> str:
    """Return a location as a comment in code; its file is relative to ``root``, so the code is the same anywhere."""
    source, _colon, line = location.rpartition(":")
    named = _seen_from(source, root)
    return f"/*@{line} {named}*/" if named else ""


@lru_cache(maxsize=256)
def _seen_from(source: str, root: Path) -> str:
    """Return a file's name as seen from a folder; nothing where a comment cannot hold it."""
    named = os.path.relpath(source, root) if Path(source).is_absolute() else source
    return "" if re.search(r"[*\r\n]", named) else Path(named).as_posix()


def location_before(code: str, line: int, column: int, root: Path) -> str | None:
    """Return the location in the nearest comment before a position in code; nothing where there is none."""
    lines = code.split("\n")
    before = "\n".join([*lines[: line - 1], lines[line - 1][: max(column, 0)] if line <= len(lines) else ""])
    found = list(_COMMENT.finditer(before))
    return f"{os.path.normpath(root / found[-1][2])}:{found[-1][1]}" if found else None
