"""Sphinx builders that typeset any project with Typst, from pip alone: no TeX, no fonts of the system, no network.

They know Sphinx and docutils and nothing of the package around them: ``-b typstpdf`` works in any project. What they
need beyond Sphinx is imported only by a run that uses them. The story of a build, in the order of the work:

registration    the builders and their settings, in conf.py (``settings``)
builder         what is done in which order; ``builder_base`` is what the steps share
assembly        all pages of a document in one tree
visitors        each node as a call of a Typst function; ``formulas`` reads LaTeX mathematics
writing         the code that visitors emit, and the files of a document
assets          images, and which characters the fonts have
compiler        the PDF, and the diagnostics of the Typst compiler; ``refusals`` finds all that it refuses
parts           a long document: compiled in parts, each in a process of its own, and joined
template        the functions that draw, in Typst; ``fonts`` what they are set in

``literals`` makes code of values, ``diagnostics`` the warnings, ``locations`` the file and the line that each names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the builders ``typst`` and ``typstpdf`` and their settings."""
    from sphinx_excellence.typst.registration import register  # noqa: PLC0415 - every part of the wing imports this one

    app.require_sphinx("8.1.1")
    register(app)
    return {"version": __version__, "parallel_read_safe": True, "parallel_write_safe": True}
