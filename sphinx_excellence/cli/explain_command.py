"""``sphinx-excellence explain``: what a rule finds, why that matters, and how to fix it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from sphinx_excellence.cli.kept_explanations import keep_explanations, kept_explanation
from sphinx_excellence.findings import Severity, suggestion

if TYPE_CHECKING:
    from sphinx_excellence.rules.rule import Rule


@click.command()
@click.argument("rule", required=False)
def explain(rule: str | None) -> None:
    """Explain RULE: what it finds, why that matters, and an example with its fix. Without RULE, list all rules.

    \b
    Examples:
      sphinx-excellence explain
      sphinx-excellence explain no-alternative
    """  # noqa: D301  # as in `check`
    name = None if rule is None else rule.removeprefix("excellence.")
    kept = None if name is None else kept_explanation(name)
    if kept is not None:
        click.echo(kept, nl=False)
        return
    # Imported here: with the models that they look at, the rules take longer to import than all the rest.
    from sphinx_excellence.rules.all_rules import RULES, installed_by_name, installed_rules  # noqa: PLC0415

    if name is None:
        width = max(len(each.name) for each in installed_rules())
        for each in installed_rules():
            click.echo(f"{each.name:<{width}}  {each.severity.value:<7}  {each.summary}")
        return
    keep_explanations({each.name: _explanation(each) for each in RULES})
    found = installed_by_name().get(name)
    if found is None:
        accepted, args = suggestion(rule or "", sorted(installed_by_name()))
        raise click.UsageError(f"'{rule}' is not a rule; {accepted % args}")
    click.echo(_explanation(found), nl=False)


def _explanation(rule: Rule) -> str:
    default = "not applied by default" if rule.severity is Severity.OFF else f"{rule.severity.value} by default"
    pages = "\nIt checks pages, so only a build applies it.\n" if rule.needs_pages else ""
    return (
        f"{rule.name} ({default})\n\n{textwrap.fill(rule.summary, 88)}\n{textwrap.fill(rule.rationale, 88)}\n{pages}\n"
        f"Reported:\n\n{textwrap.indent(rule.bad, '    ')}\n\nFixed:\n\n{textwrap.indent(rule.good, '    ')}\n\n"
        f'To change its severity, set in conf.py: excellence_rules = {{"{rule.name}": "info"}}. To exempt one record,\n'
        f"add to it: waivers: [{{rule: {rule.name}, reason: ..., until: ...}}].\n"
    )
