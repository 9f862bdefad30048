"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_excellence.findings import suggestion
from sphinx_excellence.rules.all_rules import installed_by_name

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of conf.py. The paths of data are relative to it.",
)
data_argument = click.argument("data", nargs=-1)


def _rule_names(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> frozenset[str]:
    """Return the names of rules in ``values``, each of which may hold several, separated by commas."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in installed_by_name():
            accepted, args = suggestion(name, sorted(installed_by_name()))
            raise click.BadParameter(f"'{name}' is not a rule; {accepted % args}")
    return frozenset(names)


SOURCE = click.option(
    "--source",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the pages, whose front matter may hold records.  [default: ROOT/source]",
)
SELECT = click.option(
    "--select", metavar="RULE[,RULE]", multiple=True, callback=_rule_names, help="Report only findings of these rules."
)
IGNORE = click.option(
    "--ignore", metavar="RULE[,RULE]", multiple=True, callback=_rule_names, help="Leave out findings of these rules."
)


def is_wanted(rule: str, select: frozenset[str], ignore: frozenset[str]) -> bool:
    """Whether a rule is among the selected ones (all, where none is named) and not among the ignored."""
    return (not select or rule in select) and rule not in ignore
