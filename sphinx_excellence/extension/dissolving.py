"""Dissolves what only translators need."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.nodes import excellence_prose

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def dissolve_prose(app: Sphinx) -> None:
    """Have prose dissolved by every builder but the one that collects messages."""
    if app.builder.name != "gettext":
        app.add_post_transform(DissolveProse)


class DissolveProse(SphinxPostTransform):
    """Puts what a stretch of prose holds in its place."""

    # Before references are resolved: from there on a paragraph is as if its prose had always stood in it.
    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Replace each stretch of prose by its children; by an inline with its classes, where it was given some."""
        for node in list(self.document.findall(excellence_prose)):
            if node["classes"]:  # Sphinx marks what is translated and what is not, where it is asked to
                node.replace_self(nodes.inline("", "", *node.children, classes=node["classes"]))
            else:
                node.replace_self(node.children)
