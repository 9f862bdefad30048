"""Helpers of these tests: trees of other tools, and what becomes of them."""

from __future__ import annotations

import os
from pathlib import Path

from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.takeover.formats import FORMATS
from sphinx_excellence.takeover.source import Source


def write_tree(root: Path, files: dict[str, str | bytes]) -> Path:
    """Write files below a folder, and return it."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def source_of(root: Path) -> Source:
    """Return what the format that detects a tree reads in it."""
    return next(each for each in FORMATS if each.detects(root)).read(root)


def taken_over(root: Path, into: Path) -> Path:
    """Take a tree over by the commands, with what they propose, and return the project."""
    into.mkdir(parents=True)
    before = Path.cwd()
    os.chdir(into)
    try:
        for arguments in (["import", "plan", str(root)], ["import", "run", str(root), "--into", "site"]):
            result = CliRunner().invoke(main, arguments)
            assert result.exit_code in {0, 1}, result.output
            assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    finally:
        os.chdir(before)
    return into / "site"


def exported(project: Path, form: str, into: Path) -> str:
    """Export a project, and return what was told."""
    result = CliRunner().invoke(main, ["export", "--root", str(project), "--as", form, "--into", str(into)])
    assert result.exit_code == 0, result.output
    return result.stderr


def findings(project: Path, *more: str) -> str:
    """Return the errors and warnings of a check."""
    result = CliRunner().invoke(main, ["check", "--root", str(project), "--no-cache", "--fail-on", "warning", *more])
    return "" if result.exit_code == 0 else result.output
