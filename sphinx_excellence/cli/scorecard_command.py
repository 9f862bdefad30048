"""``sphinx-excellence scorecard``: print the measures of a knowledge base, and record them for a quarter."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.changed_files import show_changes, write_changes
from sphinx_excellence.cli.options import AS_OF, OUTPUT, ROOT, SOURCE, form_option, parsed_quarter
from sphinx_excellence.cli.project import Project, data_folder, open_project, today
from sphinx_excellence.cli.scorecard_values import PAGES, Values, measure_names, values_of
from sphinx_excellence.fixes.scorecard_readings import recorded
from sphinx_excellence.fixes.yaml_splices import NotSpliceable
from sphinx_excellence.git_command import commit_of
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.model.health import quarter_of
from sphinx_excellence.model.measure import Measurement
from sphinx_excellence.reports.escaping import escaped, escaped_json
from sphinx_excellence.views.scorecard import NAMED, STATES, Score, figure, limit_text, rounded

_MARKDOWN_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


@click.command()
@ROOT
@SOURCE
@click.option("--measure", "wanted", metavar="MEASURE[,MEASURE]", multiple=True, help="Print only these measures.")
@PAGES
@form_option("The form of the scorecard.")
@OUTPUT
@AS_OF
@click.option("--quarter", metavar="QUARTER", callback=parsed_quarter, help="The quarter to record, that of today.")
@click.option("--record", is_flag=True, help="Write the values into the data as readings of --quarter.")
@click.option("--version", metavar="NAME", help="The version that the values are of.  [default: the commit in Git]")
@click.option("--diff", "only_diff", is_flag=True, help="With --record: show the changes, and make none.")
@click.option("--yes", is_flag=True, help="With --record: change the file without asking.")
def scorecard(
    *, root: Path, source: Path | None, wanted: tuple[str, ...], pages: Path | None, form: str, output: Path | None,
    as_of: date | None, quarter: str | None, record: bool, version: str | None, only_diff: bool, yes: bool,
) -> None:  # fmt: skip
    """Print the measures of the knowledge base, with their targets and what falls short.

    Measures of pages need a build: `sphinx-build -b excellence` writes down what the pages are like. Where there is no
    such report, or a page has changed since, these measures are not measured.

    With --record, each value becomes a reading of the quarter, with its day and version. What was not measured is not
    recorded. It shows the changes first, and asks before it makes them, unless you pass --yes.

    \b
    Examples:
      sphinx-excellence scorecard
      sphinx-excellence scorecard --measure reach,case-studies --format json
      sphinx-excellence scorecard --quarter 2026Q4 --record
    """  # noqa: D301  # as in `check`
    names = measure_names(wanted)
    project = open_project(root, (), source)
    loaded = project.load()
    day = as_of or project.as_of or today()
    values = values_of(project, loaded, day, pages, names) if names else values_of(project, loaded, day, pages)
    if values.note:
        click.echo(escaped(values.note), err=True)
    if record:
        _record(project, loaded, values, quarter, day, version, only_diff=only_diff, yes=yes)
        return
    shown = {"json": _json, "markdown": _markdown, "text": _text}[form](values.scores)
    if output is None:
        click.echo(shown, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(shown, encoding="utf-8")


def _record(
    project: Project, loaded: Loaded, values: Values, quarter: str | None, day: date, version: str | None,
    *, only_diff: bool, yes: bool,
) -> None:  # fmt: skip
    if quarter != quarter_of(day):
        given = "give --quarter" if quarter is None else f"the values are of {day}, which is not in {quarter}"
        raise click.UsageError(f"{given}; accepted: {quarter_of(day)}")
    version = version or commit_of(project.root)
    if version is None:
        raise click.UsageError("there is no commit to name; give --version")
    readings = {
        score.measure.id: Measurement(
            value=rounded(score.value.value), count=score.value.count, of=score.value.of or None,
            computed=day.isoformat(), version=version,
        )
        for score in values.scores
        if score.value.value is not None
    }  # fmt: skip
    try:
        file = recorded(readings, quarter, loaded, project.root, data_folder(project) / "scorecard.yaml")
    except NotSpliceable as error:
        raise click.UsageError(f"the readings cannot be written: {error}") from error
    if file is None:
        click.echo("Nothing was measured, so nothing is recorded.")
        raise SystemExit(1)
    show_changes(file, shown_path(file.path, project.root))
    write_changes([file], yes=yes, only_diff=only_diff, question="Change")


def _lacking(score: Score) -> str:
    label = score.value.lacking
    return label.message % label.args if label is not None else ""


def _made_of(score: Score) -> str:
    """Return what a value is made of: ``49 of 49 patterns ...``."""
    value = score.value
    if value.what is None:
        return _lacking(score)
    count = f"{value.count} of {value.of}" if value.of else str(value.count)
    return f"{count} {value.what.message % value.what.args}"


def _shown(score: Score) -> str:
    return "-" if score.value.value is None else figure(score.value.value, score.kind.unit)


def _short(score: Score) -> list[str]:
    short = score.value.short
    lines = [f"{each.title}: {each.reason.message % each.reason.args}" for each in short[:NAMED]]
    return [*lines, *([f"and {len(short) - NAMED} more"] if len(short) > NAMED else [])]


def _text(scores: Sequence[Score]) -> str:
    lines: list[str] = []
    for score in scores:
        limit = limit_text(score.target, score.kind.unit)
        lines.append(f"{score.measure.id}: {_shown(score)}, target {limit}: {STATES[score.state]}")
        lines += [f"  {line}" for line in (_made_of(score), *(f"- {each}" for each in _short(score)))]
    return "\n".join(map(escaped, lines)) + "\n"


def _markdown(scores: Sequence[Score]) -> str:
    def cell(text: str) -> str:
        return escaped(text).translate(_MARKDOWN_SIGNS)

    lines = ["| Measure | Value | Target | Result | Made of |", "| --- | --- | --- | --- | --- |"]
    for score in scores:
        limit = limit_text(score.target, score.kind.unit)
        cells = (score.measure.title, _shown(score), limit, STATES[score.state], _made_of(score))
        lines.append(f"| {' | '.join(map(cell, cells))} |")
    return "\n".join(lines) + "\n"


def _json(scores: Sequence[Score]) -> str:
    return escaped_json(
        {
            "measures": [
                {
                    "id": score.measure.id,
                    "title": score.measure.title,
                    "unit": score.kind.unit,
                    "value": None if score.value.value is None else rounded(score.value.value),
                    "count": score.value.count,
                    "of": score.value.of,
                    "target": {"least": score.target.least, "most": score.target.most},
                    "result": score.state,
                    "lacking": _lacking(score) or None,
                    "short": [
                        {
                            "title": each.title,
                            "reason": each.reason.message % each.reason.args,
                            "page": each.page or None,
                            "record": None if each.record is None else list(each.record),
                        }
                        for each in score.value.short
                    ],
                }
                for score in scores
            ]
        }
    )  # fmt: skip
