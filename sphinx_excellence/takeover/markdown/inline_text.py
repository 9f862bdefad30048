"""A text whose constructs are looked for, and what is known of it: code spans and brackets that belong together."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from sphinx_excellence.takeover.markdown.page import Page

_TICKS = re.compile(r"`+")
_BRACKET = re.compile(r"\\.|`+|[\[\]]", re.DOTALL)


@dataclass
class Inline:
    """The text, its page, and the function that converts what is inside a construct."""

    text: str
    page: Page
    first_line: int
    in_link: bool = False
    _matches: dict[re.Pattern[str], list[tuple[int, int]]] = field(default_factory=dict)
    convert: Callable[..., str] = field(default=lambda text, *_args, **_named: text)

    def line(self, position: int) -> int:
        """Return the number of the line at a position."""
        return self.first_line + self.text.count("\n", 0, position) if self.first_line else 0

    def inner(self, text: str, position: int, *, in_link: bool = False) -> str:
        """Convert the text inside a construct that begins at a position."""
        return self.convert(text, self.page, self.line(position), in_link=in_link or self.in_link)

    def next_match(self, pattern: re.Pattern[str], start: int) -> tuple[int, int] | None:
        """Return where the next match outside of code begins and ends; all of them are looked for once."""
        spans = self._matches.get(pattern)
        if spans is None:
            spans = self._matches[pattern] = self._outside_code(pattern)
        index = bisect_left(spans, (start, start))
        return spans[index] if index < len(spans) else None

    def _outside_code(self, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
        code = sorted(self.code.items())
        spans = []
        position = 0
        for found in pattern.finditer(self.text):
            while position < len(code) and code[position][1] <= found.start():
                position += 1
            if position == len(code) or found.start() < code[position][0]:
                spans.append(found.span())
        return spans

    @cached_property
    def code(self) -> dict[int, int]:
        """Where code spans are: from the first backtick to behind the last."""
        text = self.text
        runs: dict[int, list[int]] = {}
        for found in _TICKS.finditer(text):
            runs.setdefault(len(found[0]), []).append(found.start())
        for starts in runs.values():
            starts.reverse()
        spans: dict[int, int] = {}
        position = 0
        while (opened := _TICKS.search(text, position)) is not None:
            start, size = opened.start(), len(opened[0])
            position = opened.end()
            if _escaped(text, start):
                if size == 1:
                    continue
                start, size = start + 1, size - 1
            waiting = runs.get(size, [])
            while waiting and waiting[-1] < position:
                waiting.pop()
            if waiting:
                spans[start] = waiting[-1] + size
                position = spans[start]
        return spans

    @cached_property
    def brackets(self) -> dict[int, int]:
        """Where each square bracket closes."""
        pairs: dict[int, int] = {}
        opened: list[int] = []
        position = 0
        while (found := _BRACKET.search(self.text, position)) is not None:
            position = found.end()
            sign = found[0]
            if sign[0] == "`":
                position = self.code.get(found.start(), position)
            elif sign == "[":
                opened.append(found.start())
            elif sign == "]" and opened:
                pairs[opened.pop()] = found.start()
        return pairs


def _escaped(text: str, position: int) -> bool:
    count = 0
    while position > count and text[position - count - 1] == "\\":
        count += 1
    return count % 2 == 1
