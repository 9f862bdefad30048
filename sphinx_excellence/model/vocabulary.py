"""The vocabulary of a project: the words that records take for statuses, relations, categories and the like.

Owns the lists, the words that each has by default, and which word stands for which. What data says of words is in
``word_definition.py``; the rules ask what a word means and never which one it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType

from sphinx_excellence.messages import N_

PATTERN_STATUS, DECISION_STATUS = "pattern-status", "decision-status"
RELEVANCE, RELATION, RISK, CATEGORY, TAG = "relevance", "relation", "risk", "category", "tag"

#: What the words of a list can mean, for those lists where it matters to rules.
MEANINGS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    PATTERN_STATUS: ("recommended", "caution", "legacy"),
    DECISION_STATUS: ("open", "in-force", "closed", "legacy", "superseded"),
    RELATION: ("replaces",),
})  # fmt: skip
#: The lists that take any word until one is defined.
OPEN_LISTS = frozenset({CATEGORY, TAG})


@dataclass(frozen=True, slots=True)
class Word:
    """One word that records take.

    ``title`` is what readers see; ``is_own`` says whether it is of the data, or the toolkit's. ``colours`` are those of
    light and of dark. ``written`` are the keys that the data gives it: none for a word that is there by default.
    """

    id: str
    title: str
    means: str = ""
    description: str = ""
    order: float = 0
    parent: str = ""
    icon: str = ""
    colours: tuple[str, str] | None = None
    synonyms: tuple[str, ...] = ()
    is_own: bool = False
    written: tuple[str, ...] = ()


def in_plain_words(identifier: str) -> str:
    """Return an id as words: ``data-management`` reads ``Data management``."""
    words = identifier.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]


class WordList(Mapping[str, Word]):
    """The words of one list by id, in their order, and what else is written for them.

    ``removed`` are the words that are there by default and that the data takes away.
    """

    def __init__(self, name: str, words: Mapping[str, Word], removed: tuple[str, ...] = ()) -> None:
        """List ``words``, those of a smaller order first."""
        self.name = name
        self.removed = removed
        ordered = sorted(words.values(), key=lambda word: (word.order, word.title.casefold(), word.id))
        self._words = {word.id: word for word in ordered}
        self.synonyms: Mapping[str, str] = {
            synonym: word.id for word in ordered for synonym in word.synonyms if synonym not in self._words
        }
        self._folded = {_folded(each): self.synonyms.get(each, each) for each in (*self.synonyms, *self._words)}

    def __getitem__(self, word: str) -> Word:
        return self._words[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def find(self, written: str) -> str | None:
        """Return the word that ``written`` is or stands for."""
        return written if written in self._words else self.synonyms.get(written)

    def find_folded(self, written: str) -> str | None:
        """Return the word that ``written`` is or stands for, in any case, with blanks or hyphens."""
        return self.find(written) or self._folded.get(_folded(written))

    def meaning(self, word: str | None) -> str:
        """Return what a word means; nothing for one that is not listed."""
        found = self._words.get(word or "")
        return found.means if found is not None else ""

    def that_mean(self, *meanings: str) -> tuple[str, ...]:
        """Return the words with one of these meanings."""
        return tuple(word.id for word in self._words.values() if word.means in meanings)

    def place(self, word: str) -> tuple[int, str]:
        """Return where a word is in the order: those that are not listed come last, by the alphabet."""
        return self._places.get(word, len(self._places)), word

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {word: place for place, word in enumerate(self.nested())}

    def nested(self) -> tuple[str, ...]:
        """Return the words in their order, each before those that it is the parent of."""
        below: dict[str, list[str]] = {}
        for word in self._words.values():
            below.setdefault(word.parent if word.parent in self._words else "", []).append(word.id)
        listed: list[str] = []
        waiting = list(reversed(below.get("", ())))
        while waiting:
            word_id = waiting.pop()
            listed.append(word_id)
            waiting += reversed(below.pop(word_id, ()))
        # Those that are parts of each other in a circle, which is reported, are in no other's line.
        return (*listed, *(word for word in self._words if word not in listed))

    def with_parents(self, word: str) -> tuple[str, ...]:
        """Return a word and all that it is below, the nearest first."""
        line = [word]
        while (found := self._words.get(line[-1])) is not None and found.parent and found.parent not in line:
            line.append(found.parent)
        return tuple(line)

    def changed(self, change: Callable[[Word], Word]) -> WordList:
        """Return the list with ``change`` applied to each word, in the same order."""
        made = WordList(self.name, {}, self.removed)
        made._words = {word_id: change(word) for word_id, word in self._words.items()}
        made.synonyms, made._folded = self.synonyms, self._folded
        return made

    def __repr__(self) -> str:
        return f"{self.name}: {list(self._words.values())} {self.removed}"


def _folded(written: str) -> str:
    return " ".join(written.replace("-", " ").replace("_", " ").split()).casefold()


def _words(list_name: str, *given: tuple[str, str, str, tuple[str, ...]]) -> WordList:
    return WordList(
        list_name,
        {
            word: Word(word, title, means, order=10 * place, synonyms=synonyms)
            for place, (word, title, means, synonyms) in enumerate(given, start=1)
        },
    )


#: The words that every project has, unless its data says otherwise.
DEFAULT_LISTS: Mapping[str, WordList] = MappingProxyType({
    PATTERN_STATUS: _words(
        PATTERN_STATUS,
        ("recommended", N_("Recommended"), "recommended", ()),
        ("use-with-caution", N_("Use with caution"), "caution", ()),
        ("legacy", N_("Legacy"), "legacy", ()),
        ("deprecated", N_("Deprecated"), "legacy", ()),
    ),
    DECISION_STATUS: _words(
        DECISION_STATUS,
        ("proposed", N_("Proposed"), "open", ("draft", "pending")),
        ("accepted", N_("Accepted"), "in-force", ("approved",)),
        ("implemented", N_("Implemented"), "in-force", ("done",)),
        ("rejected", N_("Rejected"), "closed", ()),
        ("deprecated", N_("Deprecated"), "legacy", ("obsolete",)),
        ("superseded", N_("Superseded"), "superseded", ("replaced",)),
    ),
    RELEVANCE: _words(
        RELEVANCE,
        ("mainstream", N_("Mainstream"), "", ()),
        ("growing", N_("Growing"), "", ()),
        ("niche", N_("Niche"), "", ()),
        ("declining", N_("Declining"), "", ()),
        ("historical", N_("Historical"), "", ()),
    ),
    RELATION: _words(
        RELATION,
        ("complements", N_("Complements"), "", ()),
        ("requires", N_("Requires"), "", ()),
        ("replaces", N_("Replaces"), "replaces", ()),
        ("variant", N_("Variant of"), "", ()),
        ("conflicts", N_("Conflicts with"), "", ()),
    ),
    RISK: _words(
        RISK,
        ("low", N_("Low"), "", ()),
        ("medium", N_("Medium"), "", ()),
        ("high", N_("High"), "", ()),
    ),
    CATEGORY: _words(CATEGORY),
    TAG: _words(TAG),
})  # fmt: skip


@dataclass(frozen=True)
class Vocabulary:
    """The lists of a project, and the words that it has in place of the toolkit's, by language.

    ``is_partial`` says that definitions may be missing because they could not be read: no word is unknown then.
    """

    lists: Mapping[str, WordList] = field(default_factory=lambda: DEFAULT_LISTS)
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    is_partial: bool = False

    def __getitem__(self, name: str) -> WordList:
        return self.lists[name]

    def title_of(self, list_name: str, word: str, words: Mapping[str, str] = MappingProxyType({})) -> str:
        """Return what readers see of a word in an open list: its title, else the id as words, translated."""
        found = self.lists[list_name].get(word)
        text = found.title if found is not None else in_plain_words(word)
        return words.get(text, text)

    def changed(self, change: Callable[[Word], Word]) -> Vocabulary:
        """Return the vocabulary with ``change`` applied to every word that the data gives a text."""
        if self.lists is DEFAULT_LISTS:
            return self
        lists = {
            name: words.changed(lambda word: change(word) if word.written else word)
            for name, words in self.lists.items()
        }
        return replace(self, lists=lists)


DEFAULT_VOCABULARY = Vocabulary()
