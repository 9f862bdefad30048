"""Feeds of what has changed, as Atom and as JSON Feed, next to the pages of an HTML site with an address.

``entries`` makes plain values of events, which are cached in the doctree folder. ``documents`` makes files of them,
``publishing`` writes these, and ``links`` leads to them from pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.html.feeds.links import HeadLinks, offer_feeds

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_feed_links(app: Sphinx) -> None:
    """Let pages lead to the feeds."""
    app.connect("doctree-resolved", offer_feeds)
    app.connect("html-page-context", HeadLinks().add)
