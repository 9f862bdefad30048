"""The search: what is added to Sphinx's own index, and to the page that shows what it finds.

``data`` is imported late, where records are loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.html.search.code import leave_code_out
from sphinx_excellence.extension.html.search.page import add_search_assets

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_search(app: Sphinx) -> None:
    """Add the scripts to every build that has a search page, and leave out what is not to be found."""
    app.connect("html-page-context", add_search_assets)
    app.connect("doctree-resolved", leave_code_out)
