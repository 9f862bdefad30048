"""What the toolkit supplies for LaTeX where a project set nothing.

Owns the choice of engine, index tool, paper and page look, and which files are copied next to the document. A setting,
or a key of ``latex_elements``, that the project gave stays as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.latex import style, typefaces

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Keys of ``latex_elements`` for any engine. ``fncychap`` is empty since the style sets the titles of chapters itself,
#: where the project did not give the key.
_ELEMENTS: Mapping[str, str] = {
    "papersize": "a4paper",
    # Chapters begin on whichever page comes next, and margins are the same on all: most copies are read on a screen.
    "extraclassoptions": "openany,oneside",
    "sphinxsetup": (
        "hmargin={25mm,25mm}, vmargin={24mm,26mm}, marginpar=15mm, "
        "TitleColor={HTML}{1F2933}, InnerLinkColor={HTML}{1F4E79}, OuterLinkColor={HTML}{1F4E79}, "
        "VerbatimColor={HTML}{F7F8F9}, VerbatimBorderColor={HTML}{D5DBE1}, verbatimsep=4pt, verbatimwrapslines=true, "
        "TableRowColorHeader={HTML}{EEF1F4}, TableRowColorOdd={HTML}{FFFFFF}, TableRowColorEven={HTML}{F7F8F9}"
    ),
    "fvset": r"\fvset{fontsize=\small}",
    "fncychap": "",
    # A long line of descent is a list of as many levels; LaTeX ends a run at the fifth. Authors may nest lists too.
    "maxlistdepth": "20",
}


def supply_defaults(app: Sphinx, config: Config) -> None:
    """Fill in what the project left open."""
    if _is_open(config, "latex_engine") and config.latex_engine == "pdflatex":
        # Sphinx has an engine of its own for Japanese, Chinese and Greek: those stay.
        config.latex_engine = "lualatex"
    if _is_open(config, "latex_use_xindy"):
        # Sphinx takes xindy for granted with this engine; makeindex is part of every TeX installation.
        config.latex_use_xindy = False
    elements = dict(_ELEMENTS)
    files = [*style.files(), style.tier_colours_file(Path(app.doctreedir))]
    if config.latex_engine == "lualatex" and "fontpkg" not in config.latex_elements:
        elements["fontpkg"] = typefaces.set_up()
        files += typefaces.files()
    given = config.latex_elements
    options = [option for option, key in (("chapters", "fncychap"), ("cover", "maketitle")) if key not in given]
    config.latex_elements = {**elements, **config.latex_elements}
    # Before the project's own: of two files of one name Sphinx copies the later over the earlier.
    config.latex_additional_files = [*map(str, files), *config.latex_additional_files]
    app.add_latex_package(style.PACKAGE, ",".join(options) or None, after_hyperref=True)


def _is_open(config: Config, name: str) -> bool:
    """Return whether ``name`` is unset, where Sphinx computes its default.

    Sphinx keeps a value that conf.py, the command line or an extension gave as an attribute of the configuration, once
    it was asked for; a computed default it never keeps.
    """
    getattr(config, name)
    return name not in vars(config)
