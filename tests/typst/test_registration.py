"""The builders by their names alone, and beside other packages that have builders of the same names."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import sphinx_excellence.typst
from message_extraction import extract_messages
from tests.compiling import compiled_catalogues

FOLDER = Path(sphinx_excellence.typst.__file__).parent

OTHER = """
from pathlib import Path
from sphinx.builders.text import TextBuilder

class Typst(TextBuilder):
    name = "typst"
    def write_doc(self, *args):
        super().write_doc(*args)
        Path(self.outdir, "other.txt").touch()

class TypstPDF(Typst):
    name = "typstpdf"

def setup(app):
    app.add_builder(Typst)
    app.add_builder(TypstPDF)
    app.add_config_value("typst_documents", [{"startdocname": "index"}], "", [list])
"""


@pytest.fixture
def build(tmp_path):
    """Builds a project with `extensions` in a process that finds the package `other-typst`; return what it warned of."""

    def built(builder: str = "typst", *, extensions: str, first: str = "sphinx-excellence", other: bool = True) -> str:
        source = tmp_path / "source"
        source.mkdir()
        source.joinpath("conf.py").write_text(f"project = 'Test'\nextensions = {extensions}\n")
        source.joinpath("index.rst").write_text("Test\n====\n\nText.\n")
        site = tmp_path / "site"
        if other:
            site.joinpath("other_typst-1.dist-info").mkdir(parents=True)
            site.joinpath("other_typst.py").write_text(OTHER)
            site.joinpath("other_typst-1.dist-info", "METADATA").write_text("Name: other-typst\nVersion: 1\n")
            site.joinpath("other_typst-1.dist-info", "entry_points.txt").write_text(
                "[sphinx.builders]\ntypst = other_typst\ntypstpdf = other_typst\n"
            )
        # Behind the environment's packages on the path: Sphinx takes the first entry point.
        code = (
            "import sys; from sphinx.cmd.build import main\n"
            f"sys.path.{'append(' if first == 'sphinx-excellence' else 'insert(0, '}{str(site)!r})\n"
            f"sys.exit(main(['-q', '-b', {builder!r}, {str(source)!r}, {str(tmp_path / 'out')!r}]))"
        )
        env = {**os.environ, "NO_COLOR": "1"}
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, env=env)
        assert "Traceback" not in result.stderr
        return result.stderr.replace(str(source), "source")

    return built


def test_the_entry_points_lead_to_extensions():
    found = {point.name: point.load() for point in entry_points(group="sphinx.builders")}
    for name in ("typst", "typstpdf", "excellence"):
        assert callable(found[name].setup)


@pytest.mark.parametrize(("builder", "written"), [("typst", "test/main.typ"), ("typstpdf", "test.pdf")])
def test_a_project_that_lists_nothing_is_typeset(build, tmp_path, builder, written):
    assert build(builder, extensions="[]", other=False) == ""
    assert (tmp_path / "out" / written).is_file()


def test_the_gate_runs_by_its_name_alone(build, tmp_path):
    assert "excellence.missing-data" in build("excellence", extensions="[]", other=False)
    assert (tmp_path / "out" / "report.json").is_file()


@pytest.mark.parametrize(("extensions", "says"), [([], True), (["sphinx_excellence"], False), (["uses_it"], False)])
def test_the_gate_says_that_it_is_loaded_for_the_run_only(tmp_path, extensions, says):
    (tmp_path / "conf.py").write_text(f"import sys\nsys.path.append({str(tmp_path)!r})\nextensions = {extensions}\n")
    (tmp_path / "uses_it.py").write_text("def setup(app): app.setup_extension('sphinx_excellence')\n")
    (tmp_path / "index.rst").write_text("T\n=\n")
    command = [sys.executable, "-m", "sphinx", "-b", "excellence", ".", "out"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ("sphinx_excellence is loaded for this run only" in result.stdout) == says
    assert (tmp_path / "out" / "report.json").is_file()


def test_another_package_with_the_builder_is_named_and_how_to_choose(build, tmp_path):
    assert build(extensions="[]") == (
        "source/conf.py:2: WARNING: the package other-typst has the builder typst, typstpdf too; this run uses that of "
        "sphinx-excellence. Add 'sphinx_excellence.typst' or 'other_typst' to `extensions` to choose one [typst.builder]\n"
    )
    assert (tmp_path / "out/test/main.typ").is_file()


def test_no_other_builder_is_warned_of_where_neither_runs(build, tmp_path):
    assert build("excellence", extensions="[]").count("WARNING") == 1


@pytest.mark.parametrize("first", ["sphinx-excellence", "other-typst"])
@pytest.mark.parametrize("extensions", [["sphinx_excellence.typst"], ["sphinx.ext.todo", "sphinx_excellence.typst"]])
def test_a_project_that_lists_this_extension_has_chosen(build, tmp_path, first, extensions):
    assert build(extensions=str(extensions), first=first) == ""
    assert (tmp_path / "out/test/main.typ").is_file()


def test_a_project_that_lists_the_other_extension_has_chosen(build, tmp_path):
    assert build(extensions="['other_typst']") == ""
    assert (tmp_path / "out/other.txt").is_file()


@pytest.mark.parametrize(
    "extensions",
    [
        ["other_typst", "sphinx_excellence.typst"],
        ["sphinx_excellence.typst", "other_typst"],
        ["other_typst", "sphinx_excellence"],
        ["sphinx_excellence", "other_typst"],
    ],
)
def test_a_project_that_lists_both_gets_the_other_and_one_warning(build, tmp_path, extensions):
    warnings = build(extensions=str(extensions)).splitlines()
    assert [line for line in warnings if "missing-data" not in line] == [
        "source/conf.py:2: WARNING: the extension other_typst has builders of the names typst, typstpdf too, so those of "
        "sphinx_excellence.typst are left out; remove the extension that you do not want from `extensions`, or suppress "
        "this warning (typst.builder) [typst.builder]"
    ]
    assert (tmp_path / "out/other.txt").is_file()


def test_the_builders_have_a_catalogue_of_their_own_and_it_is_complete():
    texts = set()
    for path in FOLDER.rglob("*.py"):
        with path.open("rb") as file:
            texts |= {text for _line, _function, text, _comments in extract_messages(file, {}, (), {})}
    with (FOLDER / "locales/de/LC_MESSAGES/sphinx_excellence_typst.po").open("rb") as file:
        german = {message.id: message.string for message in read_po(file, locale="de") if message.id}
    assert texts == set(german)
    assert [text for text, translated in german.items() if not translated] == []


def test_messages_are_read_from_the_catalogue_of_the_builders():
    code = (
        "from sphinx import locale\n"
        "from sphinx_excellence.typst.diagnostics import CATALOGUE, __\n"
        f"locale.init([{str(FOLDER / 'locales')!r}], 'de', CATALOGUE, 'console')\n"
        "print(str(__('the diagram cannot be drawn: %s')) % 1)"
    )
    with compiled_catalogues(FOLDER / "locales"):
        result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout == "das Diagramm lässt sich nicht zeichnen: 1\n"
