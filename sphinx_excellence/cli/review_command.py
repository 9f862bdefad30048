"""``sphinx-excellence review``: print what the review of a quarter has to look at, and close one."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.changed_files import show_changes, write_changes
from sphinx_excellence.cli.options import AS_OF, OUTPUT, ROOT, SOURCE, form_option, parsed_quarter
from sphinx_excellence.cli.project import open_project, today
from sphinx_excellence.findings import Severity, suggestion
from sphinx_excellence.fixes.review_closing import close
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.model.health import quarter_of, quarter_title
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.views.blocks import Label
from sphinx_excellence.views.review_items import (
    GROUPS,
    ReviewItem,
    by_group,
    decided_in_quarter,
    newest_open_quarter,
    review_items,
)

_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


@click.group(invoke_without_command=True)
@click.pass_context
@ROOT
@SOURCE
@click.option(
    "--quarter",
    metavar="QUARTER",
    callback=parsed_quarter,
    help="The quarter, such as 2026Q4.  [default: that of the newest open review, else the one of today]",
)
@form_option("The form of the list. Markdown has a task list, for an issue.")
@OUTPUT
@AS_OF
def review(
    context: click.Context, *, root: Path, source: Path | None, quarter: str | None, form: str, output: Path | None,
    as_of: date | None,
) -> None:  # fmt: skip
    """Print what the review of a quarter has to look at, from the records as they are.

    Tiers: health that moved or contradicts the tier, reviews that are due, waivers that end. New patterns: unrated
    ones, and those that got their first tier in the quarter. Content: patterns without a case study, claims without a
    source, patterns that were not measured. Feedback: reports from use that wait, and decisions that are still open.

    What the quarter's review has already decided is ticked.

    \b
    Examples:
      sphinx-excellence review --quarter 2026Q4
      sphinx-excellence review --format markdown --output issue.md
    """  # noqa: D301  # as in `check`
    if context.invoked_subcommand is not None:
        return
    project = open_project(root, (), source)
    registry = project.load().registry
    chosen = quarter or newest_open_quarter(registry) or quarter_of(as_of or project.as_of or today())
    items = review_items(registry, chosen)
    decided = decided_in_quarter(registry, chosen)
    shown = {"json": _json, "markdown": _markdown, "text": _text}[form](chosen, items, decided, registry)
    if output is None:
        click.echo(shown, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(shown, encoding="utf-8")


def _is_done(item: ReviewItem, decided: frozenset[str]) -> bool:
    return item.record[0] == "pattern" and item.record[1] in decided


def _said(label: Label) -> str:
    return label.message % label.args


def _title(item: ReviewItem, registry: Registry) -> str:
    record = registry.find(*item.record)
    return record.title if record is not None else item.record[1]


def _json(quarter: str, items: Iterable[ReviewItem], decided: frozenset[str], registry: Registry) -> str:
    listed = [
        {
            "group": item.group,
            "kind": item.record[0],
            "id": item.record[1],
            "title": _title(item, registry),
            "reason": _said(item.reason),
            "decided": _is_done(item, decided),
        }
        for item in items
    ]
    return json.dumps({"quarter": quarter, "items": listed}, ensure_ascii=False, indent=2) + "\n"


def _markdown(quarter: str, items: Iterable[ReviewItem], decided: frozenset[str], registry: Registry) -> str:
    lines = [f"## Review checklist for {quarter_title(quarter)}"]
    for group, records in by_group(items).items():
        lines += ["", f"### {GROUPS[group]}", ""]
        for found in records.values():
            sign = "x" if _is_done(found[0], decided) else " "
            text = f"{_title(found[0], registry)}: {' '.join(_said(item.reason) for item in found)}"
            lines.append(f"- [{sign}] {escaped(text).translate(_MARKDOWN_SIGNS)}")
    return "\n".join([*lines, *([] if len(lines) > 1 else ["", "There is nothing to look at."])]) + "\n"


def _text(quarter: str, items: Iterable[ReviewItem], decided: frozenset[str], _registry: Registry) -> str:
    lines = [f"Review of {quarter_title(quarter)}"]
    for group, records in by_group(items).items():
        lines += ["", GROUPS[group]]
        for (kind, record_id), found in records.items():
            sign = "x" if _is_done(found[0], decided) else " "
            lines.append(f"  [{sign}] {kind} {record_id}: {' '.join(_said(item.reason) for item in found)}")
    lines += [] if len(lines) > 1 else ["There is nothing to look at."]
    return "\n".join(map(escaped, lines)) + "\n"


@review.command("close")
@click.argument("review_id", metavar="REVIEW")
@ROOT
@SOURCE
@click.option("--by", metavar="ROLE", help="The role that reviews, where the review does not say it yet.")
@AS_OF
@click.option("--diff", "only_diff", is_flag=True, help="Show the changes, and make none.")
@click.option("--yes", is_flag=True, help="Change the files without asking.")
def close_review(
    *, review_id: str, root: Path, source: Path | None, by: str | None, as_of: date | None, only_diff: bool, yes: bool
) -> None:
    """Close the review REVIEW, and make the patterns say what it decided.

    Each pattern that the review decided about gets the day in `reviewed`. Where its tier changes, it gets the tier, and
    an entry in its history with the reason and the decision. The review gets the day in `closed`.

    It shows the changes first, and asks before it makes them, unless you pass --yes.

    \b
    Exits with 0 if the review was closed, with 1 if changes were shown and not
    made or if some have to be made by hand, and with 2 on a usage error.

    \b
    Examples:
      sphinx-excellence review close 2026Q4 --by "architecture group"
      sphinx-excellence review close 2026Q4 --diff
    """  # noqa: D301  # as in `check`
    project = open_project(root, (), source)
    loaded = project.load()
    record = loaded.registry.find("review", review_id)
    if not isinstance(record, Review):
        hint, args = suggestion(review_id, loaded.registry.names("review"))
        raise click.UsageError(f"there is no review '{review_id}'; {hint % args}")
    if record.closed is not None:
        raise click.UsageError(f"the review '{record.id}' was closed on {record.closed}")
    errors = [finding for finding in loaded.findings if finding.severity is Severity.ERROR]
    if errors:
        raise click.UsageError(f"fix the errors in the records first: {errors[0].place}: {errors[0].text}")
    closing = close(record, loaded, root, as_of or project.as_of or today(), by)
    for file in closing.files:
        show_changes(file, shown_path(file.path, root))
    for edit, reason in closing.by_hand:
        kind, name = edit.key
        value = json.dumps(edit.value, default=str, ensure_ascii=False)
        click.echo(escaped(f"by hand, because {reason}: {kind} {name}: {edit.field}: {value}"), err=True)
    if closing.by_hand:
        click.echo("Nothing was written. Make these changes first.", err=True)
        raise SystemExit(1)
    write_changes(closing.files, yes=yes, only_diff=only_diff, question="Change")
