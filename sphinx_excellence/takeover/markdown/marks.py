"""Marked, inserted and deleted text, subscripts and superscripts, and emphasis that CommonMark does not see."""

from __future__ import annotations

import re
import unicodedata

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.attributes import ATTRIBUTES, read_attributes, write_attributes
from sphinx_excellence.takeover.markdown.inline_text import Inline


def marked(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``==text==``."""
    return _pair(inline, start, "==", "mark") if inline.page.options.on("pymdownx.mark") else None


def inserted(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``^^text^^``."""
    return _pair(inline, start, "^^", "ins") if _is_on(inline, "pymdownx.caret", "insert") else None


def deleted(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``~~text~~``."""
    return _pair(inline, start, "~~", "del") if _is_on(inline, "pymdownx.tilde", "delete") else None


def superscript(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``^text^``."""
    return _script(inline, start, "^", "sup") if _is_on(inline, "pymdownx.caret", "superscript") else None


def subscript(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take ``~text~``."""
    return _script(inline, start, "~", "sub") if _is_on(inline, "pymdownx.tilde", "subscript") else None


def _is_on(inline: Inline, extension: str, option: str) -> bool:
    """Say whether an extension is on, and has not switched off one of its two signs."""
    options = inline.page.options
    return options.on(extension) and bool(options.setting(extension, option, default=True))


#: What closes a pair of signs: behind no space and no backslash, and no longer than it must be.
_CLOSERS = {sign: re.compile(rf"(?<![\s\\]){re.escape(sign)}(?!{re.escape(sign[0])})") for sign in ("==", "^^", "~~")}
_EMPHASIS_CLOSERS = {
    "*": re.compile(r"(?<![\s\\*])\*(?!\*)"),
    "**": re.compile(r"(?<![\s\\*])\*\*(?!\*)"),
}


def _pair(inline: Inline, start: int, sign: str, tag: str) -> tuple[int, str] | None:
    text = inline.text
    size = len(sign)
    run = start
    while run < len(text) and text[run] == sign[0]:
        run += 1
    if run - start < size:
        return None
    if run - start > size:
        return run, text[start:run]
    inside = start + size
    if inside >= len(text) or text[inside].isspace():
        return inside, sign
    found = inline.next_match(_CLOSERS[sign], inside + 1)
    if found is None or "\n\n" in text[inside : found[0]]:
        return inside, sign
    end = found[0]
    return end + size, f"<{tag}>{inline.inner(text[inside:end], inside)}</{tag}>"


_SCRIPTS = {
    sign: re.compile(rf"{re.escape(sign)}((?:\\.|[^\s\\{re.escape(sign)}`])+){re.escape(sign)}") for sign in "^~"
}


def _script(inline: Inline, start: int, sign: str, tag: str) -> tuple[int, str] | None:
    text = inline.text
    found = _SCRIPTS[sign].match(text, start)
    if found is None or text[start - 1 : start] == sign or text[found.end() : found.end() + 1] == sign:
        return None
    inside = found[1].replace("\\ ", " ")
    if re.fullmatch(r"[\w .,+-]+", inside):
        return found.end(), f"{{{tag}}}`{inside}`"
    return found.end(), f"<{tag}>{inline.inner(inside, start + 1)}</{tag}>"


def emphasis(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take emphasis that CommonMark would leave as asterisks, or that has attributes; the rest is the same in both."""
    text = inline.text
    run = start
    while run < len(text) and text[run] == "*":
        run += 1
    sign = text[start:run]
    if len(sign) > 2 or run >= len(text) or text[run].isspace():
        return run, sign
    found = inline.next_match(_EMPHASIS_CLOSERS[sign], run + 1)
    if found is None:
        return run, sign
    end = found[0]
    behind = end + len(sign)
    before, first = text[start - 1 : start], text[run]
    last, after = text[end - 1], text[behind : behind + 1]
    opens = _plain(first) or not before or before.isspace() or not _plain(before)
    closes = _plain(last) or not after or after.isspace() or not _plain(after)
    tag = "strong" if len(sign) == 2 else "em"
    inside = inline.inner(text[run:end], run)
    made = f"{sign}{inside}{sign}" if opens and closes else f"<{tag}>{inside}</{tag}>"
    attributes = ATTRIBUTES.match(text, behind) if after == "{" and inline.page.options.on("attr_list") else None
    if attributes is None or not (attributes["list"][0] in ".#:" or "=" in attributes["list"]):
        return behind, made
    line = inline.line(start)
    written = write_attributes(read_attributes(attributes["list"]), "span", inline.page, line)
    if written and inline.in_link:
        inline.page.tell("attribute-left-out", line, Phrase("attributes of emphasized text in a link are left out"))
    elif written:
        inline.page.needs.add("attrs_inline")
        made = f"[{made}]{written}"
    return attributes.end(), made


def _plain(character: str) -> bool:
    """Say whether a character is neither space nor punctuation to CommonMark."""
    return not character.isspace() and unicodedata.category(character)[0] not in "PS"
