"""Records in the front matter of pages.

Owns finding the front matter, its names and the page's title. What the values mean is left to ``records``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sphinx_excellence.content import content_of
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.yaml_reader import Document
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.prose import plain_text

#: Record keys that front matter writes under another name, and the one that names the record.
NAMES: Mapping[str, str] = MappingProxyType({"tier": "excellence_tier"})
ID_KEY = "pattern"
PREFIX = "excellence_"
#: Keys that other tools use in front matter too: alone they do not make a page a record.
_SHARED = frozenset({
    "title", "status", "summary", "category", "aliases", "sources", "related", "history", "evolution",
    "introduced", "reviewed", "rationale", "problems",
})  # fmt: skip
#: The endings of pages that may hold records.
SUFFIXES = frozenset({".md"})
#: The front matter of a page, with what is inside it as its first group.
FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.MULTILINE)
_CODE = re.compile(r"^(```|~~~).*?^\1", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Page:
    """A source file that may hold a record."""

    docname: str
    path: Path


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A page's front matter, where it speaks of a record.

    ``value`` holds the record's keys by their names in data files, ``foreign`` the keys with the toolkit's
    prefix that are none of its own, ``document`` the front matter as read (its lines begin below the fence).
    ``value`` is empty where the page only names a record that stands in the data.
    """

    page: Page
    record_id: str
    value: dict[str, Any]
    foreign: tuple[str, ...]
    document: Document
    named: bool


def front_matter_keys() -> list[str]:
    """Return every key of a record's front matter, as written there."""
    keys = [name for name in Pattern.model_fields if name != "id"]
    return [ID_KEY, *(NAMES.get(name, name) for name in keys)]


def read_front_matter(page: Page, root: Path, cache: ParseCache, instead: str | None = None) -> FrontMatter | None:
    """Return the front matter of ``page``; nothing where it has none or it speaks of no record.

    ``instead`` is a text in place of what stands in the file.
    """
    text = instead if instead is not None else _text_with_fence(page, root)
    if text is None:
        return None
    found = FENCE.match(text)
    if found is None:
        return None
    document = cache.read(found[1])
    if not document.readable:
        # Whether it speaks of a record cannot be known; it is told only where it looks as if.
        speaks = re.search(rf"^({PREFIX}\w+|{ID_KEY})\s*:", found[1], re.MULTILINE)
        return FrontMatter(page, page.path.stem, {}, (), document, named=True) if speaks else None
    if not isinstance(document.value, dict):
        return None
    written: dict[str, Any] = document.value
    own = {NAMES.get(name, name): name for name in Pattern.model_fields if name != "id"}
    # `tier` is the record's name for what front matter calls `excellence_tier`; the page's own `tier` is not ours.
    value = {name: written[key] for key, name in own.items() if key in written}
    foreign = tuple(key for key in written if key.startswith(PREFIX) and key not in own)
    given_id = written.get(ID_KEY)
    telling = (value.keys() - _SHARED) | set(foreign)
    if given_id is None and not telling:
        return None
    named = given_id is not None
    record_id = str(given_id) if named else page.path.stem
    if named and not (value.keys() - {"title", "status"}) and not foreign:
        value = {}
    elif "title" not in value:
        value["title"] = page_title(text[found.end() :]) or record_id
    return FrontMatter(page, record_id, value, foreign, document, named)


def _text_with_fence(page: Page, root: Path) -> str | None:
    """Return a page's text; nothing where it does not begin with a fence or cannot be read."""
    try:
        if not content_of(page.path, 8).removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
            return None
    except OSError:
        return None
    text = read_text(page.path, root)
    return text if isinstance(text, str) else None


def page_title(text: str) -> str | None:
    """Return the first top heading of a Markdown page, without markup."""
    found = _HEADING.search(_CODE.sub("", text))
    return plain_text(found[1]) if found else None
