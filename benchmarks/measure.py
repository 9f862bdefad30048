"""Builds projects in processes of their own and says what each build took.

Owns the clock: processor time (user and system) of the build's process and all of its children. Elapsed time says more
about the machine's other guests than about the build.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generate import Project

REPOSITORY = Path(__file__).resolve().parent.parent
_READ = re.compile(r"^reading sources\.\.\. \[ *\d+%\] (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Build:
    """One build: processor seconds, the pages it read, in order, and what it printed."""

    seconds: float
    read: tuple[str, ...]
    log: str


class BuildFailed(RuntimeError):
    """A build that ended badly or warned: its time would mean nothing."""


def build(
    project: Project,
    *options: str,
    output: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Build:
    """Build the HTML edition with one process and return what it took.

    Raises ``BuildFailed`` where the build fails or warns.
    """
    out = output or project.output
    command = [sys.executable, "-m", "sphinx", "-b", "html", "-W", "--keep-going", "--no-color", "-j", "1"]
    command += [*options, "-d", str(out / "doctrees"), str(project.source), str(out / "html")]
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONHASHSEED": "0",
        "LC_ALL": "C.UTF-8",
        **(environment or {}),
    }
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=settings, capture_output=True, text=True, encoding="utf-8", check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        tail = "\n".join(done.stderr.splitlines()[-20:])
        raise BuildFailed(f"{project.flavour.name}, {project.size} pages: exit {done.returncode}\n{tail}")
    seconds = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    log = done.stdout.replace("\r", "\n")
    return Build(seconds, tuple(_READ.findall(log)), log)


def best_in_turns(runs: Mapping[str, Callable[[], float]], times: int) -> dict[str, float]:
    """Return the least of what each run returns, in processor seconds, of ``times`` turns in which each runs once."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _turn in range(times):
        for name, run in runs.items():
            seconds[name].append(run())
    return {name: min(each) for name, each in seconds.items()}
