"""The navigation of a site as Sphinx's tables of contents: which page lists which, and the pages made for sections.

A section whose first page is the index of a folder is that page. A section without one is a caption on the root page,
or, below that, a page of its own. Pages outside the navigation are listed on a page that is outside it too, so that no
page is forgotten and none needs to be changed.
"""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urljoin, urlsplit

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.project_files import heading_of
from sphinx_excellence.takeover.source import NavItem, Note

#: The page with the pages outside the navigation.
OUTSIDE = "pages-outside-navigation.md"
#: What Sphinx takes for an address in a table of contents.
_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass
class Tree:
    """A table of contents: entries as Sphinx reads them, with a caption or none."""

    entries: list[str] = field(default_factory=list)
    caption: str = ""


@dataclass(frozen=True)
class Toctrees:
    """Texts to put at the end of pages, by page; and the pages that are made, with their texts."""

    at_end: Mapping[str, str]
    made: Mapping[str, str]
    notes: tuple[Note, ...] = ()


def toctrees(
    navigation: NavItem, pages: Mapping[str, str], *, title: str, drafts: Iterable[str], site_url: str, config_name: str
) -> Toctrees:
    """Return the tables of contents for a navigation.

    ``pages`` are the target's pages by the source's; ``drafts`` are those of the source that are not built.
    ``config_name`` is where notes about the navigation belong.
    """
    placing = _Placing(pages, frozenset(drafts), site_url, config_name)
    root = "index.md"
    if root not in placing.targets:
        placing.make(root, title)
    placing.placed.add(root)
    placing.place(navigation.items, root, depth=0)
    placing.place_rest()
    return placing.finished()


