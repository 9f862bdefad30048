"""The data of the search, kept in the doctree folder for whichever builder has a search page.

It comes into the output late, when Sphinx makes that page, and not with the static files: those go into e-books too.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.storage.cached_text import cache_text, is_intact
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed

if TYPE_CHECKING:
    from sphinx.builders import Builder

SCRIPT = "excellence-search-data.js"
#: Builders whose output has a page that searches.
BUILDERS = frozenset({"html", "dirhtml"})


def cache_search_data(doctreedir: Path, basis: str, script: Callable[[], str]) -> None:
    """Keep the script that holds the data, empty where there is nothing to find; see `cache_text`."""
    cache_text(doctreedir / SCRIPT, basis, script)


def discard_search_data(doctreedir: Path) -> None:
    """Forget data that is out of date: a builder that has no use for it does not make it anew."""
    (doctreedir / SCRIPT).unlink(missing_ok=True)


def is_search_data_missing(builder: Builder, doctreedir: Path) -> bool:
    """Whether a builder has use for data that is not made yet, or not whole."""
    return builder.name in BUILDERS and not is_intact(doctreedir / SCRIPT)


def is_searchable(doctreedir: Path) -> bool:
    """Whether there is anything to find."""
    path = doctreedir / SCRIPT
    return path.is_file() and path.stat().st_size > 0


def cached_search_data(doctreedir: Path) -> str:
    """Return the script as it was last kept."""
    path = doctreedir / SCRIPT
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def with_downloads(script: str, downloads: Mapping[str, str]) -> str:
    """Return the script with the editions that the site offers, by name: which there are is known only at the end."""
    if not (script and downloads):
        return script
    written = json.dumps(list(downloads.items()), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"{script}excellenceSearch.downloads = {written};\n"


def _published(builder: Builder) -> Path:
    return Path(builder.outdir) / "_static" / SCRIPT


def is_search_data_due(builder: Builder, doctreedir: Path, downloads: Mapping[str, str]) -> bool:
    """Whether the output of a builder holds other data than what is kept, with the editions that the site offers."""
    if builder.name not in BUILDERS:
        return False
    path = _published(builder)
    script = with_downloads(cached_search_data(doctreedir), downloads)
    return (path.read_bytes() if path.is_file() else b"") != script.encode()


def publish_search_data(builder: Builder, doctreedir: Path, downloads: Mapping[str, str]) -> None:
    """Write the data into the output; take it away where there is nothing to find."""
    if is_search_data_due(builder, doctreedir, downloads):
        script = with_downloads(cached_search_data(doctreedir), downloads)
        if script:
            write_if_changed(_published(builder), script)
        else:
            _published(builder).unlink()
