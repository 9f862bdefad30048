"""Texts of other tools that are HTML, as Markdown for records.

Owns escaping what would be markup, and links into the old site: one to a record that is taken over leads to it, and of
another one the words stay, which is reported. `markdownify` does the rest.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from markdownify import MarkdownConverter

from sphinx_excellence.model.prose import is_external, unsafe_scheme

_TAG = re.compile(r"<[a-zA-Z/!]|&[#\w]+;")
#: Characters that would begin markup in a text without tags.
_SIGN = re.compile(r"([\\`*_\[\]<>]|&(?=#?\w+;))")
_LINE_SIGN = re.compile(r"^(\s*)([#+\-]|\d+[.)])(?=\s)", re.MULTILINE)


def escaped(text: str) -> str:
    """Return a plain text as Markdown that shows it."""
    return _LINE_SIGN.sub(lambda found: f"{found[1]}\\{found[2]}", _SIGN.sub(r"\\\1", text))


@dataclass
class HtmlTexts:
    """Makes Markdown of HTML. ``record`` returns the id of the record that an address means, or nothing.

    ``lost`` collects the addresses of links of which only the words stay.
    """

    record: Callable[[str], str | None] = lambda _address: None
    lost: list[str] = field(default_factory=list)

    def markdown(self, html: str) -> str:
        """Return a text in Markdown."""
        text = html.replace("\r\n", "\n").strip()
        if not _TAG.search(text):
            return escaped(text)
        made = _Converter(self._address, heading_style="atx", bullets="-", escape_misc=True).convert(text)
        return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", made)).strip()

    def _address(self, address: str) -> str | None:
        address = address.strip()
        if is_external(address) and unsafe_scheme(address) is None:
            return address
        found = self.record(address)
        if found is None and address:
            self.lost.append(address)
        return found


class _Converter(MarkdownConverter):
    """Leads links by a function; an image is its alternative text."""

    def __init__(self, address: Callable[[str], str | None], **options: Any) -> None:
        super().__init__(**options)
        self._address = address

    def convert_a(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as the library calls it
        """Return a link in Markdown, or its words."""
        target = self._address(str(el.get("href") or ""))
        if target is None or not text.strip():
            return text
        lead = text[: len(text) - len(text.lstrip())]
        tail = text[len(text.rstrip()) :]
        shown = f"<{target}>" if re.search(r"[()\s]", target) else target
        return f"{lead}[{text.strip()}]({shown}){tail}"

    def convert_img(self, el: Any, text: str, parent_tags: Any) -> str:  # noqa: ARG002 - as the library calls it
        """Return the alternative text of an image."""
        address = str(el.get("src") or "")
        if address:
            self._address(f"image {address}")
        return str(el.get("alt") or "")
