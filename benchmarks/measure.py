"""Builds projects in processes of their own and says what each build took.

Owns the clock, which is processor time (user and system) of the process and all that it starts, and memory, which is
the largest resident set of any of these. Elapsed time says more about the machine's other guests than about the build.
"""

from __future__ import annotations

import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from benchmarks.generate import Project

REPOSITORY = Path(__file__).resolve().parent.parent
#: Runs a command, and writes to a file what it took. What the kernel counts as the memory of a process begins with that of the
#: one which starts it: this one is small, and the one that measures grows.
_WATCH = """
import json, os, sys
started = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_pid, status, used = os.wait4(started, 0)
took = {"seconds": used.ru_utime + used.ru_stime, "kilobytes": used.ru_maxrss, "code": os.waitstatus_to_exitcode(status)}
os.write(int(sys.argv[1]), json.dumps(took).encode())
"""
_READ = re.compile(r"^reading sources\.\.\. \[ *\d+%\] (\S+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Spent:
    """What one process took, with all that it started: processor seconds, megabytes at the most, and what it said."""

    seconds: float
    megabytes: float
    log: str
    errors: str
    code: int


@dataclass(frozen=True, slots=True)
class Build:
    """One build: processor seconds, megabytes at the most, the pages it read, in order, and what it printed."""

    seconds: float
    megabytes: float
    read: tuple[str, ...]
    log: str


class BuildFailed(RuntimeError):
    """A build that ended badly or warned: its time would mean nothing."""


def spent(command: Sequence[str], *, folder: Path | None = None, environment: Mapping[str, str] | None = None) -> Spent:
    """Run a command and return what it took, however it ends.

    What is set for the Python that measures (whether byte code is written, how output is buffered) is not set for the
    one that is measured.
    """
    paths = [str(REPOSITORY), *filter(None, [os.environ.get("PYTHONPATH")])]
    settings = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    settings |= {"PYTHONPATH": os.pathsep.join(paths), "PYTHONHASHSEED": "0", "LC_ALL": "C.UTF-8"}
    settings |= environment or {}
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as report:
        watched = [sys.executable, "-S", "-E", "-c", _WATCH, str(report.fileno()), *command]
        subprocess.run(
            watched, cwd=folder, env=settings, stdout=output, stderr=errors, pass_fds=[report.fileno()], check=True
        )
        log, told, used = _said(output), _said(errors), json.loads(_said(report))
    return Spent(used["seconds"], used["kilobytes"] / 1024, log, told, used["code"])


def _said(stream: IO[bytes]) -> str:
    stream.seek(0)
    return stream.read().decode("utf-8", "replace")


def build(
    project: Project,
    *options: str,
    output: Path | None = None,
    environment: Mapping[str, str] | None = None,
) -> Build:
    """Build the HTML edition of a generated project with one process and return what it took.

    Raises ``BuildFailed`` where the build fails or warns.
    """
    out = output or project.output
    strict = ("-W", "--keep-going", "-j", "1")
    return build_folder(
        project.source,
        out,
        *strict,
        *options,
        environment=environment,
        name=f"{project.flavour.name}, {project.size} pages",
    )


def build_anew(project: Project) -> Build:
    """Build a generated project from nothing and return what it took."""
    project.forget_builds()
    return build(project)


def build_folder(
    source: Path, output: Path, *options: str, environment: Mapping[str, str] | None = None, name: str = ""
) -> Build:
    """Build the HTML edition of the project in a folder and return what it took.

    Raises ``BuildFailed`` where the build fails.
    """
    command = [sys.executable, "-m", "sphinx", "-b", "html", "--no-color", *options]
    command += ["-d", str(output / "doctrees"), str(source), str(output / "html")]
    done = spent(command, environment=environment)
    if done.code != 0:
        tail = "\n".join(done.errors.splitlines()[-20:])
        raise BuildFailed(f"{name or source}: exit {done.code}\n{tail}")
    log = done.log.replace("\r", "\n")
    return Build(done.seconds, done.megabytes, tuple(_READ.findall(log)), log)


def medians_in_turns(runs: Mapping[str, Callable[[], float]], times: int) -> dict[str, float]:
    """Return the median of what each run returns, in ``times`` turns in which each runs once."""
    seconds: dict[str, list[float]] = {name: [] for name in runs}
    for _turn in range(times):
        for name, run in runs.items():
            seconds[name].append(run())
    return {name: statistics.median(each) for name, each in seconds.items()}
