"""``python -m tests.distribution``: build the wheel and the source distribution into ``dist``, and check them.

Both are built twice, from the working tree and from a copy of the tracked files alone, and have to be the same bytes;
they hold what is tracked and nothing else; and the README's example is run from each, in an environment of its own.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from tests.distribution.archives import DistributionError, build, check_content, clean_environment, copy_tracked, digest
from tests.distribution.readme import run_example

ROOT = Path(__file__).parents[2]
DIST = ROOT / "dist"
T = TypeVar("T")


def main() -> int:
    """Build and check; return 1, with the reason on standard error, at the first fault."""
    os.environ.setdefault("SOURCE_DATE_EPOCH", _last_commit())
    with tempfile.TemporaryDirectory(prefix="distribution-") as name:
        try:
            _check(Path(name))
        except DistributionError as fault:
            print(f"make dist: {fault}", file=sys.stderr)
            return 1
    print(f"The distributions are ready, in {DIST}.")
    return 0


def _last_commit() -> str:
    done = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _check(folder: Path) -> None:
    shutil.rmtree(DIST, ignore_errors=True)
    archives = _step("built from the working tree", lambda: build(ROOT, DIST))
    for archive in archives:
        check_content(ROOT, archive)
    copy_tracked(ROOT, folder / "copy")
    again = _step("built from the tracked files", lambda: build(folder / "copy", folder / "again", umask=0o077))
    for archive, other in zip(archives, again, strict=True):
        if digest(archive) != digest(other):
            raise DistributionError(f"{archive.name} is not the same bytes when it is built from the tracked files")
    _run("checked by twine", [sys.executable, "-m", "twine", "check", "--strict", *map(str, archives)])
    for archive in archives:
        _try_out(archive, folder / archive.suffix.strip("."))


def _try_out(archive: Path, folder: Path) -> None:
    """Install an archive into an empty environment, and run the README's example there."""
    venv.create(folder / "env", with_pip=True)
    scripts = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    install = [str(scripts / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run(f"{archive.name} installed", [*install, f"{archive}[site]"])
    _run("its command starts", [str(scripts / "sphinx-excellence"), "--version"])
    (folder / "example").mkdir()
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _step("the README's example built", lambda: run_example(readme, scripts, folder / "example"))


def _run(what: str, command: list[str]) -> None:
    def run() -> None:
        done = subprocess.run(command, cwd=DIST, capture_output=True, text=True, check=False, env=clean_environment())
        if done.returncode:
            raise DistributionError(f"{' '.join(command)}:\n{done.stdout}{done.stderr}")

    _step(what, run)


def _step(what: str, act: Callable[[], T]) -> T:
    result = act()
    print(f"  {what}", flush=True)
    return result


if __name__ == "__main__":
    sys.exit(main())
