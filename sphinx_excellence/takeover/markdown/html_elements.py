"""Which HTML elements are blocks, to Python-Markdown and to CommonMark."""

from __future__ import annotations

import re

from markdown_it.common.html_blocks import block_names

from sphinx_excellence.takeover.markdown.lines import Line

#: The elements that Python-Markdown takes for blocks.
BLOCK_ELEMENTS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "canvas",
        "center",
        "colgroup",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "group",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "iframe",
        "legend",
        "li",
        "main",
        "map",
        "math",
        "menu",
        "nav",
        "noscript",
        "object",
        "ol",
        "option",
        "output",
        "p",
        "pre",
        "progress",
        "script",
        "section",
        "style",
        "summary",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "video",
    ]
)
#: Elements with which CommonMark begins a block that ends at a blank line.
COMMONMARK_ELEMENTS = frozenset(block_names)
OPENING = re.compile(r" {0,3}<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9-]*)(?=[\s/>]|$)")
COMMENT = re.compile(r" {0,3}<(?:!--|\?|![A-Z])")


def opens(line: Line) -> bool:
    """Say whether a line begins with an element that is a block, or with a comment."""
    found = OPENING.match(line.text)
    if found is not None:
        return found["name"].lower() in BLOCK_ELEMENTS and not found["close"]
    return COMMENT.match(line.text) is not None


def begins_html(text: str) -> bool:
    """Say whether CommonMark begins an HTML block with a line, whatever is above it."""
    found = OPENING.match(text)
    return COMMENT.match(text) is not None or (found is not None and found["name"].lower() in COMMONMARK_ELEMENTS)
