"""What kramdown, the Markdown of Jekyll, has besides CommonMark: attribute lists, contents, Markdown in HTML.

Owns these constructs, by the line; everything else of a page keeps its bytes. Classes belong to the old theme: those of
callouts become admonitions, others are left out and told. https://kramdown.gettalong.org/syntax.html
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.fenced_lines import with_code_marked
from sphinx_excellence.takeover.source import Note
from sphinx_excellence.takeover.static_sites.headings import lines_of_id
from sphinx_excellence.takeover.static_sites.html_containers import CLOSES, OPENS, classes_of, container_colons

_BLOCK = re.compile(r"(?P<indent>(?:[ \t]|>[ \t]?)*)\{:(?P<list>[^{}]*)\}[ \t]*$")
_SPAN = re.compile(r"(?<=[)\]*_`>])\{:[^{}]*\}")
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_CLASS = re.compile(r"(?:^|[ \t])\.?(?P<name>[\w-]+)(?=[ \t]|$)")
_ID = re.compile(r"#(?P<id>[^\s{}.]+)")
_ITEM = re.compile(r"[ \t]*(?:[*+-]|\d+\.)[ \t]+\S")
_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_HEADING_ID = re.compile(r"(?P<text> {0,3}#{1,6}[ \t].*?)[ \t]*\{:?[ \t]*#(?P<id>[^\s{}]+)[ \t]*\}[ \t]*$")
_USUAL = {
    "note": "note", "warning": "warning", "important": "important", "tip": "tip", "caution": "caution",
    "danger": "danger", "hint": "hint", "info": "note",
}  # fmt: skip
_CONTENTS = (
    "```{contents}",
    ":class: this-will-duplicate-information-and-it-is-still-useful-here",
    "```",
)


@dataclass
class Kramdown:
    """A text for the target, what is reported of it by its lines from 1, and what the target must have for it."""

    text: str
    notes: list[Note] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)


def convert_kramdown(path: str, text: str, callouts: Mapping[str, Any]) -> Kramdown:
    """Return the text of a page as MyST; ``callouts`` are those of the settings, by the class of each."""
    return _Page(path, callouts, as_seen=False).converted(text)


def seen_kramdown(text: str) -> str:
    """Return the text of a page as readers of the site saw it, in CommonMark."""
    return _Page("", {}, as_seen=True).converted(text).text


class _Page:
    def __init__(self, path: str, callouts: Mapping[str, Any], *, as_seen: bool) -> None:
        self._path, self._callouts, self._as_seen = path, callouts, as_seen
        self._made = Kramdown("")
        self._told: set[str] = set()
        self._has_html = False
        self._colons: dict[int, int] = {}

    def converted(self, text: str) -> Kramdown:
        lines = [(number, line, is_code) for number, line, is_code in with_code_marked(text.split("\n"))]
        written: list[str] = []
        self._has_html = any(not is_code and OPENS.match(line) for _number, line, is_code in lines)
        if self._has_html and not self._as_seen:
            self._colons = container_colons([(line, is_code) for _number, line, is_code in lines])
        for at, (number, line, is_code) in enumerate(lines):
            found = None if is_code else _BLOCK.match(line)
            if found is None:
                written += [line] if is_code else self._plain(number, line)
                continue
            above = written[-1].strip() if written else ""
            below = lines[at + 1][1].strip() if at + 1 < len(lines) else ""
            if found["list"].strip() == "toc" and above and _ITEM.match(written[-1]):
                written.pop()
                written += ["", ""] if self._as_seen else ["", *_CONTENTS]
            elif above and not _BLOCK.match(above):
                self._attribute_above(number, found, written)
            elif below:
                self._put(number, found, written, len(written))
        self._made.text = "\n".join(self._with_callouts(written))
        return self._made

    def _plain(self, number: int, line: str) -> Iterator[str]:
        opened = OPENS.match(line) if self._has_html else None
        closed = CLOSES.match(line) if self._has_html else None
        colons = ":" * self._colons.get(number, 0)
        if opened is not None:
            tag = f"{opened['tag']}{opened['rest']}"
            if colons:
                self._made.needs.add("colon_fence")
                indent = tag[: len(tag) - len(tag.lstrip())]
                tag = f"{indent}{colons}{{container}} {classes_of(tag)}".rstrip()
            yield from ("", tag, "")
            if opened["text"].strip():
                yield opened["text"]
        elif closed is not None:
            yield from ("", closed["indent"] + colons if colons else line, "")
        else:
            own = None if self._as_seen else _HEADING_ID.match(line)
            if own is not None:
                self._made.needs.add("attrs_block")
                yield from lines_of_id(own["id"])
                line = own["text"]
            yield self._without_spans(number, line)

    def _without_spans(self, number: int, line: str) -> str:
        if "{:" not in line:
            return line
        code = [found.span() for found in _CODE.finditer(line)]

        def left_out(found: re.Match[str]) -> str:
            if any(start < found.start() < end for start, end in code):
                return found[0]
            self._tell(number, found[0])
            return ""

        return _SPAN.sub(left_out, line)

    def _attribute_above(self, number: int, found: re.Match[str], written: list[str]) -> None:
        """Put an attribute list where MyST has it: before the block that it follows."""
        start = len(written)
        is_heading = _HEADING.match(written[-1]) is not None
        while start and written[start - 1].strip() and (is_heading or not _HEADING.match(written[start - 1])):
            start -= 1
            if is_heading:
                break
        self._put(number, found, written, start)

    def _put(self, number: int, found: re.Match[str], written: list[str], place: int) -> None:
        given = found["list"]
        own = _ID.search(given)
        names = [each["name"] for each in _CLASS.finditer(_ID.sub(" ", given)) if each["name"]]
        callout = next((name for name in names if self._is_callout(name)), None)
        if self._as_seen:
            if own is not None and place < len(written) and _HEADING.match(written[place]):
                written[place] += f" {{#{own['id']}}}"
            return
        if callout is not None:
            written.insert(place, f"\ue002{callout}")
        elif names or "=" in given:
            self._tell(number, found[0].strip())
        if own is not None:
            self._made.needs.add("attrs_block")
            written[place:place] = lines_of_id(own["id"])

    def _is_callout(self, name: str) -> bool:
        plain = name.removesuffix("-title")
        return plain in self._callouts or plain in _USUAL

    def _with_callouts(self, lines: list[str]) -> Iterator[str]:
        """Yield the lines with each block that a callout's mark is above in an admonition."""
        at = 0
        while at < len(lines):
            if not lines[at].startswith("\ue002"):
                yield lines[at]
                at += 1
                continue
            name = lines[at][1:]
            end = at + 1
            while end < len(lines) and lines[end].strip():
                end += 1
            yield from self._admonition(name, lines[at + 1 : end])
            at = end

    def _admonition(self, name: str, block: list[str]) -> Iterator[str]:
        if not block or _HEADING.match(block[0]):
            yield from block
            return
        if all(line.lstrip().startswith(">") for line in block):
            block = [re.sub(r"^[ \t]*>[ \t]?", "", line) for line in block]
        plain = name.removesuffix("-title")
        about = self._callouts.get(plain)
        title = str(about.get("title") or "") if isinstance(about, dict) else ""
        if name.endswith("-title"):
            title, block = block[0].strip(), block[1:]
        directive = _USUAL.get(plain, "note")
        title = title if title and title.casefold() != directive else "" if plain in _USUAL else plain.capitalize()
        self._made.needs.add("colon_fence")
        yield f":::{{admonition}} {title}" if title else f":::{{{directive}}}"
        if title:
            yield from (f":class: {directive}", "")
        yield from block
        yield ":::"

    def _tell(self, number: int, given: str) -> None:
        if given not in self._told and not self._as_seen:
            self._told.add(given)
            said = Phrase("the attribute list %s of kramdown is for the old theme; it is left out", given)
            self._made.notes.append(Note("attribute-left-out", self._path, number + 1, said))
