"""The words that a reader sees in a built page, to prove that two projects show the same."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from pathlib import Path

from benchmarks.generate import Project

_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr", "col"})


class _Body(HTMLParser):
    """Collects the text inside the element whose role is ``main``, without the signs behind headings."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []
        self._depth = 0
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        given = dict(attrs)
        if self._depth or given.get("role") == "main":
            self._depth += 1
        if self._hidden or "headerlink" in (given.get("class") or "").split():
            self._hidden += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        self._depth = max(0, self._depth - 1)
        self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if self._depth and not self._hidden:
            self.text.append(data)


def words_of(page: Path) -> Counter[str]:
    """Return how often each word is seen in the body of a page; order and punctuation do not count."""
    parser = _Body()
    parser.feed(page.read_text(encoding="utf-8"))
    return Counter(re.findall(r"\w+", " ".join(parser.text).casefold()))


def agreement(one: Project, other: Project) -> tuple[float, Counter[str]]:
    """Return the share of words that both builds show, over all pages, and those that only one does."""
    shared = every = 0
    different: Counter[str] = Counter()
    for path in sorted((one.output / "html").glob("p-*.html")):
        first, second = words_of(path), words_of(other.output / "html" / path.name)
        shared += (first & second).total()
        every += (first | second).total()
        different += (first | second) - (first & second)
    return (shared / every if every else 0.0), different
