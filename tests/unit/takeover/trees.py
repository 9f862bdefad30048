"""The commands of ``import`` on a tree, and what is in a folder afterwards."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner, Result

from sphinx_excellence.cli import main


def command(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["import", *map(str, arguments)])


def content(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}
