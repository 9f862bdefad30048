"""Leaves code blocks out of Sphinx's search index, where the project wants that.

The examples of a manual otherwise answer for what they are examples of. Owns the mark that Sphinx knows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_excellence.extension.html.search.cached_data import BUILDERS
from sphinx_excellence.extension.project.read_settings import searches_code

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: Sphinx's own class for what is not to be searched.
MARK = "no-search"


def leave_code_out(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Mark the code blocks of a page that is about to be written."""
    if app.builder.name in BUILDERS and not searches_code(app.config):
        for block in doctree.findall(nodes.literal_block):
            if MARK not in block["classes"]:
                block["classes"].append(MARK)
