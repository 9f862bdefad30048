"""Braces in a text: critic marks, macros, and what MyST would read as a role or as attributes."""

from __future__ import annotations

import re

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.inline_text import Inline

#: The signs behind the brace that begins critic marks, and what closes them.
_CRITIC = {
    "++": re.compile(r"\+\+[ \t]*\}"),
    "--": re.compile(r"--[ \t]*\}"),
    "~~": re.compile(r"~~[ \t]*\}"),
    "==": re.compile(r"==[ \t]*\}"),
    ">>": re.compile(r"<<[ \t]*\}"),
}
_ROLE = re.compile(r"\{[a-zA-Z0-9:_+.-]+\}`")


def critic(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take critic marks, as the source's mode shows them."""
    options = inline.page.options
    if not options.on("pymdownx.critic"):
        return None
    sign = inline.text[start + 1 : start + 3]
    found = inline.next_match(_CRITIC[sign], start + 3) if sign in _CRITIC else None
    if found is None:
        return None
    inside = inline.text[start + 3 : found[0]]
    old = new = kept = comment = ""
    if sign == "~~":
        old, arrow, new = inside.partition("~>")
        if not arrow:
            return None
    elif sign == "++":
        new = inside
    elif sign == "--":
        old = inside
    elif sign == "==":
        kept = inside
    else:
        comment = inside
    mode = str(options.setting("pymdownx.critic", "mode", "view"))
    if mode in ("accept", "reject"):
        return found[1], inline.inner(kept or (new if mode == "accept" else old), start)
    parts = (("del", "", old), ("ins", "", new), ("mark", "", kept), ("span", ' class="critic comment"', comment))
    shown = [f"<{tag}{extra}>{inline.inner(text, start)}</{tag}>" for tag, extra, text in parts if text]
    return found[1], "".join(shown)


def brace(inline: Inline, start: int) -> tuple[int, str] | None:
    """Escape a brace that MyST would read; report macros, which stay as they are."""
    text = inline.text
    following = text[start + 1 : start + 2]
    if following in ("{", "%"):
        inline.page.tell(
            "macro-kept", inline.line(start), Phrase("what looks like a macro is text here; nothing is executed")
        )
    if _ROLE.match(text, start) or (
        inline.page.options.on("attr_list") and text[start - 1 : start] in ("]", "`", ")", "}")
    ):
        return start + 1, "\\{"
    return None
