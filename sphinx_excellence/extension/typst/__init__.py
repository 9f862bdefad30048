"""Typst output: how the toolkit's blocks look in a PDF made by the builders of ``sphinx_excellence.typst``.

Owns which function draws which class, the functions (``excellence.typ``, ``drawings.typ``) and the colours of the tiers
that they draw with. The builders know nothing of tiers; how a badge is written is in ``visitors``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_excellence.extension.typst.write_tier_colours import tier_colours_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: After the colours of the tiers, in this order: each may use what comes before it.
_FUNCTIONS = tuple(Path(__file__).parent / name for name in ("excellence.typ", "drawings.typ"))
#: Functions by class; one with a star is handed what a container holds piece by piece.
CLASSES: Mapping[str, str] = MappingProxyType(
    {f"excellence-{name}": f"excellence-{name}" for name in (
        "head", "summary", "rationale", "part", "part-title", "label", "sign", "step", "date", "option",
        "criteria", "card", "card-title", "card-signs", "card-text", "card-onward", "note", "nothing", "caption",
        "playbooks", "transcript", "radar-others", "radar-sector",
        # These are lists: they are handed over item by item.
        "facts", "timeline", "tasks", "cards", "options", "arguments", "sources", "radar-sectors", "radar-blips",
    )} | {"excellence-parts": "*excellence-parts"}
)  # fmt: skip


def add_typst_edition(app: Sphinx) -> None:
    """Set the functions that draw the toolkit's blocks; a project's own functions replace them."""
    app.setup_extension("sphinx_excellence.typst")
    app.connect("config-inited", _supply)


def _supply(app: Sphinx, config: Config) -> None:
    config.typst_classes = {**CLASSES, **config.typst_classes}
    ours = [str(tier_colours_file(Path(app.doctreedir))), *map(str, _FUNCTIONS)]
    config.typst_templates = [*ours, *config.typst_templates]
