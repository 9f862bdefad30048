"""Measures everything, says whether each promise is kept, and writes the manual's table.

``python -m benchmarks`` takes the better part of an hour; ``--quick`` tries the whole course on small projects and
writes no table. All times are processor time of one build with one job, the best of several taken in turns, so that
what the machine's other guests do strikes every contestant alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.catalogue import make_catalogue, pages_that_show, with_tier
from benchmarks.check_cost import measure_check
from benchmarks.generate import FLAVOURS, Project, write_data, write_project
from benchmarks.health_cost import measure_health
from benchmarks.measure import REPOSITORY, build
from benchmarks.own_fields_cost import measure_own_fields
from benchmarks.page_sizes import sizes_table
from benchmarks.paint import measure_paint
from benchmarks.parse_count import VARIABLE
from benchmarks.pdf_cost import measure_pdf
from benchmarks.search_figures import measure_search
from benchmarks.table import Row, markdown
from benchmarks.visible import agreement

MANUAL = REPOSITORY / "source" / "manual"
#: The parts that can be measured by themselves, with the file in the manual that each writes.
PARTS = {
    "builds": MANUAL / "_benchmarks.md",
    "pdf": MANUAL / "_pdf_benchmarks.md",
    "own-fields": MANUAL / "_own_fields_benchmarks.md",
    "health": MANUAL / "_health_benchmarks.md",
    "sizes": MANUAL / "_sizes.md",
    "search": MANUAL / "_search_figures.md",
    "paint": MANUAL / "_paint.md",
}
#: 8 ms were promised, on a machine on which sphinx-needs takes 17 to 21 for the same pages.
OVER_PROSE = round(8 / 19, 2)
CONTESTANTS = ("directives", "hand", "needs", "prose")


def say(text: str) -> None:
    """Tell how far it is; the whole takes long."""
    print(text, file=sys.stderr, flush=True)


class Course:
    """The measurements of one theme and size, on projects that are written once."""

    def __init__(self, folder: Path, theme: str, size: int) -> None:
        """Write the projects."""
        self.theme = theme
        self.size = size
        self.patterns = make_catalogue(size)
        self.projects = {
            name: write_project(folder / f"{theme}-{size}-{name}", FLAVOURS[name], theme, self.patterns)
            for name in CONTESTANTS
        }

    def full(self, times: int) -> dict[str, float]:
        """Return the seconds of a build from nothing, by contestant."""

        def clean(project: Project) -> float:
            project.forget_builds()
            return build(project).seconds

        return _best(self.projects, clean, times)

    def idle(self, times: int) -> dict[str, float]:
        """Return the seconds of a build with nothing to do."""
        return _best(self.projects, lambda project: build(project).seconds, times)

    def one_record(self, times: int) -> tuple[float, float, int]:
        """Change the tier of one record, and touch as many pages written by hand.

        Returns the seconds of both builds and the number of pages read. Raises ``AssertionError`` where other pages
        are read than those that show the record.
        """
        number = self.size // 2
        shown = pages_that_show(self.patterns, number)
        directives, hand = self.projects["directives"], self.projects["hand"]
        edited, touched = [], []
        for turn in range(times):
            tier = (
                ("gold", "silver")[turn % 2] if self.patterns[number].tier != "gold" else ("silver", "gold")[turn % 2]
            )
            write_data(directives.data, with_tier(self.patterns, number, tier))
            done = build(directives)
            if set(done.read) != shown:
                raise AssertionError(f"read {sorted(done.read)}, shown on {sorted(shown)}")
            edited.append(done.seconds)
            for page in sorted(shown):
                path = hand.source / f"{page}.md"
                path.write_text(f"{path.read_text(encoding='utf-8')}\nTouched.\n", encoding="utf-8")
            done = build(hand)
            if set(done.read) != shown:
                raise AssertionError(f"read {sorted(done.read)}, touched {sorted(shown)}")
            touched.append(done.seconds)
        return min(edited), min(touched), len(shown)

    def parses(self, folder: Path) -> int:
        """Return how often the one file of data is parsed in a build from nothing with one job."""
        log = folder / "parses.txt"
        extensions = "myst_parser,sphinx_excellence,benchmarks.parse_count"
        build(
            self.projects["directives"],
            "-D",
            f"extensions={extensions}",
            output=folder / "counted",
            environment={VARIABLE: str(log)},
        )
        return len(log.read_text(encoding="utf-8").splitlines())


def _best(projects: dict[str, Project], run: Callable[[Project], float], times: int) -> dict[str, float]:
    seconds: dict[str, list[float]] = {name: [] for name in projects}
    for _turn in range(times):
        for name, project in projects.items():
            seconds[name].append(run(project))
    return {name: min(each) for name, each in seconds.items()}


def measure(folder: Path, sizes: Sequence[int], times: Sequence[int]) -> list[Row]:
    """Run the whole course and return its rows."""
    rows: list[Row] = []
    per_page: dict[int, float] = {}
    for theme, size, turns in [
        *(("alabaster", size, turns) for size, turns in zip(sizes, times, strict=True)),
        ("furo", sizes[0], times[0]),
    ]:
        what = f"{size:,} pages, {theme}"
        say(f"{what}: writing the projects")
        course = Course(folder, theme, size)
        say(f"{what}: building from nothing, {turns} times four")
        full = course.full(turns)
        if theme == "alabaster":
            per_page[size] = full["directives"] / size * 1000
        share, different = agreement(course.projects["directives"], course.projects["hand"])
        say(f"{what}: {share:.1%} of the words agree; {dict(different.most_common(6))}")
        rows += _full_rows(what, full, size)
        say(f"{what}: nothing to do")
        idle = course.idle(turns + 3)
        rows.append(Row(what, "nothing to do, against the plain site", idle["directives"], idle["hand"], most=1.1))
        say(f"{what}: one record")
        edited, touched, count = course.one_record(turns + 1)
        rows.append(
            Row(what, f"one record edited, {count} pages read; against touching {count}", edited, touched, most=1.2)
        )
        if size == sizes[0] and theme == "alabaster":
            rows.append(Row(what, "parses of the shared file", course.parses(folder), 1, most=1.0, unit="", decimals=0))
    say("checks without a build")
    rows += measure_check(folder / "check", records=sizes[-1] * 10 // 3, files=100 if sizes[-1] > 100 else 4, times=3)
    first, last = sizes[0], sizes[-1]
    rows.append(
        Row(
            f"{last:,} pages against {first:,}",
            "cost of a page with directives",
            per_page[last],
            per_page[first],
            most=1.1,
            unit="ms",
        )
    )
    return rows


def _full_rows(what: str, full: dict[str, float], size: int) -> list[Row]:
    rows = [
        Row(what, "from nothing, against hand-written MyST", full["directives"], full["hand"], most=0.8),
        Row(what, "from nothing, against sphinx-needs", full["directives"], full["needs"], most=0.8),
    ]
    over = {name: (full[name] - full["prose"]) / size * 1000 for name in ("directives", "needs")}
    rows.append(
        Row(
            what,
            "over bare prose, a page; against sphinx-needs",
            over["directives"],
            over["needs"],
            most=OVER_PROSE,
            unit="ms",
        )
    )
    return rows


def measure_sizes(folder: Path) -> str:
    """Build the repository's own site and return the table of what the extension adds to its pages."""
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", "-d", str(folder / "doctrees"), "-c"]
    command += [str(REPOSITORY), str(REPOSITORY / "source"), str(folder / "html")]
    subprocess.run(command, check=True)
    pages = sorted(path.relative_to(folder / "html").as_posix() for path in (folder / "html").rglob("*.html"))
    return sizes_table(folder / "html", [name for name in pages if not name.startswith("_static/")])


