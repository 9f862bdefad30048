"""Headings and rules."""

from __future__ import annotations

import re

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.markdown.attributes import ATTRIBUTES, Attributes, read_attributes, write_attributes
from sphinx_excellence.takeover.markdown.inline import convert_inline
from sphinx_excellence.takeover.markdown.lines import Line, next_text
from sphinx_excellence.takeover.markdown.page import Page

_HASHES = re.compile(r"(?P<level>#{1,6})(?P<space>[ \t]*)(?P<title>.*?)(?P<end>(?:[ \t]+#*)?[ \t]*)$")
_UNDERLINE = re.compile(r"(=+|-+)[ ]*$")


def is_hash_heading(line: Line, page: Page) -> bool:
    """Say whether a line is a heading in the source, where a space behind the hashes may be missing."""
    text = line.text
    if not text.startswith("#"):
        return False
    if page.options.on("pymdownx.saneheaders"):
        return re.match(r"#{1,6}(?:[ \t]|$)", text) is not None
    return True


def is_rule(line: Line) -> bool:
    """Say whether a line is a rule."""
    text = line.text
    if line.indent > 3:
        return False
    signs = text.replace(" ", "").replace("\t", "")
    return len(signs) >= 3 and signs[0] in "*-_" and not signs.strip(signs[0])


def hash_heading(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a heading of hashes, with its attributes in a line above it."""
    line = lines[start]
    if not is_hash_heading(line, page):
        return None
    found = _HASHES.match(line.text)
    if found is None:
        return None
    title, above = _attributes(found["title"], line, page)
    changed = title != found["title"]
    text = convert_inline(title, page, line.number)
    space = found["space"] or (" " if text else "")
    return start + 1, [*above, line.put(found["level"] + space + text + ("" if changed else found["end"]))]


def underlined_heading(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a heading that is underlined: one line of text, and the signs below it."""
    if start + 1 >= len(lines) or lines[start].indent > 3 or not lines[start + 1].text:
        return None
    if _UNDERLINE.match(lines[start + 1].text) is None:
        return None
    line = lines[start]
    sign = lines[start + 1].text[0]
    title, above = _attributes(line.text, line, page)
    text = convert_inline(title, page, line.number)
    begins_otherwise = re.match(r"\s*(?:[*+-]\s|\d+[.)]\s|>|\||:{3}|%|\+{3}|```|~~~)", text) is not None
    if begins_otherwise or "|" in text:
        return start + 2, [*above, line.put(f"{'#' if sign == '=' else '##'} {text.strip()}")]
    return start + 2, [*above, line.put(text), lines[start + 1]]


def explicit_ids(text: str) -> set[str]:
    """Return the ids that headings of a page may have by attributes: those of several pages are no labels."""
    return {found["id"] for found in _EXPLICIT.finditer(text)}


_EXPLICIT = re.compile(r"[ {]#(?P<id>[^\s#}]+)[^{}\n]*\}[ ]*$", re.MULTILINE)


def rule(lines: list[Line], start: int, page: Page) -> tuple[int, list[Line]] | None:
    """Take a rule; where docutils knows none, it is written as HTML."""
    line = lines[start]
    if not is_rule(line):
        return None
    if page.depth > 0 or _at_an_edge(lines, start, page):
        return start + 1, [line.put("<hr>")]
    return start + 1, [line]


def _at_an_edge(lines: list[Line], start: int, page: Page) -> bool:
    """Say whether a rule is where docutils allows none: at the beginning or end of a section, or next to another."""
    above = start - 1
    while above >= 0 and lines[above].blank:
        above -= 1
    below = next_text(lines, start + 1)
    if above < 0 or below >= len(lines) or is_rule(lines[below]):
        return True
    before = lines[above]
    if is_hash_heading(before, page) or _DEFINED.match(lines[below].text) is not None:
        return True
    return _UNDERLINE.match(before.text) is not None and above > 0 and not lines[above - 1].blank


#: What leaves nothing in the page where it is.
_DEFINED = re.compile(r" {0,3}\*?\[[^\[\]]+\]:")


def _attributes(title: str, line: Line, page: Page) -> tuple[str, list[Line]]:
    """Cut the attributes off a title: what is left, and the lines that go above the heading."""
    if not page.options.on("attr_list") or not title.rstrip().endswith("}"):
        return title, []
    brace = title.rfind("{")
    found = ATTRIBUTES.match(title, brace) if brace > 0 else None
    if found is None or title[brace - 1] != " " or found.end() != len(title.rstrip()):
        return title, []
    read = read_attributes(found["list"])
    above = []
    anchor = read.id
    taken = anchor in page.anchors
    page.anchors.add(anchor)
    if taken:
        read = Attributes("", read.classes, read.values)
    elif anchor and (anchor in page.options.shared_ids or not _is_plain(anchor)):
        above += [Line(f'<a id="{_escaped(anchor)}"></a>', line.number, line.prefixes), Line("", line.number)]
        read = Attributes("", read.classes, read.values)
    if read.values.pop("data-toc-label", None):
        page.tell("toc-label", line.number, Phrase("the label for the table of contents is left out"))
    written = write_attributes(read, "block", page, line.number)
    if written:
        page.needs.add("attrs_block")
        above.append(Line(written, line.number, line.prefixes))
    return title[:brace].rstrip(), above


def _is_plain(anchor: str) -> bool:
    """Say whether docutils keeps an id as it is."""
    return re.fullmatch(r"[a-z](?:-?[a-z0-9]+)*", anchor) is not None


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
