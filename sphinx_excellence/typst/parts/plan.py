"""Where a long document is cut: before what begins a page, so that nothing changes but what is compiled together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_excellence.typst.settings import CHARACTERS_ON_A_PAGE
from sphinx_excellence.typst.writing.emitter import Page

CONTENTS = "contents-page()"
INDICES = 'include "/indices.typ"'
_INCLUDED = re.compile(r'include "(/pages/.+\.typ)"')


@dataclass(slots=True)
class Part:
    """What is compiled together: code, the pages of the source that it is from, and the characters that it prints."""

    items: list[str] = field(default_factory=list)
    docnames: set[str] = field(default_factory=set)
    size: float = 0

    def add(self, other: Part) -> None:
        """Append another part."""
        self.items += other.items
        self.docnames |= other.docnames
        self.size += other.size


def plan(pages: Sequence[Page], pages_at_once: int, *, has_indices: bool) -> list[Part]:
    """Return the parts of a document, each of ``pages_at_once`` pages of the PDF about, or of one longer chapter.

    The first holds the contents, the last the indices and all behind them; ``pages`` ends with the start page. There
    are none where the document is short or has no chapter at which it could be cut.
    """
    runs = list(_Runs(pages).of(pages[-1]))
    if sum(run.size for run in runs) <= pages_at_once * CHARACTERS_ON_A_PAGE:
        return []
    first = next((number for number, run in enumerate(runs) if CONTENTS in run.items), 0) + 1
    last = next((number for number, run in enumerate(runs) if INDICES in run.items), len(runs))
    body = list(_grouped(runs[first:last], pages_at_once * CHARACTERS_ON_A_PAGE))
    back = _joined(runs[last:])
    if not body:
        return []
    return [_joined(runs[:first]), *body, *([back] if back.items and (has_indices or back.items != [INDICES]) else [])]


def _joined(runs: Sequence[Part]) -> Part:
    whole = Part()
    for run in runs:
        whole.add(run)
    return whole


def _grouped(runs: Sequence[Part], most: float) -> Iterator[Part]:
    """Yield runs together, as many as are no larger than ``most``."""
    group = Part()
    for run in runs:
        if group.items and group.size + run.size > most:
            yield group
            group = Part()
        group.add(run)
    if group.items:
        yield group


class _Runs:
    """Divides pages into runs that each begin a page of the PDF."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self._pages: Mapping[str, Page] = {page.path: page for page in pages}

    def of(self, start: Page) -> Iterator[Part]:
        """Yield the runs of the document."""
        run = Part()
        for piece, cut in self._pieces(start):
            if cut and run.items:
                # What marks a place right before a chapter belongs to it.
                kept = len(run.items)
                while kept and run.items[kept - 1].startswith("anchor("):
                    kept -= 1
                marks, run.items = run.items[kept:], run.items[:kept]
                yield run
                run = Part(marks, set(piece.docnames))
            run.add(piece)
        yield run

    def _pieces(self, page: Page) -> Iterator[tuple[Part, bool]]:
        """Yield a page piece by piece, and whether each begins a page of the PDF; a page with no cut in it is one."""
        own = page.printed / max(len(page.items), 1)
        for item in page.items:
            child = self._child(item)
            if child is None:
                yield Part([item], {page.docname}, own), _begins_page(item)
            elif self._is_cut(child):
                yield from self._pieces(child)
            else:
                docnames = set(self._docnames(child))
                yield Part([item], docnames, self._size(child)), self._begins_page(child)

    def _child(self, item: str) -> Page | None:
        found = _INCLUDED.fullmatch(item)
        return self._pages.get(found[1]) if found is not None else None

    def _begins_page(self, page: Page) -> bool:
        first = next((item for item in page.items if not item.startswith("anchor(")), "")
        child = self._child(first)
        return _begins_page(first) if child is None else self._begins_page(child)

    def _is_cut(self, page: Page) -> bool:
        """Whether a page of the PDF begins within a page of the source, and not with it."""
        first = True
        for item in page.items:
            child = self._child(item)
            begins = _begins_page(item) if child is None else self._begins_page(child)
            if (begins and not first) or (child is not None and self._is_cut(child)):
                return True
            first = first and item.startswith("anchor(")
        return False

    def _children(self, page: Page) -> Iterator[Page]:
        return (child for item in page.items if (child := self._child(item)) is not None)

    def _docnames(self, page: Page) -> Iterator[str]:
        yield page.docname
        for child in self._children(page):
            yield from self._docnames(child)

    def _size(self, page: Page) -> float:
        return page.printed + sum(map(self._size, self._children(page)))


def _begins_page(item: str) -> bool:
    return item in {"new-chapter()", INDICES} or item.startswith("part(")
