"""The list of what is on a page: the parts of records are in it, below the section that they are in.

Their headings are no sections, which tables of contents on other pages would list too. They get ids, and the list gets
entries, when the page is written. What is folded, and what is in a card, is left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from itertools import chain, count
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring, tostring

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_TITLE = "excellence-part-title"
#: What the ids of parts begin with.
_PREFIX = "part-"
#: What the order of a page is read from: sections, what is folded, list items, and the headings of parts.
_PLACES = re.compile(
    r'<section id="(?P<section>[^"]+)"|<(?P<end>/?)(?P<inner>details|li|td)\b|'
    rf'<h(?P<level>[1-6]) class="{_TITLE} rubric">(?P<title>.*?)</h(?P=level)>',
    re.DOTALL,
)
_IDS = re.compile(r'\bid="([^"]+)"')
_TAGS = re.compile(r"<[^>]*>")


def add_outlines(app: Sphinx) -> None:
    """Let the list of what is on a page have the parts of records."""
    # Before themes look at the list.
    app.connect("html-page-context", _complete, priority=400)
    app.connect("html-page-context", _show, priority=600)


def _complete(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    body, toc = context.get("body", ""), context.get("toc", "")
    if doctree is None or not toc or app.builder.name == "epub" or _TITLE not in body:
        return
    marked, parts = with_ids(body)
    outline = with_parts(toc, parts)
    if parts and outline != toc:
        context["body"], context["toc"] = marked, outline


def _show(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Let Furo show the list of a page with one section, which it has counted by itself."""
    if context.get("furo_hide_toc") and f'href="#{_PREFIX}' in context.get("toc", ""):
        context["furo_hide_toc"] = "hide-toc" in (context.get("meta") or {})


def with_ids(body: str) -> tuple[str, dict[str, list[tuple[str, str]]]]:
    """Return a page whose headings of parts have ids, and these with their titles, by the section that they are in."""
    taken = set(_IDS.findall(body))
    parts: dict[str, list[tuple[str, str]]] = {}
    section, depth = "", 0

    def marked(found: re.Match[str]) -> str:
        nonlocal section, depth
        if found["section"]:
            section = found["section"]
        elif found["inner"]:
            depth += -1 if found["end"] else 1
        elif depth == 0:
            title = " ".join(html.unescape(_TAGS.sub("", found["title"])).split())
            slug = _PREFIX + (re.sub(r"\W+", "-", title.casefold()).strip("-") or "of-it")
            names = chain((slug,), (f"{slug}-{number}" for number in count(2)))
            anchor = next(name for name in names if name not in taken)
            taken.add(anchor)
            parts.setdefault(section, []).append((anchor, title))
            opening = f"<h{found['level']}"
            return found[0].replace(opening, f'{opening} id="{anchor}"', 1)
        return found[0]

    return _PLACES.sub(marked, body), parts


def with_parts(toc: str, parts: Mapping[str, list[tuple[str, str]]]) -> str:
    """Return a list of what is on a page with entries for parts, each first in the entry of its section."""
    try:
        tree = fromstring(f"<div>{toc}</div>")  # noqa: S314 - Sphinx has written it
    except ParseError:
        return toc
    places: dict[str, Element] = {}
    for item in tree.iter("li"):
        link = item.find("a")
        if link is not None:
            places.setdefault(link.get("href", ""), item)
    for section, found in parts.items():
        # The first section is the page.
        if not (at := places.keys() & {f"#{section}", "#"}):
            continue
        item = places[max(at, key=len)]
        inside = item.find("ul")
        if inside is None:
            inside = SubElement(item, "ul")
        for place, (anchor, title) in enumerate(found):
            entry = Element("li")
            SubElement(entry, "a", {"class": "reference internal", "href": f"#{anchor}"}).text = title
            inside.insert(place, entry)
    return "".join(tostring(each, encoding="unicode", method="html") for each in tree)
