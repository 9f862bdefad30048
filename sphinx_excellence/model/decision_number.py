"""The numbers of decisions: which part of an id is one, and which decisions are numbered together.

Owns the schemes that people use: ``0001-use-sagas``, ``0001a-use-sagas``, ``ADR-0001``, ``adr001-use-sagas``,
``adr-1``, ``001``. The decisions of one folder whose ids begin alike are a series.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_excellence.model.decision import Decision

_NUMBERED = re.compile(r"(.*?)(\d{1,9})")
#: A number with a title behind it. The number is alone, filled up with zeros, or behind what decisions are called.
_TITLED = re.compile(
    r"(?i)((?:adr|ad|dr|decision|rfc|oep)[-_]?)?(\d{1,6})[-_](?!\d+(?:[-_.]|$)).+"
    r"|([a-z]+[-_]?)(0\d{1,5})[-_](?!\d).+"
)
#: A number with a letter, for what was put between two: with zeros before it, or of two digits behind `adr-`.
_LETTERED = re.compile(r"(?i)((?:adr|ad|dr|decision|rfc|oep)[-_]?)?((?(1)\d{2,6}|0\d{1,5}))([a-z])(?:[-_](?!\d).+)?")
#: The folder that the loader puts before an id which several folders have.
_FOLDER = re.compile(r"[a-z][a-z0-9_-]*\.(?=(?:[A-Za-z]+[-_]?)?\d)")
#: An id that ends with a month or a day, or begins with a day.
_DATED = re.compile(r".*(?<!\d)(?:19|20)\d\d-?[01]\d(?:-?[0-3]\d)?|(?:19|20)\d\d-?[01]\d-?[0-3]\d(?!\d).*")

#: What decisions are called, before their number.
CALLED = frozenset({"", "adr", "ad", "dr", "decision", "rfc", "oep"})
#: A number at the beginning of a title, and what parts it from the words behind it.
_PARTED = re.compile(
    r"(?i)(?:(?P<called>(?:adr|ad|dr|decision|rfc|oep)[-_ #]*)|#)?(?P<digits>\d{1,6})(?!\d)"
    r"(?P<sign>\s*[.:)|\u2013\u2014]+\s+|\s+[-\u2010-\u2015]+\s+|\s+)(?=\S)"
)
_FIRST = re.compile(r"(?i)(?:(?:adr|ad|dr|decision|rfc|oep)[-_ #]*)?#?(\d{1,6})(?!\d)")


class DecisionNumber(NamedTuple):
    """The number in the id of a decision: what precedes it, its digits, whether a title follows, and its letter."""

    prefix: str
    digits: str
    titled: bool
    letter: str = ""

    @property
    def value(self) -> int:
        """The number itself."""
        return int(self.digits)

    @property
    def written(self) -> str:
        """The number as people name the decision: ``ADR-0001``, ``0001``, ``0001a``."""
        return f"{self.prefix}{self.digits}{self.letter}"

    @property
    def scheme(self) -> str:
        """What precedes the number, as series are told apart: in any case, with any sign behind it."""
        return self.prefix.casefold().rstrip("-_.")


def number_of(decision_id: str) -> DecisionNumber | None:
    """Return the number in an id; nothing where it has none, or a date in its place."""
    if _DATED.fullmatch(decision_id) is not None:
        return None
    without_folder = _FOLDER.sub("", decision_id, count=1)
    lettered = _LETTERED.fullmatch(without_folder)
    if lettered is not None:
        is_titled = not without_folder.endswith(lettered[2] + lettered[3])
        return DecisionNumber(lettered[1] or "", lettered[2], is_titled, lettered[3].casefold())
    titled = _TITLED.fullmatch(decision_id) or _TITLED.fullmatch(without_folder)
    if titled is not None:
        prefix, digits = (titled[1] or "", titled[2]) if titled[2] else (titled[3], titled[4])
        return DecisionNumber(prefix, digits, titled=True)
    numbered = _NUMBERED.fullmatch(decision_id)
    return DecisionNumber(numbered[1], numbered[2], titled=False) if numbered is not None else None


def shown_number(decision_id: str) -> str:
    """Return what lists call a decision: its number as it is written, else its id."""
    number = number_of(decision_id)
    return number.written if number is not None and number.titled else decision_id


def named_by_number(decision_id: str) -> str:
    """Return the number by which people name a decision; empty for one whose name only ends with a number."""
    number = number_of(decision_id)
    return number.written if number is not None and (number.titled or number.scheme in CALLED) else ""


def begins_with(title: str, number: str) -> bool:
    """Whether a title has its decision's number at its beginning: ``4. Use sagas``, ``ADR-0004: Use sagas``."""
    found = _FIRST.match(title)
    own = number_of(number)
    return found is not None and own is not None and int(found[1]) == own.value


def title_without_number(decision: Decision) -> str:
    """Return a decision's title as it is next to its number: ``4. Use sagas``, ``ADR-4: Use sagas`` as ``Use sagas``.

    A number that nothing sets apart from the words behind it is part of them: ``2 phase commit``.
    """
    number, found = named_by_number(decision.id), _PARTED.match(decision.title)
    if not number or found is None or not begins_with(decision.title, number):
        return decision.title
    set_apart = found["called"] or found["sign"].strip() or found["digits"].startswith("0")
    return decision.title[found.end() :] if set_apart else decision.title
