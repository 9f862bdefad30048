"""``sphinx-excellence health collect``: measures what patterns track, and writes the readings for people to review."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.answer_cache import AnswerCache
from sphinx_excellence.cli.health_report import Outcome, show_outcome, show_requests
from sphinx_excellence.cli.health_target import HealthTarget, health_target, is_data_file
from sphinx_excellence.cli.options import ROOT, data_argument, parsed_quarter
from sphinx_excellence.cli.polite_client import PoliteClient
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.cli.project import CACHE_FOLDER, Project, open_project, today
from sphinx_excellence.cli.unread_values import report_unread
from sphinx_excellence.collectors.collection import (
    Collection,
    Gap,
    NoAnswer,
    Subject,
    Task,
    collect,
    first_requests,
    plan_tasks,
)
from sphinx_excellence.collectors.collector import (
    Answer,
    Collector,
    CollectorError,
    Request,
    installed_collectors,
)
from sphinx_excellence.collectors.health_file import Entered, NotWritable, with_readings
from sphinx_excellence.collectors.periods import Period
from sphinx_excellence.collectors.saved_answers import AnswerFolder, SavedAnswers, UnusableAnswers, read_saved
from sphinx_excellence.findings import listing_command, suggestion
from sphinx_excellence.loader.record_positions import Origins
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.health import QUARTER_FORM, Health, quarter_of
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry

_FOLDER = click.Path(file_okay=False, path_type=Path)


def _instead(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> Mapping[str, str]:
    found = {}
    for value in values:
        asked, _, other = value.partition("=")
        if not is_web_address(asked) or not is_web_address(other):
            raise click.BadParameter(f"'{value}' is not ADDRESS=ADDRESS, such as {_MIRROR}")
        found[asked.rstrip("/") + "/"] = other.rstrip("/") + "/"
    return found


_MIRROR = "https://registry.npmjs.org=https://npm.example.org"


@click.command("collect")
@ROOT
@click.option("--quarter", required=True, callback=parsed_quarter, help=f"The quarter to measure: {QUARTER_FORM}.")
@click.option("--online", is_flag=True, help="Ask the services. Without it, the command only lists what it would ask.")
@click.option("--from", "saved", type=_FOLDER, metavar="DIR", help="Use the answers that --save kept in DIR.")
@click.option("--save", type=_FOLDER, metavar="DIR", help="With --online: keep the answers in DIR.")
@click.option(
    "--into", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="The data file to write.  [default: the one that has the quarter, else health/QUARTER.yaml in the data]",
)  # fmt: skip
@click.option("--pattern", "only", multiple=True, metavar="ID", help="Measure only this pattern.")
@click.option(
    "--instead", multiple=True, callback=_instead, metavar="FROM=TO",
    help=f"Ask TO where an address begins with FROM, such as a mirror: {_MIRROR}.",
)  # fmt: skip
@click.option("--cache/--no-cache", default=True, show_default=True, help="Keep answers in .excellence_cache.")
@click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="The format of the report: text is for people, JSON for programs.",
)  # fmt: skip
@data_argument
def collect_readings(
    *, root: Path, quarter: str, online: bool, saved: Path | None, save: Path | None, into: Path | None,
    only: tuple[str, ...], instead: Mapping[str, str], cache: bool, output: str, data: tuple[str, ...],
) -> None:  # fmt: skip
    """Measure what patterns track, and write the readings of a quarter into a data file. Review what it writes.

    The field `tracked` of a pattern names its implementations, packages and standards. With --online, the command asks
    the services that know them, and writes a reading for each signal. Readings that it wrote before are refreshed;
    whatever you wrote stays as it is. What cannot be measured is reported with the address and the reason.

    Answers are kept: the next run on the same day asks nothing twice, and a later one asks only for what has changed.
    Set GITHUB_TOKEN to be allowed more requests to GitHub; the token is sent to api.github.com alone.

    \b
    Exits with 1 if nothing could be measured or a name in `tracked` is wrong,
    and with 2 on a usage error.

    \b
    Examples:
      sphinx-excellence health collect --quarter 2026Q4
      sphinx-excellence health collect --quarter 2026Q4 --online --save answers
      sphinx-excellence health collect --quarter 2026Q4 --from answers
    """  # noqa: D301  # as in `check`
    _require_fitting(online=online, saved=saved, save=save)
    answers = _saved(saved, quarter)
    period = Period(quarter, today() if answers is None else answers.day)
    if period.day < period.first:
        raise click.UsageError(f"{quarter} begins on {period.first}; this is {quarter_of(period.day)}")
    project = open_project(root, data)
    loaded = project.load()
    report_unread(project, loaded)
    collectors = _collectors()
    tasks, found_wrong = plan_tasks(_subjects(loaded.registry, only), collectors)
    wrong = [_placed(gap, loaded.origins) for gap in found_wrong]
    if not online and answers is None:
        show_requests(list(first_requests(tasks, period)), wrong, output)
        raise SystemExit(int(bool(wrong) or not tasks))
    target = health_target(project, loaded, quarter, into)
    with Progress("measured") as progress:
        if answers is not None:
            found = collect(tasks, period, _of_saved(answers), progress)
        else:
            client = PoliteClient(
                period.day, AnswerCache(_cache_folder(project) if cache else None), instead, _tokens(collectors),
                progress.show,
            )  # fmt: skip
            found = _online(tasks, period, client, save, progress)
    found = _fitting(found, loaded.registry)
    written = _write(target, quarter, found, loaded.registry)
    if target.path.exists() and not is_data_file(project, target.path):
        click.echo(f"excellence_data does not name {target.path}: nothing shows what is in it.", err=True)
    show_outcome(Outcome(quarter, target.path, written, (*wrong, *found.gaps)), output)
    raise SystemExit(int(bool(wrong) or not found.readings))


def _require_fitting(*, online: bool, saved: Path | None, save: Path | None) -> None:
    """Raise ``click.UsageError`` where options do not go together."""
    if online and saved is not None:
        raise click.UsageError("--online and --from do not go together: ask the services, or use what they answered")
    if save is not None and not online:
        raise click.UsageError("--save goes with --online: it keeps what the services answer")


def _saved(folder: Path | None, quarter: str) -> SavedAnswers | None:
    if folder is None:
        return None
    try:
        found = read_saved(folder)
    except UnusableAnswers as error:
        raise click.UsageError(str(error)) from error
    if found.quarter != quarter:
        raise click.UsageError(f"'{folder}' has the answers for {found.quarter}, not for {quarter}")
    return found


def _collectors() -> Mapping[str, Collector]:
    try:
        return installed_collectors()
    except CollectorError as error:
        raise click.ClickException(str(error)) from error


def _subjects(registry: Registry, only: tuple[str, ...]) -> Sequence[Subject]:
    """Return what the patterns track; of those that ``only`` names, where it names any."""
    wanted = set()
    for name in only:
        found = registry.resolve("pattern", name)
        if found is None:
            accepted, args = suggestion(name, registry.names("pattern"), listed_by=listing_command("pattern"))
            raise click.UsageError(f"unknown pattern '{name}'; {accepted % args if args else 'there are none'}")
        wanted.add(found)
    return [
        Subject(
            pattern.id, tracked.name or next(iter(names.values())), names, ("tracked", number), frozenset(tracked.other)
        )
        for pattern in registry.all_of(Pattern)
        if not wanted or pattern.id in wanted
        for number, tracked in enumerate(pattern.tracked)
        if (names := tracked.names())
    ]


def _placed(gap: Gap, origins: Origins) -> Gap:
    """Return a gap with where its name is written."""
    origin = origins.get(("pattern", gap.pattern))
    return gap if origin is None else replace(gap, place=origin.place(gap.path, on_key=gap.on_key))


def _tokens(collectors: Mapping[str, Collector]) -> Mapping[str, str]:
    """Return the tokens in the environment, by their variables. Raises ``click.UsageError``, which shows none."""
    found = {}
    for collector in collectors.values():
        token = os.environ.get(collector.token, "").strip() if collector.token else ""
        if not token.isascii() or not token.isprintable() or " " in token:
            raise click.UsageError(f"{collector.token} holds a character that no token has")
        if token:
            found[collector.token] = token
    return found


def _cache_folder(project: Project) -> Path:
    # Loading has made the folder, which ignores itself.
    return project.root / CACHE_FOLDER / "answers"


def _of_saved(answers: SavedAnswers) -> Callable[[Request, Collector], Answer]:
    return lambda request, _collector: answers.ask(request)


def _online(
    tasks: Sequence[Task], period: Period, client: PoliteClient, save: Path | None, progress: Callable[[int, int], None]
) -> Collection:
    if save is None:
        return collect(tasks, period, client.ask, progress)
    folder = AnswerFolder(save, period.quarter, period.day)

    def ask_and_keep(request: Request, collector: Collector) -> Answer:
        try:
            answer = client.ask(request, collector)
        except NoAnswer as reason:
            folder.keep_problem(request, str(reason))
            raise
        folder.keep(answer)
        return answer

    found = collect(tasks, period, ask_and_keep, progress)
    folder.write_list()
    return found


def _fitting(found: Collection, registry: Registry) -> Collection:
    """Leave out readings that the project's signals do not take, with the reason."""
    result = Collection(gaps=list(found.gaps))
    for reading in found.readings:
        signal = registry.signals.get(reading.signal)
        value = reading.value.isoformat() if isinstance(reading.value, date) else str(reading.value)
        reason = ""
        if signal is None:
            reason = f"no signal '{reading.signal}' is defined"
        elif not signal.accepts(value):
            reason = f"'{value}' is no value of the signal '{reading.signal}' as the project defines it"
        elif not _may_be_key(reading.pattern):
            reason = f"'{reading.pattern}' is a key of quarters, so that no pattern of that name can have a health"
        if reason:
            gap = Gap(reading.pattern, reading.of, reading.collector, reason, reading.source, reading.signal)
            result.gaps.append(gap)
        else:
            result.readings.append(reading)
    return result


def _may_be_key(pattern: str) -> bool:
    return pattern not in Health.model_fields or pattern == Health.GATHERED


def _write(target: HealthTarget, quarter: str, found: Collection, registry: Registry) -> Sequence[Entered]:
    """Write the readings; return what became of each."""

    def resolve(name: str) -> str | None:
        return registry.resolve("pattern", name)

    try:
        text, written = with_readings(target.text, quarter, found.readings, resolve)
    except NotWritable as error:
        raise click.ClickException(f"{target.path}:{error}; nothing was written") from error
    if text != target.text:
        target.write(text)
    return written


__all__ = ["collect_readings"]
