"""Links that a reader clicks: a post-transform removes them from every output that nobody clicks in.

Those of ``excellence_feedback``, and the shortcuts of a banner, which say nothing that is not below them too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.views.blocks import FEEDBACK, SHORTCUTS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class _RemoveLines(SphinxPostTransform):
    """Takes out the lines with a role."""

    default_priority = 1
    role: ClassVar[str]

    def run(self, **kwargs: Any) -> None:
        """Take them out."""
        for node in list(self.document.findall(nodes.paragraph)):
            if f"excellence-{self.role}" in node["classes"]:
                node.parent.remove(node)


class RemoveFeedbackLinks(_RemoveLines):
    """Takes out the links for feedback."""

    role = FEEDBACK


class RemoveShortcuts(_RemoveLines):
    """Takes out the shortcuts."""

    role = SHORTCUTS


#: The formats that have them.
_KEPT_IN: Mapping[type[_RemoveLines], frozenset[str]] = {
    RemoveFeedbackLinks: frozenset({"html", "latex", "typst"}),
    RemoveShortcuts: frozenset({"html"}),
}


def _add_transforms(app: Sphinx) -> None:
    for transform, formats in _KEPT_IN.items():
        if app.builder.format not in formats:
            app.add_post_transform(transform)


def remove_clicked_links(app: Sphinx) -> None:
    """Remove these links from every output that has no use for them."""
    app.connect("builder-inited", _add_transforms)
