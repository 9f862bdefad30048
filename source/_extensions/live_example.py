"""The manual's directive ``live-example``: shows MyST source and, below it, what it renders to."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


class LiveExampleDirective(SphinxDirective):
    """Shows its content twice: as source, and rendered."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the source and the result."""
        text = "\n".join(self.content)
        source = nodes.literal_block(text, text, language="md")
        self.set_source_info(source)
        result = nodes.container("", *self.parse_content_to_nodes(), classes=["live-example"])
        return [source, result]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("live-example", LiveExampleDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
