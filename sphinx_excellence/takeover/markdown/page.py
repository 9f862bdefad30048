"""What is known of a page while its body is converted: definitions of the whole page, notes, needs.

Owns the reading of definitions before anything else, as references may precede them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field

from sphinx_excellence.takeover.markdown.lines import Line
from sphinx_excellence.takeover.markdown.link_definitions import read_definition
from sphinx_excellence.takeover.markdown.options import BodyNote, MarkdownOptions

_CONTAINER = re.compile(r"\A[ \t>]*(?:(?:[*+-]|\d+\.)[ \t]+)*")
_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_FOOTNOTE = re.compile(r"\[\^([^\[\]\s]+)\]:")
_ABBREVIATION = re.compile(r"\*\[([^\\\]]+)\][ ]?:[ ]*(.*)$")

#: How deep constructs may be inside each other; what is deeper stays as it is.
MAXIMUM_DEPTH = 40


@dataclass
class Page:
    """The state of one conversion. ``indented_code`` counts blocks of code by indentation."""

    options: MarkdownOptions
    convert: Callable[[list[Line], Page], list[Line]]
    references: set[str] = field(default_factory=set)
    footnotes: set[str] = field(default_factory=set)
    abbreviations: dict[str, str] = field(default_factory=dict)
    notes: list[BodyNote] = field(default_factory=list)
    needs: set[str] = field(default_factory=set)
    indented_code: int = 0
    #: Numbers of lines that look like fences and are text to the source.
    no_fences: set[int] = field(default_factory=set)
    depth: int = 0
    anchors: set[str] = field(default_factory=set)
    #: The line of the last definition of each link, which is the one that counts in the source.
    last_definitions: dict[str, int] = field(default_factory=dict)
    tab_sets: int = 0
    #: Where what is not closed was looked for, by what it is: the lines, and up to where there is no end.
    searches: dict[tuple[int, str, int], tuple[list[Line], int]] = field(default_factory=dict)
    #: How many elements of a name are open in front of a line of the page, as far as it was counted.
    openings: dict[str, tuple[int, int]] = field(default_factory=dict)
    abbreviation_pattern: re.Pattern[str] | None = None

    def is_open(self, lines: list[Line], start: int, what: str, level: int = 0) -> bool:
        """Say whether it is known that nothing closes a block that begins at a line."""
        known = self.searches.get((id(lines), what, level))
        return known is not None and known[0] is lines and start < known[1]

    def found_open(self, lines: list[Line], until: int, what: str, level: int = 0) -> None:
        """Keep that nothing up to a line closes a block, so that it is not looked for again."""
        self.searches[id(lines), what, level] = (lines, until)

    def tell(self, kind: str, line: int, text: str, *, lossy: bool = False) -> None:
        """Tell something, once for a place."""
        note = BodyNote(kind, line, text, lossy)
        if note not in self.notes[-20:]:
            self.notes.append(note)

    def inside(self, lines: list[Line]) -> list[Line]:
        """Convert the lines of a container."""
        if self.depth >= MAXIMUM_DEPTH:
            return lines
        self.depth += 1
        try:
            return self.convert(lines, self)
        finally:
            self.depth -= 1

    def collect(self, lines: list[Line]) -> None:
        """Read the definitions of links, footnotes and abbreviations, wherever they are but in fences."""
        texts = [_CONTAINER.sub("", line.text, count=1) for line in lines]
        fences: dict[str, list[int]] = {}
        for index, text in enumerate(texts):
            if text.startswith(("```", "~~~")):
                fences.setdefault(text.rstrip(), []).append(index)
        index = 0
        while index < len(lines):
            opened = _FENCE.match(texts[index])
            if opened is not None:
                ends = fences.get(opened[1], [])
                end = bisect_right(ends, index)
                if end < len(ends):
                    index = ends[end] + 1
                    continue
            self._collect(lines[index], texts[index : index + 3])
            index += 1
        names = sorted((name for name in self.abbreviations if name), key=lambda name: (-len(name), name))
        if names:
            self.abbreviation_pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")

    def _collect(self, line: Line, texts: list[str]) -> None:
        if not texts[0].startswith(("[", "*[")):
            return
        found = read_definition(texts)
        if found is not None:
            label = normalized(found.label)
            self.references.add(label)
            if line.indent < 4:
                self.last_definitions[label] = line.number
            return
        footnote = _FOOTNOTE.match(texts[0]) if self.options.on("footnotes") else None
        if footnote is not None:
            self.footnotes.add(footnote[1])
        abbreviation = _ABBREVIATION.match(texts[0]) if self.options.on("abbr", "pymdownx.abbr") else None
        if abbreviation is not None:
            self.abbreviations[abbreviation[1].strip()] = abbreviation[2].strip()


def normalized(label: str) -> str:
    """Return the label of a reference as it is compared."""
    return " ".join(label.split()).casefold()
