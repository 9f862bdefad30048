"""Emoji and icons in the HTML of a page: their characters, where they have any.

Owns an index that knows the icons of Material by their form: none is read, and no package of icons is needed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from xml.etree.ElementTree import Element

#: The sets of icons that Material bundles, as they begin a shortcode.
_ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:")


class _Known(dict[str, Any]):
    """Emoji by shortcode; an icon of Material is known too."""

    def get(self, key: str, default: Any = None) -> Any:
        found = super().get(key)
        if found is None and _ICON.fullmatch(key):
            return {"name": key.strip(":"), "category": "icon"}
        return default if found is None else found


@cache
def _index() -> Mapping[str, Any]:
    from pymdownx import twemoji_db  # type: ignore[import-untyped]  # noqa: PLC0415 - a large table, rarely needed

    return {"name": "twemoji", "emoji": _Known(twemoji_db.emoji), "aliases": twemoji_db.aliases}


def emoji_index(options: Mapping[str, Any], md: Any) -> Mapping[str, Any]:  # noqa: ARG001 - PyMdown's own shape
    """Return the index of emoji and icons, as ``pymdownx.emoji`` asks for it."""
    return _index()


def emoji_text(*parts: Any) -> Element:
    """Return the element of an emoji, as ``pymdownx.emoji`` asks for it: its character, or nothing for an icon."""
    element = Element("span", {"class": "twemoji", "title": str(parts[1])})
    element.text = "" if parts[6] == "icon" else str(parts[4])
    return element
