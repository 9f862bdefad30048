"""What works where a script runs: the forms that filter and sort, and what they leave.

Owns taking both out of every output in which no script runs. What a form holds is decided in ``views``, what script and
style it needs in ``page_assets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import excellence_controls, excellence_script_only

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class RemoveScriptOnlyParts(SphinxPostTransform):
    """Takes out what only a script can use, where none runs."""

    # Before anything is resolved or reshaped.
    default_priority = 1

    def run(self, **kwargs: Any) -> None:
        """Take it out."""
        for node in [*self.document.findall(excellence_script_only), *self.document.findall(excellence_controls)]:
            node.parent.remove(node)


def _add_transform(app: Sphinx) -> None:
    # The pages of e-books are HTML too, but most of their readers run no script.
    if app.builder.format != "html" or app.builder.name == "epub":
        app.add_post_transform(RemoveScriptOnlyParts)


def remove_script_only_parts(app: Sphinx) -> None:
    """Take live parts out of every output in which no script runs."""
    app.connect("builder-inited", _add_transform)
