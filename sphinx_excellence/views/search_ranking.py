"""What the search panel shows for a query, without a browser: the Python side of ``ranking.js``.

Both compute the same sums in the same order, and use only what is exact in both, so that no two scores differ by a
rounding. A test compares them. The order of the panel's entries is thereby known wherever records are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_excellence.views.record_names import words_of
from sphinx_excellence.views.search import SearchData
from sphinx_excellence.views.search_answers import Answer, AnswerMaker
from sphinx_excellence.views.search_entry import PAGE, Entry
from sphinx_excellence.views.search_language import SearchLanguage
from sphinx_excellence.views.search_matching import SearchMatching

# The script has the same values under the same names.
_MOST = 5  # patterns shown
_LEADS = 4  # other entries shown, one of a kind
_WORTH = 0.35  # of the best score: what has less is not shown
_ENOUGH = 0.12  # of what a query could give: where the best has less there is nothing to say
_STRANGE = 0.2  # the same where the records do not know a third of its words
_FURTHER = 0.07  # of what a query could give: what else is shown has as much
_TOGETHER = 0.3  # of the score of the first pattern: what goes to a lineage or comparison that it is in
_BEST_TIER = 1.15
_LEGACY = 0.5
_NEXT = 0.9  # what the second alternative gets of what the first one gets, and so on
_FEW = 3  # of a kind among the others
_DIRECT = 2  # of what comes before the patterns
_ASKED, _UNASKED = 0.5, 1.5  # of the score of the first pattern: what comes before it has as much
_WEAK = 0.4  # of what a query could give: a record that it does not ask for comes first only where patterns have less
_BESIDE = 4  # patterns at most that are set side by side
_OF_SEVERAL = ("comparison", "migration")  # kinds that two patterns in a query ask for


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern that the panel shows, its score, and the legacy patterns that it is recommended instead of."""

    entry: Entry
    score: float
    instead: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """What the search shows; all of it is empty where it has nothing to say.

    ``answers`` are put together for the query, ``direct`` is what it asks for by kind or by title, and ``compare`` are
    the patterns that it asks to see side by side: these come first, in this order. Then at most five ``patterns``, best
    first, and ``others``, best first, at most three of a kind. ``leads`` are those of the others that the panel has
    room for: one of a kind.
    """

    patterns: tuple[Found, ...]
    leads: tuple[Entry, ...]
    answers: tuple[Answer, ...] = ()
    direct: tuple[Entry, ...] = ()
    compare: tuple[Entry, ...] = ()
    others: tuple[Entry, ...] = ()


@dataclass(slots=True)
class _Scored:
    number: int
    score: float
    instead: list[int] = field(default_factory=list)


