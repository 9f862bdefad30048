"""The options by which directives choose among all patterns, and the check of what is written in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, value_list
from sphinx_excellence.findings import suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.views.catalogue import Filter
from sphinx_excellence.views.vocabulary import STATUS

#: The options of a directive that shows some of all patterns.
FILTER_OPTIONS: OptionSpec = {"tier": value_list, "category": value_list, "status": value_list}


def filter_from_options(directive: ViewDirective, *, sort: str = "tier") -> Filter:
    """Return the filter that the options describe; report values that no pattern has."""
    options = directive.options
    chosen = Filter(options.get("tier", ()), options.get("category", ()), options.get("status", ()), sort)
    for tier in chosen.tiers:
        if tier != "unrated":
            directive.note_mention("tier", tier)
    check_values(directive, "category", chosen.categories)
    check_values(directive, "status", chosen.statuses)
    return chosen


def check_values(directive: ViewDirective, option: Literal["category", "status"], given: tuple[str, ...]) -> None:
    """Report the values of an option that no pattern has."""
    if option == "category":
        known = sorted({pattern.category for pattern in directive.registry.all_of(Pattern) if pattern.category})
    else:
        known = list(STATUS)
    report_unknown_values(directive, N_("no pattern has the %s '%s'"), option, given, known)


def report_unknown_values(
    directive: ViewDirective, message: str, option: str, given: Iterable[str], known: Collection[str]
) -> None:
    """Report the values of an option that are not ``known``; ``message`` has places for the option and the value."""
    for word in given:
        if word not in known:
            accepted, args = suggestion(word, known)
            directive.report_problem("unknown-filter", message, (option, word), accepted, args)
