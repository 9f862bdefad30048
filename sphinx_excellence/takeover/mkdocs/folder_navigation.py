"""The navigation of the plugins ``awesome-pages`` and ``awesome-nav``: a file in a folder orders what is in it.

Owns what of these files is read: titles, ``nav`` with its rest, ``hide`` and ``order``. Other keys are reported.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from mkdocs.utils import dirname_to_title

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.mkdocs.navigation_targets import target_of
from sphinx_excellence.takeover.mkdocs.page_folders import children_of, is_folder
from sphinx_excellence.takeover.mkdocs.site import Site, is_inside
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.mkdocs.yaml_data import UnreadableYaml, YamlData, read_yaml
from sphinx_excellence.takeover.source import NavItem, Note

#: What stands for everything that is not listed.
_REST = "..."
_READ = frozenset({"title", "nav", "arrange", "hide", "order"})
_MAX_DEPTH = 30


class FolderNavigation:
    """The navigation by files in folders, which are called ``name``. ``notes`` is filled when it is read."""

    def __init__(self, site: Site, files: SiteFiles, name: str) -> None:
        self.site, self.files, self.name = site, files, name
        self.notes: list[Note] = []
        self._metas: dict[str, YamlData] = {}
        self._pages = files.in_navigation

    def of_site(self, nav: Any) -> Iterator[NavItem]:
        """Yield the navigation of the site: ``nav`` of its settings, or else of its folder."""
        if isinstance(nav, list) and nav:
            yield from self._listed("", nav, self.site.config_name, 0)
        else:
            yield from self._folder("", 0)

    def _folder(self, folder: str, depth: int) -> Iterator[NavItem]:
        data = self._meta(folder)
        meta = data.value if isinstance(data.value, dict) else {}
        nav = meta.get("nav", meta.get("arrange"))
        if isinstance(nav, list) and depth < _MAX_DEPTH:
            listed = nav if "arrange" not in meta or _REST in nav else [*nav, _REST]
            yield from self._listed(folder, listed, posixpath.join(folder, self.name), depth)
            return
        names = self._children(folder)
        for name in reversed(names) if meta.get("order") == "desc" else names:
            yield from self._named(folder, name, None, depth)

    def _listed(self, folder: str, nav: list[Any], source: str, depth: int) -> Iterator[NavItem]:
        """Yield the entries of a list, with what is not in it where its rest stands."""
        mentioned = {posixpath.normpath(name) for name in _texts(nav)}
        for item in nav:
            pair = item if isinstance(item, dict) else {None: item}
            for title, target in pair.items():
                if isinstance(target, list) and depth < _MAX_DEPTH:
                    yield NavItem(str(title), items=tuple(self._listed(folder, target, source, depth + 1)))
                elif isinstance(target, str) and (_REST in (target, title) or target.startswith("... |")):
                    pattern = target.partition("|")[2].strip() or (target if title == _REST else "*")
                    for name in self._children(folder):
                        if posixpath.normpath(name) not in mentioned and fnmatchcase(name, pattern):
                            yield from self._named(folder, name, None, depth)
                elif isinstance(target, str):
                    yield from self._target(folder, None if title is None else str(title), target, source, depth)

    def _target(self, folder: str, title: str | None, target: str, source: str, depth: int) -> Iterator[NavItem]:
        path = posixpath.normpath(posixpath.join(folder, target))
        if path in self.files.pages or is_folder(self._pages, path):
            yield from self._named(posixpath.dirname(path), posixpath.basename(path), title, depth)
        elif "*" in target:
            names = (name for name in self._children(folder) if fnmatchcase(name, target))
            for name in names:
                yield from self._named(folder, name, None, depth)
        else:
            yield target_of(title, target, self.files, source, 0, self.notes)

    def _named(self, folder: str, name: str, title: str | None, depth: int) -> Iterator[NavItem]:
        path = posixpath.join(folder, name)
        if path in self.files.pages:
            yield NavItem(title, page=path)
            return
        data = self._meta(path)
        meta = data.value if isinstance(data.value, dict) else {}
        if meta.get("hide") is True:
            return
        own = meta.get("title")
        items = tuple(self._folder(path, depth + 1)) if depth < _MAX_DEPTH else ()
        if items:
            yield NavItem(title or (str(own) if own else dirname_to_title(name)), items=items)

    def _children(self, folder: str) -> list[str]:
        """Return the names in a folder: pages, then folders."""
        pages, folders = children_of(self._pages, folder)
        return [posixpath.basename(path) for path in (*pages, *folders)]

    def _meta(self, folder: str) -> YamlData:
        """Return what the file in a folder says; nothing where there is none."""
        if folder not in self._metas:
            self._metas[folder] = self._read(posixpath.join(folder, self.name))
        return self._metas[folder]

    def _read(self, path: str) -> YamlData:
        file, empty = self.site.docs / path, YamlData(None, {})
        if not file.is_file() or not is_inside(file, self.site.root):
            return empty
        try:
            data = read_yaml(content_of(file).decode("utf-8-sig"))
        except (OSError, UnicodeDecodeError, UnreadableYaml) as error:
            line = error.line if isinstance(error, UnreadableYaml) else 0
            text = Phrase("is not read: %s", str(error))
            self.notes.append(Note("unread-navigation", path, line, text, lossy=True))
            return empty
        for key in data.value if isinstance(data.value, dict) else ():
            if key not in _READ:
                text = Phrase("'%s' has no effect on the navigation here", str(key))
                self.notes.append(Note("setting-without-effect", path, data.line(key), text))
        return data


def _texts(nav: Any) -> Iterator[str]:
    """Yield all targets of a list."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for value in nav.values():
            yield from _texts(value)
    elif isinstance(nav, list):
        for item in nav:
            yield from _texts(item)
