"""Tags of Liquid in pages of Jekyll: those that only quote, link or set code are written as Markdown has them.

Owns which these are. All others stay in the text and are reported: nothing of the source is executed.
https://jekyllrb.com/docs/liquid/tags/
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from sphinx_excellence.takeover.inline_blocks import with_changes

_RAW = re.compile(r"\{%-?[ \t]*raw[ \t]*-?%\}(?P<inside>.*?)\{%-?[ \t]*endraw[ \t]*-?%\}", re.DOTALL)
_COMMENT = re.compile(r"\{%-?[ \t]*comment[ \t]*-?%\}(?P<inside>.*?)\{%-?[ \t]*endcomment[ \t]*-?%\}", re.DOTALL)
_HIGHLIGHT = re.compile(
    r"^(?P<indent>[ \t]*)\{%-?[ \t]*highlight[ \t]+(?P<language>[\w+#-]+)[^%\n]*%\}[ \t]*\n?"
    r"(?P<code>.*?)\n?[ \t]*\{%-?[ \t]*endhighlight[ \t]*-?%\}",
    re.DOTALL | re.MULTILINE,
)
_LINK = re.compile(r"\{%-?[ \t]*(?P<tag>link|post_url)[ \t]+(?P<path>[^%{}\n]+?)[ \t]*-?%\}")
_BASE = re.compile(r"\{\{-?[ \t]*site\.(?P<name>baseurl|url)[ \t]*-?\}\}")
_RELATIVE = re.compile(
    r"""\{\{-?[ \t]*(["'])(?P<path>[^"'{}\n]*)\1[ \t]*\|[ \t]*(?:relative_url|absolute_url)[ \t]*-?\}\}"""
)
_ATTRIBUTE = re.compile(r"""=[ \t]*["']?$""")
#: A tag at the beginning of a block or a line, or behind what may have attributes.
_AS_ATTRIBUTES = re.compile(r"(?P<before>^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*|(?<=[)\]`*_]))\{(?=%)", re.MULTILINE)
#: What stands for a quoted sign of Liquid, so that it is not read again.
_QUOTED_TAG, _QUOTED_VALUE = "\ue000", "\ue001"


@dataclass(frozen=True)
class LiquidSite:
    """What tags of links need to know: the paths of all pages, the settings, and the addresses of pages by path."""

    pages: frozenset[str]
    settings: Mapping[str, Any] = field(default_factory=dict)
    urls: Mapping[str, str] = field(default_factory=dict)

    def page_of(self, tag: str, name: str) -> str | None:
        """Return the page that ``link`` or ``post_url`` names; nothing where there is none."""
        wanted = name.strip("/")
        if tag == "link":
            return wanted if wanted in self.pages else None
        folder, _, stem = wanted.rpartition("/")
        return next(
            (
                path
                for path in sorted(self.pages)
                if "_posts/" in path and PurePosixPath(path).stem == stem and folder in path
            ),
            None,
        )


def without_liquid(path: str, text: str, site: LiquidSite) -> str:
    """Return the text of a page with these tags replaced; the number of lines stays the same."""
    text = _RAW.sub(lambda found: _quoted(found["inside"]), text)
    text = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    text = _HIGHLIGHT.sub(_fence, text)
    text = _LINK.sub(lambda found: _linked(path, found, site), text)
    text = _BASE.sub(lambda found: _address(found["name"], site), text)
    return _RELATIVE.sub(lambda found: f"/{found['path'].lstrip('/')}", text)


def unquoted(text: str) -> str:
    """Return a text with the signs of Liquid that it quotes."""
    return text.replace(_QUOTED_TAG, "{%").replace(_QUOTED_VALUE, "{{")


def with_plain_tags(text: str) -> str:
    """Return a body in which no tag is where MyST would read a comment in attributes, and drop it."""
    if "{%" not in text:
        return text
    return with_changes(text, "text", (_AS_ATTRIBUTES, lambda found, _environment: f"{found['before']}\\{{"))


def _quoted(inside: str) -> str:
    return inside.replace("{%", _QUOTED_TAG).replace("{{", _QUOTED_VALUE)


def _fence(found: re.Match[str]) -> str:
    code, indent = found["code"], found["indent"]
    longest = max((len(each) for each in re.findall(r"`{3,}", code)), default=2)
    signs = "`" * (longest + 1)
    return f"{indent}{signs}{found['language']}\n{code}\n{indent}{signs}"


def _linked(path: str, found: re.Match[str], site: LiquidSite) -> str:
    page = site.page_of(found["tag"], found["path"])
    if page is None:
        return found[0]
    if page in site.urls and _ATTRIBUTE.search(found.string[max(found.start() - 9, 0) : found.start()]) is not None:
        return f"/{site.urls[page]}"  # raw HTML has addresses of the built site
    return posixpath.relpath(page, posixpath.dirname(path) or ".").replace(" ", "%20")


def _address(name: str, site: LiquidSite) -> str:
    given = site.settings.get("url") if name == "url" else ""
    return str(given or "").rstrip("/")
