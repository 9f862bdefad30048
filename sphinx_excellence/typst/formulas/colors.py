"""Colours of LaTeX: their names and models."""

from __future__ import annotations

import re
from typing import Final

from sphinx_excellence.typst.formulas.tokenizer import MathError

_COLORS: Final = {
    "black": "#000000", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "lightgray": "#d3d3d3",
    "darkgray": "#a9a9a9", "white": "#ffffff", "red": "#ff0000", "maroon": "#800000", "orange": "#ffa500",
    "brown": "#a52a2a", "yellow": "#ffff00", "olive": "#808000", "lime": "#00ff00", "green": "#008000",
    "teal": "#008080", "aqua": "#00ffff", "cyan": "#00ffff", "blue": "#0000ff", "navy": "#000080", "purple": "#800080",
    "violet": "#ee82ee", "fuchsia": "#ff00ff", "magenta": "#ff00ff", "pink": "#ffc0cb", "gold": "#ffd700",
    "darkred": "#8b0000", "darkgreen": "#006400", "darkblue": "#00008b", "darkorange": "#ff8c00", "crimson": "#dc143c",
    "indigo": "#4b0082", "tomato": "#ff6347", "steelblue": "#4682b4", "royalblue": "#4169e1", "lightblue": "#add8e6",
    "lightgreen": "#90ee90", "forestgreen": "#228b22", "salmon": "#fa8072", "chocolate": "#d2691e", "tan": "#d2b48c",
    "turquoise": "#40e0d0", "orchid": "#da70d6", "plum": "#dda0dd", "coral": "#ff7f50", "khaki": "#f0e68c",
}  # fmt: skip


def color(name: str, model: str | None) -> str:
    """Return a colour as a number after `#`, of a name, such a number, or shares in a model."""
    shares = re.findall(r"[0-9]*\.?[0-9]+", name)
    value = _COLORS.get(name.lower().replace(" ", ""), name)
    if model == "HTML":
        value = "#" + name.lstrip("#")
    elif model in {"RGB", "rgb"} and len(shares) == 3:
        parts = [float(each) * (255 if model == "rgb" else 1) for each in shares]
        value = "#" + "".join(f"{min(round(each), 255):02x}" for each in parts)
    elif model == "gray" and len(shares) == 1:
        value = "#" + f"{min(round(float(name) * 255), 255):02x}" * 3
    if not re.fullmatch(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", value):
        raise MathError(f"the colour {name!r} is not known")
    return value
