"""A value of the environment that stays pickled until it is used.

Sphinx unpickles the whole environment at the start of every run. What thousands of pages say about records would take
longer to load than everything else in a run that has nothing to do.
"""

from __future__ import annotations

import pickle
from typing import Generic, TypeVar, cast

T = TypeVar("T")


class LazyPickle(Generic[T]):
    """Holds one picklable value; stored, and loaded again, as bytes."""

    __slots__ = ("_pickled", "_value")

    def __init__(self, value: T) -> None:
        """Hold ``value`` as it is."""
        self._value: T = value
        self._pickled: bytes | None = None

    @classmethod
    def of_pickle(cls, pickled: bytes) -> LazyPickle[T]:
        """Hold a value that is still pickled."""
        made = cls(cast("T", None))
        made._pickled = pickled
        return made

    @property
    def value(self) -> T:
        """The value; changes to it are stored."""
        if self._pickled is not None:
            self._value = pickle.loads(self._pickled)  # noqa: S301 - a part of the environment, which is a pickle itself
            self._pickled = None
        return self._value

    def __reduce__(self) -> tuple[object, ...]:
        """Store the value as bytes: those that it was loaded from, where it has not been used."""
        pickled = self._pickled if self._pickled is not None else pickle.dumps(self._value, pickle.HIGHEST_PROTOCOL)
        return LazyPickle.of_pickle, (pickled,)
