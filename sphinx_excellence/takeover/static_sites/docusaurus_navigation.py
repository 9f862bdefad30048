"""The navigation of a site of Docusaurus: what its sidebars say, and the order that folders have without them.

Owns what an entry of a sidebar means. The file is read as data: what in it is computed is left out and told.
https://docusaurus.io/docs/sidebar/items
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.front_matter_edit import FrontMatter, read_matter
from sphinx_excellence.takeover.source import NavItem, Note
from sphinx_excellence.takeover.static_sites.script_literals import NotLiteralError, read_main_literal

#: The number before a name, which sorts it and is no part of its address.
NUMBER = re.compile(r"^\d+\s*[-_.]+\s*(?=[^-_.\s\d])")
_SIDEBAR_FILES = tuple(f"sidebars.{suffix}" for suffix in ("js", "ts", "json", "mjs", "cjs"))
_SIDEBAR_PATH = re.compile(r"""sidebarPath\b[^,\n]*?["'`](?P<path>[^"'`\n]+\.(?:js|ts|json|mjs|cjs))["'`]""")
_FAR = 10_000.0
_MOST_DEPTH = 30


@dataclass
class Docs:
    """The pages of the docs: ``folder`` is theirs below ``root``; ``matters`` have the front matter of each."""

    root: Path
    folder: str
    pages: tuple[str, ...]
    matters: Mapping[str, FrontMatter]
    notes: list[Note] = field(default_factory=list)

    def navigation(self, site: Path, config: str) -> tuple[NavItem, ...]:
        """Return the items of the navigation: of the file of sidebars, or in the order of the folders."""
        file = _sidebars_file(site, self.root, config)
        if file is None:
            return self.of_folder(self.folder)
        path = file.relative_to(self.root).as_posix()
        sidebars = self._sidebars(file, path)
        if sidebars is None:
            said = Phrase("the sidebars are computed by a program, which is not executed: folders give the order")
            self.notes.append(Note("unread-navigation", path, 0, said, lossy=True))
            return self.of_folder(self.folder)
        reader = _Sidebars(self, path)
        found = {name: tuple(reader.items(each, 0)) for name, each in sidebars.items()}
        if len(found) == 1:
            return next(iter(found.values()))
        return tuple(NavItem(_words_of(name), items=items) for name, items in found.items() if items)

    def _sidebars(self, file: Path, path: str) -> Mapping[str, Any] | None:
        try:
            text = content_of(file).decode("utf-8-sig")
            value, unread = (json.loads(text), []) if path.endswith(".json") else read_main_literal(text)
        except (NotLiteralError, OSError, ValueError, RecursionError):
            return None
        for line in dict.fromkeys(unread):
            said = Phrase("this part of the sidebars is computed by a program, which is not executed")
            self.notes.append(Note("unread-navigation", path, line, said, lossy=True))
        return value if isinstance(value, dict) else None

    def of_folder(self, folder: str) -> tuple[NavItem, ...]:
        """Return the pages and folders of a folder in the order that Docusaurus gives them by itself."""
        return self._in_order(folder, tuple(path for path in self.pages if path.startswith(f"{folder}/")))

    def _in_order(self, folder: str, pages: tuple[str, ...]) -> tuple[NavItem, ...]:
        items: list[tuple[float, str, NavItem]] = []
        inner: dict[str, list[str]] = {}
        for path in pages:
            rest = path.removeprefix(f"{folder}/")
            if "/" in rest:
                inner.setdefault(rest.partition("/")[0], []).append(path)
            else:
                values = self.matters[path].values
                first = PurePosixPath(path).stem.casefold() in {"index", "readme"}
                place = _position(values.get("sidebar_position"), PurePosixPath(path).name)
                label = values.get("sidebar_label")
                item = NavItem(label if isinstance(label, str) else None, page=path)
                items.append((-1.0 if first else place, path, item))
        for name, below in inner.items():
            about = _category(self.root / folder / name)
            label = about.get("label")
            title = label if isinstance(label, str) and label.strip() else _words_of(NUMBER.sub("", name))
            within = self._in_order(f"{folder}/{name}", tuple(below))
            items.append((_position(about.get("position"), name), name, NavItem(title=title, items=within)))
        return tuple(item for _place, _name, item in sorted(items, key=lambda each: each[:2]))

    def by_id(self) -> dict[str, str]:
        """Return the pages by the ids that sidebars name them by."""
        found: dict[str, str] = {}
        for path in self.pages:
            inner = PurePosixPath(path.removeprefix(f"{self.folder}/"))
            folder = "/".join(NUMBER.sub("", part) for part in inner.parts[:-1])
            last = str(self.matters[path].values.get("id") or NUMBER.sub("", inner.stem))
            found.setdefault(posixpath.join(folder, last), path)
        return found


class _Sidebars:
    def __init__(self, docs: Docs, path: str) -> None:
        self._docs = docs
        self._path = path
        self._ids = docs.by_id()

    def items(self, given: Any, depth: int) -> Iterator[NavItem]:
        """Yield the items of a list, or of a mapping of categories."""
        if depth > _MOST_DEPTH:
            return
        if isinstance(given, str):
            yield from self._page(given, None)
        elif isinstance(given, list):
            for each in given:
                yield from self.items(each, depth + 1)
        elif isinstance(given, dict) and "type" in given:
            yield from self._typed(given, depth)
        elif isinstance(given, dict):
            for label, below in given.items():
                items = tuple(self.items(below, depth + 1))
                if items:
                    yield NavItem(str(label), items=items)
        elif given is not None:
            self._tell(str(given))

    def _typed(self, given: Mapping[str, Any], depth: int) -> Iterator[NavItem]:
        kind, label = given["type"], given.get("label")
        title = label if isinstance(label, str) and label.strip() else None
        if kind in {"doc", "ref"}:
            yield from self._page(str(given.get("id")), title)
        elif kind == "link" and isinstance(given.get("href"), str):
            yield NavItem(title, url=given["href"])
        elif kind == "autogenerated":
            name = str(given.get("dirName", ".")).strip("/")
            yield from self._docs.of_folder(posixpath.normpath(posixpath.join(self._docs.folder, name)))
        elif kind == "category":
            link = given.get("link")
            page = self._ids.get(str(link.get("id"))) if isinstance(link, dict) and link.get("type") == "doc" else None
            items = tuple(self.items(given.get("items"), depth + 1))
            if items or page is not None:
                yield NavItem(title, page=page, items=items)
        else:
            self._tell(str(kind))

    def _page(self, name: str, title: str | None) -> Iterator[NavItem]:
        page = self._ids.get(name)
        if page is None:
            self._tell(name)
        else:
            label = self._docs.matters[page].values.get("sidebar_label")
            yield NavItem(title or (label if isinstance(label, str) else None), page=page)

    def _tell(self, name: str) -> None:
        said = Phrase("the entry '%s' of the sidebars is left out: it is no page of the docs", name)
        self._docs.notes.append(Note("unread-navigation", self._path, 0, said))


def _sidebars_file(site: Path, root: Path, config: str) -> Path | None:
    found = _SIDEBAR_PATH.search(config)
    top = root.resolve()
    for name in ([found["path"]] if found is not None else []) + list(_SIDEBAR_FILES):
        file = (site / name).resolve()
        if file.is_file() and file.is_relative_to(top):
            return root / file.relative_to(top)
    return None


def _words_of(name: str) -> str:
    words = re.sub(r"[-_]+|(?<=[a-z])(?=[A-Z])", " ", name).strip()
    return words[:1].upper() + words[1:] or name


def _position(given: Any, name: str) -> float:
    if isinstance(given, int | float) and not isinstance(given, bool):
        return float(given)
    number = re.match(r"\d{1,9}", name)
    return float(number[0]) if number is not None and NUMBER.match(name) else _FAR


def _category(folder: Path) -> dict[str, Any]:
    """Return what a folder says of itself; nothing where that cannot be read."""
    for name in ("_category_.json", "_category_.yml", "_category_.yaml"):
        file = folder / name
        if file.is_file():
            try:
                text = content_of(file).decode()
                found = json.loads(text) if name.endswith("json") else dict(read_matter(text).values)
            except (ValueError, RecursionError, OSError):
                return {}
            return found if isinstance(found, dict) else {}
    return {}
