"""Pages that other pages include: MyST's directive `include`, where it shows what readers of the old site saw.

Owns when it does: the included text stands for itself, so that the same words come from it on each page. Elsewhere, and
for what is not a page, the text is put in place.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_excellence.takeover.fenced_lines import with_code_marked

#: What belongs to the page that has it: headings and other places with names, notes, definitions.
_OF_A_PAGE = re.compile(
    r"[ \t>]*#{1,6}(?:[ \t]|$)|[ \t]*\([^()\s]+\)=|.*(?:\[\^|\{#|\bid=|\bname=)|[ \t]*\*?\[[^\]]+\]:|:name:"
)
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_ADDRESS = re.compile(r"(?P<image>!\[[^\[\]]*)?\]\([ \t]*<?(?P<url>[^\s<>)]+)")
_OF_HTML = re.compile(r"<[a-z][^<>]*\s(?:src|href)=[\"'](?!https?:|mailto:|#)", re.IGNORECASE)
_MARK = re.compile(r"<!--[^\n\"\\]*-->")
_FIXED = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:|[#/]")


@dataclass(frozen=True)
class IncludedPage:
    """A page of the target that is included: its path there, how many lines are added above its text, and the text.

    ``source`` is its text in the source.
    """

    target: str
    lines_above: int
    text: str
    source: str


def include_directive(
    page: IncludedPage, into: str, start: str | None, end: str | None, *, rewrites: bool
) -> list[str] | None:
    """Return the directive that includes a page into one of the target; nothing where it would not show the same.

    ``start`` and ``end`` are marks in the text. ``rewrites`` says that its links are those of the included page.
    """
    shown = _between(page, start, end)
    if shown is None or _belongs_to_its_page(shown):
        return None
    there, here = posixpath.dirname(page.target), posixpath.dirname(into)
    options: dict[str, str] = {}
    if start is None and page.lines_above:
        options["start-line"] = str(page.lines_above)
    if start is not None:
        options["start-after"] = f'"{start}"'
    if end is not None:
        options["end-before"] = f'"{end}"'
    moved = [found for found in _ADDRESS.finditer(shown) if not _FIXED.match(found["url"])]
    if moved and there != here:
        links = [found["url"] for found in moved if found["image"] is None]
        beginning = links[0].partition("/")[0] if links else ""
        if not rewrites or not all(link.startswith(f"{beginning}/") for link in links):
            return None
        if links:
            options["relative-docs"] = f"{beginning}/"
        if len(links) < len(moved):
            options["relative-images"] = ""
    lines = [f":{name}: {value}".rstrip() for name, value in options.items()]
    return [f"```{{include}} {posixpath.relpath(page.target, here or '.')}", *lines, "```"]


def with_directives(text: str, directives: Mapping[str, list[str]]) -> str:
    """Return a text with directives in place of the lines that stand for them."""
    if not directives:
        return text
    return "\n".join(row for line in text.split("\n") for row in directives.get(line.strip(), [line]))


def _between(page: IncludedPage, start: str | None, end: str | None) -> str | None:
    """Return what is between the marks; nothing where MyST does not find the same."""
    text, places = page.text, [0, len(page.text)]
    for mark, place in ((start, 0), (end, 1)):
        if mark is None:
            continue
        if _MARK.fullmatch(mark) is None or text.count(mark) != 1 or page.source.count(mark) != 1:
            return None
        places[place] = text.index(mark) + (0 if place else len(mark))
    if places[0] > places[1]:
        return None
    has_matter = start is None and page.source.startswith("---\n") and "\n---" in page.source[4:]
    # Below the text of an index is the list of its folder.
    has_list = end is None and posixpath.basename(page.target).lower() in {"index.md", "readme.md"}
    return None if has_matter or has_list else text[places[0] : places[1]]


def _belongs_to_its_page(text: str) -> bool:
    above = ""
    for _number, row, is_code in with_code_marked(text.split("\n")):
        if not is_code and (_OF_A_PAGE.match(row) or _OF_HTML.search(row) or (above and _UNDERLINE.match(row))):
            return True
        above = "" if is_code else row.strip()
    return False
