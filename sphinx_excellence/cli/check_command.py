"""``sphinx-excellence check``: checks the records without a build."""

from __future__ import annotations

import contextlib
import os
import shlex
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from sphinx_excellence import settings
from sphinx_excellence.cli.options import AS_OF, CACHE, IGNORE, OUTPUT, ROOT, SELECT, SOURCE, data_argument, is_wanted
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.cli.project import Project, open_project, pages_folder
from sphinx_excellence.cli.scorecard_values import PAGES, missed, targets_of
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.loader.cached_findings import CachedResult, load_result, store_result
from sphinx_excellence.loader.conf_file import NAME
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.formats import FORMATS, ReportContext
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.reports.text_report import TerminalStyle
from sphinx_excellence.rules.all_rules import installed_by_name, installed_rules
from sphinx_excellence.rules.cleared_records import ClearedRecords
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.version import __version__

#: From the least to the most serious.
_LEVELS = (Severity.INFO, Severity.WARNING, Severity.ERROR)


@click.command()
@ROOT
@data_argument
@SOURCE
@click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="The format of the report: text is for people, the others are for programs.",
)
@OUTPUT
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="warning",
    show_default=True,
    help="Exit with 1 if there is a finding of this severity or higher.",
)
@AS_OF
@SELECT
@IGNORE
@click.option(
    "--base",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that paths in reports are relative to.  [default: in reports for programs excellence_base, or the "
    "root of the working copy; else the current folder]",
)
@click.option(
    "--fail-under",
    "limits",
    metavar="MEASURE=VALUE",
    multiple=True,
    help="Report a measure of the scorecard that is below a value as an error; `targets` stands for every measure and "
    "its target. What cannot be measured is reported too.",
)
@PAGES
@CACHE
def check(
    *, root: Path, data: tuple[str, ...], source: Path | None, form: str, output: Path | None, fail_on: str,
    as_of: date | None, select: frozenset[str], ignore: frozenset[str], base: Path | None, limits: tuple[str, ...],
    pages: Path | None, cache: bool,
) -> None:  # fmt: skip
    """Check the records in DATA (files or folders) and in the front matter of pages.

    Without DATA, the command checks what `excellence_data` in conf.py names, or the folder `data`. It builds nothing
    and does not run conf.py, so it does not apply rules about pages: `sphinx-build -b excellence` applies them too.

    \b
    Exits with 0 if there is no finding of the --fail-on severity or higher,
    with 1 if there is one, and with 2 on a usage error.

    \b
    Examples:
      sphinx-excellence check
      sphinx-excellence check --format github --fail-on error
      sphinx-excellence check data/patterns --select no-alternative,dead-alternative
      sphinx-excellence check --fail-under targets --fail-under reach=95
    """  # noqa: D301  # click takes the character for a paragraph that is not to be filled
    targets = targets_of(limits)
    project = open_project(root, data, source)
    day = as_of or project.as_of or settings.day_of(None)
    findings = _cached_findings(project, day) if cache else findings_of(project, day, cached=False)[1]
    findings = [finding for finding in findings if is_wanted(finding.rule, select, ignore)]
    findings += missed(project, day, pages, targets)
    read = ReportPaths.for_people(root, base)
    style = TerminalStyle(colour=output is None and has_colours(), root=root, path=read.path)
    paths = ReportPaths.of(root, base or project.base)
    shown = FORMATS[form](findings, ReportContext(installed_by_name(), __version__, paths, root, style))
    if output is not None:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(shown, encoding="utf-8")
    else:
        click.echo(shown, nl=False, color=True if has_colours() else None)
    _report_skipped_rules(project, _build_command(root, source), select, ignore, everywhere=form == "text")
    raise SystemExit(int(fail_on != "never" and any(_is_at_least(finding, Severity(fail_on)) for finding in findings)))


def _report_skipped_rules(
    project: Project, command: str, select: frozenset[str], ignore: frozenset[str], *, everywhere: bool
) -> None:
    """Report on standard error how many rules need a build: in text reports, and where you selected rules by name."""
    severities = project.severities
    skipped = sum(
        rule.needs_pages
        and is_wanted(rule.name, select, ignore)
        and severities.get(rule.name, rule.severity) is not Severity.OFF
        for rule in installed_rules()
    )
    if skipped and (everywhere or select):
        rules = "1 rule about pages was" if skipped == 1 else f"{skipped} rules about pages were"
        click.echo(escaped(f"{rules} not applied: {command}"), err=True)


def _build_command(root: Path, source: Path | None) -> str:
    """Return the command that applies every rule to the project in ``root``, to be run in the current folder."""
    if not (root / NAME).is_file():
        return "they need a build, and so a conf.py"
    pages = pages_folder(root, source)
    out = next((name for name in ("_build", "build") if (root / name).is_dir()), "_build")
    conf = [] if pages == root else ["-c", str(root)]
    return shlex.join(["sphinx-build", "-b", "excellence", *conf, str(pages), str(root / out / "excellence")])


def _cached_findings(project: Project, day: date) -> list[Finding]:
    """Return what a check finds: from the cache, where nothing has changed since the last check."""
    signature = project.signature()
    last = load_result(project.findings_cache)
    if last is not None and last.holds(signature, day):
        return list(last.findings)
    with without_collection(), Progress() as progress:
        loaded = project.load(progress=progress)
        knowledge = Knowledge(loaded.registry, day)
        findings = _findings(project, loaded, knowledge, project.cleared_records)
    with contextlib.suppress(OSError):
        store_result(project.findings_cache, CachedResult(signature, tuple(findings), day, knowledge.next_turn))
    return findings


def findings_of(
    project: Project,
    day: date,
    *,
    cached: bool = True,
    instead: Mapping[Path, str] | None = None,
    progress: Progress | None = None,
) -> tuple[Loaded, list[Finding]]:
    """Return a project's records, and what the rules that need no page find in them.

    ``instead`` holds texts that replace the content of some files.
    """
    loaded = project.load(cached=cached, instead=instead, progress=progress)
    return loaded, _findings(project, loaded, Knowledge(loaded.registry, day))


def _findings(
    project: Project, loaded: Loaded, knowledge: Knowledge, cleared: ClearedRecords | None = None
) -> list[Finding]:
    return run_rules(
        installed_rules(),
        knowledge,
        Locator(loaded.origins),
        loaded=(*project.problems, *loaded.findings),
        severities=project.severities,
        cleared=cleared,
    )


def _is_at_least(finding: Finding, least: Severity) -> bool:
    return _LEVELS.index(finding.severity) >= _LEVELS.index(least)


def has_colours() -> bool:
    """Whether to print colours: on a terminal, unless NO_COLOR is set (https://no-color.org/)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
