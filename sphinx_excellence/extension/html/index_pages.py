"""The pages of the domain's indices in the HTML family.

Sphinx's template writes the headings of an index as they are, into texts, ids and addresses alike: it expects letters.
Ours are titles from the data. So the content is made here, where each is escaped for its place, and set by the theme's
template for ordinary pages, which every theme has.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, tostring

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.domain.indices import index_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.domains import IndexEntry

    Groups = Iterable[tuple[str, list[IndexEntry]]]

#: Sphinx's own template of such a page, and the one that takes any content.
_TEMPLATE, _PAGE = "domainindex.html", "page.html"


def set_index_page(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> str | None:
    """Give a page of ours its content, and name the template that sets it."""
    if templatename != _TEMPLATE or pagename not in index_names(domain_of(app.env)):
        return None
    # Titles are HTML to themes, as those of other pages are.
    context["title"] = escape(context["indextitle"])
    context["body"] = index_html(context["indextitle"], context["content"], context["pathto"])
    return _PAGE


def index_html(title: str, groups: Groups, address_of: Callable[[str], str]) -> str:
    """Return the content of an index page, as HTML that is XML as well."""
    groups = list(groups)
    section = Element("section", {"class": "excellence-index"})
    SubElement(section, "h1").text = title
    jumps = SubElement(section, "div", {"class": "modindex-jumpbox"})
    table = SubElement(section, "table", {"class": "indextable modindextable"})
    for number, (heading, entries) in enumerate(groups, start=1):
        anchor = anchor_of(heading)
        jump = SubElement(jumps, "a", {"href": f"#{anchor}"})
        SubElement(jump, "strong").text = heading
        jump.tail = " | " if number < len(groups) else None
        row = _row(table, {"class": "cap", "id": anchor})
        SubElement(row, "strong").text = heading
        for entry in entries:
            _put_entry(_row(table, {}), entry, address_of)
    return tostring(section, encoding="unicode", short_empty_elements=False)


def anchor_of(heading: str) -> str:
    """Return the anchor of a heading: Sphinx's own for one of letters and digits, another one for any other text."""
    return "cap-" + quote(heading.replace("_", "__"), safe="").replace("%", "_")


def _row(table: Element, attributes: dict[str, str]) -> Element:
    """Return the middle one of a new row's three cells, which are those of Sphinx's own index pages."""
    row = SubElement(table, "tr", attributes)
    cells = [SubElement(row, "td") for _number in range(3)]
    return cells[1]


def _put_entry(cell: Element, entry: IndexEntry, address_of: Callable[[str], str]) -> None:
    link = SubElement(cell, "a", {"href": f"{address_of(entry.docname)}#{quote(entry.anchor)}"})
    name = SubElement(link, "code", {"class": "xref"})
    name.text = entry.name
    if entry.extra:
        link.tail = " "
        SubElement(cell, "em").text = f"({entry.extra})"
