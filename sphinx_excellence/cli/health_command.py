"""``sphinx-excellence health``: the health of patterns. The commands below it are modules of their own."""

from __future__ import annotations

import click

from sphinx_excellence.cli.lazy_group import LazyGroup

_COMMANDS = {
    "collect": (
        "sphinx_excellence.cli.health_collect:collect_readings",
        "Measure what patterns track, and write the readings of a quarter.",
    ),
}


@click.group("health", cls=LazyGroup)
def health_group() -> None:
    """Measure the health of patterns.

    \b
    Example:
      sphinx-excellence health collect --quarter 2026Q4
    """  # noqa: D301  # as in `check`


health_group.declare(_COMMANDS)
