"""Views that depend on all pages: a placeholder where the page is read, the view itself when the page is written.

Owns putting the view in its place. What it shows is computed once all pages are read, and stored in the domain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import excellence_late_view
from sphinx_excellence.extension.domain.domain import domain_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class PutLateViews(SphinxPostTransform):
    """Puts each view in the place of its placeholder."""

    # Before anything is resolved or reshaped.
    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Put them in their places."""
        found = [*self.document.findall(excellence_late_view)]
        if not found:
            return
        # Imported here: a run that writes no such page needs none of the models.
        from sphinx_excellence.extension.doctree.late_composer import LateComposer  # noqa: PLC0415

        domain = domain_of(self.env)
        for node in found:
            view = domain.late_views.get(node["key"])
            if view is None:
                node.parent.remove(node)
                continue
            composer = LateComposer(
                domain, node["docname"], node.source or "", node.line or 1, self.document, node["heading_level"]
            )
            made = composer.view(view)
            made.restore()
            made["classes"] += node["classes"]
            made["ids"], made["names"] = node["ids"], node["names"]
            cast("nodes.Element", node.parent).replace(node, made)


def put_late_views(app: Sphinx) -> None:
    """Put late views into every output."""
    app.add_post_transform(PutLateViews)
