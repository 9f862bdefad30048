"""Anchors that would be lost: those of headings in HTML, and of a construct such as a tab.

Owns which they are, and where they are put: into the heading's tag, or below the page's title. They are plain HTML and
no labels, so that several pages can have the same.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

from sphinx_excellence.takeover.html_facts import PageFacts, split_words

_TITLE = re.compile(r"\A\s*(?:<!--.*?-->\s*)*# [^\n]*(?:\n|\Z)", re.DOTALL)

#: A fence; a heading of Markdown; a heading of HTML.
_HEADING = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,}).*?^[ \t]*(?P=fence)[ \t]*$|^ {0,3}#{1,6}[ \t]+(?P<title>[^\n]*)"
    r"|<h(?P<level>[1-6])(?P<attributes>(?:\s[^<>]*)?)>(?P<inside>.*?)</h(?P=level)\s*>",
    re.DOTALL | re.MULTILINE,
)
_TAG = re.compile(r"<[^<>]*>")


def with_heading_ids(facts: PageFacts | None, body: str) -> str:
    """Return a body whose headings of HTML have the ids that the old site's converter gave them by their texts."""
    if facts is None or "<h" not in body:
        return body
    waiting: dict[str, list[str]] = {}
    for name, words in facts.heading_anchors.items():
        waiting.setdefault(words, []).append(name)

    of_html: set[str] = set()

    def with_id(found: re.Match[str]) -> str:
        if found["fence"]:
            return found[0]
        shown = html.unescape(_TAG.sub("", found["title"] or found["inside"] or ""))
        text = " ".join(split_words(shown))
        names = waiting.get(text, [])
        name = names.pop(0) if names else None
        if name is None:
            return found[0]
        if found["level"] is None:
            # Sphinx does not count those of HTML where it numbers the anchors of equal headings.
            return f'<a id="{html.escape(name)}"></a>\n\n{found[0]}' if text in of_html else found[0]
        of_html.add(text)
        if re.search(r"\sid\s*=", found["attributes"]):
            return found[0]
        return f'<h{found["level"]} id="{html.escape(name)}"{found[0][3:]}'

    return _HEADING.sub(with_id, body)


def missing_anchors(facts: PageFacts | None, body: str) -> list[str]:
    """Return the anchors of a page that no heading has, and that its new body does not mention."""
    if facts is None:
        return []
    of_headings = frozenset(facts.heading_anchors)
    return [name for name in dict.fromkeys(facts.anchors) if name not in of_headings and not _names(name).search(body)]


def _names(anchor: str) -> re.Pattern[str]:
    """Return what a body gives an anchor with: in HTML, in a list of attributes, as a target or as an option."""
    begins = r"""(?:\b(?:id|name)[ ]*=[ ]*["']?|\{[^{}\n]*#|^[ \t]*\(|:name:[ ]*)"""
    return re.compile(rf"""{begins}{re.escape(anchor)}(?:["')}}\s>]|$)""", re.MULTILINE)


def with_anchors(body: str, names: Sequence[str]) -> str:
    """Return a body with anchors below its title, or at its end where it begins with something else."""
    if not names:
        return body
    block = "".join(f'<a id="{html.escape(name)}"></a>' for name in names)
    title = _TITLE.match(body)
    if title is None:
        end = "" if body.endswith("\n") or not body else "\n"
        return f"{body}{end}\n{block}\n"
    rest = body[title.end() :]
    above = title[0] if title[0].endswith("\n") else title[0] + "\n"
    return f"{above}\n{block}\n{rest if rest.startswith(chr(10)) else chr(10) + rest}"
