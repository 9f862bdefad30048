"""The style sheets: the toolkit's own, and the colours of the project's tiers.

The second is made from the records before anything is written, since Sphinx puts a checksum of each sheet into
every page.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.domain import domain_of
from sphinx_excellence.model.tier import TierScale

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

STATIC = Path(__file__).parent / "static"
SHEET = "excellence.css"
TIER_SHEET = "excellence-tiers.css"


def add_style(app: Sphinx) -> None:
    """Add the style sheets to every page."""
    app.connect("builder-inited", _add_static_folders)
    app.connect("env-updated", _write_tier_sheet)
    app.add_css_file(SHEET)
    app.add_css_file(TIER_SHEET)


def _made(app: Sphinx) -> Path:
    return Path(app.doctreedir) / "excellence-static"


def _add_static_folders(app: Sphinx) -> None:
    _made(app).mkdir(parents=True, exist_ok=True)
    app.config.html_static_path += [str(STATIC), str(_made(app))]


def _write_tier_sheet(app: Sphinx, env: BuildEnvironment) -> None:
    sheet = tier_sheet(domain_of(env).registry.tiers)
    path = _made(app) / TIER_SHEET
    if not path.exists() or path.read_text(encoding="utf-8") != sheet:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(sheet, encoding="utf-8")


def tier_sheet(tiers: TierScale) -> str:
    """Return the rules that give each tier its accent, in light and in dark.

    A theme that knows a dark scheme says so in ``data-theme``: ``dark`` outright, or ``auto`` where it follows the
    reader's system (Furo). A theme without one stays light whatever the system prefers.
    """
    light = {f".excellence-tier-{tier.id}": tier.colours.light for tier in tiers.values()}
    dark = {f".excellence-tier-{tier.id}": tier.colours.dark for tier in tiers.values()}

    def rules(prefix: str, colours: dict[str, str]) -> str:
        return "".join(f"{prefix}{name}{{--excellence-accent:{value}}}\n" for name, value in colours.items())

    return (
        rules("", light)
        + rules('[data-theme="dark"] ', dark)
        + "@media (prefers-color-scheme: dark){\n"
        + rules('[data-theme="auto"] ', dark)
        + "}\n@media print{\n"
        + rules("", light)
        + "}\n"
    )
