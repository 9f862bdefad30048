"""Commands are imported when they run: what needs none of them imports none."""

from __future__ import annotations

import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main

#: Runs the command, and prints which of these packages it has imported.
IMPORTED = """
import sys
from sphinx_excellence.cli import main
main(sys.argv[1:], standalone_mode=False)
print("imported:", sorted({"pydantic", "ruamel", "yaml", "markdown_it", "sphinx", "docutils"} & set(sys.modules)))
"""


def imported(*arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments],
        capture_output=True, text=True, check=True, env={**os.environ, **environment},
    )  # fmt: skip
    return done.stdout.splitlines()[-1]


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_what_runs_no_command_imports_none(option):
    assert imported(option) == "imported: []"


def test_a_new_project_imports_nothing_that_reads_records(tmp_path):
    assert imported("init", str(tmp_path / "handbook")) == "imported: []"


def test_a_command_imports_what_it_needs_and_no_more():
    # As many as `check` needs; what writes YAML back is for `fix` alone.
    assert imported("explain").startswith("imported: ['markdown_it', 'pydantic'")
    assert "ruamel" not in imported("explain")


def test_the_help_lists_every_command_in_its_order():
    shown = CliRunner().invoke(main, ["--help"]).stdout.partition("Commands:\n")[2]
    assert [line.split()[0] for line in shown.splitlines()] == list(main.commands)


@pytest.mark.parametrize("name", list(main.commands))
def test_each_command_is_where_it_is_declared_to_be(name):
    command = main.load_command(name)
    assert command.name == name
    shown = CliRunner().invoke(main, [name, "--help"])
    assert (shown.exit_code, f"Usage: main {name} " in shown.stdout) == (0, True)


def test_a_command_that_does_not_exist_is_misuse():
    result = CliRunner().invoke(main, ["chek"])
    assert (result.exit_code, "No such command 'chek'." in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("c", ["check"]),
        ("check --fo", ["--format"]),
        ("check --format s", ["sarif"]),
        ("list --kind mig", ["migration"]),
        ("nosuch --f", []),
    ],
)
def test_the_shell_completes_commands_options_and_values(words, completed):
    from click.shell_completion import ShellComplete

    *before, incomplete = words.split(" ")
    found = ShellComplete(main, {}, "sphinx-excellence", "_").get_completions(before, incomplete)
    assert [each.value for each in found] == completed


def test_completing_a_command_shows_its_help_and_imports_nothing():
    environment = {"_MAIN_COMPLETE": "zsh_complete", "COMP_WORDS": "main ex", "COMP_CWORD": "1"}
    code = (
        "import sys\nfrom sphinx_excellence.cli import main\n"
        "try: main(prog_name='main')\n"
        "except SystemExit: print('pydantic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, **environment}
    )
    lines = done.stdout.splitlines()
    assert lines[-1] == "False"
    assert [lines[1], lines[4]] == ["explain", "export"]
    assert lines[2] == main.commands["explain"].short_help


def test_a_declared_target_that_is_no_command_is_refused():
    from sphinx_excellence.cli.lazy_group import LazyGroup

    group = LazyGroup("group")
    group.declare({"x": ("sphinx_excellence.version:__version__", "Not a command.")})
    with pytest.raises(TypeError, match="'x' is no command"):
        group.load_command("x")
    assert isinstance(main.load_command("check"), click.Command)
