"""A group of commands that imports the module of a command only when the command runs.

Owns how a command is declared without its module. What the commands are is for the caller.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

import click


class LazyGroup(click.Group):
    """A group that knows its commands by name and short help, in the order in which they are declared.

    That is all that the group's own help, its shell completion and its errors need. A command is imported when it is
    resolved, to run it, to show its help or to complete its options.
    """

    #: ``module:attribute`` of each command, by its name.
    _targets: dict[str, str]

    def declare(self, commands: Mapping[str, tuple[str, str]]) -> None:
        """Add commands: by name, ``module:attribute`` and the short help."""
        self._targets = {name: target for name, (target, _) in commands.items()}
        for name, (_, short_help) in commands.items():
            self.add_command(click.Command(name, short_help=short_help))

    def load_command(self, name: str) -> click.Command:
        """Import a declared command. Raises ``KeyError`` for a name that is not declared."""
        module, _, attribute = self._targets[name].partition(":")
        command = getattr(import_module(module), attribute)
        if not isinstance(command, click.Command):
            raise TypeError(f"'{name}' is no command: {self._targets[name]}")
        return command

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - the signature that click gives it
        """Return the names of the commands, in the order of their declaration."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that the first argument names, imported, and the remaining arguments."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, command and self.load_command(command.name or ""), rest
