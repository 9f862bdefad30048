"""What every page of a builder depends on besides what was read: settings, tags, templates, style sheets, indices.

Sphinx notices some of it for some builders: the settings and tags of HTML, a template that is newer than the pages. The
rest leaves pages as they were: a tag given to the text builder, a template that was taken away, a style sheet of the
project whose checksum every page names.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.domain.indices import listed_indices
from sphinx_excellence.extension.html.add_style_sheets import folders_of_the_project, written_tier_sheet
from sphinx_excellence.extension.html.edition_files import edition_files
from sphinx_excellence.extension.html.feeds.publishing import kept_feeds
from sphinx_excellence.extension.html.search.cached_data import BUILDERS as SEARCHING
from sphinx_excellence.extension.html.search.cached_data import is_searchable
from sphinx_excellence.loader.cached_findings import signed

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: The files whose checksums pages name.
_SUMMED = (".css", ".css_t", ".css.jinja", ".js", ".js_t", ".js.jinja")


def layout_inputs(app: Sphinx) -> str:
    """Return what decides which files a builder writes, and how: its settings, the tags, the templates."""
    builder = app.builder
    kinds = {builder.name, builder.format}
    folders: list[Path] = []
    if isinstance(builder, StandaloneHTMLBuilder):
        kinds.add("html")
        folders = [Path(app.confdir) / path for path in app.config.templates_path]
    settings = sorted((value.name, _stable(value.value)) for value in app.config.filter(frozenset(kinds)))  # type: ignore[arg-type]
    return repr((settings, sorted(app.tags), signed(_files_in(folders))))


def global_inputs(app: Sphinx) -> str:
    """Return what every page is written with besides what was read.

    The layout, the colours of the tiers, the project's own style sheets and scripts, the editions and feeds offered,
    the indices to lead to, and whether there is something to search for.
    """
    indices = listed_indices(domain_of(app.env))
    editions = [(each.name, each.path.name, each.details(app.config.language)) for each in edition_files(app)]
    sheets: Iterable[Path] = ()
    if isinstance(app.builder, StandaloneHTMLBuilder):
        sheets = (path for path in _files_in(folders_of_the_project(app)) if path.name.endswith(_SUMMED))
    feeds = [(feed["name"], feed["category"], feed["title"]) for feed in kept_feeds(app)]
    written = written_tier_sheet(Path(app.doctreedir))
    searchable = app.builder.name in SEARCHING and is_searchable(Path(app.doctreedir))
    return repr((layout_inputs(app), written, signed(sheets), editions, feeds, indices, searchable))


def _files_in(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        if place.is_file():
            yield place
        for folder, _folders, names in sorted(os.walk(place)):
            yield from (Path(folder, name) for name in sorted(names))


def _stable(value: object) -> str:
    """Return a text that is the same in every run: of what is neither plain nor a container only the type counts."""
    if isinstance(value, Mapping):
        return f"{{{', '.join(sorted(f'{_stable(key)}: {_stable(each)}' for key, each in value.items()))}}}"
    if isinstance(value, AbstractSet):
        return f"{{{', '.join(sorted(map(_stable, value)))}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_stable, value))}]"
    if value is None or isinstance(value, str | bytes | int | float | os.PathLike):
        return repr(value)
    kind = value if callable(value) and hasattr(value, "__qualname__") else type(value)
    return f"{kind.__module__}.{kind.__qualname__}"
