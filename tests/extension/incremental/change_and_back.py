"""What tests of incremental builds share: a change and its way back, each compared with a build from nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tests.conftest import Result
from tests.extension.incremental.test_incremental import differences

#: The builders that share the pages that were read.
BUILDERS = ("html", "text")


def check_change_and_back(project, site: dict[str, str], change: Callable[[], None]) -> dict[str, Result]:
    """Build a ``site``, change it, then change it back: each build says and writes what a clean one does.

    Returns the first builds, by builder: from nothing, and so what is compared with on the way back.
    """
    first = {builder: _first(project, builder) for builder in BUILDERS}
    change()
    shutil.rmtree(project.root / "fresh", ignore_errors=True)
    for number, builder in enumerate(BUILDERS):
        kept = _again(project, builder, number)
        shutil.rmtree(project.root / "clean", ignore_errors=True)
        clean = project.build(builder, doctrees="fresh", out="clean")
        _compare(kept, clean, project.root / builder, project.root / "clean")
    project.write(site)
    for number, builder in enumerate(BUILDERS):
        kept = _again(project, builder, number)
        _compare(kept, first[builder], project.root / builder, project.root / f"first-{builder}")
    return first


def _first(project, builder: str) -> Result:
    result = project.build(builder, doctrees="kept", out=builder)
    shutil.copytree(project.root / builder, project.root / f"first-{builder}")
    return result


def _again(project, builder: str, number: int) -> Result:
    return project.build(builder, "-j", str(1 + number), doctrees="kept", out=builder)


def _compare(kept: Result, clean: Result, out: Path, clean_out: Path) -> None:
    different = differences(out, clean_out)
    assert [each for each in different if not each.endswith(".pickle")] == [], out.name
    assert sorted(kept.warnings) == sorted(clean.warnings)
