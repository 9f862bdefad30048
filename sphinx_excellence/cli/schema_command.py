"""``sphinx-excellence schema``: the JSON Schema of data files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import click

from sphinx_excellence.cli.options import ROOT, data_argument
from sphinx_excellence.cli.project import open_project
from sphinx_excellence.loader.conf_file import NAME
from sphinx_excellence.loader.data_files import DEFAULT
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.schema import data_schema


@click.command()
@ROOT
@data_argument
def schema(root: Path, data: tuple[str, ...]) -> None:
    """Print the JSON Schema of data files, for editors.

    It holds what the project adds to the model: its kinds, fields and words. Where there is no project, it is that of
    the toolkit alone.
    """
    has_project = bool(data) or os.path.lexists(root / NAME) or os.path.lexists(root / DEFAULT)
    registry = open_project(root, data).load().registry if has_project else Registry()
    click.echo(json.dumps(data_schema(registry.kinds, registry.vocabulary), indent=2, ensure_ascii=False))
