"""The anchors of headings in Markdown as GitHub's rules give them, and those that a heading names itself: ``{#name}``.

Owns the parser that shows what readers of a site saw, with these anchors.
"""

from __future__ import annotations

import html
import re
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from mdit_py_plugins.footnote import footnote_plugin

from sphinx_excellence.model.heading_slugs import github, numbered_by

_OWN = re.compile(r"[ \t]*\{#(?P<id>[^\s{}]+)\}[ \t]*$")


#: The ids that docutils leaves as they are.
_PLAIN = re.compile(r"[a-z](?:-?[a-z0-9]+)*")


def lines_of_id(name: str) -> list[str]:
    """Return the lines above a heading that give it an id of its own; docutils would change some of them."""
    return [f"{{#{name}}}"] if _PLAIN.fullmatch(name) else [f'<a id="{html.escape(name)}"></a>', ""]


def parser_with_anchors(*, indented_code: bool = True) -> MarkdownIt:
    """Return a parser of CommonMark with tables, whose headings have their anchors."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    if not indented_code:
        parser.disable("code")
    parser.use(footnote_plugin)
    parser.core.ruler.push("heading_anchors", _give_anchors)
    return parser


def _give_anchors(state: StateCore) -> None:
    taken: set[str] = set()
    for opened, inline in pairwise(state.tokens):
        if opened.type != "heading_open" or not inline.children:
            continue
        last = inline.children[-1]
        own = _OWN.search(last.content) if last.type == "text" else None
        if own is not None:
            last.content = last.content[: own.start()]
            opened.attrSet("id", own["id"])
            continue
        text = "".join(each.content for each in inline.children if each.type in {"text", "code_inline"})
        name = numbered_by("github", github(text.strip()), taken)
        taken.add(name)
        if name:
            opened.attrSet("id", name)
