"""Old addresses that do not answer by themselves, as `redirects` of sphinx-reredirects.

Owns which those are: pages whose address is another one in the target, the moves that the plugin ``redirects`` knew,
and the rules of ``takeover.yaml``.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.mkdocs.url_rules import old_addresses
from sphinx_excellence.takeover.source import Note
from sphinx_excellence.takeover.takeover_file import NAME


def redirects(
    urls: Mapping[str, str],
    pages: Mapping[str, str],
    moves: Mapping[str, Any],
    rules: tuple[tuple[str, str], ...],
    *,
    directory_urls: bool,
    config_name: str,
) -> tuple[dict[str, str], list[Note]]:
    """Return `redirects`, and what is reported of those that cannot be.

    ``urls`` are the addresses of pages by their paths in the source, ``pages`` the target's pages; ``moves`` are the
    pages that the plugin sent on; ``rules`` are regular expressions of old addresses and where they lead. An old
    address at which a page answers does not lead elsewhere; one that cannot be a file of the site is reported.
    """
    addresses = {path: address_of(target, directory_urls=directory_urls) for path, target in pages.items()}
    leading = _Leading({_key(file_of(address)) for address in addresses.values()})
    for path, target in addresses.items():
        if path in urls and urls[path] != target:
            leading.lead(urls[path], target, path)
    for old, new in _moves(moves, addresses, leading.notes, config_name):
        leading.lead(old, new, config_name, _address_of_source(old, directory_urls=directory_urls))
    for number, (pattern, becomes) in enumerate(rules):
        _follow(number, pattern, becomes, set(addresses.values()), leading)
    return leading.found, leading.notes


class _Leading:
    """The redirects that are found, by their files. ``answering`` are the files that pages have."""

    def __init__(self, answering: Collection[str]) -> None:
        self._answering = answering
        self.found: dict[str, str] = {}
        self.notes: list[Note] = []

    def lead(self, old: str, new: str, told_at: str, address: str | None = None, *, rule: int | None = None) -> None:
        """Let an old address lead to a new one; ``address`` is the old one where it is written as a file's name."""
        file = file_of(old if address is None else address)
        if not _is_in_site(old, file):
            text = Phrase("'%s' is no address that a file of the site can have; it does not lead to '%s'", old, new)
            self.notes.append(Note("refused-redirect", told_at, 0, text, lossy=True, rule=rule))
        elif _key(file) not in self._answering:
            self.found.setdefault(_key(file), _quoted(_relative(new, file)))


def _is_in_site(old: str, file: str) -> bool:
    """Whether an old address is one of a file below the site. sphinx-reredirects reads some signs as patterns."""
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:/|//", old) or file in {"", ".", ".."} or file.startswith("../"):
        return False
    return file.isprintable() and not set(file) & set("*?[]\\")


def _quoted(address: str) -> str:
    """Return an address that is plain text in a page, whatever an anchor holds: sphinx-reredirects escapes nothing."""
    return re.sub(r"""[\x00-\x20"'<>\\^`{|}\x7f]""", lambda sign: quote(sign[0], safe=""), address)


def _follow(number: int, pattern: str, becomes: str, addresses: Collection[str], leading: _Leading) -> None:
    """Let the old addresses of a rule lead on; ``number`` is its place among the rules."""
    pairs = old_addresses(pattern, becomes, sorted(f"/{address}" for address in addresses))
    if pairs is None:
        text = Phrase(
            "'%s' does not say its old addresses one by one, so it makes no redirects; accepted: a text with groups "
            "that are all in `to`", pattern,
        )  # fmt: skip
        leading.notes.append(Note("rule-without-redirects", NAME, 0, text, rule=number))
        return
    used = False
    for old, new in pairs:
        used = True
        page = new.partition("#")[0].lstrip("/")
        if page in addresses or urlsplit(new).scheme in {"http", "https"}:
            leading.lead(old, new.lstrip("/"), NAME, rule=number)
        else:
            text = Phrase("the redirect of '%s' leads to '%s', which is no page of the site", old, new)
            leading.notes.append(Note("dead-redirect", NAME, 0, text, lossy=True, rule=number))
    if not used:
        text = Phrase(
            "the addresses that '%s' leads to, '%s', are none of a page; it makes no redirects", pattern, becomes
        )
        leading.notes.append(Note("rule-without-redirects", NAME, 0, text, rule=number))


def address_of(target: str, *, directory_urls: bool) -> str:
    """Return the address of a page of the target, as MkDocs would write it: ``""`` is the root."""
    name = str(PurePosixPath(target).with_suffix(""))
    if not directory_urls:
        return f"{name}.html"
    if name == "index":
        return ""
    return f"{name.removesuffix('/index')}/"


def file_of(address: str) -> str:
    """Return the file that answers at an address."""
    plain = unquote(address).lstrip("/")
    return posixpath.normpath(f"{plain}index.html" if plain.endswith("/") or not plain else plain)


def _address_of_source(path: str, *, directory_urls: bool) -> str:
    whole = PurePosixPath(path.partition("#")[0])
    if whole.suffix not in {".md", ".markdown"}:
        return str(whole)
    stem = "index" if whole.stem == "README" else whole.stem
    return address_of(str(whole.with_name(f"{stem}.md")), directory_urls=directory_urls)


def _moves(
    moves: Mapping[str, Any], addresses: Mapping[str, str], notes: list[Note], config_name: str
) -> Iterator[tuple[str, str]]:
    for old, new in moves.items():
        if not isinstance(new, str):
            continue
        path, _, anchor = new.partition("#")
        behind = f"#{anchor}" if anchor else ""
        if path in addresses:
            yield str(old), f"{addresses[path]}{behind}"
        elif urlsplit(new).scheme in {"http", "https"}:
            yield str(old), new
        else:
            text = Phrase("the redirect of '%s' leads to '%s', which is no page of the site", str(old), new)
            notes.append(Note("dead-redirect", config_name, 0, text, lossy=True))


def _key(file: str) -> str:
    """Return what names a file for sphinx-reredirects: a file with its ending, whatever the builder."""
    return file if file.endswith(".html") else f"{file}.html"


def _relative(address: str, file: str) -> str:
    """Return where a page leads to from a file of the site."""
    if urlsplit(address).scheme:
        return address
    path, _, anchor = address.partition("#")
    to = posixpath.relpath(path or ".", posixpath.dirname(file) or ".")
    to = f"{to}/" if path.endswith("/") or not path else to
    return f"{to}#{anchor}" if anchor else to
