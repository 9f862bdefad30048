"""The pages in reStructuredText of a source, and what they name that the target does not have.

Owns what there is to name: the pages and the other files of the target, by the paths that a page writes.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Mapping
from pathlib import PurePosixPath

from sphinx_excellence.takeover.baseline import asset_targets
from sphinx_excellence.takeover.page_text import PageText
from sphinx_excellence.takeover.pages import is_rst
from sphinx_excellence.takeover.rst_faults import Faults, names_of, without_faults
from sphinx_excellence.takeover.source import Source

#: The page that a target gets where the source has none.
_ROOT = "index"


class RstPages:
    """Finds the faults of one source. ``targets`` are the pages of the target by those of the source."""

    def __init__(self, source: Source, targets: Mapping[str, str], texts: Mapping[str, PageText]) -> None:
        """Learn what all pages may name."""
        self._targets = targets
        self._texts = {path: text for path, text in texts.items() if is_rst(path)}
        moved = asset_targets(source)
        self._files = {*(moved.get(path, path) for path in source.assets), *targets.values()}
        self._pages = {_ROOT, *(str(PurePosixPath(target).with_suffix("")) for target in targets.values())}
        self._names = names_of(text.body for text in texts.values()) if self._texts else names_of(())

    def faults(self, path: str) -> Faults:
        """Return a page's body without faults, and what is reported of it."""
        text = self._texts[path]
        folder = posixpath.dirname(self._targets[path])
        return without_faults(
            path,
            text.body,
            text.lines_above,
            self._names,
            has_file=lambda name: self._has_file(_below(folder, name)),
            has_page=lambda name: _below(folder, name) in self._pages,
        )

    def all_faults(self) -> list[Faults]:
        """Return what `faults` returns of each page, in the order of the source."""
        return [self.faults(path) for path in self._texts]

    def _has_file(self, name: str) -> bool:
        if name.endswith(".*"):  # whatever form of an image suits the builder
            return bool(fnmatch.filter(self._files, name))
        return name in self._files


def _below(folder: str, name: str) -> str:
    """Return the path below the folder of pages that a page writes as ``name``."""
    return posixpath.normpath(name.lstrip("/") if name.startswith("/") else posixpath.join(folder, name))
