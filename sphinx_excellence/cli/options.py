"""Arguments and options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from sphinx_excellence.findings import suggestion
from sphinx_excellence.model.health import QUARTER_FORM, is_quarter
from sphinx_excellence.rules.all_rules import installed_by_name

Command = TypeVar("Command", bound=Callable[..., Any])

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of conf.py. The paths of data are relative to it.",
)
data_argument = click.argument("data", nargs=-1)


def names_among(values: tuple[str, ...], accepted: Sequence[str], what: str) -> frozenset[str]:
    """Return the names in ``values``, each of which may hold several, separated by commas.

    Raises ``click.BadParameter`` for one that is not ``accepted``; ``what`` says what it should be.
    """
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in accepted:
            hint, args = suggestion(name, accepted)
            raise click.BadParameter(f"'{name}' is not {what}; {hint % args}")
    return frozenset(names)


def _rule_names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    return names_among(values, sorted(installed_by_name()), "a rule")


SOURCE = click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the pages, whose front matter may hold records.  [default: ROOT/source]",
)


def _parsed_day(_context: click.Context, _parameter: click.Parameter, value: str | None) -> date | None:
    """Return the date of an option; nothing where it is not given."""
    try:
        return None if value is None else date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"'{value}' is not a full date; accepted: a full date, such as 2026-10-01") from None


def parsed_quarter(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Return the quarter of an option; nothing where it is not given."""
    if value is not None and not is_quarter(value):
        raise click.BadParameter(f"'{value}' is not a quarter; accepted: {QUARTER_FORM}")
    return value


def form_option(said: str) -> Callable[[Command], Command]:
    """Return the option for the form of what a command shows to people and programs; ``said`` is its help."""
    forms = click.Choice(["text", "markdown", "json"])
    return click.option("--format", "form", type=forms, default="text", show_default=True, help=said)


AS_OF = click.option(
    "--as-of", metavar="DAY", callback=_parsed_day, help="The date to treat as today, for reviews and waivers."
)
CACHE = click.option(
    "--cache/--no-cache", default=True, show_default=True, help="Cache parsed files in .excellence_cache."
)
OUTPUT = click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of printing."
)


def _rules_option(name: str, said: str) -> Callable[[Command], Command]:
    return click.option(name, metavar="RULE[,RULE]", multiple=True, callback=_rule_names, help=said)


SELECT = _rules_option("--select", "Report only findings of these rules.")
IGNORE = _rules_option("--ignore", "Leave out findings of these rules.")
SELECT_FIXES = _rules_option("--select", "Fix only findings of these rules.")
IGNORE_FIXES = _rules_option("--ignore", "Fix no findings of these rules.")


def is_wanted(rule: str, select: frozenset[str], ignore: frozenset[str]) -> bool:
    """Whether a rule is among the selected ones (all, where none is named) and not among the ignored."""
    return (not select or rule in select) and rule not in ignore
