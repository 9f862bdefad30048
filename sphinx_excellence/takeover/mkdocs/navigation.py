"""The navigation of a site as a tree: of ``nav``, of the files of navigation plugins, or the one that MkDocs makes.

Owns which of them holds, and what an entry of ``nav`` means. The files of plugins are read in
``folder_navigation`` and ``literate_navigation``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from mkdocs.utils import nest_paths

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.mkdocs.folder_navigation import FolderNavigation
from sphinx_excellence.takeover.mkdocs.literate_navigation import LiterateNavigation
from sphinx_excellence.takeover.mkdocs.navigation_targets import target_of
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.source import NavItem, Note

#: The names of the plugins that read the order of a folder from a file in it, and those files' usual names.
_FOLDER_PLUGINS = {"awesome-pages": ".pages", "awesome-nav": ".nav.yml"}
_MAX_DEPTH = 30


@dataclass(frozen=True)
class Navigation:
    """The root of the tree, which has no page and no title, and what is reported of it."""

    root: NavItem
    notes: tuple[Note, ...] = ()


def read_navigation(site: Site, files: SiteFiles) -> Navigation:
    """Return the navigation of a site, with a note for each page that is not in it."""
    notes: list[Note] = []
    items = tuple(_items(site, files, notes))
    inside = set(pages_in(items))
    for path in files.pages:
        if path not in inside and path not in files.drafts:
            meant = path not in files.in_navigation
            text = (
                Phrase("is outside the navigation, as not_in_nav says")
                if meant
                else Phrase("is outside the navigation")
            )
            notes.append(Note("page-outside-navigation", path, 0, text))
    return Navigation(NavItem(items=items), tuple(notes))


def pages_in(items: tuple[NavItem, ...]) -> Iterator[str]:
    """Yield the pages of a navigation, in its order."""
    for item in items:
        if item.page is not None:
            yield item.page
        yield from pages_in(item.items)


def _items(site: Site, files: SiteFiles, notes: list[Note]) -> Iterator[NavItem]:
    plugin = next((name for name in _FOLDER_PLUGINS if name in site.plugins), None)
    nav = files.config["nav"]
    if plugin is not None:
        name = site.plugins[plugin].get("filename")
        folders = FolderNavigation(site, files, name if isinstance(name, str) else _FOLDER_PLUGINS[plugin])
        yield from folders.of_site(nav)
        notes += folders.notes
        return
    if "literate-nav" in site.plugins:
        literate = LiterateNavigation(site, files)
        yield from literate.of_site(nav)
        notes += literate.notes
        return
    if nav is None:
        nav = nest_paths(files.in_navigation)  # type: ignore[no-untyped-call]  # MkDocs' own
    yield from _entries(nav, site, files, ("nav",), notes)


def _entries(
    data: Any, site: Site, files: SiteFiles, path: tuple[str | int, ...], notes: list[Note]
) -> Iterator[NavItem]:
    """Yield the entries of a list, or of a mapping in its place."""
    if len(path) > _MAX_DEPTH:
        return
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _entry(str(key), value, site, files, (*path, key), notes)
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _entries(item, site, files, (*path, index), notes)
    elif isinstance(data, str):
        yield from _entry(None, data, site, files, path, notes)
    elif data is not None:
        notes.append(_unread(site, path))


def _entry(
    title: str | None, value: Any, site: Site, files: SiteFiles, path: tuple[str | int, ...], notes: list[Note]
) -> Iterator[NavItem]:
    if isinstance(value, str):
        yield target_of(title, value, files, site.config_name, site.line(*path), notes)
    elif isinstance(value, list | dict):
        yield NavItem(title, items=tuple(_entries(value, site, files, path, notes)))
    else:
        notes.append(_unread(site, path))


def _unread(site: Site, path: tuple[str | int, ...]) -> Note:
    text = Phrase("an entry of the navigation is not read: expected a page, an address or a list")
    return Note("unread-navigation", site.config_name, site.line(*path), text, lossy=True)
