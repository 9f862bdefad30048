"""The text of a page: its bytes decoded, its front matter and its body.

Owns the cut between the two. Line ends and a byte-order mark are kept apart, so that what is not changed keeps its
bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Front matter between fences, at the very start. The closing fence may be dots, as YAML ends a document.
_FENCED = re.compile(r"---[ \t]*\n(?P<yaml>(?:.*\n)*?)(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_BOM = "\ufeff"


@dataclass(frozen=True)
class PageText:
    """A page's text, with plain line ends: ``matter`` is the YAML between the fences, or nothing where there are none.

    ``opening`` and ``closing`` are the fences as written; ``bom`` and ``newline`` what the file has of them.
    """

    matter: str | None
    body: str
    opening: str = "---\n"
    closing: str = "---\n"
    bom: str = ""
    newline: str = "\n"

    @property
    def lines_above(self) -> int:
        """How many lines of the file are above the body."""
        return 0 if self.matter is None else self.matter.count("\n") + 2

    def encoded(self, matter: str | None, body: str) -> bytes:
        """Return the bytes of the page with another front matter and body."""
        head = "" if matter is None else f"{self.opening}{matter}{self.closing}"
        text = head + body
        return (self.bom + (text.replace("\n", self.newline) if self.newline != "\n" else text)).encode()


def split_page(data: bytes) -> PageText:
    """Cut a page. Raises ``UnicodeDecodeError`` where its bytes are not UTF-8."""
    text = data.decode("utf-8")
    bom = _BOM if text.startswith(_BOM) else ""
    text = text.removeprefix(_BOM)
    newline = "\r\n" if "\r\n" in text and "\n" not in text.replace("\r\n", "") else "\n"
    if newline == "\r\n":
        text = text.replace("\r\n", "\n")
    found = _FENCED.match(text)
    if found is None:
        return PageText(None, text, bom=bom, newline=newline)
    return PageText(
        found["yaml"], text[found.end() :], text[: found.start("yaml")], text[found.end("yaml") : found.end()],
        bom, newline,
    )  # fmt: skip
