"""The title of the table of contents, which Sphinx takes from the first toctree's caption without escaping it.

Owns nothing else of the translator. To be removed when Sphinx escapes it (``LaTeXTranslator.__init__``, where it sets
``contentsname``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sphinx_excellence.extension.latex.chapters import PARTS

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.writers.latex import LaTeXTranslator


def escaping_contents_title(translator: type[LaTeXTranslator]) -> type[LaTeXTranslator]:
    """Return a translator like ``translator`` that escapes the contents' title: ``R&D`` in a caption is text."""

    class ContentsTitleTranslator(translator):  # type: ignore[misc, valid-type]
        """The project's translator, with the title escaped."""

        def __init__(self, document: nodes.document, *args: Any) -> None:
            super().__init__(document, *args)
            title = document.get("contentsname")
            if document.get(PARTS):  # the caption is the first part's
                self.elements["contentsname"] = ""
            elif title:
                self.elements["contentsname"] = self.babel_renewcommand(r"\contentsname", self.escape(title))

    return ContentsTitleTranslator
