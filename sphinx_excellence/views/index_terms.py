"""The entries of the general index for a record with a home page: its title, its other names, the problems it solves.

Its summary does not: an index lists terms. Sphinx's search finds the words of the summary on the page itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.record_names import other_names
from sphinx_excellence.views.vocabulary import in_words

#: How the index calls a record that is not a pattern, under its title: patterns are what the index is about.
TERMS = {
    "evolution": N_("lineage"),
    "comparison": N_("comparison"),
    "decision": N_("decision"),
    "migration": N_("migration"),
    "case-study": N_("case study"),
    "selector": N_("selector"),
    "edition": N_("edition"),
    "signal": N_("signal"),
    "health": N_("health"),
    "review": N_("review"),
    "measure": N_("measure"),
    "usage-report": N_("report from use"),
}


@dataclass(frozen=True, slots=True)
class IndexTerm:
    """One term, with the term below it where there is one.

    ``leads_to`` is set for another name of something: the reader is sent on to that, and no page is given.
    """

    text: str
    below: str | Label = ""
    leads_to: str = ""


def index_terms(kind: Kind, record: Record, words: Mapping[str, str] = MappingProxyType({})) -> Iterator[IndexTerm]:
    """Yield the terms of a record, in order; ``words`` are translations of ids as words."""
    below: str | Label = ""
    if kind.title:
        below = words.get(kind.title, kind.title)
    elif kind.name != "pattern":
        below = Label(TERMS.get(kind.name, kind.noun))
    yield IndexTerm(record.title, below)
    for name in other_names(record, words):
        yield IndexTerm(name, leads_to=record.title)
    if isinstance(record, Pattern):
        for problem in dict.fromkeys(record.problems):
            yield IndexTerm(in_words(problem, words), record.title)
