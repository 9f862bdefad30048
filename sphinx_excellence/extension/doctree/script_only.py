"""Forms and blocks that need JavaScript; a post-transform removes them from every output that runs none.

What a form holds is decided in ``views``; which script and style sheet it needs, in ``html.page_assets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import (
    excellence_controls,
    excellence_news,
    excellence_script_only,
    excellence_search_box,
    excellence_years,
)

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class RemoveScriptOnlyParts(SphinxPostTransform):
    """Takes out what only a script can use, where none runs."""

    # Before anything is resolved or reshaped.
    default_priority = 1
    kinds: ClassVar[tuple[type[nodes.Element], ...]] = (
        excellence_script_only,
        excellence_controls,
        excellence_news,
        excellence_years,
    )

    def run(self, **kwargs: Any) -> None:
        """Take it out."""
        for kind in self.kinds:
            for node in [*self.document.findall(kind)]:
                node.parent.remove(node)


class RemoveSearchBoxes(RemoveScriptOnlyParts):
    """Takes out the search boxes, where nothing can be searched."""

    kinds = (excellence_search_box,)


def _add_transform(app: Sphinx) -> None:
    # The pages of e-books are HTML too, but most of their readers run no script.
    if app.builder.format != "html" or app.builder.name == "epub":
        app.add_post_transform(RemoveScriptOnlyParts)
        # Their texts are messages for translators.
        if app.builder.name != "gettext":
            app.add_post_transform(RemoveSearchBoxes)


def remove_script_only_parts(app: Sphinx) -> None:
    """Remove these parts from every output that runs no script."""
    app.connect("builder-inited", _add_transform)
