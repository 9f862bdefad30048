"""The doctree folder: what stands there is used by the next run only if it is what the last one left.

A file may have been cut short (a full disk, a process that was killed, a cache that was restored in part) or be gone.
What is damaged is removed before anything is read, and then made again: by Sphinx, which reads pages without a doctree
and begins anew without an environment, or by the toolkit.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.util import logging

from sphinx_excellence.extension import outcome
from sphinx_excellence.extension.invalidation.checksums import Checksums

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

logger = logging.getLogger(__name__)
_KEPT = "excellence-checksums.json"
#: How the toolkit's own files and folders begin.
_OURS = "excellence-"


def add_checks(app: Sphinx) -> None:
    """Check the folder before the environment is loaded, and take its checksums when it is complete."""
    app.connect("config-inited", _discard_damaged, priority=999)
    # What was read is stored now; it would be lost to a run that is ended while it writes.
    app.connect("write-started", lambda app, _builder: _take(app), priority=999)
    # When every other handler has left there what it keeps.
    app.connect("build-finished", lambda app, _exception: _take(app), priority=100_000)


def _checksums(app: Sphinx) -> Checksums:
    folder = Path(app.doctreedir)
    return Checksums.load(folder / _KEPT, folder)


def _discard_damaged(app: Sphinx, config: Config) -> None:
    checksums = _checksums(app)
    damaged = checksums.damaged()
    for name in damaged:
        logger.info("%s is not what the last run left there; it is made again", Path(app.doctreedir, name))
        with contextlib.suppress(OSError):
            (checksums.root / name).unlink(missing_ok=True)
    if any(name.startswith(_OURS) for name in damaged):
        # Without the findings of the last run the records are loaded, and all that is made from them is made.
        with contextlib.suppress(OSError):
            outcome.kept_in(checksums.root).unlink(missing_ok=True)


def _take(app: Sphinx) -> None:
    checksums = _checksums(app)
    # A folder that cannot be written to is one that nothing was kept in.
    with contextlib.suppress(OSError):
        if checksums.take(_files(checksums.root)):
            checksums.save()


def _files(root: Path) -> Iterator[str]:
    """Yield the names of the environment, the doctrees, and the toolkit's own files, relative to the folder."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        below = os.path.relpath(folder, root)
        for name in sorted(names):
            relative = name if below == os.curdir else os.path.join(below, name)  # noqa: PTH118 - a name, not a path
            ours = relative.startswith(_OURS) and relative != _KEPT
            if ours or relative == ENV_PICKLE_FILENAME or name.endswith(".doctree"):
                yield relative