def machine() -> str:
    """Return what the measurements were made on."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [
            line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")
        ]
        model = names[0] if names else model
    packages = ("sphinx", "docutils", "myst-parser", "sphinx-needs", "alabaster", "furo", "pydantic", "PyYAML", "typst")
    return (
        f"{os.cpu_count()} processors ({model}), {platform.system()}, Python {platform.python_version()}, "
        + ", ".join(f"{name} {found}" for name in packages if (found := _version(name)))
    )


def _version(name: str) -> str:
    """Return a package's version; nothing where it is not there, as what some parts alone need may be."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _measured(part: str, folder: Path, *, quick: bool) -> str:
    if part == "sizes":
        return measure_sizes(folder)
    if part == "search":
        return measure_search(folder)
    if part == "paint":
        return markdown(measure_paint(folder, 50 if quick else 5000, 3), machine())
    if part == "own-fields":
        records, pages, turns = (100, 20, 1) if quick else (10_000, 1000, 3)
        return markdown(measure_own_fields(folder, records, pages, turns), machine())
    if part == "health":
        return markdown(measure_health(folder, *((20, 1) if quick else (500, 3))), machine())
    if part == "pdf":
        return markdown(measure_pdf(folder, 20 if quick else 1000, latex=not quick), machine())
    sizes, times = ((20, 40), (1, 1)) if quick else ((300, 1000, 3000), (3, 2, 1))
    return markdown(measure(folder, sizes, times), machine())


def main() -> int:
    """Measure and tell; return 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small projects, no table: does it run at all?")
    parser.add_argument("--only", choices=PARTS, help="one part, instead of all")
    given = parser.parse_args()
    missed = False
    for part in [given.only] if given.only else PARTS:
        with tempfile.TemporaryDirectory(prefix="excellence-benchmark-") as name:
            text = _measured(part, Path(name), quick=given.quick)
        print(text)
        if not given.quick:
            PARTS[part].write_text(text, encoding="utf-8")
            say(f"Written to {PARTS[part].relative_to(REPOSITORY)}.")
        missed = missed or "**missed**" in text
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
