"""Keys, ``++ctrl+alt+del++``, by pymdownx's own names."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from functools import cache
from html import unescape
from typing import Any

from sphinx_excellence.takeover.markdown.inline_text import Inline

_KEY = r"(?:[\w-]+|\"(?:\\.|[^\"\\\n])+\"|'(?:\\.|[^'\\\n])+')"
_KEYS = re.compile(rf"\+\+(?P<keys>{_KEY}(?:\+{_KEY})*)\+\+(?!\+)")
_PART = re.compile(_KEY)


@cache
def _names() -> tuple[Mapping[str, str], Mapping[str, str]]:
    try:
        database: Any = importlib.import_module("pymdownx.keymap_db")
    except ImportError:
        return {}, {}
    return database.keymap, database.aliases


def keys(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take keys; each becomes a role of its own."""
    if not inline.page.options.on("pymdownx.keys"):
        return None
    found = _KEYS.match(inline.text, start)
    if found is None:
        return None
    keymap, aliases = _names()
    mapped = inline.page.options.setting("pymdownx.keys", "key_map", None)
    own: Mapping[str, str] = mapped if isinstance(mapped, dict) else {}
    shown = []
    for key in _PART.findall(found["keys"]):
        if key[0] in "\"'":
            shown.append(unescape(re.sub(r"\\(.)", r"\1", key[1:-1])))
        else:
            name = aliases.get(key.lower(), key.lower())
            shown.append(str(own.get(name) or keymap.get(name) or _spelled(key)))
    separator = str(inline.page.options.setting("pymdownx.keys", "separator", "+"))
    return found.end(), separator.join(_role(key) for key in shown)


def _spelled(key: str) -> str:
    return key.upper() if len(key) == 1 else key


def _role(key: str) -> str:
    ticks = "`"
    while ticks in key:
        ticks += "`"
    space = " " if key.startswith("`") or key.endswith("`") else ""
    return f"{{kbd}}{ticks}{space}{key}{space}{ticks}"
