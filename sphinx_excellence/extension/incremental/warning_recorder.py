"""Records the warnings of Sphinx and its extensions in a run, by stage and by the page that they come from.

Sphinx logs a warning only in the run that reads or writes the page. What is recorded here is stored, so that a later
run, which skips the page, says the same. The toolkit's own findings need no such care: they are computed in every run.

What counts is the page that was being read or written, not the one that the warning points at: a navigation that is
drawn on every page warns on every page of the same toctree.
"""

from __future__ import annotations

import enum
import logging as standard_logging
import os
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils import get_source_line
from sphinx.util.logging import NAMESPACE

from sphinx_excellence.extension.storage.stored_warning import RECORDED, StoredWarning

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The page that a record comes from, noted by the process in which it came up: other processes only pass it on.
_PAGE = "excellence_page"


class Stage(enum.Enum):
    """What a run is doing. Before pages are read, every run does and says the same."""

    PREPARING = "preparing"
    READING = "reading"
    UPDATING = "updating"
    CHECKING = "checking"
    WRITING = "writing"
    FINISHING = "finishing"


class WarningRecorder(standard_logging.Handler):
    """Records every warning of a run by stage and page; those of no page under the empty name."""

    def __init__(self, app: Sphinx) -> None:
        """Record for an application, once attached."""
        super().__init__(standard_logging.WARNING)
        self._app = app
        self._process = os.getpid()
        self._paused = False
        self.stage = Stage.PREPARING
        self.recorded: dict[Stage, defaultdict[str, list[StoredWarning]]] = {}
        #: The page that is being written; while one is read, or its references resolved, Sphinx itself knows it.
        self.page: str | None = None

    def attach(self) -> None:
        """Begin to record, ahead of every other handler: handlers change the records that they are given."""
        handlers = standard_logging.getLogger(NAMESPACE).handlers
        if self not in handlers:
            handlers.insert(0, self)

    def detach(self) -> None:
        """Stop recording."""
        standard_logging.getLogger(NAMESPACE).removeHandler(self)

    def begin(self, stage: Stage) -> None:
        """Enter a stage; what was noted in an earlier run of the same process is forgotten with the first one."""
        if stage is Stage.PREPARING:
            self.recorded = {}
        self.stage, self.page = stage, None
        self.recorded.setdefault(stage, defaultdict(list))

    def recorded_in(self, stage: Stage) -> defaultdict[str, list[StoredWarning]]:
        """Return what was noted in a stage, by page."""
        return self.recorded.setdefault(stage, defaultdict(list))

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Record nothing while the context is open."""
        self._paused = True
        try:
            yield
        finally:
            self._paused = False

    def emit(self, record: standard_logging.LogRecord) -> None:
        """Note a warning, once: Sphinx holds records back and passes them on again."""
        if self._paused:
            # Sphinx holds it back while pages are read, and passes it on when this is no longer paused.
            setattr(record, RECORDED, True)
        if hasattr(record, RECORDED):
            return
        page = getattr(record, _PAGE, None) or self._page_at_work()
        if os.getpid() != self._process:
            setattr(record, _PAGE, page)
            if record.exc_info:
                # A traceback cannot pass to another process, its text can.
                record.exc_text, record.exc_info = standard_logging.Formatter().formatException(record.exc_info), None
            return
        setattr(record, RECORDED, True)
        if page is None and (self.stage is Stage.READING or hasattr(record, _PAGE)):
            page = self._page_at(getattr(record, "location", None))
        warned = StoredWarning.of_record(record, self._app.env, page)
        self.recorded_in(self.stage)[page or ""].append(warned)

    def _page_at_work(self) -> str | None:
        if self.stage not in {Stage.READING, Stage.WRITING}:
            return None
        return self._app.env.temp_data.get("docname") or self.page

    def _page_at(self, location: object) -> str | None:
        """Return the page at ``location``: a page and a line, a node, a page's name, or a file and a line."""
        env = self._app.env
        if isinstance(location, tuple):
            # Some give the file where Sphinx expects the page.
            return self._page_at(str(location[0]))
        if isinstance(location, nodes.Node):
            source, _line = get_source_line(location)
            return self._page_at(source)
        if not isinstance(location, str):
            return None
        source = location
        while source:
            if source in env.found_docs:
                return source
            found = env.path2doc(Path(source).resolve()) if Path(source).is_file() else None
            if found is not None and found in env.found_docs:
                return found
            source = source.rpartition(":")[0]
        return None
