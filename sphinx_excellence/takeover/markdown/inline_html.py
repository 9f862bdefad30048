"""HTML in a text: kept, but for addresses that lead elsewhere in the target."""

from __future__ import annotations

import re
from functools import partial

from sphinx_excellence.takeover.markdown.inline_text import Inline
from sphinx_excellence.takeover.markdown.options import Link
from sphinx_excellence.takeover.markdown.page import Page

#: A tag: its name, and its attributes.
TAG = re.compile(
    r"<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:-]*)"
    r"(?P<attributes>(?:\s+[^\s\"'<>/=`]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?)*)\s*(?P<empty>/?)>"
)
_ADDRESS = re.compile(r"(\s(?P<name>href|src)\s*=\s*)(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')", re.IGNORECASE)
_COMMENT_END = re.compile("-->")
_MARKDOWN = re.compile(r"\s+markdown(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[^\s>]+))?(?=[\s/>]|\Z)")


def comment(inline: Inline, start: int) -> tuple[int, str] | None:
    """Keep a comment."""
    if not inline.text.startswith("<!--", start):
        return None
    found = inline.next_match(_COMMENT_END, start + 4)
    return (found[1], inline.text[start : found[1]]) if found is not None else None


def tag(inline: Inline, start: int) -> tuple[int, str] | None:
    """Keep a tag, with its addresses as they are in the target."""
    found = TAG.match(inline.text, start)
    if found is None:
        return None
    written = without_markdown(found[0]) if inline.page.options.on("md_in_html") else found[0]
    return found.end(), mapped_addresses(written, inline.page, inline.line(start))


def mapped_addresses(html: str, page: Page, line: int) -> str:
    """Return HTML with the addresses of its links and images as they are in the target."""
    return TAG.sub(partial(_mapped_tag, page=page, line=line), html)


def _mapped_tag(found: re.Match[str], *, page: Page, line: int) -> str:
    return _ADDRESS.sub(partial(_mapped_address, page=page, line=line), found[0])


def _mapped_address(found: re.Match[str], *, page: Page, line: int) -> str:
    target = found["double"] if found["double"] is not None else found["single"]
    new = page.options.link(Link(target, f"html-{found['name'].lower()}", line))
    if new is None or new == target or '"' in new:
        return found[0]
    return f'{found[1]}"{new}"'


def without_markdown(tag_text: str) -> str:
    """Return an opening tag without the attribute that says that Markdown is inside."""
    return _MARKDOWN.sub("", tag_text, count=1)
