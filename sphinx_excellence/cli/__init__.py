"""The command line ``sphinx-excellence``: what you can do with the records without a Sphinx build.

Each command is in a module of its own.
"""

from __future__ import annotations

import errno
import gc
import io
import os
import sys

import click

from sphinx_excellence.cli.lazy_group import LazyGroup
from sphinx_excellence.model.kind_error import KindError
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.version import __version__

#: Where each command is, and its line in the help. Only the command that runs is imported.
_COMMANDS = {
    "init": ("init_command:init", "Create a small project that builds at once."),
    "new": ("new_command:new", "Create a record and its page."),
    "check": ("check_command:check", "Check the records without a build."),
    "diff": ("diff_command:diff", "Show what a change does to the records."),
    "fix": ("fix_command:fix", "Fix what can be fixed automatically."),
    "explain": ("explain_command:explain", "Explain a rule, or list all rules."),
    "list": ("record_commands:list_records", "List the records."),
    "show": ("record_commands:show", "Show one record."),
    "review": ("review_command:review", "Print what a quarter's review has to look at."),
    "scorecard": ("scorecard_command:scorecard", "Print the measures of the knowledge base."),
    "export": ("record_commands:export_records", "Print all records as JSON."),
    "import": ("import_command:import_group", "Take over what another tool holds."),
    "health": ("health_command:health_group", "Measure the health of patterns."),
    "links": ("links_command:links", "Ask whether outside links still lead somewhere."),
    "fetch": ("fetch_command:fetch", "Update the registries of other projects."),
    "schema": ("schema_command:schema", "Print the JSON Schema of data files, for editors."),
}


class _SystemFailure(click.ClickException):
    """The operating system refuses what the command needs."""

    exit_code = 2


def _escaped_error(error: click.ClickException) -> click.ClickException:
    if escaped(error.message) == error.message:
        return error
    if isinstance(error, click.UsageError):
        return click.UsageError(escaped(error.format_message()), error.ctx)
    return _SystemFailure(escaped(error.format_message()))


class _Commands(LazyGroup):
    """Reports in one line what the operating system refuses."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was named. A file that cannot be read or written is misuse, not a finding."""
        try:
            return super().invoke(ctx)
        except click.ClickException as error:
            # File names, ids and what you typed may hold control characters; none of them reaches the terminal.
            shown = _escaped_error(error)
            if shown is error:
                raise
            raise shown from error
        except KindError as error:
            raise _SystemFailure(escaped(str(error))) from error
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has closed the pipe: click handles it
                raise
            reason = error.strerror or str(error)
            raise _SystemFailure(escaped(f"{_file_name(error)}: {reason}" if error.filename else reason)) from error


def _file_name(error: OSError) -> str:
    return os.fsdecode(error.filename) if isinstance(error.filename, bytes) else str(error.filename)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, package_name="sphinx-excellence")
def main() -> None:
    """Create, check and fix the records of a knowledge base, without a build.

    A record is a pattern, a decision, a comparison and so on, written in YAML. For help with a
    command, add --help to it.
    """


main.declare({name: (f"{__name__}.{target}", short_help) for name, (target, short_help) in _COMMANDS.items()})


def run() -> None:
    """Run the command in a process of its own."""
    # The process ends before there could be garbage worth looking for; looking takes a third of a large check.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # What the terminal's encoding lacks is written as an escape.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        main()
    finally:
        _discard_unprintable_output()


def _discard_unprintable_output() -> None:
    """Do not let Python try once more to print what could not be printed (https://docs.python.org/3/library/signal.html#note-on-sigpipe)."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
