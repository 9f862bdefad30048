"""The static files: the toolkit's own, its joined scripts, and the colours of the project's tiers.

The last are made from the records before anything is written, since Sphinx puts a checksum of each file into
every page.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sphinx_excellence.extension.html.compact_files import write_compact_files
from sphinx_excellence.extension.html.filter import scripts as filter_scripts
from sphinx_excellence.extension.html.search import scripts as search_scripts
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

STATIC = Path(__file__).parent / "static"
SHEET = "excellence.css"
TIER_SHEET = "excellence-tiers.css"


def add_style(app: Sphinx) -> None:
    """Add the style sheets to every page."""
    app.connect("builder-inited", _add_static_folders)
    app.add_css_file(SHEET)
    app.add_css_file(TIER_SHEET)


def _folder(doctreedir: Path) -> Path:
    return doctreedir / "excellence-static"


def _compact_folder(doctreedir: Path) -> Path:
    return doctreedir / "excellence-scripts"


def _add_static_folders(app: Sphinx) -> None:
    folder, compact = _folder(Path(app.doctreedir)), _compact_folder(Path(app.doctreedir))
    folder.mkdir(parents=True, exist_ok=True)
    if app.builder.format == "html":
        own = (filter_scripts, search_scripts)
        joined = {name: scripts.joined(name) for scripts in own for name in scripts.SCRIPTS}
        write_compact_files(STATIC, compact, joined)
    # Before the project's own: of two files of one name Sphinx copies the later over the earlier.
    app.config.html_static_path = [str(compact), str(folder), *app.config.html_static_path]


def folders_of_the_project(app: Sphinx) -> list[Path]:
    """Return the folders and files of ``html_static_path`` that are the project's own."""
    ours = {str(_compact_folder(Path(app.doctreedir))), str(_folder(Path(app.doctreedir)))}
    return [Path(app.confdir) / path for path in app.config.html_static_path if str(path) not in ours]


def written_tier_sheet(doctreedir: Path) -> str | None:
    """Return the sheet of the tiers' colours as it was last written."""
    path = _folder(doctreedir) / TIER_SHEET
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else None


def write_tier_sheet(
    doctreedir: Path, colours: Mapping[str, tuple[str, str]], signs: Mapping[str, tuple[str, str]]
) -> None:
    """Write the sheet of the tiers' colours and of the signs', where it is not the same already."""
    write_if_changed(_folder(doctreedir) / TIER_SHEET, tier_sheet(colours, signs))


def tier_sheet(
    colours: Mapping[str, tuple[str, str]], signs: Mapping[str, tuple[str, str]] = MappingProxyType({})
) -> str:
    """Return the rules that give each tier its accent; ``colours`` are those for light and for dark, by tier.

    ``signs`` are those of signs, by class.

    A theme that knows a dark scheme says so in ``data-theme``: ``dark`` outright, or ``auto`` where it follows the
    reader's system (Furo). A theme without one stays light whatever the system prefers, and so does paper.
    """
    # A dot in an id would begin another class.
    names = {tier: ".excellence-tier-" + tier.replace(".", r"\.") for tier in colours}
    light = {names[tier]: pair[0] for tier, pair in colours.items()}
    dark = {names[tier]: pair[1] for tier, pair in colours.items()}
    classes = {name: ".excellence-sign." + name.replace(".", r"\.") for name in signs}
    light |= {classes[name]: pair[0] for name, pair in signs.items()}
    dark |= {classes[name]: pair[1] for name, pair in signs.items()}
    text = "".join(f"{name}{{color:var(--excellence-accent)}}\n" for name in classes.values())

    def rules(prefix: str, colours: dict[str, str]) -> str:
        return "".join(f"{prefix}{name}{{--excellence-accent:{value}}}\n" for name, value in colours.items())

    return (
        rules("", light)
        + text
        + "@media screen{\n"
        + rules('[data-theme="dark"] ', dark)
        + "}\n@media screen and (prefers-color-scheme: dark){\n"
        + rules('[data-theme="auto"] ', dark)
        + "}\n"
    )
