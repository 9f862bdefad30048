"""The titles of pages that have no heading of the first level: themes write one above the page, and Sphinx needs one.

Owns which that is, as MkDocs chooses it: the navigation's, the one in front matter, or the name of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from mkdocs.utils.meta import get_data

from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles
from sphinx_excellence.takeover.source import NavItem


def page_titles(files: SiteFiles, navigation: NavItem) -> dict[str, str]:
    """Return a title for each page."""
    titles: dict[str, str] = {}
    for page, title in _titles_in(navigation):
        titles.setdefault(page, title)
    for path, data in files.pages.items():
        if path not in titles:
            titles[path] = _in_front_matter(data) or _of_file(path)
    return titles


def _titles_in(item: NavItem) -> Iterator[tuple[str, str]]:
    if item.page is not None and item.title:
        yield item.page, item.title
    for child in item.items:
        yield from _titles_in(child)


def _in_front_matter(data: bytes) -> str:
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        return ""
    try:
        title = get_data(data.decode("utf-8-sig"))[1].get("title")
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ""
    return " ".join(str(title).split()) if isinstance(title, str | int | float) else ""


def _of_file(path: str) -> str:
    whole = PurePosixPath(path)
    is_index = whole.stem in {"index", "README"}
    if is_index and len(whole.parts) == 1:
        return "Home"
    name = (whole.parent.name if is_index else whole.stem).replace("-", " ").replace("_", " ")
    return name.capitalize() if name == name.lower() else name
