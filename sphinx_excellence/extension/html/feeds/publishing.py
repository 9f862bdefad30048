"""Writes the feeds next to the pages: only where the site has an address, and away again where they are off.

Owns the files, the cached entries that they are made of, and when they are due.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx_excellence.export import EXPORT_FILE
from sphinx_excellence.extension.html.registry_file import BUILDERS
from sphinx_excellence.extension.html.single_page import NAME as ONE_PAGE
from sphinx_excellence.extension.html.single_page import address_in
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.project.read_settings import has_feeds
from sphinx_excellence.extension.project.site_address import site_address, site_title
from sphinx_excellence.extension.storage.cached_text import cache_text, is_intact
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_excellence.extension.domain.objects import RecordObject
    from sphinx_excellence.extension.html.feeds.entries import Feed, Feeds

#: The folder of the feeds, in the output.
FOLDER = "_feeds"
#: The name under which the entries are kept.
KEPT = "excellence-feeds.json"
ATOM, JSON = "atom", "json"
#: What Sphinx has as the author where conf.py names none.
_NOBODY = frozenset({"", "unknown", "Author name not set"})


def are_published(app: Sphinx) -> bool:
    """Whether the site has feeds: its builder makes pages that others link to, its address is known, they are on."""
    return app.builder.name in BUILDERS and site_address(app.config) is not None and has_feeds(app.config)


def cache_feeds(app: Sphinx, basis: str, made: Callable[[], Feeds]) -> None:
    """Cache the feeds for the builder that publishes them; ``basis`` changes with what is in them."""
    if are_published(app):
        cache_text(Path(app.doctreedir) / KEPT, basis, lambda: json.dumps(made(), ensure_ascii=False))


def are_entries_missing(app: Sphinx) -> bool:
    """Whether the feeds are to be published, and their entries are not kept, or not whole."""
    return are_published(app) and not is_intact(Path(app.doctreedir) / KEPT)


def kept_feeds(app: Sphinx) -> list[Feed]:
    """Return the feeds that the site has, the whole one first."""
    return _kept(app)["feeds"] if are_published(app) else []


def _kept(app: Sphinx) -> Feeds:
    with contextlib.suppress(OSError, ValueError):
        return cast("Feeds", json.loads((Path(app.doctreedir) / KEPT).read_text(encoding="utf-8")))
    # Another program took it away while this one ran. The next run makes it again.
    return {"feeds": [], "entries": []}


def file_of(feed: str, form: str) -> str:
    """Return the path of a feed in the output."""
    return f"{FOLDER}/{feed}.{form}"


def feed_title(config: Config, feed: Feed) -> str:
    """Return the title of a feed."""
    if feed["category"]:
        return worded(N_("%s: changes in %s")) % (site_title(config), feed["title"])
    return worded(N_("%s: changes")) % site_title(config)


def state(app: Sphinx) -> str:
    """Return what the files are made of besides the entries and the pages; empty where there are none."""
    if not are_published(app):
        return ""
    config = app.config
    return repr((site_address(config), site_title(config), _author(config), config.language, config.root_doc))


def is_any_missing(app: Sphinx) -> bool:
    """Whether a file that has been published is gone."""
    files = (Path(app.outdir) / file_of(feed["name"], form) for feed in kept_feeds(app) for form in (ATOM, JSON))
    return not all(file.is_file() for file in files)


def publish_feeds(app: Sphinx, objects: Mapping[RecordKey, RecordObject]) -> None:
    """Write the feeds into the output, and remove those that are no more."""
    texts = _documents(app, objects) if are_published(app) else {}
    folder = Path(app.outdir) / FOLDER
    if folder.is_dir():
        for place in (folder / "category", folder):
            found = list(place.iterdir()) if place.is_dir() else []
            for path in found:
                is_ours = path.is_file() and path.suffix in {f".{ATOM}", f".{JSON}"}
                if is_ours and path.relative_to(app.outdir).as_posix() not in texts:
                    path.unlink()
            if place.is_dir() and not any(place.iterdir()):
                place.rmdir()
    for name, text in texts.items():
        write_if_changed(Path(app.outdir) / name, text)


def _author(config: Config) -> str:
    return str(config.project) if str(config.author) in _NOBODY else str(config.author)


def _documents(app: Sphinx, objects: Mapping[RecordKey, RecordObject]) -> dict[str, str]:
    """Return the text of each file of the feeds, by its path in the output."""
    # Imported here: most runs have nothing to publish.
    from sphinx_excellence.extension.html.feeds.documents import Channel, atom, json_feed  # noqa: PLC0415

    config, builder = app.config, app.builder
    base = site_address(config) or ""
    suffix = str(getattr(builder, "out_suffix", ".html"))
    one_page = f"{config.root_doc}{suffix}" if builder.name == ONE_PAGE else ""
    home = one_page or builder.get_target_uri(config.root_doc)

    def page_of(key: RecordKey) -> str | None:
        found = objects.get(key)
        address = address_in(builder, found.docname, found.anchor) if found is not None else None
        return None if address is None else f"{base}{one_page}{address}"

    kept = _kept(app)
    made: dict[str, str] = {}
    for feed in kept["feeds"]:
        channel = Channel(
            title=feed_title(config, feed),
            author=_author(config),
            language=(config.language or "en").replace("_", "-"),
            site=f"{base}{home}",
            ids=f"{base}{EXPORT_FILE}",
            page_of=page_of,
        )
        entries = [kept["entries"][place] for place in feed["entries"]]
        for form, write in ((ATOM, atom), (JSON, json_feed)):
            path = file_of(feed["name"], form)
            made[path] = write(channel, f"{base}{path}", entries)
    return made
