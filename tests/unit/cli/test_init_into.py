"""`init --into`: what it adds to a project that is there, what it leaves, and that a second run changes nothing."""

from __future__ import annotations

import runpy

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import main
from sphinx_excellence.cli.conf_edits import with_extension

NAME = "sphinx_excellence"


def write(folder, files):
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def run(folder, *arguments):
    return CliRunner().invoke(main, ["init", "--into", str(folder), *arguments])


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ("extensions = []", 'extensions = ["sphinx_excellence"]'),
        ("extensions = ['a']", "extensions = ['a', 'sphinx_excellence']"),
        ('extensions = ["a", "b",]', 'extensions = ["a", "b", "sphinx_excellence",]'),
        ("extensions = [\n    'a',\n    'b',\n]\n", "extensions = [\n    'a',\n    'b',\n    'sphinx_excellence',\n]\n"),
        ("extensions = [\n  'a',  # why\n  'b'  # last\n]", "extensions = [\n  'a',  # why\n  'b',  # last\n  'sphinx_excellence',\n]"),
        ("extensions = ['a',\n              'b']", "extensions = ['a',\n              'b', 'sphinx_excellence']"),
        ("extensions = [\n    # none yet\n]", 'extensions = ["sphinx_excellence"\n    # none yet\n]'),
        ("extensions = ('a', 'b')", "extensions = ('a', 'b', 'sphinx_excellence')"),
        ("extensions = ('a',)", "extensions = ('a', 'sphinx_excellence',)"),
        ("extensions = ()", 'extensions = ("sphinx_excellence",)'),
        ("extensions: list[str] = ['a']", "extensions: list[str] = ['a', 'sphinx_excellence']"),
        ("extensions = [*base, x]\n", 'extensions = [*base, x, "sphinx_excellence"]\n'),
        ("extensions = ['a']\nextensions += ['b']\n", "extensions = ['a', 'sphinx_excellence']\nextensions += ['b']\n"),
        ("extensions = ['a']\nextensions.append('b')\n", "extensions = ['a', 'sphinx_excellence']\nextensions.append('b')\n"),
        ("extensions = ['a']\nif x:\n    extensions += ['b']\n", "extensions = ['a', 'sphinx_excellence']\nif x:\n    extensions += ['b']\n"),
        ("extensions = ['a']\nextensions = ['b']\n", "extensions = ['a']\nextensions = ['b', 'sphinx_excellence']\n"),
        ("extensions = ['é'] # ü\n", "extensions = ['é', 'sphinx_excellence'] # ü\n"),
        ("project = 'x'\n", "project = 'x'\n\nextensions = [\"sphinx_excellence\"]\n"),
        ("project = 'x'", "project = 'x'\n\nextensions = [\"sphinx_excellence\"]\n"),
        ("", 'extensions = ["sphinx_excellence"]\n'),
        ("extensions = [\r\n    'a',\r\n]\r\n", "extensions = [\r\n    'a',\r\n    'sphinx_excellence',\r\n]\r\n"),
        ("\ufeffextensions = ['a']\n", "\ufeffextensions = ['a', 'sphinx_excellence']\n"),
        ("def f():\n    extensions = 1\n\nextensions = ['a']\n", "def f():\n    extensions = 1\n\nextensions = ['a', 'sphinx_excellence']\n"),
    ],
)  # fmt: skip
def test_the_extension_is_added_where_it_is_certain(text, added):
    edit = with_extension(text.encode(), NAME)
    assert (edit.content or b"").decode() == added


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("from shared import *\n", "`extensions` may come from another module"),
        ("from shared import extensions\n", "line 1 computes `extensions`"),
        ("extensions = list(base)\n", "line 1 computes `extensions`"),
        ("extensions = ['a'] + base\n", "line 1 computes `extensions`"),
        ("if x:\n    extensions = ['a']\nelse:\n    extensions = ['b']\n", "line 1 computes `extensions`"),
        ("extensions = ['a']\nif x:\n    extensions = ['b']\n", "line 2 computes `extensions`"),
        ("extensions = ['a']\nextensions.remove('a')\n", "line 2 computes `extensions`"),
        ("extensions = ['a']\ndel extensions[0]\n", "line 2 computes `extensions`"),
        ("extensions = ['a']\nextensions[0] = 'b'\n", "line 2 computes `extensions`"),
        ("extensions = ['a']\nextensions *= 0\n", "line 2 computes `extensions`"),
        ("extensions = ['a']\nfrom shared import extensions\n", "line 2 computes `extensions`"),
        ("extensions += ['a']\n", "line 1 computes `extensions`"),
        ("a, extensions = 1, ['a']\n", "line 1 computes `extensions`"),
        ("extensions = ['a'\n", "it cannot be parsed"),
        ("# -*- coding: latin-1 -*-\nextensions = ['a']\n", "it is not UTF-8"),
        (b"extensions = ['a']  # \xff\n", "it is not UTF-8"),
    ],
)
def test_otherwise_conf_stays_as_it_is_and_the_line_is_shown(tmp_path, text, reason):
    write(tmp_path, {"conf.py": text})
    before = (tmp_path / "conf.py").read_bytes()
    done = run(tmp_path)
    assert done.exit_code == 0
    assert reason in done.stdout
    assert '  extensions = [*extensions, "sphinx_excellence"]\n' in done.stdout
    assert (tmp_path / "conf.py").read_bytes() == before


