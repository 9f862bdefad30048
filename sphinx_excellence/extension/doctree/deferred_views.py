"""Restores deferred views after most of the transforms have run.

Sphinx and docutils search a page about thirty times while they read it: for headings without a number, footnotes,
substitutions, unresolved targets. A view consists of finished nodes and holds none of these, and most nodes of a page
are in views. So a view is deferred when it is made, and restored before other extensions see the page
(``doctree-read``). That saves a third of a build.

One of those transforms does look for what a view holds: typographic quotes are set here, in those passages that have
any. What is translated there is translated in the records (see ``model.translation``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes

from sphinx_excellence.extension.doctree.nodes import excellence_view

#: What ``docutils.utils.smartquotes`` may change in a text: quotes, dashes, dots, and its escapes.
_EDUCABLE = re.compile(r"[\"'`\\&\x00]|--|\.\.|\. \.")


class RestoreDeferredViews(SphinxSmartQuotes):
    """Restores the views and sets their quotes as Sphinx does in the rest of the page."""

    # After dangling references are looked for (850), before the page is handed out (880).
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Restore them."""
        restored = [view for view in list(self.document.findall(excellence_view)) if view.restore()]
        passages = _educable_passages(restored)
        if passages:
            page = self.document
            self.document = cast("nodes.document", _Passages(page, passages))
            super().apply(**kwargs)
            self.document = page


class _Passages:
    """Some passages of a page, in the place of the whole page."""

    def __init__(self, page: nodes.document, passages: list[nodes.Element]) -> None:
        self.settings = page.settings
        self.reporter = page.reporter
        self._passages = passages

    def findall(self, condition: object) -> list[nodes.Element]:
        return self._passages


def _educable_passages(views: Iterable[excellence_view]) -> list[nodes.Element]:
    """Return the outermost text elements in ``views`` that have something to set."""
    found: dict[int, nodes.Element] = {}
    for view in views:
        for text in view.findall(nodes.Text):
            if _EDUCABLE.search(text):
                passage = text.parent
                while isinstance(passage.parent, nodes.TextElement):
                    passage = passage.parent
                found[id(passage)] = passage
    return list(found.values())
