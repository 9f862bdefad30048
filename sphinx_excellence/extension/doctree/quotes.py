"""Sets typographic quotes in views, as Sphinx does in the rest of a page, in those passages that have any."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from docutils import nodes
from docutils.transforms.universal import SmartQuotes
from sphinx.transforms import SphinxSmartQuotes

from sphinx_excellence.extension.doctree.quick_nodes import nodes_below

#: What ``docutils.utils.smartquotes`` may change in a text: quotes, dashes, dots, and its escapes.
EDUCABLE = re.compile(r"[\"'`\\&\x00]|--|\.\.|\. \.")


class _Passages:
    """Some passages of a page, in the place of the whole page."""

    def __init__(self, page: nodes.document, passages: list[nodes.Element]) -> None:
        self.settings = page.settings
        self.reporter = page.reporter
        self._passages = passages

    def findall(self, condition: object) -> list[nodes.Element]:
        return self._passages


def sets_quotes(document: nodes.document) -> bool:
    """Whether Sphinx sets typographic quotes in a page that is being read."""
    return SphinxSmartQuotes(document, None).is_available()


def set_quotes(document: nodes.document, parts: Iterable[nodes.Node]) -> None:
    """Set the quotes in parts of a page, whether or not they are in its tree."""
    passages = _educable_passages(parts)
    if passages:
        transform = SphinxSmartQuotes(document, None)
        transform.document = cast("nodes.document", _Passages(document, passages))
        transform.smartquotes_action = transform.env.config.smartquotes_action  # type: ignore[misc]
        # Not Sphinx's: it asks whether the builder that writes a page sets quotes, but the one that reads it decides.
        SmartQuotes.apply(transform)


def _educable_passages(parts: Iterable[nodes.Node]) -> list[nodes.Element]:
    """Return the outermost text elements in ``parts`` that have something to set."""
    found: dict[int, nodes.Element] = {}
    for text in nodes_below(parts):
        if isinstance(text, nodes.Text) and EDUCABLE.search(text):
            passage = text.parent
            while isinstance(passage.parent, nodes.TextElement):
                passage = passage.parent
            found[id(passage)] = passage
    return list(found.values())
