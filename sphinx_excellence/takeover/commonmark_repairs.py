"""What is right in CommonMark and a warning in a build of Sphinx, written so that it is none and readers see the same.

Owns rules (``---``) where docutils knows none, and links that are defined twice.
"""

from __future__ import annotations

import re

from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_excellence.takeover.commonmark_parser import block_parser

_RULE = "<hr>"


def without_warnings(text: str, *, indented_code: bool = True) -> str:
    """Return a body with these constructs written otherwise; every other byte stays."""
    parser = block_parser(indented_code=indented_code).use(footnote_plugin)
    environment: dict[str, object] = {}
    tokens = parser.parse(text, environment)
    lines = text.split("\n")
    for at, token in enumerate(tokens):
        if token.type == "hr" and token.map is not None and _is_refused(tokens, at):
            line = lines[token.map[0]]
            lines[token.map[0]] = re.sub(r"(?:[-*_][ \t]*){3,}$", _RULE, line)
            if token.map[0] + 1 < len(lines) and lines[token.map[0] + 1].strip():
                lines[token.map[0]] += "\n" + line[: len(line) - len(line.lstrip(" \t>"))].rstrip()
    given = environment.get("duplicate_refs")
    for each in given if isinstance(given, list) else ():
        first, last = each["map"]
        lines[first:last] = [f"% {line}" for line in lines[first:last]]
    return "\n".join(lines)


def _is_refused(tokens: list[Token], at: int) -> bool:
    """Whether docutils takes no rule here: inside of something, at an edge of a section, or next to another."""
    if tokens[at].level > 0:
        return True
    before = tokens[at - 1].type if at else ""
    after = tokens[at + 1].type if at + 1 < len(tokens) else ""
    return before in {"", "heading_close", "hr"} or after in {"", "hr", "footnote_block_open"}
