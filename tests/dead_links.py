"""Finds the links of a built format that lead to nothing: pages, anchors, images, sheets, scripts, downloads."""

from __future__ import annotations

import re
import zlib
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup

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


class Pages:
    """The HTML files below a folder, parsed once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()
        self._anchors: dict[Path, list[str]] = {}
        self.files = sorted(
            path for path in self.folder.rglob("*") if path.suffix in ENDINGS and "_static" not in path.parts
        )

    def soup(self, file: Path) -> BeautifulSoup:
        return BeautifulSoup(file.read_text(encoding="utf-8"), "html.parser")

    def anchors(self, file: Path) -> list[str]:
        if file not in self._anchors:
            soup = self.soup(file)
            self._anchors[file] = [
                *(each["id"] for each in soup.select("[id]")),
                *(each["name"] for each in soup.select("a[name]")),
            ]
        return self._anchors[file]

    def leads(self, file: Path, address: str) -> bool:
        """Whether an address in a file leads to something; every address outside does."""
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            return True
        path = unquote(parts.path)
        target = file if not path else (file.parent / path).resolve()
        if target.is_dir():
            target /= "index.html"
        if not target.is_file():
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
        for element in pages.soup(file).find_all(True):
            attribute = ADDRESSES.get(element.name)
            address = element.get(attribute) if attribute else element.get("xlink:href")
            if address is not None and not pages.leads(file, address):
                found.add(f"{file.relative_to(pages.folder)}: {address}")
    return sorted(found)


def repeated_ids(folder: Path) -> list[str]:
    """Return each id that a file below ``folder`` has more than once, with the file."""
    pages = Pages(folder)
    ids = {file: [each["id"] for each in pages.soup(file).select("[id]")] for file in pages.files}
    return sorted(
        {f"{file.relative_to(pages.folder)}: {each}" for file in ids for each in ids[file] if ids[file].count(each) > 1}
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
