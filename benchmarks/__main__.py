"""Measures everything, says whether each promise is kept, and writes the manual's tables.

``python -m benchmarks`` takes more than an hour; ``--quick`` tries the whole course on small projects and writes no
table; ``--project DIR`` measures a project of your own. All times are processor time of one build with one job, the
median of several taken in turns, so that what the machine's other guests do strikes every contestant alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks.builds_cost import measure_builds
from benchmarks.check_cost import measure_check
from benchmarks.diagrams_cost import measure_diagrams
from benchmarks.health_cost import measure_health
from benchmarks.large import measure_large
from benchmarks.measure import REPOSITORY
from benchmarks.navigation_cost import measure_navigation
from benchmarks.own_fields_cost import measure_own_fields
from benchmarks.page_sizes import sizes_table
from benchmarks.paint import measure_paint
from benchmarks.pdf_cost import measure_pdf
from benchmarks.real_project import measure_project
from benchmarks.say import say
from benchmarks.search_figures import measure_search
from benchmarks.table import markdown

MANUAL = REPOSITORY / "source" / "manual"
#: The parts that can be measured by themselves, with the file in the manual that each writes.
PARTS = {
    "builds": MANUAL / "_benchmarks.md",
    "check": MANUAL / "_check_benchmarks.md",
    "large": MANUAL / "_large_benchmarks.md",
    "navigation": MANUAL / "_navigation_benchmarks.md",
    "pdf": MANUAL / "_pdf_benchmarks.md",
    "own-fields": MANUAL / "_own_fields_benchmarks.md",
    "health": MANUAL / "_health_benchmarks.md",
    "diagrams": MANUAL / "_diagram_benchmarks.md",
    "sizes": MANUAL / "_sizes.md",
    "search": MANUAL / "_search_figures.md",
    "paint": MANUAL / "_paint.md",
}


_SIZES: Sequence[int] = (300, 1000, 3000)
_FEW: Sequence[int] = (20, 40)


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
    if part == "diagrams":
        return markdown(measure_diagrams(folder, *((20, 1) if quick else (500, 3))), machine())
    if part == "pdf":
        return markdown(measure_pdf(folder, 20 if quick else 1000, latex=not quick), machine())
    if part == "check":
        return markdown(measure_check(folder, *((100, 4) if quick else (10_000, 100)), 3), machine())
    if part == "large":
        return markdown(measure_large(folder, *((20, 400) if quick else (10_000, 100_000))), machine())
    if part == "navigation":
        return markdown(
            measure_navigation(folder, _FEW if quick else (100, 400, 1000, 3000), 1 if quick else 3), machine()
        )
    builds = measure_builds(folder, _FEW, (1, 1)) if quick else measure_builds(folder, _SIZES, (5, 3, 3))
    return markdown(builds, machine())


def main() -> int:
    """Measure and tell; return 1 where a promise is broken."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="small projects, no table: does it run at all?")
    parser.add_argument("--only", choices=PARTS, help="one part, instead of all")
    parser.add_argument("--project", type=Path, help="the folder of a project's conf.py: what does it cost?")
    given = parser.parse_args()
    if given.project is not None:
        with tempfile.TemporaryDirectory(prefix="excellence-benchmark-") as name:
            print(markdown(measure_project(Path(name), given.project, 3), machine()))
        return 0
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
