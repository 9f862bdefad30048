"""The navigation of a site with the theme Just the Docs: https://just-the-docs.com/docs/navigation/.

Owns reading it from the front matter of pages: ``nav_order``, ``parent``, ``grand_parent`` and what excludes a page.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sphinx_excellence.takeover.source import NavItem

_KEYS = frozenset({"nav_order", "parent", "grand_parent", "nav_exclude"})
#: How deep pages may be below each other.
_DEPTH = 8


def navigation(pages: Mapping[str, Mapping[str, Any]]) -> NavItem | None:
    """Return the navigation of pages by their front matter; nothing where no page says its place."""
    if not any(_KEYS & values.keys() for values in pages.values()):
        return None
    shown = {
        path: values
        for path, values in pages.items()
        if _text(values.get("title")) and values.get("nav_exclude") is not True
    }
    below: dict[str, list[str]] = {}
    for path, values in shown.items():
        below.setdefault(_text(values.get("parent")), []).append(path)
    return NavItem(items=tuple(_item(path, shown, below, ()) for path in _sorted(below.get("", []), shown)))


def _item(
    path: str, pages: Mapping[str, Mapping[str, Any]], below: Mapping[str, list[str]], above: tuple[str, ...]
) -> NavItem:
    """Return a page with those below it; ``above`` are the titles of those that it is below, the nearest first."""
    values = pages[path]
    title = _text(values.get("title"))
    children = [
        each
        for each in below.get(title, [])
        if each != path and _text(pages[each].get("grand_parent")) in {"", *above[:1]} and title not in above
    ]
    if len(above) >= _DEPTH:
        children = []
    ordered = _sorted(children, pages)
    if str(values.get("child_nav_order")) in {"desc", "reversed"}:
        ordered.reverse()
    return NavItem(title=title, page=path, items=tuple(_item(each, pages, below, (title, *above)) for each in ordered))


def _sorted(paths: list[str], pages: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return pages in the theme's order: by numbers, by other words, and those without either by their titles."""

    def key(path: str) -> tuple[int, float, str]:
        title = _text(pages[path].get("title"))
        order = pages[path].get("nav_order")
        try:
            return 0, float(str(order)), title
        except ValueError:
            return (2, 0, title) if order is None else (1, 0, str(order))

    return sorted(paths, key=key)


def _text(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
