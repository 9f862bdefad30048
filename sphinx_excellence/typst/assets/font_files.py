"""The bundled fonts: their files, and the names of their families.

The files in ``fonts`` are package data; its README says where each comes from and under which licence. Which
characters they have is the business of ``glyph_coverage``; how a page uses them, of the template.
"""

from pathlib import Path
from typing import Final

from sphinx_excellence.diagrams.engine import Faces

FOLDER: Final = Path(__file__).resolve().parents[1] / "fonts"

TEXT: Final = "Libertinus Serif"  # regular, italic, bold, bold italic
SANS: Final = "Inter"  # regular, italic, semibold (600), bold, bold italic
MONO: Final = "JetBrains Mono"  # regular, italic, bold
SYMBOLS: Final = "DejaVu Sans"  # arrows, operators, ticks, boxes: regular, bold; it has no letters
EMOJI: Final = "Noto Color Emoji"  # colour bitmaps

_PICTURES = "©®\u203c-\u3299\U0001f000-\U0001faff"  # the blocks that hold every emoji but the keycaps
_MODIFIERS = "\ufe0f\U0001f3fb-\U0001f3ff"  # the emoji presentation selector and the skin tones

# A run that must be set in EMOJI alone, as a regular expression for Python and for Typst (where a string literal
# passes it on). Typst picks a face for the first character, so that without a rule of its own ⚠ with the selector
# becomes the outline of SYMBOLS. Keycaps, flags, joined pictures and anything with a selector are such runs;
# the pictures that no other face has find EMOJI by themselves.
EMOJI_RUN: Final = (
    f"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|[{_PICTURES}](?:[{_MODIFIERS}]|\u200d[{_PICTURES}])+"
)


def label_faces() -> Faces:
    """Return what the labels of diagrams are set in."""
    return Faces(SANS, str(FOLDER / "Inter-Regular.ttf"), str(FOLDER / "Inter-Bold.ttf"))
