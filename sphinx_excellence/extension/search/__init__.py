"""The search: what is added to Sphinx's own index, and to the page that shows what it finds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.search.page import add_search_assets
from sphinx_excellence.extension.search.terms import IndexTerms

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_search(app: Sphinx) -> None:
    """Add both to every build."""
    app.add_transform(IndexTerms)
    app.connect("html-page-context", add_search_assets)
