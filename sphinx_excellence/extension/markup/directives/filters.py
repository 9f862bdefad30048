"""The options by which directives choose among all patterns, and the check of what is written in them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Literal

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, value_list
from sphinx_excellence.findings import suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.vocabulary import CATEGORY, PATTERN_STATUS, TAG
from sphinx_excellence.views.catalogue import Filter

#: The options of a directive that shows some of all patterns.
FILTER_OPTIONS: OptionSpec = {"tier": value_list, "category": value_list, "status": value_list, "tag": value_list}


def filter_from_options(directive: ViewDirective, *, sort: str = "tier") -> Filter:
    """Return the filter that the options describe; report values that no pattern has."""
    options = directive.options
    category, status, tag = (
        words_in_option(directive, name, options.get(option, ()))
        for option, name in (("category", CATEGORY), ("status", PATTERN_STATUS), ("tag", TAG))
    )
    chosen = Filter(options.get("tier", ()), category, status, sort, tags=tag)
    for tier in chosen.tiers:
        if tier != "unrated":
            directive.note_mention("tier", tier)
    check_values(directive, "category", chosen.categories)
    check_values(directive, "status", chosen.statuses)
    check_values(directive, "tag", chosen.tags)
    return chosen


def words_in_option(directive: ViewDirective, list_name: str, given: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a list of the vocabulary that an option names, by themselves or by what stands for them."""
    words = directive.registry.vocabulary[list_name]
    return tuple(dict.fromkeys(words.find(written) or written for written in given))


def check_values(
    directive: ViewDirective, option: Literal["category", "status", "tag"], given: tuple[str, ...]
) -> None:
    """Report the values of an option that no pattern has."""
    if option == "category":
        patterns = directive.registry.all_of(Pattern)
        known = sorted({each for pattern in patterns for each in directive.registry.categories_of(pattern)})
    elif option == "tag":
        known = sorted({tag for pattern in directive.registry.all_of(Pattern) for tag in pattern.tags})
    else:
        known = list(directive.registry.vocabulary[PATTERN_STATUS])
    report_unknown_values(directive, N_("no pattern has the %s '%s'"), option, given, known)


def report_unknown_values(
    directive: ViewDirective, message: str, option: str, given: Iterable[str], known: Collection[str],
    *, is_argument: bool = False,
) -> None:  # fmt: skip
    """Report the values of an option that are not ``known``; ``message`` has places for the option and the value.

    They may also be the argument of the directive.
    """
    for word in given:
        if word not in known:
            accepted, args = suggestion(word, known)
            in_option = "" if is_argument else option
            directive.report_problem(
                "unknown-filter", message, (option, word), accepted, args, word=word, option=in_option
            )
