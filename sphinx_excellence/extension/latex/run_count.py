"""How often latexmk runs LaTeX: no more than the pages need.

A run more, for nothing but the number of the last page, is a third of the time of a long document. The style has the
other half of it: that the contents name the index from the first run on.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_SETTINGS = "latexmkrc"
#: LaTeX keeps this number for itself. What shows one on its pages, as the package lastpage, has a label for it.
_LINE = """\
# By sphinx-excellence: that the number of the last page has changed is no reason for another run.
$hash_calc_ignore_pattern{'aux'} = '^.gdef .@abspage@last';
"""


def save_the_last_run(app: Sphinx, exception: Exception | None) -> None:
    """Add the line to the settings that Sphinx has written for latexmk; those of the project's own stay as they are."""
    written = Path(app.outdir) / _SETTINGS
    own = any(Path(name).name == _SETTINGS for name in app.config.latex_additional_files)
    if exception is None and not own and written.is_file():
        settings = written.read_text(encoding="utf-8").rstrip("\n")
        if _LINE not in settings:
            written.write_text(f"{settings}\n{_LINE}", encoding="utf-8")
