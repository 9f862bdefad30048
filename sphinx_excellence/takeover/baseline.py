"""The baseline: what readers saw of each page before it was taken over, and what its front matter said.

Owns what is written down, in ``DIR/takeover/baseline.json``, so that ``import verify`` needs the source no more.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lxml.etree import LxmlError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.front_matter_edit import FrontMatter, leaves
from sphinx_excellence.takeover.html_facts import PageFacts, facts_of_fragment, is_everywhere, split_words
from sphinx_excellence.takeover.revision import sha256_of
from sphinx_excellence.takeover.source import Note, Source, SourcePage

#: The name of the file, in the folder ``takeover`` of the target.
NAME = "baseline.json"
#: What a converter and its extensions may raise on a page.
FAILURES = (LxmlError, ValueError, TypeError, AttributeError, LookupError, ArithmeticError, RecursionError,
            AssertionError, RuntimeError, OSError)  # fmt: skip
_INDEX = frozenset({"index.html", "index.md", "index.mdx", "README.md", "index.rst"})


@dataclass(frozen=True)
class PageBaseline:
    """One page: where it is in the target, where readers found it, what they saw, and its front matter.

    ``links`` are those inside the site, each as the path of a page (or of an asset) and an anchor; ``dead`` are those
    that led nowhere, as written. ``facts`` are nothing where the page has no HTML to compare with; ``text_words`` are
    those of its file then.
    """

    target: str
    url: str | None
    facts: PageFacts | None
    links: tuple[tuple[str, str], ...] = ()
    dead: tuple[str, ...] = ()
    front_matter: tuple[tuple[str, str], ...] = ()
    text_words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Baseline:
    """The whole site. ``folder`` is that of the target's pages, ``builder`` the one that keeps the most addresses.

    ``assets`` are the other files by their paths in the target, with their checksums. ``homes`` are the places to which
    keys of front matter went: by page and old key, the dotted path of the new one, and the new value where it is
    another.
    """

    format: str
    folder: str
    builder: str
    pages: Mapping[str, PageBaseline] = field(default_factory=dict)
    assets: Mapping[str, str] = field(default_factory=dict)
    homes: Mapping[str, Mapping[str, tuple[str, str | None]]] = field(default_factory=dict)

    @cached_property
    def by_url(self) -> Mapping[str, PageBaseline]:
        """The pages by their addresses, without a slash at the ends."""
        return {page.url.strip("/"): page for page in self.pages.values() if page.url is not None}

    def written(self) -> bytes:
        """Return the content of the file."""
        value: dict[str, Any] = {
            "format": self.format,
            "folder": self.folder,
            "builder": self.builder,
            "pages": {
                path: {
                    "target": page.target,
                    "url": page.url,
                    "facts": None if page.facts is None else page.facts.as_json(),
                    "links": [list(link) for link in page.links],
                    "dead": list(page.dead),
                    "front_matter": [list(leaf) for leaf in page.front_matter],
                    "text_words": " ".join(page.text_words),
                }
                for path, page in self.pages.items()
            },
            "assets": dict(self.assets),
            "homes": {page: {key: list(home) for key, home in homes.items()} for page, homes in self.homes.items()},
        }
        return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def read_baseline(path: Path) -> Baseline:
    """Read what ``written`` returned. Raises ``OSError``, and ``ValueError`` where the file is something else."""
    try:
        value = json.loads(path.read_bytes())
        return Baseline(
            value["format"],
            value["folder"],
            value["builder"],
            {
                name: PageBaseline(
                    page["target"],
                    page["url"],
                    None if page["facts"] is None else PageFacts.of_json(page["facts"]),
                    tuple((str(target), str(anchor)) for target, anchor in page["links"]),
                    tuple(page["dead"]),
                    tuple((str(key), str(leaf)) for key, leaf in page["front_matter"]),
                    tuple(page["text_words"].split()),
                )
                for name, page in value["pages"].items()
            },
            {str(path): str(checksum) for path, checksum in value["assets"].items()},
            {page: {key: (home[0], home[1]) for key, home in homes.items()} for page, homes in value["homes"].items()},
        )
    except (KeyError, TypeError, IndexError, AttributeError, ValueError) as error:
        raise ValueError(f"{path.name}: {error}") from error


def facts_of_pages(
    source: Source, progress: Callable[[int, int], None] = lambda _done, _total: None
) -> tuple[dict[str, PageFacts | None], list[Note]]:
    """Return what readers saw of each page, and a note for each page that its converter cannot render."""
    facts: dict[str, PageFacts | None] = {}
    notes: list[Note] = []
    for number, page in enumerate(source.pages):
        facts[page.path] = None
        try:
            facts[page.path] = rendered_facts(page)
        except FAILURES as error:
            # A converter and its extensions may raise anything on a page; the page itself is taken over all the same.
            text = Phrase("the site's own converter cannot render the page: %s", f"{type(error).__name__}: {error}")
            notes.append(Note("no-baseline", page.path, 0, text))
        progress(number + 1, len(source.pages))
    return facts, notes


def rendered_facts(page: SourcePage) -> PageFacts | None:
    """Return what readers saw of a page; nothing where the format has no converter. Raises one of ``FAILURES``."""
    rendered = page.rendered()
    return None if rendered is None else facts_of_fragment(rendered)


def baseline_of(
    source: Source,
    facts: Mapping[str, PageFacts | None],
    matters: Mapping[str, FrontMatter],
    targets: Mapping[str, str],
    *,
    folder: str,
    builder: str,
    homes: Mapping[str, Mapping[str, tuple[str, str | None]]],
) -> Baseline:
    """Return the baseline of a source whose pages go to ``targets``."""
    resolver = LinkResolver(source, facts)
    pages = {}
    for page in source.pages:
        links, dead = resolver.links_of(page)
        matter = matters.get(page.path)
        pages[page.path] = PageBaseline(
            targets.get(page.path, page.path),
            page.url,
            facts.get(page.path),
            tuple(links),
            tuple(dead),
            tuple(leaves(matter.values)) if matter is not None else (),
            words_of_file(page.data) if facts.get(page.path) is None else (),
        )
    moved = asset_targets(source)
    assets = {moved.get(path, path): sha256_of(source.root / path) for path in source.assets}
    return Baseline(source.format, folder, builder, pages, assets, homes)


def dead_targets(source: Source, facts: Mapping[str, PageFacts | None]) -> tuple[str, ...]:
    """Return the targets of links that lead nowhere, as MyST names them in its warnings, sorted.

    Where the page exists and the anchor does not, MyST names the anchor alone.
    """
    resolver = LinkResolver(source, facts)
    found: set[str] = set()
    for page in source.pages:
        of_page = facts.get(page.path)
        for address in of_page.inside if of_page is not None else ():
            if address.startswith("?"):  # such as a search that a script of the old theme opened
                found |= {address, unquote(address)}
        for address in resolver.links_of(page)[1]:
            path, _, anchor = address.partition("#")
            if anchor and resolver.resolves(page, path):
                found |= {anchor, unquote(anchor)}
            else:
                found |= {address, unquote(address), unquote(path)}
    return tuple(sorted(found - {""}))


def words_of_file(data: bytes) -> tuple[str, ...]:
    """Return the words of a file, whatever its markup."""
    return split_words(data.decode("utf-8", "replace"))


def asset_targets(source: Source) -> dict[str, str]:
    """Return where files go that are no pages, of those that do not keep their path."""
    moved: Mapping[str, str] = source.settings.get("targets", {})
    return {path: moved[path] for path in source.assets if path in moved}


def folder_of_url(url: str, source: Source) -> str:
    """Return the folder that relative links on a page start from; there are sites whose addresses end without a slash.

    A format's setting ``slashless`` says so.
    """
    return posixpath.dirname(url.rstrip("/") if source.settings.get("slashless") else url)


class LinkResolver:
    """Finds what the links of pages lead to: by the paths of files, and by the addresses of the site."""

    def __init__(self, source: Source, facts: Mapping[str, PageFacts | None]) -> None:
        """Know the pages, the assets, and the anchors of each page."""
        self._pages = {page.path for page in source.pages}
        self._folder: str = source.settings.get("site_folder", "")
        self._assets = {*source.assets, *asset_targets(source).values()}
        self._anchors = {path: set(each.anchors) if each is not None else None for path, each in facts.items()}
        self._facts = facts
        self._source = source
        self._by_url = {_normal(page.url): page.path for page in source.pages if page.url is not None}

    def links_of(self, page: SourcePage) -> tuple[list[tuple[str, str]], list[str]]:
        """Return the links of a page that lead somewhere, and the dead ones as written, those that are text too."""
        facts = self._facts.get(page.path)
        links: list[tuple[str, str]] = []
        dead: list[str] = []
        for address in facts.inside if facts is not None else ():
            found = self._resolve(page, address)
            if found is None:
                dead.append(address)
            else:
                links.append(found)
        dead += [each for each in facts.written_links if self._resolve(page, each) is None] if facts is not None else []
        return links, dead

    def resolves(self, page: SourcePage, path: str) -> bool:
        """Whether an address without an anchor leads somewhere."""
        return not path or self._resolve(page, path) is not None

    def _resolve(self, page: SourcePage, address: str) -> tuple[str, str] | None:
        path, _, anchor = address.partition("#")
        path = path.partition("?")[0]
        if path.startswith("@site/"):  # Docusaurus: from the folder of the site
            path = posixpath.relpath(posixpath.join(self._folder, path[6:]), posixpath.dirname(page.path) or ".")
        target = page.path if not path else next(self._candidates(page, path), None)
        if target is None:
            return None
        anchors = self._anchors.get(target)
        if anchor and anchors is not None and anchor not in anchors and not is_everywhere(anchor):
            return None
        return target, anchor

    def _candidates(self, page: SourcePage, path: str) -> Iterator[str]:
        """Yield what an address may mean: first as a browser reads it on the old site, then as a path of files."""
        if page.url is not None:
            joined = posixpath.join("/", folder_of_url(page.url, self._source), path)
            found = self._by_url.get(_normal(joined))
            if found is not None:
                yield found
            name = posixpath.normpath(joined).lstrip("/")
            if name in self._assets:
                yield name
        below = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)) if path[0] != "/" else path[1:]
        below = posixpath.normpath(below) if below else "."
        for name in (below, f"{below}.md", f"{below}.mdx", *(posixpath.join(below, index) for index in sorted(_INDEX))):
            candidate = posixpath.normpath(name)
            if candidate in self._pages or candidate in self._assets:
                yield candidate


def _normal(url: str) -> str:
    """Return an address in the one form by which pages are found."""
    path = posixpath.normpath("/" + unquote(url)).lstrip("/")
    path = path.removesuffix("index.html").removesuffix(".html").rstrip("/")
    return "" if path == "." else path
