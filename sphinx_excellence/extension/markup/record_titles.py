"""Puts the title of a record above it where no heading of the page has it.

A directive may show a record on any page. Below a heading that says something else, readers must see which record it
is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import with_children, with_text
from sphinx_excellence.views.blocks import Line, Words

#: The attribute of a view that holds the titles of its record: what readers see, and what a heading may say instead.
_TITLES = "record_titles"


def note_titles(node: excellence_view, title: str, *others: str) -> None:
    """Note the title of the record that a view shows, and what else it is called in headings."""
    node[_TITLES] = (title, *others)


class RecordTitles(SphinxTransform):
    """Shows the titles that no heading above the record has."""

    # Headings are translated by then (20), and views still deferred (860).
    default_priority = 855

    def apply(self, **kwargs: Any) -> None:
        """Insert them, and forget what was noted."""
        for view in list(self.document.findall(excellence_view)):
            titles = view.attributes.pop(_TITLES, ())
            if titles and not any(_says(heading, title) for heading in _headings(view) for title in titles):
                line = Line((Words(titles[0], role="strong"),), role="title")
                if isinstance(view.held, HeldView):
                    view.held = view.held.with_first(line)
                else:
                    view.put_first(_title_line(titles[0], view))


def _headings(node: nodes.Node) -> Iterator[str]:
    """Yield the headings of the sections that a node is in, the nearest one first."""
    above = node.parent
    while above is not None:
        if isinstance(above, nodes.section):
            title = above.first_child_matching_class(nodes.title)
            if title is not None:
                yield above[title].astext()
        above = above.parent


def _says(heading: str, title: str) -> bool:
    """Whether a heading has a title in it: ``Decision 4: Use sagas`` has ``Use sagas``."""
    return _folded(title) in _folded(heading)


def _folded(text: str) -> str:
    return " ".join("".join(sign if sign.isalnum() else " " for sign in text.casefold()).split())


def _title_line(title: str, view: excellence_view) -> nodes.paragraph:
    line = nodes.paragraph(classes=["excellence-title"], translatable=False)
    with_children(line, with_text(nodes.strong(), title))
    for node in line.findall():
        node.source, node.line = view.source, view.line
    return line
