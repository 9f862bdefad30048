"""Links that a reader clicks: a post-transform removes them from every output that nobody clicks in.

Those of ``excellence_feedback``, and the shortcuts of a banner, which say nothing that is not below them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.views.blocks import FEEDBACK, SHORTCUTS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


#: The formats that have the lines, by their role.
_KEPT_IN: Mapping[str, frozenset[str]] = {
    FEEDBACK: frozenset({"html", "latex", "typst"}),
    SHORTCUTS: frozenset({"html"}),
}


def _add_transform(app: Sphinx) -> None:
    gone = {f"excellence-{role}" for role, formats in _KEPT_IN.items() if app.builder.format not in formats}
    if not gone:
        return

    class RemoveClickedLinks(SphinxPostTransform):
        """Takes the links out."""

        default_priority = 1

        def run(self, **kwargs: Any) -> None:
            """Take them out."""
            for node in list(self.document.findall(nodes.paragraph)):
                if not gone.isdisjoint(node["classes"]):
                    node.parent.remove(node)

    app.add_post_transform(RemoveClickedLinks)


def remove_clicked_links(app: Sphinx) -> None:
    """Remove these links from every output that has no use for them."""
    app.connect("builder-inited", _add_transform)
