"""What the gate writes down of the pages for the scorecard, so that a command that builds nothing can measure them.

Owns the file, and telling whether it still holds: it has a digest of each page's source and of the records.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.site import Site, SitePage
from sphinx_excellence.safe_reading import content_of

NAME, _FORMAT = "site.json", 1
_MAX_BYTES = 50_000_000


def source_digest(path: Path) -> str:
    """Return a digest of a page's source, whatever its line ends; empty where it cannot be read."""
    try:
        content = content_of(path, _MAX_BYTES)
    except OSError:
        return ""
    return hashlib.blake2b(content.replace(b"\r\n", b"\n"), digest_size=12).hexdigest()


def records_digest(registry: Registry) -> str:
    """Return a digest of all records but the readings and the targets of the scorecard, which no link depends on."""
    parts = [f"{kind.name} {registry.digest(Query(kind.name, '', 'records'))}" for kind in registry.kinds]
    parts = [part for part in parts if not part.startswith("measure ")]
    parts.append(repr(registry.scorecard["guides"].pages))
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


def site_text(site: Site, registry: Registry, sources: Mapping[str, Path]) -> str:
    """Return the file of a site; ``sources`` are the files of its pages."""
    value = {
        "format": _FORMAT,
        "records": records_digest(registry),
        "sources": {name: source_digest(path) for name, path in sorted(sources.items())},
        "root": site.root,
        "pages": {
            name: {"title": page.title, "links": page.links, "words": page.words, "last_links": page.last_links}
            for name, page in site.pages.items()
        },
        "homes": [[kind, record_id, page] for (kind, record_id), page in sorted(site.homes.items())],
    }
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_site(path: Path, registry: Registry, sources: Mapping[str, Path]) -> Site | None:
    """Return the site of a file; nothing where it cannot be used, or a page or a record has changed since."""
    try:
        value = json.loads(content_of(path, _MAX_BYTES))
        if value["format"] != _FORMAT or value["records"] != records_digest(registry):
            return None
        if value["sources"] != {name: source_digest(file) for name, file in sources.items()}:
            return None
        pages = {str(name): _page(page) for name, page in value["pages"].items()}
        homes = {(str(kind), str(record_id)): str(page) for kind, record_id, page in value["homes"]}
        return Site(str(value["root"]), pages, homes)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _page(value: Mapping[str, Any]) -> SitePage:
    words = value["words"]
    return SitePage(
        str(value["title"]),
        tuple(map(str, value["links"])),
        None if words is None else int(words),
        tuple(map(str, value["last_links"])),
    )
