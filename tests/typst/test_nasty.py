"""A project with each kind of node comes out whole: no warning, no text lost, links and bookmarks right."""

from __future__ import annotations

import re
import shutil

import pytest
from docutils import nodes
from sphinx import addnodes

from tests.typst.conftest import ROOTS, squeeze, typeset

UNPRINTED = (nodes.comment, nodes.raw, nodes.substitution_definition, addnodes.index, nodes.math, nodes.math_block)


def visible_words(node):
    if isinstance(node, nodes.Text):
        yield from node.astext().split()
    elif isinstance(node, addnodes.only) and node["expr"] == "html":
        return
    elif isinstance(node, addnodes.pending_xref) and node["reftype"] in {"eq", "ref", "numref", "doc"}:
        return  # its text is what it leads to
    elif isinstance(node, nodes.title) and node.astext().startswith("Nasty project"):
        return  # the title page has the title that conf.py gives
    elif not isinstance(node, UNPRINTED):
        for child in node.children:
            yield from visible_words(child)


def test_it_is_typeset_without_a_warning(nasty):
    assert (nasty.warnings, nasty.failed) == ([], False)


def test_all_visible_text_is_there(nasty):
    text = nasty.squeezed
    lost = {
        docname: missing
        for docname in sorted(nasty.app.env.all_docs)
        if (
            missing := sorted(
                {word for word in visible_words(nasty.app.env.get_doctree(docname)) if squeeze(word) not in text}
            )
        )
    }
    assert lost == {}


def test_what_is_for_others_is_not_there(nasty):
    assert "HIDDEN" not in nasty.text


@pytest.mark.parametrize(
    "text",
    [
        'Nasty "quoted" \\ #hash $money$ @at <script>alert(1)</script>',
        '); #panic("broken out") //',
        'literal "q" \\ #panic() $x$ @ref <script>alert("1")</script>',
        '<script>alert("1 \\ #panic() $x$ @ref")</script>',
        "Only Typst shows this sentence.",
        "LIFO (last in, first out) and again LIFO,",
        "Fig. 4.1 The caption of the figure",
        "Table 1.1 Spans",
        "Listing 2.1 A captioned listing",
        "Added in version 1.1",
        "— Somebody, somewhere",
        "Card one",
        "Content of the second tab.",
        "Hidden on a screen.",
        "async bite(other: Animal[, hard=True[, again=False]]) → bool",
        "-c, --combined=X",
        "Raw Typst speaks.",
    ],
)
def test_each_of_these_is_there(nasty, text):
    assert squeeze(text) in nasty.squeezed


def test_text_is_always_data(nasty):
    folder = next(each for each in nasty.out.iterdir() if (each / "main.typ").exists())
    for path in folder.glob("pages/**/*.typ"):
        code = re.sub(r'"(?:[^"\\]|\\.)*"|/\*@\d+ [^*]*\*/', "", path.read_text(encoding="utf-8"))
        assert "panic" not in code and "$" not in code and "@" not in code, path.name


def test_bookmarks_are_parts_chapters_and_sections(nasty):
    bookmarks = nasty.bookmarks()
    assert [title for depth, title in bookmarks if depth == 0][-2:] == ["First part: text", "Second part & more"]
    chapters = [title for depth, title in bookmarks if depth == 1]
    assert "2 Blocks" in chapters and "Index" in chapters
    assert (2, "2.1 Admonitions") in bookmarks


def test_links_lead_within_and_out(nasty):
    inside, outside = nasty.links()
    assert inside > 80
    assert {"https://example.org/", "mailto:ann@example.org", "https://example.org/button"} <= set(outside)
    assert nasty.source("state.typ").splitlines()[0] == "#let absent = (:)"


def test_every_page_of_the_index_is_right(nasty):
    index = next(page for page in reversed(nasty.reader.pages) if "indexed phrase" in page.extract_text())
    match = re.search(r"indexed phrase, (\d+)", index.extract_text())
    assert match is not None
    page = nasty.reader.pages[nasty.reader.page_labels.index(match[1])].extract_text()
    assert "indexed phrase" in page


def test_pages_are_numbered_as_those_of_a_book(nasty):
    """Roman numbers before the text and page 1 where it begins, on paper and in a viewer."""
    labels = nasty.reader.page_labels
    begin = labels.index("1")
    assert labels[:begin] == ["i", "ii", "iii", "iv", "v"][:begin]
    assert labels[begin:] == [str(number) for number in range(1, len(labels) - begin + 1)]
    assert "The start page says something" in nasty.reader.pages[begin].extract_text()
    for label, page in zip(labels[1:], nasty.reader.pages[1:], strict=True):
        assert page.extract_text().split()[-1] == label or "Part" in page.extract_text(), label


def test_two_runs_are_the_same_to_the_byte(nasty, tmp_path):
    root = tmp_path / "again"
    shutil.copytree(ROOTS / "typst-nasty", root)
    assert typeset(root).pdf.read_bytes() == nasty.pdf.read_bytes()


def test_the_pdf_is_tagged_and_says_its_language(nasty):
    root = nasty.reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is not None and root["/Lang"] == "en"


def test_the_sources_alone_have_no_pdf(tmp_path):
    root = tmp_path / "sources"
    shutil.copytree(ROOTS / "typst-nasty", root)
    made = typeset(root, "typst")
    assert not list(made.out.glob("*.pdf"))
    assert made.source("main.typ").startswith('#import "/theme.typ"')
