"""What other packages offer under an entry-point group: one object of a class, or an error that says which it is."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from typing import TypeVar

T = TypeVar("T")


def called(point: EntryPoint, noun: str) -> str:
    """Return what messages call an entry point: ``noun``, its name, its package and what it leads to."""
    package = f" of {point.dist.name}" if point.dist is not None else ""
    return f"{noun} '{point.name}'{package} ({point.value})"


def loaded(point: EntryPoint, noun: str, expected: type[T], error: type[Exception]) -> T:
    """Return the object of an entry point.

    Raises ``error`` where it cannot be imported, or is no ``expected``; ``noun`` is what the message calls it.
    """
    try:
        found = point.load()
    except Exception as reason:
        raise error(f"{called(point, noun)} cannot be imported: {type(reason).__name__}: {reason}") from reason
    if not isinstance(found, expected):
        what = f"{expected.__name__} of {expected.__module__}"
        raise error(f"{called(point, noun)} is {type(found).__name__}; expected a {what}")
    return found
