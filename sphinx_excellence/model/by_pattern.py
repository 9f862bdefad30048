"""Which records name a pattern: migrations, case studies, reports from use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from sphinx_excellence.model.record import Record

R = TypeVar("R", bound=Record)


def by_pattern(
    records: Iterable[R], names_of: Callable[[R], Iterable[str]], resolve: Callable[[str], str | None]
) -> Mapping[str, tuple[R, ...]]:
    """Return records by the ids of the patterns that they name, each once, in their order.

    ``resolve`` gives the id that a name leads to; what leads nowhere is left out.
    """
    found: dict[str, list[R]] = {}
    for record in records:
        for pattern in dict.fromkeys(map(resolve, names_of(record))):
            if pattern is not None:
                found.setdefault(pattern, []).append(record)
    return {pattern: tuple(named) for pattern, named in found.items()}
