"""Arguments and options that several commands take."""

from __future__ import annotations

from pathlib import Path

import click

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    show_default="the current folder",
    help="The folder of conf.py, which the data paths are relative to.",
)
data_argument = click.argument("data", nargs=-1)
