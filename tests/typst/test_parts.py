"""A long document is compiled in parts and joined to the PDF that it would be as a whole."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

import pikepdf
import pytest

from sphinx_excellence.typst.parts import edition, plan, sources
from sphinx_excellence.typst.parts.sources import Place, StandIn
from sphinx_excellence.typst.settings import CHARACTERS_ON_A_PAGE
from sphinx_excellence.typst.writing.emitter import Page
from tests.typst.conftest import ROOTS

PNG = (ROOTS / "typst-nasty/images/square.png").read_bytes()
WORDS = "Enough words to fill lines and lines of a page with something that can be read. " * 30

CHAPTER = """\
.. _ch-{0}:

Chapter {0} *of* many
=====================

.. index:: chapter, everywhere, ! name {0}

See :ref:`ch-{1}`, :ref:`deep-{1}`, :doc:`index` and :ref:`the index <genindex>`. A note [#]_ and one twice [#t{0}]_ [#t{0}]_.
{2}

.. _deep-{0}:

Deep ``in`` {0}
---------------

.. list-table:: Table of {0}
   :header-rows: 1

   * - Header
     - Other :ref:`ch-{1}`
   * - Cell {0}
     - A note [#]_

.. image:: square.png
   :alt: A square

.. math:: x_{0}^2
   :label: eq{0}

After that, :eq:`eq{1}` and an `address <https://example.org/{0}>`_.
{2}

Deeper
^^^^^^

Text of :term:`word`.

.. [#] A note of {0}.
.. [#t{0}] Twice in {0}.
.. [#] In a cell of {0}.
"""

BOOK = {
    "square.png": PNG,
    "first.typ": "= Before all\n\nWords before all.\n",
    "last.typ": "#pagebreak()\n= After all\n\n== Below it\n\nWords after all.\n",
    "glossary.rst": "Glossary\n========\n\n.. glossary::\n\n   word\n      Its meaning.\n",
    "nested.rst": "Nested\n======\n\n.. toctree::\n\n   ch4\n   ch5\n\nAfter these.\n",
    "zusatz.rst": ":orphan:\n\nÜbermäßig\n=========\n\nText, :ref:`ch-1`.\n",
    **{f"ch{number}.rst": CHAPTER.format(number, number % 5 + 1, WORDS) for number in range(1, 6)},
}
INDEX = """\
The book
========

Preface
-------

It leads to :ref:`ch-3`.

.. toctree::
   :maxdepth: 3
   :numbered:
   :hidden:

   ch1
   ch2
   ch3
   nested
   glossary
"""
MATTER = {
    "typst_front_matter": ["first.typ"],
    "typst_back_matter": ["last.typ"],
    "typst_appendices": ["zusatz"],
    "numfig": True,
}


@dataclass
class Facts:
    """What a reader has of a PDF; a place is a page from 0 and a point."""

    texts: list[str]
    links: list[tuple[int, tuple[int, ...], Any]] = field(default_factory=list)
    bookmarks: list[tuple[int, str, Any]] = field(default_factory=list)
    names: dict[str, Any] = field(default_factory=dict)
    labels: dict[int, str] = field(default_factory=dict)
    tags: Counter[str] = field(default_factory=Counter)


def facts_of(made) -> Facts:
    """Read them, and see that tags and places are bound together as they have to be."""
    facts = Facts([page.extract_text() for page in made.reader.pages])
    with pikepdf.open(made.pdf) as pdf:
        pages = [page.obj for page in pdf.pages]
        numbers = {page.objgen: number for number, page in enumerate(pages)}
        names = dict(pikepdf.NameTree(pdf.Root.Names.Dests).items())

        def place(to):
            to = to if isinstance(to, pikepdf.Array) else names[str(to)]
            return numbers[to[0].objgen], round(float(to[2])), round(float(to[3]))

        def bookmarks(node, depth):
            child = node.get("/First")
            while child is not None:
                yield depth, str(child.Title), place(child.Dest)
                yield from bookmarks(child, depth + 1)
                child = child.get("/Next")

        root = pdf.Root.StructTreeRoot
        owners = dict(zip(map(int, list(root.ParentTree.Nums)[::2]), list(root.ParentTree.Nums)[1::2], strict=True))
        for number, page in enumerate(pages):
            for link in page.get("/Annots", []):
                area = tuple(round(float(each)) for each in link.Rect)
                facts.links.append((number, area, place(link.Dest) if "/Dest" in link else str(link.A.URI)))
                owner = owners[int(link.StructParent)]
                assert link.objgen in [kid.Obj.objgen for kid in owner.K if getattr(kid, "Obj", None) is not None]
            assert "/StructParents" not in page or int(page.StructParents) in owners
        assert int(root.ParentTreeNextKey) == max(owners) + 1
        facts.bookmarks = list(bookmarks(pdf.Root.Outlines, 0))
        facts.names = {name: place(to) for name, to in names.items() if not name.startswith("heading:")}
        labels = list(pdf.Root.PageLabels.Nums) if "/PageLabels" in pdf.Root else []
        facts.labels = {
            int(key): f"{each.get('/S')} {each.get('/St')}" for key, each in zip(labels[::2], labels[1::2], strict=True)
        }
        ids = {str(key) for key in pikepdf.NameTree(root.IDTree)} if "/IDTree" in root else set()

        def count(tag):
            for kid in tag.K if isinstance(tag.get("/K"), pikepdf.Array) else []:
                if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                    assert kid.P.objgen == tag.objgen
                    assert "/Pg" not in kid or kid.Pg.objgen in numbers
                    facts.tags[str(kid.S)] += 1
                    if "/ID" in kid:
                        assert str(kid.ID) in ids
                    for attributes in kid.get("/A", []):
                        assert {str(each) for each in attributes.get("/Headers", [])} <= ids
                    count(kid)

        count(root)
        facts.tags["ids"] = len(ids)
    return facts


def other(found, expected):
    """The first of what is not the same, by its number; pytest would look for the likeness of all of it."""
    pairs = enumerate(zip_longest(found, expected))
    return [(number, *pair) for number, pair in pairs if pair[0] != pair[1]][:3]


@pytest.fixture
def steps(monkeypatch):
    """What was done in processes of their own."""
    done = []
    run = edition.run_step

    def noted(step, **asked):
        done.append(asked.get("main", step))
        return run(step, **asked)

    monkeypatch.setattr(edition, "run_step", noted)
    return done


@pytest.mark.parametrize(
    ("index", "settings"),
    [
        (INDEX, {}),
        (INDEX, MATTER | {"language": "de"}),
        (INDEX, {"typst_title_page": False, "typst_show_urls": "footnote"}),
        (
            "The book\n========\n\n.. toctree::\n   :caption: One\n\n   ch1\n   ch2\n   zusatz\n\n"
            ".. toctree::\n   :caption: Two\n\n   ch3\n   nested\n   glossary\n",
            {},
        ),
    ],
    ids=["chapters", "all kinds of matter", "no title page", "parts of a book"],
)
def test_the_joined_pdf_is_that_of_the_whole(make, steps, index, settings):
    whole = make(BOOK, index=index, out="whole", typst_pages_at_once=0, **settings)
    assert steps == []
    joined = make(BOOK, index=index, out="joined", typst_pages_at_once=2, **settings)
    assert joined.warnings == whole.warnings == []
    assert len(steps) > 6 and steps[0] == steps[-2] == "parts/0.typ" and steps[-1] == "join"
    expected, found = facts_of(whole), facts_of(joined)
    assert other(found.texts, expected.texts) == [] and len(found.texts) > 12
    assert other(found.links, expected.links) == [] and len(found.links) > 60
    assert other(found.bookmarks, expected.bookmarks) == [] and len(found.bookmarks) > 15
    assert found.names == expected.names
    assert found.labels == expected.labels
    assert found.tags == expected.tags and found.tags["/TH"] >= 10 and found.tags["ids"] > 10
    for name in ("/Title", "/Author", "/Creator"):
        assert joined.reader.metadata.get(name) == whole.reader.metadata.get(name)
    assert joined.reader.trailer["/Root"]["/Lang"] == whole.reader.trailer["/Root"]["/Lang"]


def test_the_same_sources_give_the_same_bytes(make):
    first = make(BOOK, index=INDEX, out="first", typst_pages_at_once=3).pdf.read_bytes()
    assert first == make(BOOK, index=INDEX, out="second", typst_pages_at_once=3).pdf.read_bytes()


def test_a_short_document_is_compiled_whole(make, steps):
    made = make(BOOK, index=INDEX)
    assert steps == [] and made.warnings == []
    assert not (made.out / "test" / "parts").exists()


def test_a_document_for_an_archive_is_compiled_whole(make, steps):
    made = make(BOOK, index=INDEX, typst_pages_at_once=2, typst_pdf_standard="a-2b")
    assert steps == [] and made.warnings == []


def test_a_refused_formula_of_one_part_is_a_warning_at_its_line(make, steps, monkeypatch):
    from sphinx_excellence.typst.visitors import mathematics

    read = mathematics.read

    def passed(source, **options):
        formula = read(source, **options)
        return type(formula)("nosuch") if source.strip() == "x_3^2" else formula

    monkeypatch.setattr(mathematics, "read", passed)
    made = make(BOOK, index=INDEX, typst_pages_at_once=2)
    line = CHAPTER.splitlines().index(".. math:: x_{0}^2") + 1
    assert len(made.warnings) == 1
    assert made.warnings[0].startswith(f"ch3.rst:{line}: WARNING: the compiler refuses this: unknown variable: nosuch")
    assert "x_3^2" in made.text and steps.count("join") == 1


def test_what_one_part_cannot_do_is_done_with_the_whole(make, steps):
    raw = {"ch1.rst": BOOK["ch1.rst"] + "\n.. raw:: typst\n\n   #link(<there>)[to another part]\n"}
    raw["ch3.rst"] = BOOK["ch3.rst"] + "\n.. raw:: typst\n\n   There. #metadata(none)<there>\n"
    made = make(BOOK | raw, index=INDEX, typst_pages_at_once=2)
    assert not made.failed and "to another part" in made.text
    told = [line for line in made.warnings if "compiled whole" in line]
    assert len(told) == 1 and told[0].startswith("index.rst:1: WARNING: the document test is compiled whole")
    assert "<there>" in told[0] and "join" not in steps


def test_without_what_joins_the_document_is_compiled_whole(make, steps, monkeypatch):
    monkeypatch.setitem(sys.modules, "pikepdf", None)
    made = make(BOOK, index=INDEX, typst_pages_at_once=2)
    assert steps == [] and "Cell 5" in made.text
    assert len(made.warnings) == 1 and "pip install pikepdf" in made.warnings[0]


def test_sources_that_are_left_compile_whole(make):
    made = make(BOOK, index=INDEX, typst_pages_at_once=2)
    assert "apart = false" in made.source("state.typ")


def test_a_number_of_pages_that_is_none_is_reported(make):
    made = make(index="T\n=\n\nText.\n", typst_pages_at_once=-1)
    assert len(made.warnings) == 1
    assert "typst_pages_at_once is -1; a number of pages such as 500, or 0 is expected" in made.warnings[0]


def page(docname, *items, pages=1.0):
    return Page(docname, list(items), printed=int(pages * CHARACTERS_ON_A_PAGE))


def test_parts_are_cut_before_chapters_and_hold_as_much_as_they_may():
    chapters = [page(f"c{n}", f'anchor("c{n}:")', "new-chapter()", f"section({n})", pages=4) for n in range(5)]
    start = page("index", "contents-page()", *(f'include "/pages/c{n}.typ"' for n in range(5)), plan.INDICES, pages=0)
    parts = plan.plan([*chapters, start], 8, has_indices=True)
    assert [part.items for part in parts] == [
        ["contents-page()"],
        ['include "/pages/c0.typ"', 'include "/pages/c1.typ"'],
        ['include "/pages/c2.typ"', 'include "/pages/c3.typ"'],
        ['include "/pages/c4.typ"'],
        [plan.INDICES],
    ]
    assert [part.docnames for part in parts][1] == {"c0", "c1"}
    assert plan.plan([*chapters, start], 8, has_indices=False)[-1].items == ['include "/pages/c4.typ"']
    assert plan.plan([*chapters, start], 20, has_indices=True) == []


def test_a_page_in_which_chapters_begin_is_cut_there_with_the_marks_before_them():
    inner = page("inner", "new-chapter()", "section(2)", pages=9)
    outer = page("outer", "new-chapter()", "section(1)", 'anchor("x")', 'include "/pages/inner.typ"', "par(3)", pages=9)
    start = page("index", "contents-page()", 'include "/pages/outer.typ"', pages=0)
    parts = plan.plan([inner, outer, start], 5, has_indices=False)
    assert [part.items for part in parts] == [
        ["contents-page()"],
        ["new-chapter()", "section(1)"],
        ['anchor("x")', 'include "/pages/inner.typ"', "par(3)"],
    ]
    assert [part.docnames for part in parts] == [{"index"}, {"outer"}, {"outer", "inner"}]


def test_stand_ins_are_on_pages_that_go_on_by_themselves_where_they_can():
    def stand_in(code, page, number):
        return StandIn(code, Place(page, 0, 0, number))

    found = sources.sheets_of(
        [stand_in("a", 9, 5), stand_in("b", 9, 5), stand_in("c", 10, 6), stand_in("d", 13, 9), stand_in("e", 99, 1)]
    )
    codes = [(sheet.number, [each.code for each in sheet.stand_ins]) for sheet in found]
    assert codes == [(5, ["a", "b"]), (None, ["c"]), (None, []), (None, []), (None, ["d"]), (1, ["e"])]
    many = sources.sheets_of([stand_in(str(n), 4, 4) for n in range(sources.ROWS + 1)])
    assert [(sheet.number, len(sheet.stand_ins)) for sheet in many] == [(4, sources.ROWS), (4, 1)]


# The most memory that this process has had: what the kernel says of a started program by `getrusage` begins with the
# memory of the process that started it, which is this test's, after all the tests before it.
MEASURED = """
import re, sys
from pathlib import Path
from sphinx.cmd.build import main
code = main(["-q", "-b", "typstpdf", sys.argv[1], sys.argv[2]])
print(code, int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024)
"""


def test_links_take_little_memory(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    link = "A :ref:`link to two-phase commit <index-label>` and :ref:`another-one <index-label>`.\n\n"
    (source / "conf.py").write_text('project = "Test"\nextensions = ["sphinx_excellence.typst"]\n')
    (source / "index.rst").write_text(f".. _index-label:\n\nHome\n====\n\n{link * 300}")
    command = [sys.executable, "-c", MEASURED, str(source), str(tmp_path / "out")]
    code, megabytes = map(int, subprocess.run(command, capture_output=True, text=True, check=True).stdout.split())
    assert code == 0
    assert megabytes < 300, "600 links took 760 MB, where each had a pattern of its own"
