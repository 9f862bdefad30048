"""What ``sphinx-excellence check`` costs on many records, against the YAML parser alone."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.catalogue import make_catalogue
from benchmarks.generate import data_text
from benchmarks.measure import BuildFailed, Spent, medians_in_turns, spent
from benchmarks.table import Row

_BARE = """
import pathlib, yaml
for path in sorted(pathlib.Path("data").iterdir()):
    yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""
_CHECK = "from sphinx_excellence.cli import run; run()"


def measure_check(folder: Path, records: int, files: int, times: int) -> list[Row]:
    """Return the rows for ``records`` in ``files``, each the median of ``times``."""
    data = write_records(folder, records, files)

    def cold() -> float:
        shutil.rmtree(folder / ".excellence_cache", ignore_errors=True)
        return check_seconds(folder)

    def edited() -> float:
        first = data / "0000.yaml"
        first.write_text(f"#\n{first.read_text(encoding='utf-8')}", encoding="utf-8")
        return check_seconds(folder)

    runs: dict[str, Callable[[], float]] = {
        "bare": lambda: _run(folder, _BARE).seconds,
        "cold": cold,
        "warm": lambda: check_seconds(folder),
        "later": lambda: check_seconds(folder, "2026-10-02"),
        "edited": edited,
    }
    took = medians_in_turns(runs, times)
    where = f"{records:,} records in {files} files"
    return [
        Row(where, "A first check, against a bare `yaml.load` of the files", took["cold"], took["bare"], most=1.3),
        Row(where, "A check of what has not changed", took["warm"], None, most=1.0),
        Row(where, "The same on the next day, when nothing is due", took["later"], None, most=1.0),
        Row(where, "A check after one file has changed", took["edited"], None, most=None),
    ]


def check_seconds(folder: Path, day: str = "2026-10-01") -> float:
    """Return the processor seconds of one check of the project in ``folder`` on a day, whatever it finds."""
    return check(folder, day).seconds


def check(folder: Path, day: str = "2026-10-01") -> Spent:
    """Return what one check of the project in ``folder`` on a day took, whatever it finds."""
    return _run(folder, _CHECK, "check", "--fail-on", "never", "--as-of", day)


def write_records(folder: Path, records: int, files: int) -> Path:
    """Write so many records into so many files below a folder, and return where those are."""
    patterns = make_catalogue(records)
    data = folder / "data"
    data.mkdir(parents=True)
    share = records // files
    for number in range(files):
        shown = patterns[number * share : (number + 1) * share]
        # The lineages are drawn by lot and contradict each other, which would be a finding for every second record.
        text = data_text(patterns, shown, without=["evolution"])
        (data / f"{number:04}.yaml").write_text(text, encoding="utf-8")
    return data


def _run(folder: Path, code: str, *arguments: str) -> Spent:
    done = spent([sys.executable, "-c", code, *arguments], folder=folder)
    if done.code:
        raise BuildFailed(done.errors)
    return done
