"""The manual's directives about the command: what it says of itself, and what it really prints."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import click
from click.testing import CliRunner
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.cli import main

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: The day on which the examples are run, so that what they print does not change.
_DAY = "1790000000"


class CommandHelpDirective(SphinxDirective):
    """What a command says to ``--help``."""

    required_arguments: ClassVar[int] = 1

    def run(self) -> list[nodes.Node]:
        """Return the help text."""
        name = self.arguments[0]
        if name not in main.commands:
            raise self.error(f"there is no command '{name}'; accepted: {', '.join(main.commands)}")
        command = main.load_command(name)
        context = click.Context(command, info_name=f"sphinx-excellence {name}", terminal_width=92)
        text = command.get_help(context)
        literal = nodes.literal_block(text, text, language="text")
        self.set_source_info(literal)
        return [literal]


class CommandExampleDirective(SphinxDirective):
    """A file of data as its content, and what the command in its argument prints of it."""

    required_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the command and what it prints."""
        name, *rest = self.arguments[0].split()
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            (root / "data").mkdir()
            (root / "data" / "patterns.yaml").write_text("\n".join(self.content) + "\n", encoding="utf-8")
            options = [] if name == "explain" else ["--root", folder]
            environment = {"SOURCE_DATE_EPOCH": _DAY, "COLUMNS": "100", "NO_COLOR": "1"}
            done = CliRunner(env=environment).invoke(main, [name, *options, *rest])
        shown = []
        if self.content:
            text = "\n".join(self.content)
            shown.append(nodes.literal_block(text, text, language="yaml"))
        printed = f"$ sphinx-excellence {self.arguments[0]}\n{done.output}".rstrip()
        shown.append(nodes.literal_block(printed, printed, language="console"))
        for node in shown:
            self.set_source_info(node)
        return list(shown)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("command-help", CommandHelpDirective)
    app.add_directive("command-example", CommandExampleDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