class _Placing:
    def __init__(self, pages: Mapping[str, str], drafts: frozenset[str], site_url: str, config_name: str) -> None:
        self.pages, self.drafts, self.site_url, self.config_name = pages, drafts, site_url, config_name
        self.targets = set(pages.values())
        self.taken = {_address(path) for path in self.targets}
        self.placed: set[str] = set()
        self.trees: dict[str, list[Tree]] = {}
        self.made: dict[str, str] = {}
        self.notes: list[Note] = []

    def make(self, path: str, title: str, *, matter: str = "") -> None:
        """Make a page with a title and nothing else."""
        self.targets.add(path)
        self.taken.add(_address(path))
        self.made[path] = f"{matter}{heading_of(title)}"
        self.notes.append(Note("generated-page", self.config_name, 0, Phrase("makes the page %s", path)))

    def place(self, items: tuple[NavItem, ...], owner: str, *, depth: int) -> None:
        """List items on a page."""
        trees = self.trees.setdefault(owner, [Tree()])
        for item in items:
            if item.items:
                self._section(item, owner, depth, trees)
            elif item.page is not None:
                self._page(item, trees[-1])
            elif item.url is not None:
                self._link(item, trees[-1])

    def _page(self, item: NavItem, tree: Tree) -> None:
        target = self.pages.get(item.page or "")
        if target is None:
            return
        if target in self.placed:
            if target != "index.md":
                text = Phrase("is in the navigation more than once: the first place is kept")
                self.notes.append(Note("page-twice", item.page or "", 0, text))
            return
        self.placed.add(target)
        tree.entries.append(_entry(item.title, _docname(target)))

    def _link(self, item: NavItem, tree: Tree) -> None:
        url = item.url or ""
        if urlsplit(url).scheme not in _SCHEMES and self.site_url and not url.startswith("#"):
            url = urljoin(self.site_url, url)
        if urlsplit(url).scheme not in _SCHEMES or re.search(r"[\s<>]", url):
            text = Phrase("the entry '%s' of the navigation is left out: a table of contents cannot lead there", url)
            self.notes.append(Note("link-left-out", self.config_name, 0, text, lossy=True))
            return
        tree.entries.append(_entry(item.title or url, url))

    def _section(self, item: NavItem, owner: str, depth: int, trees: list[Tree]) -> None:
        index = self._index_of(item)
        if index is not None:
            target = self.pages[index]
            self.placed.add(target)
            trees[-1].entries.append(_entry(item.title, _docname(target)))
            rest = tuple(child for child in item.items if child.page != index or child.items)
            self.place(rest, target, depth=depth + 1)
        elif depth == 0:
            trees.append(Tree(caption=item.title or ""))
            self.place(item.items, owner, depth=1)
            trees.append(Tree())
        else:
            path = self._free_path(item, owner)
            self.make(path, _plain(item.title) or posixpath.dirname(path))
            self.placed.add(path)
            trees[-1].entries.append(_entry(item.title, _docname(path)))
            self.place(item.items, path, depth=depth + 1)

    def _index_of(self, item: NavItem) -> str | None:
        """Return the page of a section: its own, or the index of a folder that is its first page."""
        if item.page is not None:
            return item.page if self.pages.get(item.page) not in {None, *self.placed} else None
        first = next((child for child in item.items if child.page is not None and not child.items), None)
        if item.has_list:
            return None
        if first is None or first.page is None or first is not item.items[0]:
            return None
        target = self.pages.get(first.page)
        is_index = target is not None and PurePosixPath(target).stem == "index"
        return first.page if is_index and target not in self.placed else None

    def _free_path(self, item: NavItem, owner: str) -> str:
        """Return a path for the page of a section: the index of its folder where that is free."""
        folders = {posixpath.dirname(self.pages.get(page, page)) for page in _pages_in(item.items)}
        folder = posixpath.commonpath(folders) if folders else posixpath.dirname(owner)
        if folder and _address(f"{folder}/index.md") not in self.taken and posixpath.dirname(owner) != folder:
            return f"{folder}/index.md"
        stem = re.sub(r"[\W_]+", "-", _plain(item.title).lower()).strip("-") or "section"
        path, number = posixpath.join(folder, f"{stem}.md"), 2
        while _address(path) in self.taken:
            path, number = posixpath.join(folder, f"{stem}-{number}.md"), number + 1
        return path

    def place_rest(self) -> None:
        """List the pages that are nowhere else on a page that is outside the navigation too."""
        drafts = {self.pages[path] for path in self.drafts if path in self.pages}
        rest = sorted(target for target in self.pages.values() if target not in self.placed and target not in drafts)
        if not rest:
            return
        path, number = OUTSIDE, 2
        while _address(path) in self.taken:
            path, number = f"{PurePosixPath(OUTSIDE).stem}-{number}.md", number + 1
        self.make(path, "Pages outside the navigation", matter="---\norphan: true\nnosearch: true\n---\n\n")
        self.trees[path] = [Tree([f"/{_docname(target)}" for target in rest])]

    def finished(self) -> Toctrees:
        """Return what has been placed."""
        texts = {
            page: "".join(_text(tree, hidden=page not in self.made) for tree in trees if tree.entries)
            for page, trees in self.trees.items()
        }
        return Toctrees(
            {page: text for page, text in texts.items() if text and page not in self.made},
            {page: f"{text}{texts.get(page, '')}" for page, text in self.made.items()},
            tuple(self.notes),
        )


def _text(tree: Tree, *, hidden: bool) -> str:
    options = [":hidden:"] if hidden else [":maxdepth: 1"]
    if tree.caption:
        options.insert(0, f":caption: {_plain(tree.caption)}")
    return "\n".join(["", "```{toctree}", *options, "", *tree.entries, "```", ""])


def _entry(title: str | None, target: str) -> str:
    place = target if urlsplit(target).scheme in _SCHEMES else f"/{target}"
    shown = _plain(title)
    return f"{shown} <{place}>" if shown else place


def _plain(title: str | None) -> str:
    """Return a title in one line without HTML, which themes of MkDocs show and tables of contents do not."""
    return " ".join(html.unescape(re.sub(r"</?[a-zA-Z][^<>]*>", "", title or "")).split())


def _pages_in(items: tuple[NavItem, ...]) -> Iterator[str]:
    for item in items:
        if item.page is not None:
            yield item.page
        yield from _pages_in(item.items)


def _docname(path: str) -> str:
    return str(PurePosixPath(path).with_suffix(""))


def _address(path: str) -> str:
    """Return what two pages may not share, whichever builder publishes them."""
    whole = PurePosixPath(path)
    return str(whole.parent if whole.stem == "index" else whole.with_suffix("")).lower()
