"""The typefaces of the LaTeX edition, for lualatex: copied next to the document, and loaded from there.

None needs to be installed. Owns which face sets what, and which face is used for a missing glyph: emoji first, then
symbols, then the other faces. The files are those of the Typst edition.
"""

from __future__ import annotations

from pathlib import Path

from sphinx_excellence.typst.assets.font_files import FOLDER

_SIGNS = Path(__file__).parent / "excellence-signs.lua"
_EMOJI = "NotoColorEmoji.ttf"
#: What is asked for a glyph that a face lacks, in this order. The emoji face is a bitmap one: only HarfBuzz draws it.
_FALLBACKS = (
    (_EMOJI, "harf"),
    ("DejaVuSans-Regular.ttf", "node"),
    ("JetBrainsMono-Regular.ttf", "node"),
    ("LibertinusSerif-Regular.otf", "node"),
)
_FALLBACK = "excellencefallback"
#: Command, stem and ending of the files, styles by fontspec's name, other options.
_FACES = (
    (r"\setmainfont", "LibertinusSerif", ".otf",
     {"UprightFont": "Regular", "ItalicFont": "Italic", "BoldFont": "Bold", "BoldItalicFont": "BoldItalic"}, ""),
    (r"\setsansfont", "Inter", ".ttf",
     {"UprightFont": "Regular", "ItalicFont": "Italic", "BoldFont": "SemiBold", "BoldItalicFont": "BoldItalic"},
     "Scale=0.88,"),
    (r"\setmonofont", "JetBrainsMono", ".ttf",
     {"UprightFont": "Regular", "ItalicFont": "Italic", "BoldFont": "Bold", "BoldItalicFont": "Bold"},
     "Scale=0.8, Ligatures=NoCommon, Contextuals=AlternateOff,"),
)  # fmt: skip


def files() -> tuple[Path, ...]:
    """Return the files to copy next to the document."""
    names = {f"{stem}-{style}{ending}" for _, stem, ending, styles, _ in _FACES for style in styles.values()}
    return (_SIGNS, *(FOLDER / name for name in sorted(names | {name for name, _ in _FALLBACKS})))


def set_up() -> str:
    """Return the commands that choose the faces."""
    fallbacks = ",".join(f'"file:{name}:mode={mode};"' for name, mode in _FALLBACKS)
    lines = [rf"\directlua{{luaotfload.add_fallback('{_FALLBACK}', {{{fallbacks}}}) require('excellence-signs')}}"]
    for command, stem, ending, styles, more in _FACES:
        shapes = ", ".join(f"{name}=*-{style}" for name, style in styles.items())
        options = f"Path=./, Extension={ending}, {shapes}, {more} RawFeature={{fallback={_FALLBACK}}}"
        lines.append(f"{command}{{{stem}}}[{options}]")
    # What the style asks before it sets a sign that only the fallback faces have.
    lines.append(r"\newcommand*\excellencehassigns{}")
    return "\n".join(lines)
