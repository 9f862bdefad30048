"""Which pages were warned about: they are read again in the next run, so that it says the same."""

from __future__ import annotations

import logging as standard_logging
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

if TYPE_CHECKING:
    from sphinx.application import Sphinx


class WarnedPages(standard_logging.Handler):
    """Notes about which pages Sphinx or another extension warns.

    Sphinx tells such a warning only in the run that reads or writes the page. The page is read again in the next
    run, so that the next run warns too and ends the same way. The toolkit's own findings need no such care: they
    are computed in every run.
    """

    def __init__(self, app: Sphinx) -> None:
        """Listen for an application."""
        super().__init__(standard_logging.WARNING)
        self._app = app
        self.docnames: set[str] = set()

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Note the page that a warning is about."""
        kind = getattr(record, "type", "") or ""
        subtype = getattr(record, "subtype", "") or ""
        if kind == "excellence" or is_suppressed_warning(kind, subtype, self._app.config.suppress_warnings):
            return
        docname = self._docname(getattr(record, "location", None))
        if docname is not None and docname in self._app.env.found_docs:
            self.docnames.add(docname)

    def _docname(self, location: object) -> str | None:
        """Return the page at ``location``: a page and a line, a node, a page's name, or a file and a line."""
        if isinstance(location, tuple):
            # Some give the file where Sphinx expects the page.
            return self._docname(str(location[0]))
        if isinstance(location, nodes.Node):
            source, _line = get_source_line(location)
            return self._app.env.path2doc(source) if source else None
        if not isinstance(location, str):
            return None
        if location in self._app.env.found_docs:
            return location
        source = location
        while source:
            if Path(source).is_file():
                return self._app.env.path2doc(Path(source).resolve())
            source = source.rpartition(":")[0]
        return None

    def attach(self) -> None:
        """Begin to listen."""
        standard_logging.getLogger(NAMESPACE).addHandler(self)

    def detach(self) -> None:
        """Stop listening."""
        standard_logging.getLogger(NAMESPACE).removeHandler(self)
