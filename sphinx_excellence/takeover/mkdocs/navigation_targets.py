"""What an entry of a navigation leads to: a page, another file of the site, or an address."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.source import NavItem, Note
from sphinx_excellence.takeover.source_tree import MARKDOWN


def target_of(title: str | None, target: str, files: SiteFiles, source: str, line: int, notes: list[Note]) -> NavItem:
    """Return the item of an entry; ``source`` and ``line`` are where it is written.

    A target that is no file of the site, and no address, is reported.
    """
    name = target.lstrip("/")
    if name in files.pages and name not in files.drafts:
        return NavItem(title, page=name)
    if name in files.urls:
        return NavItem(title, url=files.urls[name])
    if not _is_address(target):
        # An address that another program may answer stays a link; the name of a page that is not there does not.
        is_file = _is_file(target)
        text = (
            Phrase("the navigation leads to '%s', which is no file of the site: the entry is left out", target)
            if is_file
            else Phrase("the navigation leads to '%s', which is no file of the site", target)
        )
        notes.append(Note("dead-navigation-link", source, line, text))
        if is_file:
            return NavItem(title)
    return NavItem(title, url=target)


def _is_file(target: str) -> bool:
    """Whether an entry names a page, or something outside of the site, and no address."""
    path = target.partition("#")[0].partition("?")[0]
    return ".." in path.split("/") or PurePosixPath(path).suffix.lower() in MARKDOWN


def _is_address(target: str) -> bool:
    try:
        parts = urlsplit(target)
    except ValueError:
        return False
    return bool(parts.scheme or parts.netloc)
