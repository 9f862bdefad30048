"""LaTeX output: what makes ``sphinx-build -M latexpdf`` good without a line in conf.py.

Owns what the toolkit supplies where a project left something open (``defaults``, ``typefaces``), its style files
(``style``), and the changes that only LaTeX needs: to the order of pages (``chapters``), the toolkit's own blocks
(``block_transforms``), tables (``column_widths``), task lists (``task_lists``), SVG images (``images``), the title
of the contents (``contents_title``), and how often LaTeX has to run (``run_count``). How a single node is written is in
``visitors``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.latex.defaults import supply_defaults

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_latex_edition(app: Sphinx) -> None:
    """Supply what a project left open, and prepare a run of the LaTeX builder."""
    # After a project's own handlers, which may set something; before Sphinx checks the settings at 800.
    app.connect("config-inited", supply_defaults, priority=700)
    app.connect("builder-inited", _prepare)


def _prepare(app: Sphinx) -> None:
    if app.builder.format == "latex":
        # Here and not above: no other builder has a use for it.
        from sphinx_excellence.extension.latex.builder_setup import prepare  # noqa: PLC0415

        prepare(app)
