"""The text of a paragraph, heading or cell, from left to right, by spans of the source.

Owns the order of constructs and what is no construct at all. Each construct is a function in a module of its own that
looks at one place and gives back where it ends and its MyST; what none of them takes is copied.
Time is in proportion to the length: what closes a construct is looked for once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_excellence.takeover.markdown import (
    addresses,
    braces,
    code_spans,
    emoji,
    escapes,
    inline_html,
    keys,
    links,
    marks,
    mathematics,
    repository_links,
)
from sphinx_excellence.takeover.markdown.inline_text import Inline
from sphinx_excellence.takeover.markdown.page import MAXIMUM_DEPTH, Page
from sphinx_excellence.takeover.markdown.plain_text import plain_text

_Construct = Callable[[Inline, int], tuple[int, str] | None]

#: Which constructs may begin with a character, in the order in which they are tried.
_CONSTRUCTS: Mapping[str, Sequence[_Construct]] = {
    "\\": (mathematics.in_brackets, escapes.escape),
    "`": (code_spans.code_span,),
    "<": (inline_html.comment, addresses.autolink, inline_html.tag),
    "!": (links.image, repository_links.shorthand),
    "[": (links.wiki_link, links.footnote_reference, links.link),
    "$": (mathematics.in_dollars,),
    "+": (keys.keys,),
    "=": (marks.marked,),
    "^": (marks.inserted, marks.superscript),
    "~": (marks.deleted, marks.subscript),
    "{": (braces.critic, braces.brace),
    ":": (emoji.shortcode,),
    "*": (marks.emphasis,),
}
_SIGNS = r"[\\`<!\[$+=^~{:*]|(?<![\w/.:@-])(?:https?|ftps?)://|(?<![\w/.:@-])www\.|(?<![\w/.:@-])mailto:|(?<![\w/.:@+-])[\w+][\w.+-]{0,63}@(?=[\w-]+\.)"
_PLACE = re.compile(_SIGNS)
#: The same, where repositories have short forms.
_PLACE_OR_REPOSITORY = re.compile(_SIGNS + r"|[@#?](?=\w)|(?<![\w@/.-])[a-zA-Z\d][\w-]{0,38}/[\w.-]{1,100}(?=[#!?]\d)")


@dataclass
class _Output:
    """What has been made so far; plain text waits until it is known where it ends."""

    page: Page
    parts: list[str] = field(default_factory=list)
    plain: list[str] = field(default_factory=list)

    def flush(self) -> None:
        if self.plain:
            self.parts.append(plain_text("".join(self.plain), self.page))
            self.plain.clear()


def convert_inline(text: str, page: Page, line: int, *, in_link: bool = False) -> str:
    """Convert a text; ``line`` is the number of its first line."""
    if page.depth >= MAXIMUM_DEPTH:
        return text
    page.depth += 1
    inline = Inline(text, page, line, in_link=in_link, convert=convert_inline)
    output = _Output(page)
    position = 0
    place = _PLACE_OR_REPOSITORY if repository_links.is_on(inline) else _PLACE
    while (found := place.search(text, position)) is not None:
        start = found.start()
        output.plain.append(text[position:start])
        taken = _construct(inline, start)
        if taken is None:
            # A word is not looked into again.
            position = found.end()
            output.plain.append(found[0])
            continue
        position, written = taken
        if written == text[start] and position == start + 1:
            output.plain.append(written)
        else:
            output.flush()
            output.parts.append(written)
    output.plain.append(text[position:])
    output.flush()
    page.depth -= 1
    return "".join(output.parts)


def _construct(inline: Inline, start: int) -> tuple[int, str] | None:
    for construct in _CONSTRUCTS.get(inline.text[start], (addresses.bare_address, repository_links.shorthand)):
        taken = construct(inline, start)
        if taken is not None:
            return taken
    return None
