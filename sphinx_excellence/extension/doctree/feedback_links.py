"""The links of ``excellence_feedback``: a post-transform removes them from every output that nobody clicks in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.views.feedback import ROLE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The formats whose readers follow links.
_CLICKED = frozenset({"html", "latex", "typst"})


class RemoveFeedbackLinks(SphinxPostTransform):
    """Takes the links out."""

    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Take them out."""
        for node in list(self.document.findall(nodes.paragraph)):
            if f"excellence-{ROLE}" in node["classes"]:
                node.parent.remove(node)


def _add_transform(app: Sphinx) -> None:
    if app.builder.format not in _CLICKED:
        app.add_post_transform(RemoveFeedbackLinks)


def remove_feedback_links(app: Sphinx) -> None:
    """Remove these links from every output that has no use for them."""
    app.connect("builder-inited", _add_transform)
