"""Shows what a command changes in files, asks, and writes it."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

import click

from sphinx_excellence.cli.check_command import has_colours
from sphinx_excellence.fixes.fix_rounds import FixedFile, write
from sphinx_excellence.reports.escaping import escaped

_COLOURS = {"+": "green", "-": "red", "@": "cyan"}


def show_changes(file: FixedFile, name: str) -> None:
    """Print what changes in a file, as a unified diff under ``name``."""
    lines = difflib.unified_diff(file.before.split("\n"), file.after.split("\n"), name, name, lineterm="")
    for raw in lines:
        line = "\t".join(escaped(part) for part in raw.split("\t"))
        click.echo(click.style(line, fg=_COLOURS.get(line[:1])) if has_colours() else line)


def write_changes(files: Sequence[FixedFile], *, yes: bool, only_diff: bool, question: str) -> None:
    """Write files, with ``yes`` or where the user agrees; else exit with 1. ``question`` is the verb that asks."""
    count = "1 file" if len(files) == 1 else f"{len(files)} files"
    asked = sys.stdin.isatty() and not only_diff
    if only_diff or not (yes or (asked and click.confirm(f"{question} {count}?"))):
        click.echo(f"{count} would change; nothing was written." + ("" if only_diff or asked else " --yes writes it."))
        raise SystemExit(1)
    for file in files:
        write(file)
    click.echo(f"{count} changed.")
