"""``sphinx-excellence import``: takes over what another tool holds. The commands below it are modules of their own."""

from __future__ import annotations

import click

from sphinx_excellence.cli.lazy_group import LazyGroup

_PACKAGE = "sphinx_excellence.cli"
_COMMANDS = {
    "plan": ("import_plan:plan", "Write takeover.yaml, which says what is to be decided."),
    "run": ("import_run:run", "Make a Sphinx project as takeover.yaml says."),
    "verify": ("import_verify:verify", "Build the project, and list what readers lost."),
    "usage-report": ("import_usage_report:usage_report", "Make a record of a report from use."),
}
#: What the extra `import` installs.
_EXTRA = frozenset({"lxml", "mkdocs", "markdown"})


class _WithExtra(LazyGroup):
    """Says which command installs what is missing."""

    def load_command(self, name: str) -> click.Command:
        """Import a command. Raises ``click.UsageError`` where a package of the extra is missing."""
        try:
            return super().load_command(name)
        except ModuleNotFoundError as error:
            raise missing_package(error) from error


def missing_package(error: ModuleNotFoundError) -> click.UsageError | ModuleNotFoundError:
    """Return the error for a missing package of the extra; any other error as it is."""
    if (error.name or "").partition(".")[0] not in _EXTRA:
        return error
    return click.UsageError(
        f"the import needs the package '{error.name}'; install it: python -m pip install 'sphinx-excellence[import]'"
    )


@click.group("import", cls=_WithExtra)
def import_group() -> None:
    """Take over a knowledge base of another tool: plan it, run it, and verify that nothing is lost.

    `usage-report` makes a record of a report that a team sent.

    \b
    Examples:
      sphinx-excellence import plan ../handbook
      sphinx-excellence import run ../handbook --into site
      sphinx-excellence import verify --into site
      sphinx-excellence import usage-report issue.md --into data/usage-reports.yaml
    """  # noqa: D301  # as in `check`


import_group.declare({name: (f"{_PACKAGE}.{target}", short_help) for name, (target, short_help) in _COMMANDS.items()})
