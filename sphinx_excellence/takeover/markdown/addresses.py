"""Addresses in a text: between angle brackets, and bare ones where the source makes links of them."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.inline_text import Inline
from sphinx_excellence.takeover.markdown.repository_links import shortened

_AUTOLINK = re.compile(r"<(?:(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}:[^\s<>]*)|[^<>\s!@/]+@[^@<>\s]+)>")
_BARE = re.compile(r"(?:https?://|ftps?://|www\.)[^\s<>\"`*\u3000-\u303f\uff00-\uffef]+")
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_BARE_MAIL = re.compile(r"[\w+](?:[\w+-]|\.(?!\.)){0,63}(?<!\.)@(?:[\w-]+\.)+[a-zA-Z]+\b(?![-@])")
_ENDINGS = ".,;:!?'\"*_~"


def autolink(inline: Inline, start: int) -> tuple[int, str] | None:
    """Keep ``<https://…>`` as it is."""
    found = _AUTOLINK.match(inline.text, start)
    if found is None:
        return None
    short = shortened(inline, found[0][1:-1])
    return found.end(), found[0] if short is None else f"[{short}]({found[0][1:-1]})"


def bare_address(inline: Inline, start: int) -> tuple[int, str] | None:
    """Put a bare address between angle brackets where the source makes a link of it; keep it as it is elsewhere."""
    text = inline.text
    mail = _BARE_MAIL.match(text, start)
    if mail is not None:
        is_on = inline.page.options.on("pymdownx.magiclink") and not inline.in_link
        return (mail.end(), f"<{mail[0]}>") if is_on else None
    found = _BARE.match(text, start) or _MAIL.match(text, start)
    if found is None:
        return None
    address = found[0]
    bracket = address.find("]")
    if bracket >= 0:
        address = address[:bracket]
    while address and (address[-1] in _ENDINGS or (address[-1] == ")" and address.count(")") > address.count("("))):
        address = address[:-1]
    if not inline.page.options.on("pymdownx.magiclink") or inline.in_link or len(address) < 9:
        return None
    if address.startswith("www."):
        return start + len(address), f"[{address}](https://{address})"
    short = shortened(inline, address)
    return start + len(address), f"<{address}>" if short is None else f"[{short}]({address})"
