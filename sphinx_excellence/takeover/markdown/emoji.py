"""Shortcodes: an emoji becomes its character, an icon the SVG that the source's theme shows."""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.attributes import ATTRIBUTES
from sphinx_excellence.takeover.markdown.inline_text import Inline

_SHORTCODE = re.compile(r":([+\w-]+):")
_BESIDE = re.compile(r"[\w:/]")
_ICONS = re.compile(r"(material|fontawesome-(?:brands|regular|solid)|octicons|simple)-(.+)")
#: Which module holds the shortcodes of an index.
_INDICES = {"emojione": "emoji1_db", "gemoji": "gemoji_db", "twemoji": "twemoji_db"}


@cache
def _index(name: str) -> tuple[Mapping[str, Mapping[str, str]], Mapping[str, str]]:
    try:
        module: Any = importlib.import_module(f"pymdownx.{_INDICES[name]}")
    except ImportError:
        return {}, {}
    return module.emoji, module.aliases


def shortcode(inline: Inline, start: int) -> tuple[int, str] | None:
    """Take an emoji or an icon, with its attributes."""
    options = inline.page.options
    if not options.on("pymdownx.emoji"):
        return None
    found = _SHORTCODE.match(inline.text, start)
    if found is None:
        return None
    end = found.end()
    attributes = ATTRIBUTES.match(inline.text, end) if options.on("attr_list") else None
    behind = attributes.end() if attributes is not None and attributes["list"][0] not in "%{*" else end
    icon = _ICONS.fullmatch(found[1])
    if icon is not None:
        return _icon(inline, start, found[0], behind, icon)
    character = _character(str(options.setting("pymdownx.emoji", "emoji_index", "emojione")), found[0])
    if character is None:
        # Between letters it is a part of something else: a time, or the name of a resource.
        if not _BESIDE.match(inline.text[:start][-1:]) and not _BESIDE.match(inline.text, end):
            said = Phrase("%s is no shortcode of an emoji", found[0])
            inline.page.tell("unknown-shortcode", inline.line(start), said)
        return end, found[0]
    return behind, character


def _character(index: str, code: str) -> str | None:
    name = next((name for name in _INDICES if name in index), "emojione")
    emojis, aliases = _index(name)
    entry = emojis.get(aliases.get(code, code))
    points = (entry or {}).get("unicode_alt") or (entry or {}).get("unicode")
    return "".join(chr(int(point, 16)) for point in points.split("-")) if points else None


def _icon(inline: Inline, start: int, code: str, end: int, icon: re.Match[str]) -> tuple[int, str] | None:
    family, name = icon[1].replace("-", "/"), icon[2]
    svg = inline.page.options.icon(f"{family}/{name}")
    if svg is None:
        inline.page.tell("icon-kept", inline.line(start), Phrase("the icon %s is not at hand; its name stays", code))
        return end, code
    svg = " ".join(re.sub(r"<(\?|!)[^>]*>", "", svg).split())
    return end, f'<span class="twemoji">{svg}</span>'
