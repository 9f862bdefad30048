"""The navigation of a site, drawn once instead of once for each page. A wing of its own: it knows nothing of records.

A theme asks on every page for the tree of all pages. Sphinx resolves and renders it each time, so that a site costs the
square of its pages. Here the tree is rendered once for each set of arguments, and filled in for a page: the addresses
as they are from there, and the way to the page marked. The bytes are those that Sphinx would have written; a guard
compares them, and where they differ, pages get the tree as ever.

tree        a rendered tree, taken apart, and filled in for a page
addresses   the addresses of a tree as they are from a page
template    the tree of a project, rendered for no page at all, by Sphinx itself
source      what templates call: the tree for a page, from the one or from Sphinx
themes      what Furo and pydata-sphinx-theme make of the tree

It can be used alone: ``extensions = ["sphinx_excellence.navigation"]``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


def setup(app: Sphinx) -> ExtensionMetadata:
    """Let pages get their navigation from one tree, unless ``excellence_navigation`` is false."""
    from sphinx_excellence.navigation.themes import share_navigation  # noqa: PLC0415 - every part imports this one

    app.require_sphinx("8.1.1")
    if "excellence_navigation" not in app.config:  # the rest of the toolkit has it among its settings
        app.add_config_value("excellence_navigation", default=True, rebuild="html", types=(bool,))
    share_navigation(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
