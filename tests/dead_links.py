"""Finds the links of a built format that lead to nothing: pages, anchors, images, sheets, scripts, downloads."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

#: The attributes that hold an address, by element; any element where there is none.
ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "object": "data",
}
ENDINGS = {".html", ".xhtml"}


class _Reader(HTMLParser):
    """Keeps what elements are called and where they lead; a tree of the elements, which nobody asks for, takes far longer."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.names: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "a" and "name" in given:
            self.names.append(given["name"])
        address = given.get(ADDRESSES.get(tag, "xlink:href"))
        if address is not None:
            self.addresses.append(address)


class Pages:
    """The HTML files below a folder, parsed once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._read: dict[Path, _Reader] = {}
        self._anchors: dict[Path, frozenset[str]] = {}
        self._targets: dict[tuple[Path, str], Path | None] = {}
        self.files = sorted(
            path for path in self.folder.rglob("*") if path.suffix in ENDINGS and "_static" not in path.parts
        )

    def read(self, file: Path) -> _Reader:
        if file not in self._read:
            self._read[file] = reader = _Reader()
            reader.feed(file.read_text(encoding="utf-8"))
            reader.close()
        return self._read[file]

    def anchors(self, file: Path) -> frozenset[str]:
        if file not in self._anchors:
            self._anchors[file] = frozenset((*self.read(file).ids, *self.read(file).names))
        return self._anchors[file]

    def _target(self, folder: Path, path: str) -> Path | None:
        """Return the file that a path leads to from a folder, if there is one."""
        if (folder, path) not in self._targets:
            target = (folder / path).resolve()
            target = target / "index.html" if target.is_dir() else target
            self._targets[folder, path] = target if target.is_file() else None
        return self._targets[folder, path]

    def leads(self, file: Path, address: str) -> bool:
        """Whether an address in a file leads to something; every address outside does."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return True
        path = unquote(parts.path)
        target = self._target(file.parent, path) if path else file
        if target is None:
            return False
        fragment = unquote(parts.fragment)
        # What a script reads: which patterns to set side by side.
        is_state = fragment.startswith("compare=")
        return not fragment or is_state or target.suffix not in ENDINGS or fragment in self.anchors(target)


def dead_links(folder: Path) -> list[str]:
    """Return each address of an HTML file below ``folder`` that leads nowhere, with the file."""
    pages = Pages(folder)
    found = set()
    for file in pages.files:
        for address in dict.fromkeys(pages.read(file).addresses):
            if not pages.leads(file, address):
                found.add(f"{file.relative_to(pages.folder)}: {address}")
    return sorted(found)


def repeated_ids(folder: Path) -> list[str]:
    """Return each id that a file below ``folder`` has more than once, with the file."""
    pages = Pages(folder)
    return sorted(
        f"{file.relative_to(pages.folder)}: {each}"
        for file in pages.files
        for each, count in Counter(pages.read(file).ids).items()
        if count > 1
    )


def dead_entries(inventory: Path) -> list[str]:
    """Return the entries of an inventory that lead nowhere in the site that it is in."""
    pages = Pages(inventory.parent)
    *_head, entries = inventory.read_bytes().split(b"\n", 4)
    dead = []
    for line in zlib.decompress(entries).decode().splitlines():
        name, kind, address = re.match(r"(.+?) (\S+) -?\d+ (\S*) ", line).groups()
        if not pages.leads(pages.folder / "index.html", address.replace("$", name)):
            dead.append(f"{kind} {name}: {address}")
    return dead
