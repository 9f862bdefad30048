"""What ``sphinx-excellence check`` costs on many records, against the YAML parser alone."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.catalogue import Pattern, make_catalogue
from benchmarks.generate import data_text
from benchmarks.measure import REPOSITORY
from benchmarks.table import Row

_BARE = """
import pathlib, yaml
for path in sorted(pathlib.Path("data").iterdir()):
    yaml.load(path.read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
"""
_CHECK = "from sphinx_excellence.cli import run; run()"


def measure_check(folder: Path, records: int, files: int, times: int) -> list[Row]:
    """Return the rows for ``records`` in ``files``, each the best of ``times``."""
    patterns = make_catalogue(records)
    data = folder / "data"
    data.mkdir(parents=True)
    share = records // files
    for number in range(files):
        _write(data / f"{number:04}.yaml", patterns, patterns[number * share : (number + 1) * share])
    where = f"{records:,} records in {files} files"
    bare, cold, warm, later, edited = [], [], [], [], []
    for turn in range(times):
        bare.append(_seconds(folder, _BARE))
        shutil.rmtree(folder / ".excellence_cache", ignore_errors=True)
        cold.append(check_seconds(folder))
        warm.append(check_seconds(folder))
        later.append(check_seconds(folder, "2026-10-02"))
        first = data / "0000.yaml"
        first.write_text(f"# {turn}\n{first.read_text(encoding='utf-8')}", encoding="utf-8")
        edited.append(check_seconds(folder))
    return [
        Row(where, "a first check, against a bare `yaml.load` of the files", min(cold), min(bare), most=1.3),
        Row(where, "a check of what has not changed", min(warm), None, most=1.0),
        Row(where, "the same on the next day, when nothing is due", min(later), None, most=1.0),
        Row(where, "a check after one file has changed", min(edited), None, most=None),
    ]


def check_seconds(folder: Path, day: str = "2026-10-01") -> float:
    """Return the processor seconds of one check of the project in ``folder`` on a day, whatever it finds."""
    return _seconds(folder, _CHECK, "check", "--fail-on", "never", "--as-of", day)


def _write(path: Path, patterns: list[Pattern], shown: list[Pattern]) -> None:
    # The lineages are drawn by lot and contradict each other, which would be a finding for every second record.
    path.write_text(data_text(patterns, shown, without=["evolution"]), encoding="utf-8")


def _seconds(folder: Path, code: str, *arguments: str) -> float:
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
        capture_output=True,
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
