"""The names of a record in an index and in the search: its title, its aliases, and what its id abbreviates.

Owns how an id is written for readers: ``2pc`` as 2PC, ``saga-pattern`` as Saga pattern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.views.vocabulary import humanised

#: An abbreviation has no more letters than this.
_ABBREVIATION = 6
_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters: runs of letters and digits, as the search script splits a query."""
    return _WORD.findall(text.lower())


def initials(text: str) -> str:
    """Return the first letters of a text's words."""
    return "".join(word[0] for word in words_of(text))


def _abbreviates(name: str, title: str) -> bool:
    """Whether the letters of ``name`` are, in order, first letters of the title's words, or hold a digit."""
    if not name.isalnum() or not 1 < len(name) <= _ABBREVIATION:
        return False
    if any(letter.isdigit() for letter in name):
        return True
    first = iter(initials(title))
    return all(letter in first for letter in name.lower())


def written(name: str, title: str) -> str:
    """Return an id or alias as readers write it: an abbreviation of the title in capitals, another id as words."""
    if name != name.lower():
        return name
    return name.upper() if _abbreviates(name, title) else humanised(name)


def other_names(record: Record, words: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Yield the names of a record besides its title, as readers write them.

    What differs from another name by a hyphen or a plural is left out.

    Ids count as names of patterns, because many are common abbreviations: cdc, wal, outbox. ``words`` are
    translations.
    """
    named = {_folded(record.title)}
    for name in ((record.id,) if isinstance(record, Pattern) else ()) + record.aliases:
        shown = written(name, record.title)
        shown = words.get(shown, shown)
        folded = _folded(shown)
        if not {folded, folded.removesuffix("s"), folded + "s"} & named:
            yield shown
        named.add(folded)


def _folded(text: str) -> str:
    """Return a name without what people differ about: capitals, hyphens, blanks."""
    return "".join(words_of(text))
