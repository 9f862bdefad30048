"""What fields and kinds of a project's own cost: checks of many records, and builds of many pages.

Owns three versions of one generated catalogue: as it is, with a kind and fields that no record uses, and with five fields
of its own in every record. They are built and checked in turns, so that what the machine's other guests do strikes
all of them alike.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import yaml

from benchmarks.catalogue import Pattern, make_catalogue
from benchmarks.check_cost import check_seconds
from benchmarks.generate import FLAVOURS, Project, data_text, write_project
from benchmarks.measure import build_anew, medians_in_turns
from benchmarks.table import Row

#: Five fields, of five types, one of them a reference to a record of an own kind.
FIELDS = {
    "owner": {"title": "Owner", "type": "team", "show": ["banner", "filter"], "reverse": "Owns"},
    "repository": {"title": "Repository", "type": "link"},
    "since": {"title": "In use since", "type": "date"},
    "services": {"title": "Services", "type": "number", "show": ["banner", "catalogue"]},
    "note": {"title": "Note", "type": "line", "show": ["banner", "search"]},
}
KINDS = {"team": {"title": "Team", "fields": {"channel": {"type": "link"}}}}
TEAMS = 20
VERSIONS = ("plain", "unused", "used")


def measure_own_fields(folder: Path, records: int, pages: int, times: int) -> list[Row]:
    """Return the rows: checks of ``records``, and builds of ``pages``, each the median of ``times``."""
    where = f"{records:,} records"
    checks = _checks(folder / "check", records, times)
    rows = [
        Row(where, "A check of what has not changed, with five own fields", checks["used"], checks["plain"], most=1.2),
        Row(where, "The same, with a kind and fields that nothing uses", checks["unused"], checks["plain"], most=1.05),
    ]
    where = f"{pages:,} pages"
    builds = _builds(folder / "builds", pages, times)
    rows += [
        Row(where, "From nothing, with five own fields on every page", builds["used"], builds["plain"], most=1.05),
        Row(where, "The same, with a kind and fields that nothing uses", builds["unused"], builds["plain"], most=1.05),
    ]
    return rows


def _checks(folder: Path, records: int, times: int) -> dict[str, float]:
    patterns = make_catalogue(records)
    folders = {version: folder / version for version in VERSIONS}
    for version, each in folders.items():
        (each / "data").mkdir(parents=True)
        # The lineages are drawn by lot and contradict each other, which would be a finding for every second record.
        _write_data(each / "data", version, patterns, without=["evolution"])
        check_seconds(each)
    return medians_in_turns({version: partial(check_seconds, each) for version, each in folders.items()}, times)


def _builds(folder: Path, pages: int, times: int) -> dict[str, float]:
    patterns = make_catalogue(pages)
    projects = {}
    for version in VERSIONS:
        project = write_project(folder / version, FLAVOURS["directives"], "alabaster", patterns)
        project.data.unlink()
        _write_data(project.data.parent, version, patterns)
        projects[version] = project

    def clean(project: Project) -> float:
        return build_anew(project).seconds

    return medians_in_turns({version: partial(clean, each) for version, each in projects.items()}, times)


def _write_data(data: Path, version: str, patterns: list[Pattern], without: list[str] | None = None) -> None:
    text = data_text(patterns, without=without or [])
    if version == "used":
        values = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        for number, record in enumerate(values["patterns"].values()):
            record.update(_own_values(number))
        text = yaml.dump(
            values,
            Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper),
            sort_keys=False,
            allow_unicode=True,
            width=120,
        )
    (data / "patterns.yaml").write_text(text, encoding="utf-8")
    if version != "plain":
        teams = {f"team-{number}": {"title": f"Team {number}"} for number in range(TEAMS)}
        definitions = {"kinds": KINDS, "fields": {"pattern": FIELDS}, "teams": teams}
        (data / "own.yaml").write_text(yaml.safe_dump(definitions, sort_keys=False), encoding="utf-8")


def _own_values(number: int) -> dict[str, object]:
    return {
        "owner": f"team-{number % TEAMS}",
        "repository": f"https://git.example.org/{number}",
        "since": f"{2010 + number % 15}-{1 + number % 12:02}",
        "services": number % 40,
        "note": f"In *{number % 9}* places, see `docs/{number}`.",
    }
