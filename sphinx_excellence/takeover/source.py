"""What a format reads: the pages, records, assets and the navigation of a tree that is to be taken over.

Owns the plain values that formats hand over. How a format is recognized and read belongs to the formats; what becomes
of the pages belongs to ``plan`` and ``convert``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Note:
    """Something that the takeover tells: ``kind`` is its name in kebab-case.

    ``path`` is relative to the source's root; ``line`` counts from 1, and 0 is the whole file. ``text`` is the message
    (a ``Phrase`` where it is to be translated). ``lossy`` says that content of the source is not in the target.
    ``rule`` is the number in `urls` of takeover.yaml of what it is about, and ``column`` counts from 1 in that file.
    """

    kind: str
    path: str
    line: int
    text: str
    lossy: bool = False
    rule: int | None = None
    column: int = 0


@dataclass(frozen=True)
class SourcePage:
    """A page: ``path`` in POSIX form below ``Source.root``, and the bytes of its file.

    ``url`` is where readers found it, below the site's root, such as ``guide/saga/``; nothing where it was no page of a
    site. ``render`` makes the HTML of the page's body as the site's own converter makes it.
    """

    path: str
    data: bytes
    url: str | None = None
    render: Callable[[SourcePage], str | None] | None = field(default=None, repr=False, compare=False)

    def rendered(self) -> str | None:
        """Return the HTML of the page's body; nothing where the format has no converter of its own."""
        return self.render(self) if self.render is not None else None


@dataclass(frozen=True)
class SourceRecord:
    """A record that is in a data file, such as a blip of a radar, and not in a page. ``line`` counts from 1."""

    kind: str
    id: str
    values: dict[str, Any]
    path: str
    line: int = 1


@dataclass(frozen=True)
class NavItem:
    """An item of the navigation: a page (its path below the source's root), an address elsewhere, or a heading.

    ``has_list`` says that a page which lists the items is made, also where the first of them is the index of a folder.
    """

    title: str | None = None
    page: str | None = None
    url: str | None = None
    items: tuple[NavItem, ...] = ()
    has_list: bool = False


@dataclass(frozen=True)
class Source:
    """What a format has read. ``dialect`` is the markup of the pages: mkdocs, commonmark, rst or none.

    ``assets`` are paths of the other files that belong to the site, below ``root``. ``settings`` are the format's own.
    """

    format: str
    root: Path
    title: str = ""
    dialect: str = "commonmark"
    pages: tuple[SourcePage, ...] = ()
    records: tuple[SourceRecord, ...] = ()
    assets: tuple[str, ...] = ()
    navigation: NavItem | None = None
    settings: Mapping[str, Any] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def keeps_front_matter(self) -> bool:
        """Whether records are read in pages as they are, so that nothing of their front matter is changed."""
        return self.settings.get("front_matter") == "as-is"
