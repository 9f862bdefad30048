"""The command ``sphinx-excellence``: what can be done with the records without a Sphinx build. A module a command."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys

import click

from sphinx_excellence.cli.lazy_group import LazyGroup
from sphinx_excellence.reports.escaping import visible
from sphinx_excellence.version import __version__

#: Where each command is, and its line in the help. Only the command that runs is imported.
_COMMANDS = {
    "init": ("init_command:init", "Make a small project that builds at once."),
    "new": ("new_command:new", "Make a record and its page."),
    "check": ("check_command:check", "Check the records: the gate without a build."),
    "fix": ("fix_command:fix", "Mend what can be mended without a person."),
    "explain": ("explain_command:explain", "Explain a rule, or list all."),
    "list": ("record_commands:list_records", "List the records."),
    "show": ("record_commands:show", "Show one record."),
    "export": ("record_commands:export_records", "Print every record as one JSON."),
    "fetch": ("fetch_command:fetch", "Bring other projects' registries up to date."),
    "schema": ("schema_command:schema", "Print the JSON Schema of data files, for editors."),
}


class _Refused(click.ClickException):
    """The machine would not do what the command needs."""

    exit_code = 2


def _shown(error: click.ClickException) -> click.ClickException:
    if visible(error.message) == error.message:
        return error
    if isinstance(error, click.UsageError):
        return click.UsageError(visible(error.format_message()), error.ctx)
    return _Refused(visible(error.format_message()))


class _Commands(LazyGroup):
    """Reports in one line what the machine refuses."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named. A file that cannot be read or written is misuse, not a finding."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            # Names of files and records, and what was typed: nothing of it acts on the terminal.
            shown = _shown(error)
            if shown is error:
                raise
            raise shown from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever reads has seen enough: click's affair
                raise
            reason = error.strerror or str(error)
            raise _Refused(visible(f"{_name(error)}: {reason}" if error.filename else reason)) from error


def _name(error: OSError) -> str:
    return os.fsdecode(error.filename) if isinstance(error.filename, bytes) else str(error.filename)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="sphinx-excellence")
def main() -> None:
    """Make, check and mend the records of a knowledge base, without building it.

    A record is a pattern, a decision, a comparison and so on, written in YAML. Each command
    explains itself: add --help.
    """


main.declare({name: (f"{__name__}.{target}", short_help) for name, (target, short_help) in _COMMANDS.items()})


def run() -> None:
    """Run the command in a process of its own."""
    # The process ends before there could be garbage worth looking for; looking takes a third of a large check.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # What a terminal's encoding does not have is written out; it is no reason to say nothing.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        main()
    finally:
        _drop_what_cannot_be_printed()


def _drop_what_cannot_be_printed() -> None:
    """Do not let Python try once more to print what could not be printed (https://docs.python.org/3/library/signal.html#note-on-sigpipe)."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
