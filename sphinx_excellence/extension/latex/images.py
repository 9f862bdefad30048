"""SVG images for LaTeX, which takes none: each is made a PDF with its lines kept as lines.

Owns the place in Sphinx's chain of image converters. The drawing belongs to the Typst wing; without its package, Sphinx
reports the image as it does without any converter.
"""

from __future__ import annotations

import contextlib
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.transforms.post_transforms.images import ImageConverter
from sphinx.util import logging

if TYPE_CHECKING:
    from docutils import nodes

logger = logging.getLogger(__name__)


class DrawnImageConverter(ImageConverter):
    """Makes a PDF of an SVG image."""

    conversion_rules = [("image/svg+xml", "application/pdf")]  # noqa: RUF012 - declared so by the base class

    def match(self, node: nodes.image) -> bool:
        """Say whether an image can be converted; a folder or a file that cannot be read is none."""
        with contextlib.suppress(OSError):
            return super().match(node)
        return False

    def is_available(self) -> bool:
        """Say whether the package that draws is installed."""
        return find_spec("typst") is not None

    def convert(self, _from: str | os.PathLike[str], _to: str | os.PathLike[str]) -> bool:
        """Make a PDF of the image; a broken one is a warning."""
        from sphinx_excellence.typst.assets.images import to_pdf  # noqa: PLC0415 - only where there is something to draw

        try:
            to_pdf(Path(_from), Path(_to))
        except (OSError, ValueError, RuntimeError) as error:
            logger.warning("cannot convert %s: %s", _from, error, type="image", subtype="svg")
            return False
        return True
