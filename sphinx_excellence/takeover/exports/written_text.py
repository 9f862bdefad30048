"""Texts of records as other programs take them: Markdown without the toolkit's own links and roles, HTML, CSV cells.

Links to records and roles lead nowhere outside the project: their words stay.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from functools import cache

from markdown_it import MarkdownIt

from sphinx_excellence.model.prose import is_external, unsafe_scheme

_LINK = re.compile(r"(?<!!)\[([^\[\]]*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)?)>?(?:\s+[^()]*)?\)")
_ROLE = re.compile(r"\{[\w:.+-]+\}`([^`<]+?)\s*(?:<[^`]*>)?`")
#: What a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection
_FORMULA = re.compile(r"[=+\-@\t\r]")


def outside(text: str) -> str:
    """Return a text in Markdown with the words of links to records and of roles in place of them."""
    return _LINK.sub(_words_of_link, _ROLE.sub(r"\1", text))


def leads_inside(text: str) -> bool:
    """Whether a text has links to records or roles, of which `outside` keeps nothing but the words."""
    return outside(text) != text


def _words_of_link(found: re.Match[str]) -> str:
    return found[0] if is_external(found[2]) and unsafe_scheme(found[2]) is None else found[1]


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def html_of(text: str) -> str:
    """Return a text in Markdown as HTML; the text of one paragraph without markup has no tags."""
    rendered = str(_parser().render(outside(text))).strip()
    inner = rendered.removeprefix("<p>").removesuffix("</p>")
    return inner if rendered == f"<p>{inner}</p>" and "<p>" not in inner else rendered


def has_formula(cell: str) -> bool:
    """Whether a spreadsheet would take a cell for a formula; numbers are none."""
    if not _FORMULA.match(cell):
        return False
    try:
        float(cell)
    except ValueError:
        return True
    return False


def csv_text(rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows as CSV (RFC 4180), in which no cell is a formula: an apostrophe is put before those."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    for row in rows:
        writer.writerow([f"'{cell}" if has_formula(cell) else cell for cell in row])
    return written.getvalue().encode()
