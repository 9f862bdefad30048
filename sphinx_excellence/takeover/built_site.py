"""A site that Sphinx has built: which file a page became, what a reader sees of it, and which addresses answer."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml.etree import LxmlError

from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.html_facts import PageFacts, facts_of_page, is_everywhere
from sphinx_excellence.takeover.revision import sha256_of

_REFRESH = re.compile(rb"""(?i)http-equiv=["']?refresh["']?[^>]*?url=["']?([^"'> ]+)""")
#: More than any page has.
_MOST = 64 * 1024 * 1024


class BuiltSite:
    """The folder of a site, built by ``builder``: ``html`` or ``dirhtml``. Pages are read when asked for, and kept."""

    def __init__(self, folder: Path, builder: str) -> None:
        """Look at the folder."""
        self._folder = folder
        self._by_folder = builder == "dirhtml"
        self._facts: dict[str, PageFacts | None] = {}
        self._seen: dict[str, str | None] = {}

    def file_of(self, target: str) -> str:
        """Return the file that a page of the target became, such as ``guide/index.html``."""
        name = str(PurePosixPath(target).with_suffix(""))
        if not self._by_folder or name == "index" or name.endswith("/index"):
            return f"{name}.html"
        return f"{name}/index.html"

    def facts(self, file: str) -> PageFacts | None:
        """Return what a reader sees of a page; nothing where there is no such page."""
        if file not in self._facts:
            self._facts[file] = self._read(file)
        return self._facts[file]

    def _read(self, file: str) -> PageFacts | None:
        try:
            return facts_of_page(content_of(self._folder / file, _MOST))
        except (OSError, LxmlError, ValueError):
            return None

    @cached_property
    def files(self) -> frozenset[str]:
        """The paths of all files."""
        return frozenset(self._walk())

    def _walk(self) -> Iterator[str]:
        for name, _, files in os.walk(self._folder):
            below = Path(name).relative_to(self._folder).as_posix()
            for file in files:
                yield file if below == "." else f"{below}/{file}"

    def answering(self, url: str) -> str | None:
        """Return the file that a server would send for an address below the site; nothing where none answers."""
        path = unquote(url.partition("#")[0].partition("?")[0]).lstrip("/")
        normal = posixpath.normpath(path)
        plain = "" if normal == "." else normal
        for name in (plain, f"{plain}/index.html".lstrip("/"), f"{plain}.html"):
            if name in self.files and not (path.endswith("/") and name == plain):
                return name
        return None

    def redirected(self, file: str) -> str:
        """Return the address, below the site, to which a page sends its readers on; empty where it does not."""
        if not file.endswith(".html"):
            return ""
        try:
            found = _REFRESH.search(content_of(self._folder / file, 4096))
        except OSError:
            return ""
        if found is None:
            return ""
        address = found[1].decode("utf-8", "replace")
        if re.match(r"(?i)[a-z][a-z0-9+.-]*:", address):
            return address
        return posixpath.join(posixpath.dirname(file), address) if not address.startswith("/") else address[1:]

    def _onward(self, url: str) -> str | None:
        """Return the file that readers of an address see, who may be sent on to another page of the site."""
        if url not in self._seen:
            file = self.answering(url)
            onward = self.redirected(file) if file is not None else ""
            there = self.answering(onward) if onward and not re.match(r"(?i)[a-z][a-z0-9+.-]*:", onward) else None
            self._seen[url] = there or file
        return self._seen[url]

    def sha256(self, file: str) -> str:
        """Return the checksum of a file; empty where it cannot be read."""
        return sha256_of(self._folder / file)

    def is_same_place(self, file: str, anchor: str, other: str) -> bool:
        """Whether two anchors of a page are at the same place, or the first is not on the page at all.

        No anchor is the page's start, as is the anchor of its first heading.
        """
        facts = self.facts(file)
        if facts is None or anchor == other:
            return True
        if anchor and not is_everywhere(anchor) and anchor not in facts.anchor_set:
            return True
        start = {
            None,
            *sorted(facts.places.values())[:1],
            *(facts.places.get(each) for each in list(facts.heading_anchors)[:1]),
        }
        place, found = (facts.places.get(each) for each in (anchor, other))
        return place == found or (place in start and found in start)

    def resolve(self, file: str, address: str) -> tuple[str, str] | None:
        """Return the file and the anchor that a link on a page leads to; nothing where it leads nowhere."""
        path, _, anchor = address.partition("#")
        path = path.partition("?")[0]
        target: str | None = file
        if path:
            joined = posixpath.join(posixpath.dirname(file), path) if not path.startswith("/") else path[1:]
            if posixpath.normpath(joined).startswith(".."):
                return None
            target = self._onward(joined)
        if target is None:
            return None
        if anchor and not is_everywhere(anchor) and target.endswith(".html"):
            facts = self.facts(target)
            if facts is None or anchor not in facts.anchor_set:
                return None
        return target, anchor