class SearchRanking:
    """Ranks the entries of the search for any number of queries. Making it stems every word of the records once."""

    def __init__(self, data: SearchData, language: SearchLanguage, *, downloads: Sequence[str] = ()) -> None:
        """Prepare ``data``, which `search_data` has made without the words that ``language`` ignores.

        ``downloads`` are the names of the editions that the site offers.
        """
        self._entries = data.entries
        self._matching = SearchMatching(data, language)
        self._kind_words = data.kind_words
        self._compares = bool(data.compare)
        numbers = {(entry.kind, entry.id): number for number, entry in enumerate(data.entries) if not entry.part}
        self._onward = [
            [numbers["pattern", successor.id] for successor in entry.successors if successor.id]
            for entry in data.entries
        ]
        self._playbooks = [{numbers["migration", name] for name in entry.playbooks} for entry in data.entries]
        self._members = [{numbers["pattern", name] for name in entry.members} for entry in data.entries]
        self._answers = AnswerMaker(data.lists, downloads, data.kind_words, self._matching.roots_in)

    def ranked(self, query: str, *, typing: bool = False) -> Ranked:
        """Return what the search shows for a query, which may be any text; when ``typing``, its last word goes on."""
        entries = self._entries
        own, named, whole, is_strange = self._matching.scores(query, typing=typing)
        answers = self._answers.answers(query)
        enough = (_STRANGE if is_strange else _ENOUGH) * whole
        found = sorted(self._settled(own), key=lambda one: (-one.score, one.number))
        patterns = [one for one in found if entries[one.number].kind == "pattern" and one.score > 0]
        is_list = any(answer.chosen for answer in answers) and not named
        # A list that takes in the whole query says all there is to say of patterns.
        speaks = bool(patterns) and not is_list and max(patterns[0].score, *own) >= enough
        least = max(_FURTHER * whole, _WORTH * patterns[0].score) if speaks else 0
        worthy = [one for one in patterns if speaks and one.score >= least][:_MOST]
        # Who names something legacy wants to read of it, too: it comes last, behind what to use now.
        asked = [one for one in found if entries[one.number].legacy and one.number in named and one not in worthy]
        shown = [*worthy[: _MOST - min(len(asked), _MOST - 1)], *asked][:_MOST]
        told = {playbook for one in shown for playbook in self._playbooks[one.number]}
        scored = self._others(own, shown, _FURTHER * whole if shown else enough)
        others = list(scored)
        is_answered = any(answer.chosen or answer.name for answer in answers)
        asked_kinds = self._asked_kinds("" if is_answered else query)
        both = self._in_order(named, query)
        compare = both if self._compares and "comparison" in asked_kinds and 1 < len(both) <= _BESIDE else []
        about = self._about_both(both, asked_kinds)[:1]
        best = shown[0].score if shown else 0
        # What names several patterns is about these, and about no page that has the words.
        is_said = is_answered or about or compare
        direct = (
            about if is_said else self._direct(query, own, asked_kinds, others, best=best, is_weak=best < _WEAK * whole)
        )
        leads = [number for number in self._leads(own, scored) if number not in told and number not in direct]
        return Ranked(
            tuple(Found(entries[one.number], one.score, tuple(entries[old] for old in one.instead)) for one in shown),
            tuple(entries[number] for number in leads),
            tuple(answer for answer in answers if answer.name or answer.chosen or not (direct or compare)),
            tuple(entries[number] for number in direct),
            tuple(entries[number] for number in compare),
            tuple(entries[number] for number in self._few(others) if number not in direct),
        )

    # What is made of it ------------------------------------------------------------------------------------------

    def _settled(self, own: Sequence[float]) -> list[_Scored]:
        """Hand the scores of legacy patterns on to what replaces them."""
        found = [_Scored(number, score) for number, score in enumerate(own)]
        for number, entry in enumerate(self._entries):
            if not entry.legacy:
                continue
            credit = own[number]
            for to in self._onward[number] if credit else ():
                if credit >= own[to]:
                    found[to].instead.append(number)
                found[to].score = max(found[to].score, credit) + 0.3 * min(found[to].score, credit)
                credit *= _NEXT
            found[number].score *= _LEGACY
        for one in found:
            if self._entries[one.number].place == 0:
                one.score *= _BEST_TIER
        return found

    def _others(self, own: Sequence[float], shown: Sequence[_Scored], enough: float) -> dict[int, float]:
        """Return what is not a pattern, best first, with its score.

        What the first pattern belongs to gains by that. Migrations do not: they are for those who have what they leave.
        """
        scored = []
        for number, entry in enumerate(self._entries):
            gains = shown and entry.kind != "migration" and shown[0].number in self._members[number]
            if entry.kind != "pattern" and own[number] > 0 and own[number] >= enough:
                scored.append((-(own[number] + (_TOGETHER * shown[0].score if gains else 0)), number))
        return {number: -score for score, number in sorted(scored)}

    def _few(self, others: Sequence[int]) -> list[int]:
        """Return the first few of each kind."""
        counted: Counter[str] = Counter()
        few = []
        for number in others:
            kind = self._entries[number].kind
            counted[kind] += 1
            if counted[kind] <= _FEW:
                few.append(number)
        return few

    def _leads(self, own: Sequence[float], others: Mapping[int, float]) -> list[int]:
        """Return the first of each kind, without those that are poor next to the best."""
        least = _WORTH * max(own, default=0)
        first: dict[str, int] = {}
        for number, score in others.items():
            if score >= least:
                first.setdefault(self._entries[number].kind, number)
        return list(first.values())[:_LEADS]

    def _direct(
        self, query: str, own: Sequence[float], asked: Collection[str], others: Sequence[int], *, best: float,
        is_weak: bool,
    ) -> list[int]:  # fmt: skip
        """Return what comes before all patterns: what a query asks for by its kind or by its title.

        ``asked`` are the kinds, ``best`` is the score of the first pattern, and ``is_weak`` whether that is little.
        What comes first has all that is asked for, besides the kind.
        """
        roots, of_kinds = set(self._matching.roots_in(query)), set().union(*self._matching.kind_roots.values())
        names_kinds_only = roots <= of_kinds
        needed = sorted(roots - of_kinds or roots)

        def comes_first(number: int) -> bool:
            entry = self._entries[number]
            is_asked = entry.kind in asked
            if entry.part or own[number] < (_ASKED if is_asked else _UNASKED) * best:
                return False
            if names_kinds_only and entry.kind != PAGE:
                # What it is about is not said: a page that lists all of a kind answers that, or what asks back.
                is_fit = is_asked and entry.kind == "selector"
            else:
                is_fit = is_asked or is_weak or entry.kind == PAGE
            return is_fit and all(self._matching.has(root, number) for root in needed)

        first = list(filter(comes_first, others))
        of_asked = [number for number in first if self._entries[number].kind in asked]
        return sorted(of_asked or first, key=lambda number: (-own[number], number))[:_DIRECT]

    def _asked_kinds(self, query: str) -> set[str]:
        """Return the kinds that a query asks for: it has all words of something that readers call them."""
        said = {*words_of(query), *self._matching.roots_in(query)}

        def is_said(phrase: str) -> bool:
            words = words_of(phrase)
            return bool(words) and all(word in said or self._matching.root_of(word) in said for word in words)

        return {kind for kind, called in self._kind_words.items() if any(map(is_said, called))}

    def _in_order(self, patterns: Collection[int], query: str) -> list[int]:
        """Return the patterns that a query names, in its order as far as it has words of their names."""
        said = self._matching.roots_in(query)

        def place(number: int) -> tuple[int, int]:
            words = {root for name in self._matching.names[number] for root in name}
            return next((at for at, root in enumerate(said) if root in words), -1), number

        return sorted(patterns, key=place)

    def _about_both(self, both: Collection[int], asked: Collection[str]) -> list[int]:
        """Return the comparisons or migrations, whichever are asked for, of several patterns that a query names."""
        return sorted(
            (
                number
                for number, entry in enumerate(self._entries)
                if len(both) > 1
                and entry.kind in asked
                and entry.kind in _OF_SEVERAL
                and self._members[number].issuperset(both)
            ),
            key=lambda number: (len(self._members[number]), number),
        )
