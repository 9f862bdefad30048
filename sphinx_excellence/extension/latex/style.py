"""The style files of the LaTeX edition: the toolkit's own, and the colours of the project's tiers.

The second is made from the records before anything is written, like the style sheet of HTML.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from sphinx_excellence.extension.storage.write_if_changed import write_if_changed

PACKAGE = "sphinxexcellence"
_STYLES = ("sphinxexcellence.sty", "excellencecover.sty", "excellencedrawings.sty")
_TIER_COLOURS = "excellencetiers.sty"  # not .tex: Sphinx's Makefile typesets every .tex file as a document


def files() -> tuple[Path, ...]:
    """Return the toolkit's own style files."""
    return tuple(Path(__file__).parent / name for name in _STYLES)


def tier_colours_file(doctreedir: Path) -> Path:
    """Return where the colours of the tiers are kept."""
    return doctreedir / "excellence-latex" / _TIER_COLOURS


def write_tier_colours(
    doctreedir: Path, colours: Mapping[str, tuple[str, str]], signs: Mapping[str, tuple[str, str]]
) -> None:
    """Write the colours of the tiers and signs: those for light and for dark, by tier, and by the class of a sign."""
    write_if_changed(tier_colours_file(doctreedir), tier_colours(colours, signs))


def tier_colours(colours: Mapping[str, tuple[str, str]], signs: Mapping[str, tuple[str, str]]) -> str:
    """Return a package that names each tier's light colour after its class, and gives the class the accent."""
    lines = [r"\ProvidesPackage{excellencetiers}[the colours of the tiers]"]
    for tier, (light, _dark) in colours.items():
        lines.append(rf"\excellencedefinetier{{excellence-tier-{tier}}}{{{light.removeprefix('#').upper()}}}")
    for name, (light, _dark) in signs.items():
        lines.append(rf"\AtBeginDocument{{\excellencedefinesign{{{name}}}{{{light.removeprefix('#').upper()}}}}}")
    return "\n".join(lines) + "\n"
