"""Writes held views as HTML when their page is written, in the builds where that is the same as from their nodes.

Where anybody else may look at the nodes of a page (another extension's transform or handler, a builder that rewrites
them), a view is left as it is: it becomes nodes by itself. How a view is written is left to ``view_drawer``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.deferred_views import is_known, is_known_to_all, outermost_views
from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.nodes import excellence_view

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_excellence.extension.html.view_drawer import ViewDrawer

#: Builders that write pages as they are: others rewrite the nodes of a page, or put pages together.
_BUILDERS = frozenset({"html", "dirhtml"})
#: Themes that look at no nodes when they add something to a page.
_THEMES = frozenset({"alabaster", "furo", "pydata_sphinx_theme", "sphinx_basic_ng", "sphinx_rtd_theme"})
#: Themes whose transforms look for tables, and for nothing else that a held view can have.
_TABLES_ALONE = frozenset({"furo"})
#: A class that makes lists inside compact.
_CONTENTS = "contents"


def draw_held_views(app: Sphinx) -> None:
    """Write held views as HTML in the builds where that is the same."""
    # When every extension has added its transforms.
    app.connect("builder-inited", _add_transform, priority=1000)


def _add_transform(app: Sphinx) -> None:
    builder = app.builder
    if builder.name not in _BUILDERS or not isinstance(builder, StandaloneHTMLBuilder):
        return
    transforms = app.registry.get_post_transforms()
    if not all(is_known(transform, _TABLES_ALONE) for transform in transforms):
        return
    draws_tables = all(map(is_known, transforms))
    drawers: list[ViewDrawer] = []

    class DrawHeldViews(SphinxPostTransform):
        """Draws the views of a page that are held."""

        # Before any other, which would look for something in them.
        default_priority = 0

        def run(self, **kwargs: Any) -> None:
            """Draw them."""
            views = [view for view in outermost_views(self.document) if isinstance(view.held, HeldView)]
            if not views or not (_are_pages_left_alone(app) and hasattr(builder, "docsettings")):
                return
            # Imported here: a run that writes no such page needs none of the models.
            from sphinx_excellence.extension.html.view_drawer import ViewDrawer  # noqa: PLC0415

            if not drawers:
                drawers.append(ViewDrawer(cast("StandaloneHTMLBuilder", builder), draws_tables=draws_tables))
            for view in views:
                if _is_in_sections(view):
                    drawers[0].draw(view, cast("HeldView", view.held), self.env.docname)

    app.add_post_transform(DrawHeldViews)


def _are_pages_left_alone(app: Sphinx) -> bool:
    """Whether nobody looks for what is in views when a page has been resolved, or is written."""
    return is_known_to_all(app, "doctree-resolved") and is_known_to_all(app, "html-page-context", _THEMES)


def _is_in_sections(view: excellence_view) -> bool:
    """Whether a view is where nothing changes what it looks like: in no list, table, or part in another language."""
    at = view.parent
    while isinstance(at, nodes.section):
        at = at.parent
    return isinstance(at, nodes.document) and not view.get_language_code() and _CONTENTS not in view["classes"]
