"""Answers that are put together for a query: a list with its filters set, or an edition to download.

The Python side of ``answers.js``. One is given only where it takes in every word
of the query, so that a question about a problem never ends in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilterableList:
    """A list that readers filter: its page and the anchor above it, and of each menu the values with their labels."""

    page: str
    anchor: str
    menus: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A ``list`` with each menu that is set and its value, or the ``download`` of the edition of a name."""

    kind: str
    chosen: tuple[tuple[str, str], ...] = ()
    name: str = ""


#: Reduces a text to the roots of the words that count.
Roots = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class AnswerMaker:
    """Gives the answers of a site: its lists, the names of its editions, and what readers call things of each kind."""

    lists: Sequence[FilterableList]
    downloads: Sequence[str]
    kind_words: Mapping[str, Sequence[str]]
    roots: Roots

    def answers(self, query: str) -> list[Answer]:
        """Return the answers that take in every word of a query."""
        said = set(self.roots(query))
        if not said:
            return []
        chosen = (self._chosen(each, said) for each in self.lists)
        found = [Answer("list", each) for each in chosen if each is not None][:1]
        of_all = self._named("download")
        for name in self.downloads:
            own = set(self.roots(name))
            if own and said <= own | of_all and (own <= said or len(self.downloads) == 1):
                found.append(Answer("download", name=name))
        return found

    def _named(self, kind: str) -> set[str]:
        return {root for words in self.kind_words.get(kind, ()) for root in self.roots(words)}

    def _chosen(self, each: FilterableList, said: Collection[str]) -> tuple[tuple[str, str], ...] | None:
        """Return what each menu is set to for what is said; nothing where a word is left."""
        left = set(said) - self._named("pattern")
        chosen = []
        for menu, options in each.menus:
            best: tuple[int, str, set[str]] | None = None
            for value, label in options:
                for text in (label, value):
                    own = set(self.roots(text))
                    if own and own <= left and (best is None or len(own) > best[0]):
                        best = (len(own), value, own)
            if best is not None:
                chosen.append((menu, best[1]))
                left -= best[2]
        return None if left else tuple(chosen)
