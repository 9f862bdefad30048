"""Opens views when most of the transforms have gone through their page.

Sphinx and docutils search a page some thirty times while they read it: for headings without a number, footnotes,
substitutions, targets to be resolved. None of that is to be found in a view, which is made of finished nodes, and views
are most of the nodes of a page. So a view is closed when it is made, and opened before anybody outside sees the page
(``doctree-read``). That takes a third off a build.

Two of those transforms do look for what a view holds. A page with translations is opened before them; and typographic
quotes are set here, in those passages that have any.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, cast

from docutils import nodes
from sphinx.locale import init as init_locale
from sphinx.transforms import SphinxSmartQuotes, SphinxTransform
from sphinx.util.i18n import docname_to_domain

from sphinx_excellence.extension.nodes import excellence_view

#: What ``docutils.utils.smartquotes`` may change in a text: quotes, dashes, dots, and its escapes.
_EDUCABLE = re.compile(r"[\"'`\\&\x00]|--|\.\.|\. \.")


class OpenTranslatedViews(SphinxTransform):
    """Opens the views of a page that has translations."""

    # After a banner of front matter is in its place, before Sphinx collects and translates texts (10 and 20).
    default_priority = 8

    def apply(self, **kwargs: Any) -> None:
        """Open them where Sphinx has a catalogue for the page."""
        folders = [self.env.srcdir / folder for folder in self.config.locale_dirs]
        domain = docname_to_domain(self.env.docname, self.config.gettext_compact)
        _catalogue, is_translated = init_locale(folders, self.config.language, domain)
        if is_translated:
            for view in self.document.findall(excellence_view):
                view.open()


class OpenViews(SphinxSmartQuotes):
    """Opens all other views and sets their quotes as Sphinx does for the rest of the page."""

    # After dangling references are looked for (850), before the page is handed out (880).
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Open them."""
        opened = [view for view in list(self.document.findall(excellence_view)) if view.open()]
        passages = _educable_passages(opened)
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
