"""The scorecard as the commands compute it: from the records, and from what the last build saw of the pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import click

from sphinx_excellence.cli.project import Project
from sphinx_excellence.findings import Finding, Phrase, Place, Severity, suggestion
from sphinx_excellence.loader.conf_file import read_conf
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.site_file import NAME, read_site
from sphinx_excellence.messages import N_
from sphinx_excellence.model.measure import MEASURES, Target
from sphinx_excellence.model.signal import number_of
from sphinx_excellence.rules.limits import limits
from sphinx_excellence.rules.scorecard import MISSED_TARGET
from sphinx_excellence.views.measures import Grounds, first_pattern, measured
from sphinx_excellence.views.scorecard import MET, NOT_MEASURED, Score, figure, scores_of
from sphinx_excellence.views.search_language import search_language

PAGES = click.option(
    "--pages",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder into which `sphinx-build -b excellence` wrote its reports.  "
    "[default: _build/excellence or build/excellence]",
)


@dataclass(frozen=True)
class Values:
    """The scores, and why pages could not be measured, where they could not."""

    scores: tuple[Score, ...]
    note: str = ""


def values_of(
    project: Project, loaded: Loaded, day: date, pages: Path | None, wanted: Sequence[str] = tuple(MEASURES)
) -> Values:
    """Return the measures ``wanted`` of a project on a day; ``pages`` is the folder of the gate's reports."""
    folders = [pages] if pages is not None else [project.root / name / "excellence" for name in ("_build", "build")]
    found = next((folder / NAME for folder in folders if (folder / NAME).is_file()), None)
    sources = {page.docname: page.path for page in project.pages}
    site = read_site(found, loaded.registry, sources) if found is not None else None
    note = ""
    if site is None and found is not None:
        note = f"{found}: pages or records have changed since; the pages are not measured"
    elif site is None:
        note = "no report of `sphinx-build -b excellence` was found; the pages are not measured"
    grounds = Grounds(loaded.registry, day, site, loaded.queries, _find_first(project, loaded))
    return Values(scores_of(grounds, measured(grounds, wanted)), note)


def _find_first(project: Project, loaded: Loaded) -> Callable[[str], str | None] | None:
    """Return what finds the first pattern for a query; nothing where there are no queries."""
    if loaded.queries is None:
        return None
    # Imported here: Sphinx's search is slow to import.
    from sphinx.search import languages  # noqa: PLC0415

    values = read_conf(project.root).values
    wanted = str(values.get("html_search_language") or values.get("language") or "en")
    return first_pattern(loaded.registry, search_language(wanted, languages))


def measure_names(values: Sequence[str]) -> tuple[str, ...]:
    """Return the measures in ``values``, in their order. Raises ``click.BadParameter`` for one that there is not."""
    names = [name.strip() for value in values for name in value.split(",") if name.strip()]
    for name in names:
        if name not in MEASURES:
            hint, args = suggestion(name, list(MEASURES))
            raise click.BadParameter(f"'{name}' is not a measure; {hint % args}")
    return tuple(name for name in MEASURES if name in names)


#: What stands for every measure with its target.
TARGETS = "targets"


def targets_of(given: Sequence[str]) -> Mapping[str, Target | None]:
    """Return what ``--fail-under`` asks for: a target by measure, or nothing for the one that the project has.

    Raises ``click.BadParameter`` for what is neither `targets` nor a measure with a number.
    """
    found: dict[str, Target | None] = dict.fromkeys(MEASURES) if TARGETS in given else {}
    for text in given:
        if text == TARGETS:
            continue
        name, _, value = (part.strip() for part in text.partition("="))
        if name not in MEASURES:
            hint, args = suggestion(name, [*MEASURES, TARGETS])
            raise click.BadParameter(f"'{name}' is not a measure; {hint % args}", param_hint="--fail-under")
        number = number_of(value)
        if number is None or number < 0:
            raise click.BadParameter(
                f"'{text}' has no value; accepted: a measure and a number, such as {name}=80", param_hint="--fail-under"
            )
        found[name] = Target(least=number)
    return found


def missed(project: Project, day: date, pages: Path | None, targets: Mapping[str, Target | None]) -> list[Finding]:
    """Return a finding for each measure that misses its target in ``targets``, or that is not measured."""
    if not targets:
        return []
    loaded = project.load()
    found = []
    for given in values_of(project, loaded, day, pages, [name for name in MEASURES if name in targets]).scores:
        target = targets[given.measure.id]
        score = given if target is None else replace(given, measure=given.measure.model_copy(update={"target": target}))
        if score.state == MET:
            continue
        name, value = score.measure.id, score.value
        origin = loaded.origins.get(("measure", name))
        place = origin.place(on_key=True) if origin is not None else Place("conf.py")
        if score.state == NOT_MEASURED or value.value is None:
            lacking = value.lacking
            why = Phrase(lacking.message, *map(str, lacking.args)) if lacking is not None else ""
            message, args = N_("the measure '%s' is not measured: %s"), (name, why)
        else:
            message, args = N_("the measure '%s' is %s"), (name, figure(value.value, score.kind.unit))
        found.append(
            Finding(MISSED_TARGET.name, place, message, args, N_("meet its target: %s"),
                    (limits(score.target.least, score.target.most),), severity=Severity.ERROR)
        )  # fmt: skip
    return found
