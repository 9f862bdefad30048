"""``sphinx-excellence schema``: the JSON Schema of data files."""

from __future__ import annotations

import json

import click

from sphinx_excellence.model.schema import data_schema


@click.command()
def schema() -> None:
    """Print the JSON Schema of data files, for editors."""
    click.echo(json.dumps(data_schema(), indent=2, ensure_ascii=False))
