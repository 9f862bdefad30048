"""The manual's directive about the import: what its steps show, and what is no step."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import SimpleNamespace

import pytest
from docutils.parsers.rst import Directive, DirectiveError
from docutils.statemachine import StringList

ROOT = Path(__file__).parents[3]
SPEC = importlib.util.spec_from_file_location("import_example", ROOT / "source/_extensions/import_example.py")
assert SPEC is not None
assert SPEC.loader is not None
MODULE = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(MODULE)


def shown(folder, *steps, sample="docs/a.md: '# A'\n"):
    """Return what the directive shows for its steps, on a page of a folder with a sample of the handbook."""
    (folder / "_handbook.yaml").write_text(sample, encoding="utf-8")
    noted = []
    env = SimpleNamespace(docname="page", doc2path=lambda _: str(folder / "page.md"), note_dependency=noted.append)
    document = SimpleNamespace(settings=SimpleNamespace(env=env))
    state = SimpleNamespace(document=document)
    machine = SimpleNamespace(reporter=None, get_source_and_line=lambda _: ("page.md", 1))
    made = MODULE.ImportExampleDirective(
        "import-example", [], {}, StringList([*steps], "page.md"), 1, 0, "", state, machine
    )
    assert isinstance(made, Directive)
    nodes = made.run()
    assert noted == [str(folder / "_handbook.yaml")]
    return [(node["language"], node.astext()) for node in nodes]


def test_files_are_shown_and_edited(tmp_path):
    assert shown(tmp_path, "show docs/a.md", "", r"replace docs/a.md | # A | # B\n\nC", "show docs/a.md") == [
        ("markdown", "# A"),
        ("markdown", "# B\n\nC"),
    ]


def test_a_command_shows_what_it_prints_or_only_runs(tmp_path):
    steps = ["& sphinx-excellence import plan docs", "show takeover.yaml", "$ sphinx-excellence import plan docs"]
    written, again = shown(tmp_path, *steps)
    assert written[0] == "yaml"
    assert written[1].startswith("# What the import decides.")
    assert again[0] == "console"
    assert again[1].startswith("$ sphinx-excellence import plan docs\na folder of pages: 1 page. ")
    assert "takeover.yaml: unchanged." in again[1]


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ("list docs", "'list docs' is no step; accepted: $ COMMAND, & COMMAND, show FILE, replace FILE | OLD | NEW"),
        ("$ rm -r docs", "'$ rm -r docs' is no step"),
        ("replace docs/a.md | # X | # B", "'docs/a.md' does not have the text '# X'"),
    ],
)
def test_what_is_no_step_is_an_error(tmp_path, step, said):
    with pytest.raises(DirectiveError) as caught:
        shown(tmp_path, step)
    assert said in caught.value.msg
