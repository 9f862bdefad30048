"""The recipes of the manual that keep doctrees between runs: each is run as its service would run it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

PAGE = Path(__file__).parents[3] / "source" / "manual" / "large-handbooks.md"
CONF = (
    'project = "Handbook"\nextensions = ["myst_parser", "sphinx_excellence"]\nexcellence_as_of = "2026-01-01"\n'
    'html_theme = "alabaster"\nhtml_last_updated_fmt = None\nexcellence_data = ["../data"]\n'
)
RECORDS = "patterns:\n" + "".join(
    f"  {name}: {{title: {name.capitalize()}, tier: {tier}, category: coordination, introduced: 1987, summary: A way to do it.,\n"
    f"    rationale: It works., best_for: [Work that spans services]}}\n"
    for name, tier in (("saga", "gold"), ("outbox", "gold"))
)


def _recipes() -> dict[str, list[str]]:
    """Return the commands of each service's recipe, in order."""
    blocks = [yaml.safe_load(each) for each in re.findall(r"```yaml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)]
    github = next(each for each in blocks if "jobs" in each)
    gitlab = next(each for each in blocks if "handbook" in each)
    return {
        "github": [step["run"] for step in github["jobs"]["handbook"]["steps"] if "run" in step],
        "gitlab": list(gitlab["handbook"]["script"]),
    }


def _git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


class _Service:
    """Clones into the same folder each time, and restores what is kept there."""

    def __init__(self, folder: Path, commands: list[str]) -> None:
        self.origin, self.work, self._kept = folder / "origin", folder / "work", folder / "kept"
        self._home = folder / "home"
        self._commands = commands
        (self.origin / "source").mkdir(parents=True)
        (self.origin / "data").mkdir()
        (self.origin / "conf.py").write_text(CONF.replace("../data", "data"), encoding="utf-8")
        (self.origin / "data/patterns.yaml").write_text(RECORDS, encoding="utf-8")
        pages = {name: f"# {name.capitalize()}\n\n```{{pattern-tier}} {name}\n```\n" for name in ("saga", "outbox")}
        pages["index"] = "# Handbook\n\n```{toctree}\nsaga\noutbox\nplain\n```\n"
        pages["plain"] = "# Plain\n\nAs it is.\n"
        for name, text in pages.items():
            (self.origin / f"source/{name}.md").write_text(text, encoding="utf-8")
        _git(self.origin, "init", "-q", "-b", "main")
        self.commit()

    def commit(self) -> None:
        _git(self.origin, "add", "-A")
        _git(self.origin, "commit", "-q", "-m", "Change")

    def run(self, *, keeps: bool = True) -> tuple[set[str], dict[str, bytes]]:
        """Return the pages that were read, and what was published."""
        shutil.rmtree(self.work, ignore_errors=True)
        _git(self.origin, "clone", "-q", str(self.origin), str(self.work))
        if keeps and self._kept.exists():
            shutil.copytree(self._kept, self.work / "build")
        tool = self.work / ".venv/bin/sphinx-build"
        tool.parent.mkdir(parents=True)
        tool.write_text(f'#!/bin/sh\nexec {sys.executable} -m sphinx "$@"\n', encoding="utf-8")
        tool.chmod(0o755)
        settings = {**os.environ, "HOME": str(self._home), "XDG_CACHE_HOME": str(self._home), "NO_COLOR": "1"}
        told = ""
        for command in self._commands:
            done = subprocess.run(
                ["bash", "-e", "-c", command], cwd=self.work, env=settings, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            told += done.stdout.replace("\r", "\n")
        shutil.rmtree(self._kept, ignore_errors=True)
        shutil.copytree(self.work / "build", self._kept)
        html = self.work / "build/html"
        published = {
            path.relative_to(html).as_posix(): path.read_bytes()
            for path in sorted(html.rglob("*"))
            if path.is_file() and path.name != ".buildinfo"
        }
        return set(re.findall(r"^reading sources\.\.\. \[ *\d+%\] (\S+)", told, re.MULTILINE)), published


@pytest.mark.parametrize("name", ["github", "gitlab"])
def test_a_kept_build_reads_what_has_changed_and_publishes_what_a_clean_one_does(name, tmp_path):
    service = _Service(tmp_path, _recipes()[name])
    everything = {"index", "plain", "saga", "outbox"}
    assert service.run()[0] == everything
    assert service.run()[0] == set()

    page = service.origin / "source/plain.md"
    page.write_text(page.read_text("utf-8") + "\nNow otherwise.\n", encoding="utf-8")
    records = service.origin / "data/patterns.yaml"
    records.write_text(RECORDS.replace("title: Outbox", "title: The Outbox"), encoding="utf-8")
    service.commit()
    read, published = service.run()
    assert read == {"plain", "outbox"}
    # A history that is written anew: the kept commit is not in it.
    _git(service.origin, "commit", "-q", "--amend", "-m", "Otherwise")
    _git(service.origin, "reflog", "expire", "--expire=now", "--all")
    _git(service.origin, "gc", "-q", "--prune=now")
    read, clean = service.run()
    assert read == everything
    assert clean == published
