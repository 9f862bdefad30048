"""What a project of your own costs: from nothing, with nothing to do, and with one page touched.

Owns that measurement: the project is copied, and built as it is and with the navigation as Sphinx draws it. Where it does
not load the toolkit, it is built as it is and with the toolkit's navigation.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from benchmarks.measure import Build, build_folder, medians_in_turns
from benchmarks.table import Row

_ADDED = "\nextensions = [*globals().get('extensions', []), 'sphinx_excellence.navigation']\n"
_PLAIN = "\nexcellence_navigation = False\n"


def measure_project(folder: Path, project: Path, times: int) -> list[Row]:
    """Return the rows for the project whose ``conf.py`` is in a folder, each the median of ``times``.

    Raises ``FileNotFoundError`` where there is none, and ``BuildFailed`` where it does not build.
    """
    conf = (project / "conf.py").read_text(encoding="utf-8")
    is_ours = "sphinx_excellence" in conf
    copies = {"ours": conf if is_ours else conf + _ADDED, "plain": conf + _PLAIN if is_ours else conf}
    for name, text in copies.items():
        shutil.copytree(project, folder / name, symlinks=True, ignore=shutil.ignore_patterns("_build", ".git"))
        (folder / name / "conf.py").write_text(text, encoding="utf-8")
    memory: dict[str, float] = {}

    def clean(name: str) -> float:
        shutil.rmtree(folder / "output" / name, ignore_errors=True)
        done = _build(folder, name)
        memory[name] = max(done.megabytes, memory.get(name, 0))
        return done.seconds

    def touched(name: str) -> float:
        page = _last_page(folder / name)
        page.write_text(page.read_text(encoding="utf-8") + "\n\nTouched.\n", encoding="utf-8")
        return _build(folder, name).seconds

    rows = []
    where = project.resolve().name
    runs: dict[str, Callable[[str], float]] = {
        "From nothing": clean,
        "With nothing to do": lambda name: _build(folder, name).seconds,
        "With one page touched": touched,
    }
    for what, run in runs.items():
        took = medians_in_turns({name: partial(run, name) for name in copies}, times)
        rows.append(Row(where, f"{what}, against the navigation as Sphinx draws it", took["ours"], took["plain"], None))
    rows.append(Row(where, "Memory at the most", memory["ours"], memory["plain"], None, unit="MB", decimals=0))
    return rows


def _build(folder: Path, name: str) -> Build:
    return build_folder(folder / name, folder / "output" / name, "-j", "1")


def _last_page(source: Path) -> Path:
    return max(path for suffix in ("*.md", "*.rst") for path in source.rglob(suffix))
