"""Backslashes: CommonMark lets them escape more than Python-Markdown does."""

from __future__ import annotations

from sphinx_excellence.takeover.markdown.inline_text import Inline

_ESCAPABLE = frozenset("\\`*_{}[]()>#+-.!")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
#: What extensions let be escaped besides.
_MORE = {
    "tables": "|", "smarty": "\"'", "pymdownx.arithmatex": "$", "pymdownx.tilde": "~", "pymdownx.caret": "^",
    "pymdownx.mark": "=", "pymdownx.critic": "{", "pymdownx.emoji": ":",
}  # fmt: skip


def escape(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take a backslash with the character that it escapes; double it where it escapes nothing in the source."""
    following = inline.text[start + 1 : start + 2]
    options = inline.page.options
    if following == "\n":
        hard = options.on("pymdownx.escapeall") and options.setting("pymdownx.escapeall", "hardbreak", default=False)
        return start + 1, "\\" if hard else "\\\\"
    if options.on("pymdownx.escapeall") and following and following not in _PUNCTUATION:
        nbsp = following == " " and options.setting("pymdownx.escapeall", "nbsp", default=False)
        return start + 2, "&nbsp;" if nbsp else following
    if following not in _PUNCTUATION:
        return start + 1, "\\"
    escapable = following in _ESCAPABLE or options.on("pymdownx.escapeall")
    escapable = escapable or any(following in signs and options.on(name) for name, signs in _MORE.items())
    if escapable:
        return start + 2, "\\" + following
    return start + 1, "\\\\"
