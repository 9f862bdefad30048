r"""Formulas in a text: dollars stay, ``\(…\)`` becomes dollars, and a dollar that is none is escaped."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.inline_text import Inline

_DOLLARS = re.compile(r"\$(?![\s$])((?:\\.|[^\\$])+?)(?<!\s)\$", re.DOTALL)
_DOUBLE = re.compile(r"\$\$((?:\\.|[^\\$])+?)\$\$", re.DOTALL)
_CLOSING = re.compile(r"\\\)")
_ROUND = re.compile(r"\\\(((?:\\.|[^\\])+?)\\\)", re.DOTALL)


def in_brackets(inline: Inline, start: int) -> tuple[int, str] | None:
    r"""Take ``\(formula\)``."""
    if not inline.page.options.on("pymdownx.arithmatex") or inline.text[start : start + 2] != "\\(":
        return None
    found = _ROUND.match(inline.text, start) if inline.next_match(_CLOSING, start) is not None else None
    if found is None or "\n\n" in found[1] or "$" in found[1]:
        return None
    inline.page.needs.add("dollarmath")
    return found.end(), f"${found[1].strip()}$"


def in_dollars(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``$formula$``, or escape the dollar."""
    if not inline.page.options.on("pymdownx.arithmatex"):
        return None
    found = _DOUBLE.match(inline.text, start) or _DOLLARS.match(inline.text, start)
    if found is None or "\n\n" in found[1]:
        return start + 1, "\\$"
    inline.page.needs.add("dollarmath")
    return found.end(), found[0]
