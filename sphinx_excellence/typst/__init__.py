"""A Sphinx builder that typesets any project with Typst, from pip alone: no TeX, no fonts of the system, no network.

A wing of its own: it knows Sphinx and docutils and nothing else of the package around it. Use it by itself with
``extensions = ["sphinx_excellence.typst"]``. What it needs beyond Sphinx is imported only by a run that uses it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the builders ``typst`` and ``typstpdf`` and their settings."""
    from sphinx_excellence.typst.builder import TypstBuilder, TypstPDFBuilder  # noqa: PLC0415 - see below
    from sphinx_excellence.typst.settings import SETTINGS  # noqa: PLC0415 - the package's name is imported by everyone

    app.require_sphinx("8.1")
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, "", setting.types, description=setting.description)
    app.add_builder(TypstBuilder)
    app.add_builder(TypstPDFBuilder)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
