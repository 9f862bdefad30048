"""The kinds of record: their names, and the list to which a new kind is added.

The directives of a kind are listed in ``extension/markup/directives``. The models are imported on first use, so that a
run that loads no records does not pay for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING, cast

from sphinx_excellence.findings import Phrase

if TYPE_CHECKING:
    from sphinx_excellence.model.record import Record


@cache
def _model(path: str) -> type[Record]:
    return cast("type[Record]", resolve_name(f"{__package__}.{path}"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    ``name`` is the singular word of roles, messages and the domain's object type, ``key`` the top-level key in
    data files, ``noun`` what messages call one record, ``path`` where its model is in this package.
    """

    name: str
    key: str
    noun: Phrase
    path: str

    @property
    def model(self) -> type[Record]:
        """The model of its records."""
        return _model(self.path)


KINDS: tuple[Kind, ...] = (
    Kind("pattern", "patterns", Phrase("pattern"), "pattern:Pattern"),
    Kind("evolution", "evolutions", Phrase("evolution"), "evolution:Evolution"),
    Kind("comparison", "comparisons", Phrase("comparison"), "comparison:Comparison"),
    Kind("decision", "decisions", Phrase("decision"), "decision:Decision"),
    Kind("migration", "migrations", Phrase("migration"), "migration:Migration"),
    Kind("case-study", "case_studies", Phrase("case study"), "case_study:CaseStudy"),
    Kind("selector", "selectors", Phrase("selector"), "selector:Selector"),
)
BY_NAME: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in KINDS})
BY_KEY: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in KINDS})
TIERS_KEY = "tiers"
