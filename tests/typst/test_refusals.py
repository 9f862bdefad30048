"""What the compiler refuses is found page by page, so that the document is compiled no more than twice."""

from __future__ import annotations

import dataclasses

import pytest

from sphinx_excellence.typst import compiler
from sphinx_excellence.typst.visitors import mathematics
from tests.typst.conftest import ROOTS


@pytest.fixture
def passing(monkeypatch):
    """Let formulas of one word pass the reader as they are, so that it is the compiler that refuses them."""
    read = mathematics.read

    def passed(source, **options):
        formula = read(source, **options)
        return dataclasses.replace(formula, code=source.strip()) if source.startswith("nosuch") else formula

    monkeypatch.setattr(mathematics, "read", passed)


@pytest.fixture
def compiled(monkeypatch):
    """The files of which a PDF was asked for, in their order."""
    files = []
    run = compiler.Compiler._run

    def counted(self, target, *given, **options):
        files.append(target.name)
        return run(self, target, *given, **options)

    monkeypatch.setattr(compiler.Compiler, "_run", counted)
    return files


def test_refused_formulas_of_several_pages_compile_the_document_twice(make, passing, compiled):
    page = "{0}\n===\n\nIn line :math:`{1}`, and :math:`x^2`.\n\n.. math:: {2}\n\n.. math:: \\frac{{a}}{{b}}\n\nEnd of {0}.\n"
    made = make(
        {
            "one.rst": page.format("One", "nosuchone", "nosuchtwo"),
            "two.rst": page.format("Two", "nosuchthree", "nosuchfour"),
            "three.rst": page.format("Three", "y", "nosuchfive"),
        },
        index="T\n=\n\n.. math:: nosuchsix\n\n.. toctree::\n\n   one\n   two\n   three\n",
    )
    assert compiled == ["test.pdf", "test.pdf"]
    assert not made.failed
    told = [line.split(" WARNING: ")[0] for line in made.warnings]
    assert told == ["index.rst:4:", "one.rst:4:", "one.rst:6:", "two.rst:4:", "two.rst:6:", "three.rst:6:"]
    assert all("the compiler refuses this: unknown variable: nosuch" in line for line in made.warnings)
    # The source stands for what is refused, and nothing else changes.
    for words in ("nosuchone", "nosuchtwo", "nosuchthree", "nosuchfour", "nosuchfive", "nosuchsix", "End of Three."):
        assert words in made.text
    assert not (made.out / "test" / "trial.typ").exists()


def test_a_formula_that_is_refused_is_found_beside_raw_typst_that_is_fine_in_the_document_alone(
    make, passing, compiled
):
    raw = ".. raw:: typst\n\n   {0}\n\n"
    made = make(
        {"two.rst": "Two\n===\n\n" + raw.format("#metadata(none)<there>") + "Text.\n"},
        index="T\n=\n\n:math:`nosuch`\n\n"
        + raw.format("#link(<there>)[a link of their own]")
        + ".. toctree::\n\n   two\n",
    )
    assert compiled == ["test.pdf", "test.pdf"]
    assert len(made.warnings) == 1 and made.warnings[0].startswith("index.rst:4: WARNING: the compiler refuses this")
    assert "a link of their own" in made.text
    assert made.links()[0] >= 1


def test_a_document_without_faults_is_compiled_once(make, compiled):
    png = (ROOTS / "typst-nasty/images/square.png").read_bytes()
    made = make({"square.png": png}, index="T\n=\n\n:math:`x^2`\n\n.. image:: square.png\n")
    assert made.warnings == [] and compiled == ["test.pdf"]
