"""The settings do what the manual says of them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.typst.conftest import ROOTS, typeset

TWO = {
    "two.rst": "Two\n===\n\nText of two.\n\nInner\n-----\n\nMore.\n",
    "app.rst": ":orphan:\n\nAppended\n========\n\nLast.\n",
}
INDEX = "Start\n=====\n\nIntro.\n\n.. toctree::\n\n   two\n"


def test_the_default_is_one_document_named_after_the_project(make):
    made = make(TWO, index=INDEX, project="My Project", author="Ann")
    assert made.pdf.name == "myproject.pdf"
    assert made.reader.metadata.title == "My Project" and made.reader.metadata.author == "Ann"


def test_one_pdf_for_each_document(make):
    documents = [("index", "all.pdf", "All", "Ann", False), ("two", "part", "Part", "Bob", False)]
    made = make(TWO, index=INDEX, typst_documents=documents)
    assert sorted(path.name for path in made.out.glob("*.pdf")) == ["all.pdf", "part.pdf"]
    assert made.warnings == []


def test_toctree_only_leaves_out_the_start_pages_own_text(make):
    made = make(TWO, index=INDEX, typst_documents=[("index", "all", "All", "Ann", True)])
    assert "Intro." not in made.text and "Text of two." in made.text


def test_a_start_page_that_is_not_there(make):
    made = make(TWO, index=INDEX, typst_documents=[("nowhere", "all", "All", "Ann", False)])
    assert any("[typst.setting]" in line and "nowhere" in line for line in made.warnings)


@pytest.mark.parametrize(("paper", "width"), [("a4", 595), ("letter", 612), ("a5", 420)])
def test_paper(make, paper, width):
    made = make(TWO, index=INDEX, typst_paper=paper)
    assert round(float(made.reader.pages[0].mediabox.width)) == width


def test_no_title_page(make):
    pages = len(make(TWO, index=INDEX).reader.pages)
    assert len(make(typst_title_page=False, out="other").reader.pages) == pages - 1


def test_numbers(make):
    titles = [title for _depth, title in make(TWO, index=INDEX, typst_number_sections=True).bookmarks()]
    assert titles == ["1 Two", "1.1 Inner"]
    titles = [title for _depth, title in make(typst_number_sections=1, out="other").bookmarks()]
    assert titles == ["1 Two", "Inner"]


def test_numbers_of_sphinx(make):
    index = INDEX.replace("toctree::", "toctree::\n   :numbered:")
    assert [title for _depth, title in make(TWO, index=index).bookmarks()] == ["1 Two", "1.1 Inner"]
    assert [title for _, title in make(typst_number_sections=False, out="other").bookmarks()] == ["Two", "Inner"]


def test_appendices_have_letters(make):
    made = make(TWO, index=INDEX, typst_appendices=["app"])
    assert (0, "A Appended") in made.bookmarks()


@pytest.mark.parametrize(("sectioning", "pages"), [("section", 2), ("chapter", 4)])
def test_sectioning(make, sectioning, pages):
    made = make(TWO, index=INDEX, typst_toplevel_sectioning=sectioning)
    assert len(made.reader.pages) == pages


def test_addresses_are_printed_where_wished(make):
    index = "T\n=\n\nA `link <https://example.org/x>`_.\n"
    assert "https://example.org/x" not in make(index=index).text
    assert "link (https://example.org/x)" in make(index=index, typst_show_urls="inline", out="two").text
    assert "https://example.org/x" in make(index=index, typst_show_urls="footnote", out="three").text


def test_a_standard(make):
    made = make(TWO, index=INDEX, typst_pdf_standard="a-2b")
    assert made.warnings == []
    assert b"pdfaid:part" in made.pdf.read_bytes() or b"pdfaid" in made.reader.trailer["/Root"]["/Metadata"].get_data()


@pytest.mark.parametrize("standard", ["a-2b", "ua-1"])
def test_a_standard_of_all_nodes(tmp_path, standard):
    shutil.copytree(ROOTS / "typst-nasty", tmp_path / "project")
    made = typeset(tmp_path / "project", typst_pdf_standard=standard)
    assert (made.warnings, made.failed) == ([], False)


def test_a_template_replaces_functions_and_applies_a_style(make):
    own = "#let transition() = [REPLACED]\n#let style(body) = { [STYLED]; body }\n"
    made = make({"own.typ": own}, index="T\n=\n\nOne.\n\n----\n\nTwo.\n", typst_template="own.typ")
    assert made.warnings == []
    assert "REPLACED" in made.text and "STYLED" in made.text


def test_front_and_back_matter(make):
    files = {**TWO, "first.typ": "#[Words of a Typst file.]\n", "bib.rst": ":orphan:\n\nSources\n=======\n\nA book.\n"}
    made = make(files, index=INDEX, typst_front_matter=["first.typ"], typst_back_matter=["bib"])
    assert made.warnings == []
    text = made.text
    assert text.index("Words of a Typst file.") < text.index("Text of two.") < text.index("A book.")


def test_a_logo(make, nasty):
    png = (Path(nasty.app.srcdir) / "images/square.png").read_bytes()
    made = make({"logo.png": png}, index="T\n=\n\nText.\n", typst_logo="logo.png")
    assert made.warnings == []
    assert len(made.reader.pages[0].images) == 1


def test_a_second_run_reads_only_the_page_that_changed(make, tmp_path):
    first = make(TWO, index=INDEX)
    two = tmp_path / "two.rst"
    two.write_text(TWO["two.rst"] + "\nAdded words.\n")
    os.utime(two, (2_000_000_000, 2_000_000_000))
    made = make()
    assert "Added words." in made.text
    assert first.pdf == made.pdf
    assert [name for name in made.app.env.all_docs if made.app.env.all_docs[name] != first.app.env.all_docs[name]] == [
        "two"
    ]


def test_the_heavy_parts_are_imported_only_by_these_builders(make, tmp_path):
    (tmp_path / "conf.py").write_text('extensions = ["sphinx_excellence.typst"]\n')
    (tmp_path / "index.rst").write_text("T\n=\n")
    code = (
        "import sys; from sphinx.application import Sphinx\n"
        "Sphinx('.', '.', 'o', 'd', 'html', status=None).build()\n"
        "print(sorted(m for m in sys.modules if m in {'typst', 'fontTools'} or m.startswith('sphinx_excellence.typst.')))"
    )
    result = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == str(
        [
            f"sphinx_excellence.typst.{n}"
            for n in ("builder", "builder_base", "diagnostics", "locations", "registration", "settings")
        ]
    )


def test_a_toctree_may_name_the_pages_that_only_html_has(make):
    index = INDEX + "".join(f"   {name}\n" for name in ("genindex", "modindex", "search"))
    made = make({"two.rst": "Two\n===\n\nText of two.\n"}, index=index)
    assert made.warnings == []
    assert "Textoftwo." in made.squeezed


def test_a_page_of_ones_own_by_such_a_name_is_set(make):
    made = make({"two.rst": "Two\n===\n", "search.rst": "Search\n======\n\nHow to.\n"}, index=INDEX + "   search\n")
    assert made.warnings == []
    assert "Howto." in made.squeezed
