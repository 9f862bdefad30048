"""Builds the wheel and the source distribution, and compares what they hold with what the repository tracks."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

#: What is compiled from the files beside it when an archive is built.
COMPILED = {".po": ".mo"}
#: Tracked files that are for the repository alone.
REPOSITORY_ONLY = {".ci/run", ".gitignore", ".pre-commit-hooks.yaml"}


class DistributionError(Exception):
    """An archive is not as it should be; the text says what was found."""


def tracked_files(root: Path) -> list[str]:
    """Return the files below ``root`` that are under version control, and are there."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True)
    return sorted(name for name in done.stdout.split("\0") if name and (root / name).exists())


def copy_tracked(root: Path, target: Path) -> None:
    """Copy the tracked files as they are now: what a clone has once the changes are committed, and nothing else."""
    for name in tracked_files(root):
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / name, target / name)


def build(root: Path, target: Path, umask: int = 0o022) -> list[Path]:
    """Build both archives of the project in ``root`` into ``target``; return the wheel and the source distribution."""
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--sdist", "--outdir", str(target), "."]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, umask=umask)
    if done.returncode:
        raise DistributionError(f"the build of {root} failed:\n{done.stdout}{done.stderr}")
    (wheel,), (sdist,) = target.glob("*.whl"), target.glob("*.tar.gz")
    return [wheel, sdist]


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def expected(root: Path, archive: Path) -> set[str]:
    """Return the files that an archive should hold, besides the metadata that the build adds."""
    names = {name for name in tracked_files(root) if name not in REPOSITORY_ONLY}
    if archive.suffix == ".whl":
        names = {name for name in names if name.startswith("sphinx_excellence/")}
    compiled = {
        str(Path(name).with_suffix(COMPILED[Path(name).suffix])) for name in names if Path(name).suffix in COMPILED
    }
    return names | compiled


def held(archive: Path) -> tuple[set[str], set[str]]:
    """Return the files that an archive holds, and those of them that are metadata, by their names in it."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as file:
            names = {name for name in file.namelist() if not name.endswith("/")}
        return names, {name for name in names if ".dist-info/" in name}
    with tarfile.open(archive) as file:
        names = {member.name.partition("/")[2] for member in file.getmembers() if member.isfile()}
    return names, {"PKG-INFO", ".gitignore"} & names


def check_content(root: Path, archive: Path) -> None:
    """Raise ``DistributionError`` where an archive holds a file too many or lacks one, or a licence is not in its metadata."""
    names, metadata = held(archive)
    wanted = expected(root, archive)
    for what, files in (("lacks", wanted - names), ("should not hold", names - metadata - wanted)):
        if files:
            raise DistributionError(f"{archive.name} {what}: {', '.join(sorted(files))}")
    if archive.suffix == ".whl":
        licences = {name for name in wanted if name.endswith("-LICENSE.txt")} | {"LICENSE"}
        missing = {name for name in licences if not any(each.endswith(f"/licenses/{name}") for each in metadata)}
        if missing:
            raise DistributionError(f"{archive.name} lacks in its metadata: {', '.join(sorted(missing))}")


def clean_environment() -> dict[str, str]:
    """Return the environment without what would let an installed package find the checkout."""
    return {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "VIRTUAL_ENV"}}
