"""Puts the queries to a built site, and says what a reader would see: the panel, and Sphinx's own list.

Owns the reading of the search page. What is good enough is for the test, and the table for the benchmarks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import yaml

if TYPE_CHECKING:
    from playwright.sync_api import Page

QUERIES = Path(__file__).parents[2] / "source" / "_queries.yaml"
#: How many of each list are looked at.
DEPTH = 3


@dataclass(frozen=True)
class Query:
    """What is typed, and the ids of the patterns that answer it; ``part`` is ``tuning``, ``held-out`` or ``later``."""

    text: str
    kind: str
    wanted: tuple[str, ...]
    part: str


@dataclass(frozen=True)
class Answer:
    """What a query brought: the names of the pages that each list leads to, best first."""

    query: Query
    panel: tuple[str, ...]
    results: tuple[str, ...]

    def place(self, found: Sequence[str]) -> int:
        """Return the place of the first wanted one in ``found``, from 1; past the end where there is none."""
        return next((at for at, name in enumerate(found, 1) if name in self.query.wanted), len(found) + 1)


@dataclass(frozen=True)
class Share:
    """How many of several answers have what is wanted in the first place, and in the first three."""

    first: float
    three: float

    @classmethod
    def of(cls, answers: Iterable[Answer], *, panel: bool = True) -> Share:
        lists = [(answer, (answer.panel if panel else answer.results)[:DEPTH]) for answer in answers]
        places = [(answer.place(found), len(found)) for answer, found in lists]
        first = sum(place == 1 and bool(length) for place, length in places)
        return cls(first / len(places), sum(place <= length for place, length in places) / len(places))


def read_queries() -> list[Query]:
    """Return the queries, in the order of their file."""
    written = yaml.safe_load(QUERIES.read_text(encoding="utf-8"))
    return [Query(one["query"], one["kind"], tuple(one["wanted"]), one["set"]) for one in written]


def search(page: Page, address: str, text: str) -> None:
    """Open the search page of the site at ``address`` with a query, and wait until Sphinx has found what it finds."""
    page.goto(f"{address}search.html?q={quote(text)}")
    page.wait_for_function("document.querySelector('.search-summary')?.innerText.length > 0")


def answers(page: Page, address: str, queries: Iterable[Query]) -> Iterator[Answer]:
    """Yield what each query brings on the pages of patterns, which go by the patterns' ids."""
    for query in queries:
        search(page, address, query.text)
        panel = _names(page, ".excellence-search .excellence-patterns > li .excellence-found > a")
        yield Answer(query, panel, _names(page, "#search-results ul.search > li > a:first-child"))


def _names(page: Page, links: str) -> tuple[str, ...]:
    """Return the names of the pages that links lead to, each once."""
    paths = page.eval_on_selector_all(links, "links => links.map(link => new URL(link.href).pathname)")
    return tuple(dict.fromkeys(Path(path).stem for path in paths))
