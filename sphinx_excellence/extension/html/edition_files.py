"""The files of a site's other editions: which are there, and what readers should know before they load one.

Owns their sizes and numbers of pages. Counting the pages of a PDF takes pikepdf, from the extra ``pdf``, and a while:
the number is kept in the doctree folder until the file changes. Without it, only the size is shown.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal

from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.project.read_settings import editions_of
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

#: Where numbers of pages are kept.
KEPT = "excellence-editions.json"


@dataclass(frozen=True, slots=True)
class EditionFile:
    """An edition that has been built: its name, its file, the size in bytes, the pages where they are known."""

    name: str
    path: Path
    size: int
    pages: int | None

    def details(self, language: str) -> str:
        """Return size and pages in words, in a language."""
        kilobytes = max(1, round(self.size / 1000))
        number, unit = (kilobytes, N_("%s KB")) if kilobytes < 1000 else (round(self.size / 1e6, 1), N_("%s MB"))
        told = [worded(unit) % _shown(number, language)]
        if self.pages is not None:
            told.append(
                worded(N_("1 page")) if self.pages == 1 else worded(N_("%s pages")) % _shown(self.pages, language)
            )
        return ", ".join(told)


def edition_files(app: Sphinx) -> list[EditionFile]:
    """Return the editions that have been built, in the order of the setting."""
    available = available_editions(app.config, Path(app.confdir))
    if not available:
        return []
    kept_in = Path(app.doctreedir) / KEPT
    known = _known(kept_in)
    found, counted = [], {}
    for name, path in available.items():
        status = path.stat()
        state = [status.st_size, status.st_mtime_ns]
        key = path.as_posix()
        pages = known[key][2] if known.get(key, [])[:2] == state else _page_count(path)
        counted[key] = [*state, pages]
        found.append(EditionFile(name, path, status.st_size, pages))
    if counted != known and Path(app.doctreedir).is_dir():
        write_if_changed(kept_in, json.dumps(counted))
    return found


def available_editions(config: Config, confdir: Path) -> dict[str, Path]:
    """Return the file of each edition that has been built, by its name."""
    found = {name: confdir / path for name, path in editions_of(config).items()}
    return {name: path for name, path in found.items() if path.is_file()}


def _known(path: Path) -> Mapping[str, list[int | None]]:
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(kept, dict) and all(isinstance(each, list) and len(each) == 3 for each in kept.values()):
            return kept
    return {}


def _page_count(path: Path) -> int | None:
    """Return how many pages a file has; nothing where it is no PDF, or nothing is there that can read one."""
    if path.suffix.lower() != ".pdf":
        return None
    try:
        from pikepdf import Pdf, PdfError  # noqa: PLC0415 - an extra, and slow to import
    except ImportError:
        return None
    try:
        with Pdf.open(path) as file:
            return len(file.pages)
    except (PdfError, OSError):
        return None


def _shown(number: float, language: str) -> str:
    try:
        return str(format_decimal(number, locale=Locale.parse(language)))
    except (ValueError, UnknownLocaleError):
        return str(number)
