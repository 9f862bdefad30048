"""The warnings of the builders: their kinds, what each means, and the one way to report them.

The type of each is ``typst``, so ``suppress_warnings = ["typst.unknown-node"]`` works.
"""

from __future__ import annotations

from enum import Enum
from typing import Any

from sphinx.locale import get_translation
from sphinx.util import logging

logger = logging.getLogger(__name__)

#: The message catalogue of the builders, in ``locales``.
CATALOGUE = "sphinx_excellence_typst"

#: Translates what is said to the person who builds the document. What is printed into it is Sphinx's own text, and so
#: is its translation.
__ = get_translation(CATALOGUE, "console")


class Subtype(Enum):
    """The kinds of warning; the value is what the manual says of each."""

    BUILDER = "Another package has builders of the same names."
    SETTING = "A setting in conf.py cannot be used; its default is."
    UNKNOWN_NODE = "A node that neither this builder nor an extension draws; what it holds is kept."
    MISSING_TARGET = "A link leads to a place that the document does not hold; its text is kept."
    IMAGE = "An image is missing or cannot be read; its alternative text is shown."
    MATH = "A formula cannot be typeset; its source is shown."
    DIAGRAM = "A diagram cannot be drawn; its source is shown."
    RAW = "A passage of raw Typst is wrong; its source is shown."
    GLYPH = "No font has a character; add one with `typst_font_paths` and `typst_fonts`."
    DEPTH = "Blocks are nested deeper than the compiler can; the innermost are drawn flat."
    COMPILER = "The compiler warns of something, or refuses the document."

    @property
    def subtype(self) -> str:
        """The name after ``typst.``."""
        return self.name.lower().replace("_", "-")


def warn(subtype: Subtype, message: str, *args: Any, location: str) -> None:
    """Report ``message`` at a location: a file and a line, as ``locations`` finds it."""
    logger.warning(message, *args, type="typst", subtype=subtype.subtype, location=location)