@pytest.mark.parametrize(
    "written", ["['sphinx_excellence']", "['a'] + ['sphinx_excellence']", "[]\nextensions.append('sphinx_excellence')"]
)
def test_an_extension_that_is_there_is_not_added(written):  # fmt: skip
    edit = with_extension(f"extensions = {written}\n".encode(), NAME)
    assert edit.is_there
    assert edit.content is None


PROJECTS = {
    "conf in docs": {"docs/conf.py": "extensions = ['myst_parser']\n", "docs/index.md": "# Home\n"},
    "conf in docs/source": {"docs/source/conf.py": "extensions = []\n", "docs/Makefile": "x", "docs/source/index.rst": "x"},
    "without extensions": {"docs/conf.py": "project = 'x'\n"},
    "data of something else": {"docs/conf.py": "extensions = []\n", "docs/data/table.csv": "a,b\n", "docs/data/x.yaml": "a: 1\n"},
    "both folders taken": {"docs/conf.py": "extensions = []\n", "docs/data/t.csv": "a\n", "docs/records/t.csv": "a\n"},
    "records already": {"docs/conf.py": "extensions = []\n", "docs/data/x.yaml": "decisions: {}\n"},
    "data is set": {"docs/conf.py": "extensions = []\nexcellence_data = ['r']\n"},
    "an imported list": {"docs/conf.py": "from shared import *\n", "docs/data/t.csv": "a\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", PROJECTS.values(), ids=PROJECTS)
def test_what_is_there_stays_and_a_second_run_changes_nothing(tmp_path, files):
    write(tmp_path, files)
    before = tree(tmp_path)
    dry = run(tmp_path / "docs", "--dry-run")
    assert (dry.exit_code, tree(tmp_path)) == (0, before)
    first = run(tmp_path / "docs")
    assert first.exit_code == 0, first.output
    after = tree(tmp_path)
    changed = {name for name in before if after[name] != before[name]}
    assert {name.rpartition("/")[2] for name in changed} <= {"conf.py"}
    assert dry.stdout.replace("Would change:", "Changed:") == first.stdout
    second = run(tmp_path / "docs")
    assert second.stdout.startswith("Nothing to change.\n")
    assert tree(tmp_path) == after


def test_records_are_put_where_nothing_else_is(tmp_path):
    write(tmp_path, PROJECTS["data of something else"])
    done = run(tmp_path / "docs")
    assert "holds other files, so records go elsewhere" in done.stdout
    assert "patterns: {}" in (tmp_path / "docs/records/patterns.yaml").read_text(encoding="utf-8")
    conf = runpy.run_path(str(tmp_path / "docs/conf.py"))
    assert (conf["extensions"], conf["excellence_data"]) == ([NAME], ["records"])
    checked = CliRunner().invoke(main, ["check", "--root", str(tmp_path / "docs")])
    assert (checked.exit_code, checked.stdout) == (0, "No findings.\n")


@pytest.mark.parametrize(
    ("files", "line"),
    [
        ({"adr/0001-a.md": ""}, '{"adr/*": "decision"}'),
        (
            {"decisions/0001-a.rst": "", "decisions/index.rst": ""},
            '{"decisions/index": None, "decisions/*": "decision"}',
        ),
        ({"arch/adr/adr-1-x.md": "", "arch/adr/README.md": ""}, '{"arch/adr/README": None, "arch/adr/*": "decision"}'),
        ({'a"b/adr/0001-a.md': ""}, '{"a\\"b/adr/*": "decision"}'),
        ({"decisions/why.md": ""}, None),
        ({"notes/0001-a.md": ""}, None),
        ({"_build/adr/0001-a.md": ""}, None),
    ],
)
def test_folders_of_decisions_are_offered(tmp_path, files, line):
    write(tmp_path, {"conf.py": "extensions = []\n", **files})
    done = run(tmp_path)
    assert ("excellence_pages = " in done.stdout) == (line is not None)
    if line is not None:
        assert f"  excellence_pages = {line}\n" in done.stdout
        write(tmp_path, {"conf.py": f"extensions = []\nexcellence_pages = {line}\n"})
        assert "excellence_pages" not in run(tmp_path).stdout


@pytest.mark.parametrize(
    ("conf", "line"),
    [
        ("", 'exclude_patterns = ["adr/adr-template.md", "adr/template.md"]'),
        ('exclude_patterns = ["_build"]\n', 'exclude_patterns += ["adr/adr-template.md", "adr/template.md"]'),
        ('exclude_patterns = ["adr/adr-template.md", "adr/template.md"]\n', None),
    ],
)
def test_templates_among_decisions_are_offered_to_be_left_out(tmp_path, conf, line):
    files = {"adr/0001-a.md": "", "adr/adr-template.md": "", "adr/template.md": ""}
    write(tmp_path, {"conf.py": f"extensions = []\n{conf}", **files})
    shown = run(tmp_path).stdout
    assert 'excellence_pages = {"adr/*": "decision"}' in shown
    assert f"  {line}\n" in shown if line is not None else "exclude_patterns" not in shown


@pytest.mark.parametrize(
    ("extensions", "suffix", "needed"),
    [
        ("['a']", "md", True),
        ("['myst_parser']", "md", False),
        ("['myst_nb']", "md", False),
        ("['a']", "rst", False),
        ("base", "md", False),
    ],
)
def test_decisions_in_markdown_need_a_parser_for_it(tmp_path, extensions, suffix, needed):
    write(tmp_path, {"conf.py": f"extensions = {extensions}\n", f"adr/0001-a.{suffix}": ""})
    assert ('extensions = [*extensions, "myst_parser"]' in run(tmp_path).stdout) == needed


@pytest.mark.parametrize(
    ("files", "arguments", "said"),
    [
        ({"README.md": ""}, ["--into", "."], "there is no conf.py in '.'"),
        ({"a/conf.py": "", "b/conf.py": ""}, ["--into", "."], "there are several projects in '.': a, b; name one"),
        (
            {"conf.py": ""},
            ["--into", ".", "new"],
            "--into adds to a project, so it takes neither a FOLDER nor a --template",
        ),
        ({"conf.py": ""}, ["--into", ".", "--template", "adr"], "so it takes neither a FOLDER nor a --template"),
        ({}, ["--dry-run", "new"], "--dry-run needs --into"),
        ({"conf.py": ""}, ["."], "to add the toolkit to the project in it, run sphinx-excellence init --into ."),
        ({}, ["--into", "nowhere"], "Directory 'nowhere' does not exist"),
    ],
)
def test_misuse_ends_with_2_and_says_what_to_do(tmp_path, monkeypatch, files, arguments, said):
    monkeypatch.chdir(tmp_path)
    write(tmp_path, files)
    done = CliRunner().invoke(main, ["init", *arguments])
    assert done.exit_code == 2
    assert said in " ".join(done.stderr.split())
