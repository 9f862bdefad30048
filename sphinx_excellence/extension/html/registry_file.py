"""``excellence.json`` next to the pages: the registry for other programs and other projects.

Owns the file in the output of the HTML builders. Its content is cached in the doctree folder, so that a later builder
that has nothing to read publishes the same.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.export import EXPORT_FILE, export_text
from sphinx_excellence.extension.html.single_page import address_in
from sphinx_excellence.extension.storage.cached_text import cache_text, is_intact
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed
from sphinx_excellence.findings import RecordKey

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_excellence.extension.domain.objects import RecordObject

#: The name under which it is kept.
KEPT = "excellence-export.json"
#: Builders whose output is a site that others link to.
BUILDERS = frozenset({"html", "dirhtml", "singlehtml"})


def cache_export(doctreedir: Path, basis: str, exported: Callable[[], str]) -> None:
    """Cache the exported registry for the builder that publishes it; ``basis`` changes with its content."""
    cache_text(doctreedir / KEPT, basis, exported)


def is_export_missing(builder: Builder, doctreedir: Path) -> bool:
    """Whether a builder has use for an export that is not kept, or not whole."""
    return builder.name in BUILDERS and not is_intact(doctreedir / KEPT)


def publish(
    builder: Builder, doctreedir: Path, objects: Mapping[RecordKey, RecordObject], keys: Mapping[str, str]
) -> None:
    """Write the registry, with the pages that are home to its records, into the output of an HTML builder.

    ``keys`` are those that data files have for the records of each kind.
    """
    if not is_intact(doctreedir / KEPT):
        # Another program took it away while this one ran. The next run makes it again.
        return
    content = json.loads((doctreedir / KEPT).read_text(encoding="utf-8"))
    pages: dict[str, dict[str, str]] = {}
    for (kind, record_id), found in sorted(objects.items()):
        address = address_in(builder, found.docname, found.anchor)
        if address is not None:
            pages.setdefault(keys[kind], {})[record_id] = address
    write_if_changed(Path(builder.outdir) / EXPORT_FILE, export_text({**content, "pages": pages}))
