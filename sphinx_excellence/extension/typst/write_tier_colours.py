"""The colours of the project's tiers, as Typst values.

They are decided in ``model/tier.py`` and in the data. Written before anything else, like the style sheet of HTML and
the package of LaTeX.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx_excellence.extension.storage.write_if_changed import write_if_changed


def tier_colours_file(doctreedir: Path) -> Path:
    """Return where the colours of the tiers are kept."""
    return doctreedir / "excellence-typst" / "tiers.typ"


def write_tier_colours(doctreedir: Path, colours: Mapping[str, tuple[str, str]]) -> None:
    """Write the colours of the tiers; ``colours`` are those for light and for dark, by tier."""
    write_if_changed(tier_colours_file(doctreedir), tier_colours(colours))


def tier_colours(colours: Mapping[str, tuple[str, str]]) -> str:
    """Return a definition of ``excellence-tier-colours``: the light colour of each tier by its class."""
    pairs = "".join(f'  "excellence-tier-{tier}": rgb("{light}"),\n' for tier, (light, _dark) in colours.items())
    return f"#let excellence-tier-colours = (\n{pairs or '  :'})\n"
