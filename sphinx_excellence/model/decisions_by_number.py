"""Which decision a number means: ``4``, ``0004`` and ``ADR-0004`` for ``0004-use-sagas``.

Owns the forms of a number that stands for a decision, and that several may have the same one. Whether a name is an id
or an alias is asked first, by the registry.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from sphinx_excellence.model.decision_number import CALLED, named_by_number, number_of
from sphinx_excellence.model.external import SEPARATOR

_NUMBER = re.compile(r"(?i)#?(?:([a-z]+)[-_ #]*)?(\d{1,9})([a-z]?)")


class DecisionsByNumber:
    """The ids of decisions by their numbers: those of the project, and those of each registry that it refers to."""

    def __init__(self, ids: Iterable[str]) -> None:
        """Take the numbers in ``ids``; one that only ends with a number, such as a version, has none."""
        found: dict[tuple[str, int, str], list[tuple[str, str]]] = {}
        for each in sorted(ids):
            registry, own = _parted(each)
            number = number_of(own) if named_by_number(own) else None
            if number is not None:
                found.setdefault((registry, number.value, number.letter), []).append((number.scheme, each))
        self._found: Mapping[tuple[str, int, str], list[tuple[str, str]]] = found

    def meant_by(self, name: str) -> tuple[str, ...]:
        """Return the ids that ``name`` may mean, sorted: none where it is not a number, several where it is ambiguous.

        What precedes the number tells series apart: of ``0004-use-sagas`` and ``rfc-0004-use-queues``, ``4`` and
        ``ADR-4`` mean the first, ``RFC-4`` the other.
        """
        registry, own = _parted(name)
        written = _NUMBER.fullmatch(own)
        if written is None:
            return ()
        scheme = (written[1] or "").casefold()
        there = self._found.get((registry, int(written[2]), written[3].casefold()), [])
        same = tuple(each for other, each in there if other == scheme)
        if same or scheme not in CALLED:
            return same
        return tuple(each for other, each in there if not other or not scheme)


def _parted(name: str) -> tuple[str, str]:
    """Return the name of the registry before an id, empty for the project's own, and the id."""
    registry, separator, own = name.partition(SEPARATOR)
    return (registry, own) if separator else ("", name)
