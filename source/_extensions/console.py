"""The manual's directives about the command: what it says of itself, and what it really prints."""

from __future__ import annotations

import difflib
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import click
import yaml
from click.testing import CliRunner
from docutils import nodes
from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.cli import main
from sphinx_excellence.cli.lazy_group import LazyGroup

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

#: The day on which the examples are run, so that what they print does not change.
_DAY = "1790000000"


class CommandHelpDirective(SphinxDirective):
    """What a command, or one in a group of commands, says to ``--help``."""

    required_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the help text."""
        command: click.Command = main
        context = click.Context(main, info_name="sphinx-excellence", terminal_width=92, **main.context_settings)
        for name in self.arguments[0].split():
            if not isinstance(command, click.Group) or name not in command.commands:
                accepted = ", ".join(getattr(command, "commands", ()))
                raise self.error(f"there is no command '{name}'; accepted: {accepted}")
            command = command.load_command(name) if isinstance(command, LazyGroup) else command.commands[name]
            context = click.Context(command, parent=context, info_name=name)
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


class DiffExampleDirective(SphinxDirective):
    """Two states of a data file, parted by a line of equals signs, and what `diff` prints of them.

    Each pattern has a page with its banner. The argument holds more options.
    """

    optional_arguments: ClassVar[int] = 1
    final_argument_whitespace: ClassVar[bool] = True
    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return the difference between the files, and what the command prints."""
        options = self.arguments[0].split() if self.arguments else []
        states = "\n".join(self.content).split("\n=====\n")
        with tempfile.TemporaryDirectory() as folder:
            for name, text in zip(("before", "after"), states, strict=True):
                root = Path(folder) / name
                (root / "data").mkdir(parents=True)
                (root / "data" / "patterns.yaml").write_text(f"{text}\n", encoding="utf-8")
                for pattern in re.findall(r"^  ([\w-]+):", text, re.MULTILINE):
                    page = f"# Page\n\n```{{pattern-tier}} {pattern}\n```\n"
                    (root / f"{pattern}.md").write_text(page, encoding="utf-8")
            environment = {"SOURCE_DATE_EPOCH": _DAY, "COLUMNS": "100", "NO_COLOR": "1"}
            paths = [f"{folder}/before", f"{folder}/after"]
            done = CliRunner(env=environment).invoke(main, ["diff", *paths, *options])
            output = done.output.replace(f"{folder}/", "")
        before, after = (text.splitlines() for text in states)
        compared = difflib.unified_diff(before, after, n=1, lineterm="")
        changed = "\n".join([*compared][2:])
        printed = f"$ {' '.join(('sphinx-excellence diff before after', *options))}\n{output}".rstrip()
        language = "console" if "markdown" not in options else "text"
        shown = [
            nodes.literal_block(changed, changed, language="diff"),
            nodes.literal_block(printed, printed, language=language),
        ]
        for node in shown:
            self.set_source_info(node)
        return list(shown)


class InitExampleDirective(SphinxDirective):
    """Files of a project as YAML, by their paths, and what `init --into docs --dry-run` prints of them."""

    has_content: ClassVar[bool] = True

    def run(self) -> list[nodes.Node]:
        """Return what the command prints."""
        files = yaml.safe_load("\n".join(self.content))
        with tempfile.TemporaryDirectory() as folder:
            for name, text in files.items():
                path = Path(folder) / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            done = CliRunner(env={"COLUMNS": "100"}).invoke(main, ["init", "--into", f"{folder}/docs", "--dry-run"])
            printed = done.output.replace(f"{folder}/", "").rstrip()
        literal = nodes.literal_block(printed, printed, language="text")
        self.set_source_info(literal)
        return [literal]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("command-help", CommandHelpDirective)
    app.add_directive("command-example", CommandExampleDirective)
    app.add_directive("diff-example", DiffExampleDirective)
    app.add_directive("init-example", InitExampleDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
