"""The bodies of pages: from the source's dialect to MyST, with its links led to where pages are now.

Owns what the converter of Markdown knows of the source, and that nothing that it raises on one page ends a takeover.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from markdown_it.common.normalize_url import normalizeLinkText

from sphinx_excellence.findings import Phrase
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.baseline import asset_targets, folder_of_url
from sphinx_excellence.takeover.commonmark_links import with_links
from sphinx_excellence.takeover.commonmark_repairs import without_warnings
from sphinx_excellence.takeover.dead_images import with_dead_images
from sphinx_excellence.takeover.html_facts import PageFacts
from sphinx_excellence.takeover.html_titles import with_title
from sphinx_excellence.takeover.included_pages import IncludedPage, include_directive, with_directives
from sphinx_excellence.takeover.link_schemes import with_schemes
from sphinx_excellence.takeover.markdown import BodyNote, MarkdownOptions, convert_markdown
from sphinx_excellence.takeover.missing_headings import missing_heading
from sphinx_excellence.takeover.page_anchors import missing_anchors, with_anchors, with_heading_ids
from sphinx_excellence.takeover.page_text import split_page
from sphinx_excellence.takeover.source import Note, Source

#: How much of a file a snippet may bring.
_MOST = 1_000_000


@dataclass(frozen=True)
class Body:
    """A body for the target, what is reported of it, and what the target's configuration must have for it."""

    text: str
    notes: tuple[Note, ...] = ()
    needs: frozenset[str] = frozenset()


#: What begins an address of the web, which may be in capitals.
_SCHEMES = frozenset({"http", "https", "mailto", "ftp"})


