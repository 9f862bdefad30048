"""What a run of the LaTeX builder needs before it begins: transforms, the translator, and what follows the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx.transforms.post_transforms.images import ImageConverter

from sphinx_excellence.extension.latex.block_transforms import ReshapeBlocks
from sphinx_excellence.extension.latex.chapters import OrderChapters
from sphinx_excellence.extension.latex.column_widths import SetColumnWidths
from sphinx_excellence.extension.latex.contents_title import escaping_contents_title
from sphinx_excellence.extension.latex.images import DrawnImageConverter
from sphinx_excellence.extension.latex.run_count import save_the_last_run
from sphinx_excellence.extension.latex.task_lists import DrawTaskBoxes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.latex import LaTeXTranslator


def prepare(app: Sphinx) -> None:
    """Add the transforms and the translator; a converter of images only where the project has none."""
    for transform in (OrderChapters, DrawTaskBoxes, ReshapeBlocks, SetColumnWidths):
        app.add_post_transform(transform)
    if not any(issubclass(known, ImageConverter) for known in app.registry.get_post_transforms()):
        app.add_post_transform(DrawnImageConverter)
    translator = cast("type[LaTeXTranslator]", app.registry.get_translator_class(app.builder))
    app.connect("build-finished", save_the_last_run)
    app.set_translator(app.builder.name, escaping_contents_title(translator), override=True)
