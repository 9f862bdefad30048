"""The headings in the text of a page, and which of its lines are neither code nor comments.

Owns finding them without a parser: thousands of pages are looked at in every run. What a build reads is what counts for
the page itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(?P<title>.*?))?[ \t]*(?:(?<=[ \t])#+)?[ \t]*$")
_MARKDOWN_UNDERLINE = re.compile(r" {0,3}(?:(?P<first>=+)|-+)[ \t]*$")
_NO_PARAGRAPH = re.compile(r"\s*(?:[-*+>|]|\d+[.)])(?:\s|$)|\s{4,}|\s*\|")
_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1*$")
#: A fence, which may be the first thing in an item of a list.
_FENCE = re.compile(r"\s*(?P<item>(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(?P<fence>`{3,}|~{3,}|:{3,})(?P<info>.*)$")
_EXPLICIT = re.compile(r"\.\.(?:[ \t]|$)")
#: A shorter line than this below a text is no underline unless it is as long as the text.
_SHORT = 4


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its text as written, its depth from 1, and its first line and the first line below it, from 0."""

    title: str
    depth: int
    line: int
    below: int


def shown_lines(lines: Sequence[str], *, is_rst: bool) -> list[str]:
    """Return the lines of a page, blank where they are code, a comment or the inside of a directive."""
    return _shown_in_rst(lines) if is_rst else _shown_in_markdown(lines)


def headings(shown: Sequence[str], *, is_rst: bool) -> list[Heading]:
    """Return the headings among the shown lines of a page."""
    return _rst_headings(shown) if is_rst else _markdown_headings(shown)


def _shown_in_rst(lines: Sequence[str]) -> list[str]:
    """Return the lines of a reStructuredText, blank where they are in a comment, a directive or a literal block."""
    shown: list[str] = []
    inside = False
    for line in lines:
        inside = inside and (not line.strip() or line[0].isspace())
        starts = not inside and _EXPLICIT.match(line) is not None
        shown.append("" if inside or starts else line)
        inside = inside or starts or line.rstrip().endswith("::")
    return shown


def _shown_in_markdown(lines: Sequence[str]) -> list[str]:
    """Return the lines of a Markdown text, blank where they are in a fence or in a comment."""
    shown: list[str] = []
    fence, in_comment, in_paragraph = "", False, False
    for line in lines:
        found = _FENCE.match(line) if not in_comment else None
        if fence:
            ends = found is not None and found["fence"].startswith(fence) and not found["item"]
            if found is not None and ends and not found["info"].strip():
                fence = ""
            shown.append("")
        elif in_comment:
            # One that begins within a paragraph is over with it.
            in_comment = "-->" not in line and bool(line.strip() or not in_paragraph)
            shown.append("")
        elif found is not None and not (found["fence"][0] == "`" and "`" in found["info"]):
            fence = found["fence"]
            shown.append("")
        else:
            comment = line.find("<!--", line.rfind("-->") + 1)
            in_comment = comment >= 0
            shown.append(line[:comment] if in_comment else line)
            in_paragraph = bool(shown[-1].strip())
    return shown


def _markdown_headings(shown: Sequence[str]) -> list[Heading]:
    found: list[Heading] = []
    for number, line in enumerate(shown):
        start = line.lstrip(" ")[:1]
        if start == "#":
            match = _HEADING.match(line)
            if match is not None:
                found.append(Heading(match["title"] or "", len(match[1]), number, number + 1))
        elif start in {"=", "-"} and number and (match := _MARKDOWN_UNDERLINE.match(line)) is not None:
            above = shown[number - 1]
            is_alone = number < 2 or not shown[number - 2].strip() or _HEADING.match(shown[number - 2]) is not None
            if above.strip() and is_alone and _NO_PARAGRAPH.match(above) is None and _HEADING.match(above) is None:
                found.append(Heading(above.strip(), 1 if match["first"] else 2, number - 1, number + 1))
    return found


def _rst_headings(shown: Sequence[str]) -> list[Heading]:
    found: list[Heading] = []
    styles: list[tuple[str, bool]] = []
    for number, line in enumerate(shown):
        if number == 0 or not line or line[0].isalnum() or line[0].isspace():
            continue
        adornment = _ADORNMENT.match(line.rstrip())
        above = shown[number - 1]
        if adornment is None or not above.strip() or (_ADORNMENT.match(above.rstrip()) and above[0] == line[0]):
            continue
        if found and found[-1].below > number - 1:
            continue
        length = len(line.rstrip())
        overline = shown[number - 2].rstrip() if number > 1 else ""
        has_overline = overline == line.rstrip()
        if length < min(len(above.strip()), _SHORT) or (above[0].isspace() and not has_overline):
            continue
        if not has_overline and overline.strip():
            continue
        style = (line[0], has_overline)
        if style not in styles:
            styles.append(style)
        first = number - 2 if has_overline else number - 1
        found.append(Heading(above.strip(), styles.index(style) + 1, first, number + 1))
    return found