class BodyConverter:
    """Converts the bodies of one source. ``targets`` are the pages of the target by those of the source."""

    def __init__(self, source: Source, targets: Mapping[str, str], facts: Mapping[str, PageFacts | None]) -> None:
        """Learn what all pages share."""
        self._source = source
        self._targets = targets
        self._by_url: dict[str, str] = {each.url.strip("/"): each.path for each in source.pages if each.url is not None}
        self._assets = {path: path for path in source.assets} | asset_targets(source)
        self._files = {*self._assets.values(), *targets.values()}
        self._urls = {each.path: each.url for each in source.pages}
        #: Whether lines that are indented by four columns are code.
        self._has_code = bool(source.settings.get("indented_code", True))
        #: Pages of which the old site showed another one at their address.
        self._replaced: Mapping[str, str] = source.settings.get("replaced", {})
        counted = Counter(anchor for each in facts.values() if each is not None for anchor in set(each.anchors))
        self._facts = facts
        #: The links of the page at hand that lose what they ask the old site for.
        self._queried: list[str] = []
        self._shared = frozenset(anchor for anchor, count in counted.items() if count > 1)

    def convert(self, path: str, text: str, lines_above: int) -> Body:
        """Convert a body; ``lines_above`` are those of the file above it."""
        before, self._queried = self._queried, []
        body = self._converted(path, text, lines_above)
        queried, self._queried = self._queried, before
        if self._source.dialect not in {"commonmark", "mkdocs"}:
            return body
        notes = list(body.notes)

        def tell(kind: str, sought: str, said: str) -> None:
            at = max(text.find(sought), text.find(sought.replace(" ", "%20")))
            notes.append(Note(kind, path, lines_above + text.count("\n", 0, at) + 1 if at >= 0 else 0, said))

        for link in dict.fromkeys(queried):
            tell("query-left-out", link, Phrase("the query of '%s' is left out: MyST would find no file by it", link))
        is_dead = partial(self._is_dead, path)
        written, dead = with_dead_images(body.text, is_dead, indented_code=self._has_code)
        for address in dict.fromkeys(dead):
            said = Phrase("the image '%s' has no file: it is HTML here, as Sphinx would warn of it", address)
            tell("dead-image", address, said)
        written, schemes, strange = with_schemes(written, indented_code=self._has_code)
        for address in dict.fromkeys(strange):
            if address:
                said = Phrase("'%s' has an unknown scheme: the link is HTML here, as Sphinx would warn of it", address)
                tell("unknown-scheme", address, said)
            else:
                said = Phrase(
                    "links without an address are HTML here, as Sphinx would warn of them: %s", str(strange.count(""))
                )
                tell("empty-link", "]()", said)
        written, title = with_title(written, indented_code=self._has_code)
        if title:
            written = without_warnings(written, indented_code=self._has_code)
            said = Phrase("the title was HTML and is a heading of Markdown now: %s", title)
            tell("html-title", "<h1", said)
        return Body(written, tuple(notes), body.needs | {f"scheme:{scheme}" for scheme in schemes})

    def _is_dead(self, path: str, target: str) -> bool:
        """Whether an image of a page of the target has no file there."""
        address = unquote(target.partition("#")[0])
        if ":" in address or address.startswith("//"):
            return False
        here = posixpath.dirname(self._targets[path])
        whole = address.lstrip("/") if address.startswith("/") else posixpath.normpath(posixpath.join(here, address))
        return not address or whole not in self._files

    def _converted(self, path: str, text: str, lines_above: int) -> Body:
        if self._source.dialect == "commonmark":
            body = self._of_format(path, text, lines_above)
            return Body(self._with_links(path, body.text), body.notes, body.needs)
        if self._source.dialect != "mkdocs":
            return Body(text)
        settings = self._source.settings
        placed, directives = self._with_included_files(path, text)
        options = MarkdownOptions(
            extensions=settings.get("markdown_extensions", {}),
            link=lambda link: self._of_body(path, link),
            snippet=self._snippet,
            shared_ids=self._shared,
            **settings.get("markdown_options", {}),
        )
        try:
            made = convert_markdown(text if placed is None else placed.text, options)
        except Exception as error:  # noqa: BLE001 - a parser may raise anything on text that it was not made for
            said = Phrase("the page cannot be converted and stays as it is: %s", f"{type(error).__name__}: {error}")
            return Body(text, (Note("unconverted-page", path, 0, said),))
        notes = tuple(
            Note(each.kind, path, each.line + lines_above, each.text, each.lossy)
            for each in (
                made.notes if placed is None else (*placed.remarks, *_at_own_lines(made.notes, placed.numbers))
            )
        )
        text = with_heading_ids(self._facts.get(path), with_directives(made.text, directives))
        missing = missing_anchors(self._facts.get(path), text)
        if missing:
            said = Phrase("anchors of what has none in the target are below the title now: %s", ", ".join(missing))
            notes = (*notes, Note("anchor-moved", path, 0, said))
        return Body(with_anchors(text, missing), notes, made.needs)

    def _with_included_files(self, path: str, text: str) -> tuple[Any, dict[str, list[str]]]:
        """Return a text with the files that it includes, and directives by the comments that stand for them.

        A format's setting ``included_files`` follows what includes them.
        """
        included = self._source.settings.get("included_files")
        directives: dict[str, list[str]] = {}
        if included is None:
            return None, directives

        def kept(inclusion: Any) -> str | None:
            page = self._included_page(inclusion.path)
            made = page and include_directive(
                page, self._targets[path], inclusion.start, inclusion.end, rewrites=inclusion.rewrites
            )
            if not made:
                return None
            stands_for_it = f"<!-- included page {len(directives)} -->"
            directives[stands_for_it] = made
            return stands_for_it

        return included.in_place(path, text, kept), directives

    def _included_page(self, path: str) -> IncludedPage | None:
        """Return a page that others include; nothing where it is none of the site."""
        page = next((each for each in self._source.pages if each.path == path), None)
        if page is None:
            return None
        try:
            text = split_page(page.data)
        except UnicodeDecodeError:
            return None
        body = self.convert(path, text.body, text.lines_above).text
        heading = missing_heading(path, body, self._facts.get(path), self._source)
        source = page.data.decode().removeprefix("\ufeff").replace("\r\n", "\n")
        return IncludedPage(self._targets[path], heading.count("\n"), body, source)

    def _of_format(self, path: str, text: str, lines_above: int) -> Body:
        """Return a body as the format itself converts it, by its setting ``body_converter``."""
        converter = self._source.settings.get("body_converter")
        if converter is None:
            return Body(text)
        body: Body = converter(path, text)
        notes = tuple(Note(each.kind, path, each.line + lines_above, each.text, each.lossy) for each in body.notes)
        return Body(body.text, notes, body.needs)

    def _with_links(self, path: str, text: str) -> str:
        try:
            linked = with_links(text, lambda target: self._link(path, target), indented_code=self._has_code)
            return without_warnings(linked, indented_code=self._has_code)
        except (RecursionError, ValueError, IndexError):
            return text

    def _of_body(self, path: str, link: Any) -> str | None:
        # Links in raw HTML are addresses of the built site, which are what they were.
        return None if link.kind.startswith("html") else self._link(path, link.target)

    def _link(self, path: str, link: str) -> str | None:
        """Return where a link leads now; nothing where it stays as it is."""
        if link == "#":  # the top of the page, which MyST knows by no name
            return posixpath.basename(self._targets[path])
        scheme, colon, rest = link.partition(":")
        if colon and scheme != scheme.lower() and scheme.lower() in _SCHEMES:
            return f"{scheme.lower()}:{rest}"  # MyST knows them in small letters
        address, mark, anchor = link.partition("#")
        address, _, query = address.partition("?")
        if not address or ":" in address.partition("/")[0] or address.startswith("//"):
            return None
        address = self._below_site(path, address)
        found = self._page(path, unquote(address))
        target = self._targets[found] if found is not None else self._asset(path, unquote(address))
        if target is None:
            return None
        new = posixpath.relpath(target, posixpath.dirname(self._targets[path]) or ".")
        # What a query asks of the old site's scripts, MyST cannot find, nor a file by a comma that is an escape.
        if posixpath.normpath(normalizeLinkText(address)) == new and not query:
            return None
        if query:
            self._queried.append(link)
        return new.replace(" ", "%20") + mark + anchor

    def _below_site(self, path: str, address: str) -> str:
        """Return an address from the page, where it was one from the folder of the site, as Docusaurus has them."""
        if not address.startswith("@site/"):
            return address
        whole = posixpath.join(self._source.settings.get("site_folder", ""), address.removeprefix("@site/"))
        return posixpath.relpath(whole, posixpath.dirname(path) or ".")

    def _asset(self, path: str, address: str) -> str | None:
        """Return the path in the target of a file that is not a page; nothing where the address leads to none."""
        if address.startswith("/"):
            return None
        below = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        url = self._urls.get(path)
        joined = (
            posixpath.normpath(posixpath.join("/", folder_of_url(url, self._source), address)).strip("/") if url else ""
        )
        return self._assets.get(below) or self._assets.get(joined)

    def _page(self, path: str, address: str) -> str | None:
        """Return the page that a link leads to: by the path of its file, or by its address."""
        below = posixpath.normpath(posixpath.join(posixpath.dirname(path), address))
        if below in self._targets:
            return self._replaced.get(below, below)
        if address.startswith("/"):
            return self._by_url.get(posixpath.normpath(address).strip("/"))
        url = self._urls.get(path)
        joined = posixpath.normpath(posixpath.join("/", folder_of_url(url or "", self._source), address)).strip("/")
        is_page = url is not None and posixpath.splitext(joined)[1] in {"", ".html"}
        found = self._by_url.get(joined) if is_page else None
        # What led nowhere on the old site, as it is not an address there, is led to the page that it names.
        return found or next((each for each in (f"{below}.md", *_in_folder(below)) if each in self._targets), None)

    def _snippet(self, name: str) -> str | None:
        """Return the text of a file that a page includes; nothing where it is none of the tree."""
        options: Mapping[str, Any] = self._source.settings.get("markdown_extensions", {}).get("pymdownx.snippets") or {}
        given = options.get("base_path", ["."])
        tree = Path(self._source.settings.get("tree", self._source.root)).resolve()
        folder = Path(self._source.settings.get("config_folder", tree))
        for base in [given] if isinstance(given, str) else given if isinstance(given, list) else []:
            file = (tree / folder / str(base) / name).resolve()
            if file.is_relative_to(tree):
                try:
                    return content_of(file, _MOST).decode("utf-8-sig").replace("\r\n", "\n")
                except (OSError, UnicodeDecodeError, ValueError):
                    continue
        return None


def _at_own_lines(notes: Sequence[BodyNote], numbers: Sequence[int]) -> list[BodyNote]:
    """Return notes of a text with files in it, with the lines of the page: of a file, that of what includes it."""
    return [replace(each, line=numbers[each.line - 1]) if 0 < each.line <= len(numbers) else each for each in notes]


def _in_folder(folder: str) -> list[str]:
    """Return the pages that stand for a folder, the most telling first, and the page of that name."""
    names = ("index.md", "README.md", "index.mdx", "index.rst", "README.rst")
    return [
        *(name if folder == "." else f"{folder}/{name}" for name in names),
        *(f"{folder}.{ending}" for ending in ("md", "mdx") if folder.strip("./")),
    ]
