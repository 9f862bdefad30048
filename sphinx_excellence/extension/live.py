"""What works where a script runs: the forms that filter and sort, with their script and style.

Owns adding the two to the pages that have such a form, and taking the form out of every output in which no script runs.
What a form holds is decided in ``views``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.nodes import excellence_controls, excellence_live

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCRIPT = "excellence-filter.js"
SHEET = "excellence-filter.css"


class RemoveLiveParts(SphinxPostTransform):
    """Takes out what only a script can use, where none runs: in everything but pages for browsers."""

    # Before anything is resolved or reshaped.
    default_priority = 1
    formats: tuple[str, ...] = ("html",)

    def is_supported(self) -> bool:
        """Whether no script runs."""
        return not super().is_supported()

    def run(self, **kwargs: Any) -> None:
        """Take it out."""
        for node in [*self.document.findall(excellence_live), *self.document.findall(excellence_controls)]:
            node.parent.remove(node)


class RemoveLivePartsOfBooks(RemoveLiveParts):
    """Does so in e-books, whose pages are HTML too, but mostly for readers that run no script."""

    formats = ()
    builders = ("epub",)

    def is_supported(self) -> bool:
        """Whether an e-book is built."""
        return SphinxPostTransform.is_supported(self)


def add_live_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add script and style to a page that has a form."""
    if doctree is not None and next(doctree.findall(excellence_controls), None) is not None:
        app.add_js_file(SCRIPT, loading_method="defer")
        app.add_css_file(SHEET)


def add_live(app: Sphinx) -> None:
    """Do both in every build."""
    app.add_post_transform(RemoveLiveParts)
    app.add_post_transform(RemoveLivePartsOfBooks)
    app.connect("html-page-context", add_live_assets)
