"""Checks the doctree folder: a run uses a file there only if it is what the last run wrote.

A file may have been cut short (a full disk, a process that was killed, a cache that was restored in part) or be gone.
What is damaged is removed before anything is read, and then made again: by Sphinx, which reads pages without a doctree
and begins anew without an environment, or by the toolkit.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.util import logging

from sphinx_excellence.extension.incremental import cached_result
from sphinx_excellence.extension.incremental.file_checksums import Checksums, files_in, remove_file

if TYPE_CHECKING:
    from sphinx.application import Sphinx

logger = logging.getLogger(__name__)
_KEPT = "excellence-checksums.json"
#: How the toolkit's own files and folders begin.
_OURS = "excellence-"
#: How the names of the files begin that hold the checksums of a builder's output.
OUTPUTS = "excellence-outputs"


def add_checks(app: Sphinx) -> None:
    """Check the folder before the environment is loaded, and take its checksums when it is complete."""
    folder = DoctreeFolder(Path(app.doctreedir))
    app.connect("config-inited", lambda _app, _config: folder.discard_damaged(), priority=999)
    # What was read is stored now; it would be lost to a run that is ended while it writes.
    app.connect("write-started", lambda _app, _builder: folder.store_checksums(), priority=999)
    # When every other handler has left there what it keeps.
    app.connect("build-finished", lambda _app, _exception: folder.store_checksums(), priority=100_000)


class DoctreeFolder:
    """What one run does with the folder."""

    def __init__(self, path: Path) -> None:
        """Prepare for a run."""
        self._path = path
        self._checksums = Checksums(path / _KEPT, path)

    def discard_damaged(self) -> None:
        """Remove what is not what the last run left; all that a run could reuse, where that is unknown."""
        self._checksums = Checksums.load(self._path / _KEPT, self._path)
        damaged = self._checksums.damaged() if self._checksums.states else self._unknown()
        if damaged:
            logger.info("replacing damaged or missing files in %s: %s", self._path, ", ".join(damaged))
        for name in damaged:
            remove_file(self._path / name)
        if any(name.startswith(_OURS) for name in damaged):
            # Without the findings of the last run the records are loaded, and all that is made from them is made.
            with contextlib.suppress(OSError):
                cached_result.result_file(self._path).unlink(missing_ok=True)

    def _unknown(self) -> list[str]:
        """Return the environment, and the toolkit's own files but those that hold their own checksums."""
        names = (name for name, _stamp in files_in(str(self._path)) if _is_checked(name))
        return sorted(name for name in names if not name.endswith(".doctree") and not name.startswith(OUTPUTS))

    def store_checksums(self) -> None:
        """Keep the checksums of the environment, the doctrees, and the toolkit's own files."""
        # A folder that cannot be written to is one that nothing was kept in.
        with contextlib.suppress(OSError):
            if self._checksums.update(name for name, _stamp in files_in(str(self._path)) if _is_checked(name)):
                self._checksums.save()


def _is_checked(name: str) -> bool:
    ours = name.startswith(_OURS) and name != _KEPT
    return ours or name == ENV_PICKLE_FILENAME or name.endswith(".doctree")
