"""What health costs: checks and builds of many patterns with twelve quarters of it, against the same without.

Owns three versions of one generated catalogue: without health, with it in the data, and with its directive on every page
besides. They are built and checked in turns, so that what the machine's other guests do strikes all of them alike.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.catalogue import Pattern, make_catalogue
from benchmarks.check_cost import check_seconds
from benchmarks.generate import FLAVOURS, Project, data_text, write_project
from benchmarks.measure import build_anew, medians_in_turns
from benchmarks.table import Row

#: The twelve up to the day on which the generated catalogue is built, 1 October 2026.
QUARTERS = tuple((year, quarter) for year in (2024, 2025, 2026) for quarter in (1, 2, 3, 4))
VERSIONS = ("without", "data", "shown")


def measure_health(folder: Path, patterns: int, times: int) -> list[Row]:
    """Return the rows for so many patterns, each the median of ``times``."""
    made = make_catalogue(patterns)
    checks = _checks(folder / "check", made, times)
    builds = _builds(folder / "builds", made, times)
    where = f"{patterns:,} patterns, {len(QUARTERS)} quarters"
    return [
        Row(where, "From nothing, with health in the data", builds["data"], builds["without"], most=1.1),
        Row(where, "The same, with `pattern-health` on every page", builds["shown"], builds["without"], most=None),
        Row(where, "A check of what has not changed", checks["data"], checks["without"], most=1.2),
    ]


def _checks(folder: Path, patterns: list[Pattern], times: int) -> dict[str, float]:
    folders = {version: folder / version for version in ("without", "data")}
    for version, each in folders.items():
        (each / "data").mkdir(parents=True)
        # The lineages are drawn by lot and contradict each other, which would be a finding for every second record.
        (each / "data" / "patterns.yaml").write_text(data_text(patterns, without=["evolution"]), encoding="utf-8")
        if version == "data":
            (each / "data" / "health.yaml").write_text(health_text(patterns), encoding="utf-8")
        check_seconds(each)
    return medians_in_turns({version: partial(check_seconds, each) for version, each in folders.items()}, times)


def _builds(folder: Path, patterns: list[Pattern], times: int) -> dict[str, float]:
    projects = {}
    for version in VERSIONS:
        project = write_project(folder / version, FLAVOURS["directives"], "alabaster", patterns)
        if version != "without":
            (project.data.parent / "health.yaml").write_text(health_text(patterns), encoding="utf-8")
        if version == "shown":
            for pattern in patterns:
                page = project.source / f"{pattern.id}.md"
                page.write_text(page.read_text(encoding="utf-8") + "\n```{pattern-health}\n```\n", encoding="utf-8")
        projects[version] = project

    def clean(project: Project) -> float:
        return build_anew(project).seconds

    return medians_in_turns({version: partial(clean, each) for version, each in projects.items()}, times)


def health_text(patterns: list[Pattern]) -> str:
    """Return, as YAML, three signals of each pattern in every quarter, none of which moves much or contradicts a tier."""
    lines = ["health:"]
    for number, (year, quarter) in enumerate(QUARTERS):
        lines.append(f"  {year}Q{quarter}:")
        day = f"{year}-{3 * quarter - 2:02}-01"
        for place, pattern in enumerate(patterns):
            source = f"source: https://pypi.org/project/{pattern.id}/, retrieved: {day}"
            lines += [
                f"    {pattern.id}:",
                "      signals:",
                f"        last-release: {{value: {day}, {source}}}",
                f"        release-cadence: {{value: {4 + (place + number) % 3}, {source}}}",
                f"        open-advisories: {{value: 0, {source}}}",
            ]
    return "\n".join(lines) + "\n"
