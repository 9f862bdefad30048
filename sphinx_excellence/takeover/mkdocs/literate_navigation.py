"""The navigation of the plugin ``literate-nav``: a list of links in a page such as ``SUMMARY.md``.

Owns what such a list means: links to pages and folders, patterns, and headings of sections.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mkdocs.utils import dirname_to_title

from sphinx_excellence.takeover.mkdocs.navigation_targets import target_of
from sphinx_excellence.takeover.mkdocs.page_folders import children_of, is_folder
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.source import NavItem, Note

_MAX_DEPTH = 30
#: What marks the list where it is not the last one: https://github.com/oprypin/mkdocs-literate-nav
_MARK = re.compile(r"<!--\s*nav\s*-->")


class LiterateNavigation:
    """The navigation by lists in pages. ``notes`` is what is reported once it has been read."""

    def __init__(self, site: Site, files: SiteFiles) -> None:
        self.files = files
        self.source = site.config_name
        given = site.plugins["literate-nav"]
        self.name = str(given.get("nav_file", "SUMMARY.md"))
        self.implicit_index = given.get("implicit_index") is True
        self.notes: list[Note] = []
        self._pages = files.in_navigation

    def of_site(self, nav: Any) -> Iterator[NavItem]:
        """Yield the navigation of the site: ``nav`` of its settings, whose entries may be folders, or of its lists."""
        if nav is None:
            yield from self._folder("", 0)
        else:
            yield from self._listed(nav, 0)

    def _listed(self, nav: Any, depth: int) -> Iterator[NavItem]:
        if isinstance(nav, list) and depth < _MAX_DEPTH:
            for item in nav:
                yield from self._listed(item, depth + 1)
        elif isinstance(nav, dict):
            for title, target in nav.items():
                if isinstance(target, list):
                    yield NavItem(str(title), items=tuple(self._listed(target, depth + 1)))
                elif isinstance(target, str):
                    yield from self._target("", str(title), target, self.source, 0, depth)
        elif isinstance(nav, str):
            yield from self._target("", None, nav, self.source, 0, depth)

    def _folder(self, folder: str, depth: int) -> Iterator[NavItem]:
        path = posixpath.join(folder, self.name)
        tree = self._list_in(path) if path in self.files.pages else None
        index = next((page for page in self._children(folder) if page.endswith(("/index.md", "/README.md"))), None)
        items = (
            tuple(self._list(tree, folder, path, depth))
            if tree is not None
            else tuple(self._all(self._children(folder), depth))
        )
        listed = {item.page for item in items}
        if self.implicit_index and tree is not None and index is not None and index not in listed:
            yield NavItem(page=index)
        yield from items

    def _list_in(self, path: str) -> SyntaxTreeNode | None:
        """Return the list that is the navigation: the one behind the mark, or else the last one of the page."""
        try:
            body = split_page(self.files.pages[path]).body
        except UnicodeDecodeError:
            return None
        nodes = SyntaxTreeNode(MarkdownIt("commonmark").parse(body)).children
        marked = next(
            (at for at, node in enumerate(nodes) if node.type == "html_block" and _MARK.match(node.content)), 0
        )
        lists = [node for node in nodes[marked:] if node.type in {"bullet_list", "ordered_list"}]
        return None if not lists else lists[0 if marked else -1]

    def _list(self, node: SyntaxTreeNode, folder: str, source: str, depth: int) -> Iterator[NavItem]:
        for item in node.children:
            inline = next((child for part in item.children for child in part.children if child.type == "inline"), None)
            nested = next((part for part in item.children if part.type in {"bullet_list", "ordered_list"}), None)
            line = item.map[0] + 1 if item.map else 0
            link = next((part for part in inline.children if part.type == "link"), None) if inline is not None else None
            title = _text(link if link is not None else inline)
            under = tuple(self._list(nested, folder, source, depth + 1)) if nested and depth < _MAX_DEPTH else ()
            if link is not None:
                found = tuple(self._target(folder, title, str(link.attrs["href"]), source, line, depth))
                if under:
                    index = (NavItem(page=found[0].page),) if found and found[0].page else ()
                    yield NavItem(title, items=(*index, *under))
                else:
                    yield from found
            elif under:
                yield NavItem(title, items=under)
            elif inline is not None:
                yield from self._target(folder, None, inline.content.strip(), source, line, depth)

    def _target(
        self, folder: str, title: str | None, target: str, source: str, line: int, depth: int
    ) -> Iterator[NavItem]:
        path = posixpath.normpath(posixpath.join(folder, target)) if "://" not in target else target
        if "*" in target:
            wanted = target.rstrip("/")
            matching = [name for name in self._children(folder) if fnmatchcase(posixpath.relpath(name, folder), wanted)]
            yield from self._all(matching, depth)
        elif path not in self.files.urls and is_folder(self._pages, path) and depth < _MAX_DEPTH:
            items = tuple(self._folder(path, depth + 1))
            yield NavItem(title or dirname_to_title(posixpath.basename(path)), items=items)
        else:
            yield target_of(title, path, self.files, source, line, self.notes)

    def _all(self, names: list[str], depth: int) -> Iterator[NavItem]:
        for name in names:
            if name in self.files.pages:
                yield NavItem(page=name)
            elif depth < _MAX_DEPTH:
                items = tuple(self._folder(name, depth + 1))
                if items:
                    yield NavItem(dirname_to_title(posixpath.basename(name)), items=items)

    def _children(self, folder: str) -> list[str]:
        """Return the paths in a folder: pages, then folders. A page that is nothing but a list is none."""
        pages, folders = children_of(self._pages, folder)
        lists = self.name if self.name.lower() not in {"readme.md", "index.md"} else ""
        return [*(path for path in pages if posixpath.basename(path) != lists), *folders]


def _text(node: SyntaxTreeNode | None) -> str | None:
    """Return the words of a node."""
    if node is None:
        return None
    words = "".join(part.content for part in node.walk() if part.type in {"text", "code_inline"})
    return " ".join(words.split()) or None
