"""Brings a project's documentation and what it needs: its source distribution, and one environment for all of them."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("projects.toml")


@dataclass(frozen=True)
class Listed:
    """A project of the list: the release, the folder of its documentation and what that needs."""

    name: str
    version: str
    docs: str
    needs: tuple[str, ...]


def read_projects() -> list[Listed]:
    """Return the projects of the list."""
    rows = tomllib.loads(LIST.read_text(encoding="utf-8"))["projects"]
    return [Listed(row["name"], row["version"], row["docs"], tuple(row["needs"])) for row in rows]


def make_environment(build: Path, root: Path, projects: list[Listed]) -> Path:
    """Make the environment in which all projects are built, with the toolkit of this checkout; return its Python."""
    wanted = sorted({need for project in projects for need in project.needs} | {_pin(each) for each in projects})
    stamp, folder = hashlib.sha256("\n".join(wanted).encode()).hexdigest(), build / "env"
    python, ready = folder / "bin" / "python", folder / "ready"
    if not ready.exists() or ready.read_text() != stamp:
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(folder)], check=True)
        install = [str(python), "-m", "pip", "install", "--quiet"]
        subprocess.run([*install, "--editable", f"{root}[site,pdf,diagrams]"], check=True)
        subprocess.run([*install, *wanted], check=True)
        ready.write_text(stamp)
    return python


def unpack(build: Path, project: Listed) -> Path:
    """Return the folder of a project's documentation, out of its source distribution."""
    folder = build / "sources" / f"{project.name}-{project.version}"
    if not folder.exists():
        archives = build / "archives" / project.name
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", project.name]
        subprocess.run([*command, "--dest", str(archives), _pin(project)], check=True)
        with tarfile.open(next(archives.glob("*.tar.gz"))) as archive:
            archive.extractall(folder, filter="data")
    return next(folder.iterdir()) / project.docs


def _pin(project: Listed) -> str:
    return f"{project.name}=={project.version}"
