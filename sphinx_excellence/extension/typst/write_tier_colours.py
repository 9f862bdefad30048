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


def write_tier_colours(
    doctreedir: Path, colours: Mapping[str, tuple[str, str]], signs: Mapping[str, tuple[str, str]]
) -> None:
    """Write the colours of the tiers and signs: those for light and for dark, by tier, and by the class of a sign."""
    write_if_changed(tier_colours_file(doctreedir), tier_colours(colours, signs))


def tier_colours(colours: Mapping[str, tuple[str, str]], signs: Mapping[str, tuple[str, str]]) -> str:
    """Return definitions of ``excellence-tier-colours`` and ``excellence-sign-colours``: the light ones by class."""
    tiers = {f"excellence-tier-{tier}": light for tier, (light, _dark) in colours.items()}
    return _dictionary("excellence-tier-colours", tiers) + _dictionary(
        "excellence-sign-colours", {name: light for name, (light, _dark) in signs.items()}
    )


def _dictionary(name: str, colours: Mapping[str, str]) -> str:
    pairs = "".join(f'  "{each}": rgb("{colour}"),\n' for each, colour in colours.items())
    return f"#let {name} = (\n{pairs or '  :'})\n"
