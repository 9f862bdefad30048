"""Blocks of MDX whose lines are indented for the author alone: MDX has no code by indentation, and MyST has.

Owns tabs, whose content is moved to the column of their tag, and ``CodeBlock``, which becomes a fence. The number of
lines stays the same.
"""

from __future__ import annotations

import re

from sphinx_excellence.takeover.fenced_lines import with_code_marked

_TAG = re.compile(r"(?P<indent>[ \t]*)<(?P<close>/?)(?P<name>Tabs|TabItem)\b[^>]*>[ \t]*$")
_CODE_BLOCK = re.compile(
    r"^(?P<indent>[ \t]*)<CodeBlock\b(?P<props>[^>]*)>\s*\{`(?P<code>[^`]*)`\}\s*</CodeBlock>[ \t]*$", re.MULTILINE
)
_LANGUAGE = re.compile(r"""\blanguage=\{?["'`](?P<name>[\w+#-]+)""")


def plain_mdx(lines: list[str]) -> list[str]:
    """Return the lines of a page with these blocks as Markdown has them."""
    moved = _with_tabs_moved(lines)
    if not any("<CodeBlock" in line for line in moved):
        return moved
    return _CODE_BLOCK.sub(_fence, "\n".join(moved)).split("\n")


def _fence(found: re.Match[str]) -> str:
    indent = found["indent"]
    language = _LANGUAGE.search(found["props"])
    code = re.sub(r"\\(.)", r"\1", found["code"]).strip("\n").split("\n")
    fence = [f"```{language['name'] if language is not None else ''}", *code, "```"]
    return "\n".join(f"{indent}{line}".rstrip() for line in fence)


def _with_tabs_moved(lines: list[str]) -> list[str]:
    moved = list(lines)
    outside = {number for number, _line, is_code in with_code_marked(lines) if not is_code}
    for start in range(len(moved)):
        opened = _TAG.match(moved[start]) if start in outside else None
        if opened is None or opened["close"]:
            continue
        end = _end(moved, start, opened["name"], outside)
        inside = range(start + 1, end)
        columns = [_column(moved[at]) for at in inside if moved[at].strip()]
        surplus = min(columns, default=0) - len(opened["indent"])
        if surplus > 0:
            for at in inside:
                moved[at] = moved[at][surplus:] if moved[at].strip() else ""
    return moved


def _end(lines: list[str], start: int, name: str, outside: set[int]) -> int:
    """Return the line of the closing tag; where none is, that behind the opening one."""
    depth = 0
    for at in range(start, len(lines)):
        found = _TAG.match(lines[at]) if at in outside else None
        if found is not None and found["name"] == name:
            depth += -1 if found["close"] else 1
            if depth == 0:
                return at
    return start + 1


def _column(line: str) -> int:
    return len(line) - len(line.lstrip())
