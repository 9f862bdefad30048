"""What goes wrong is said, at its place, and the document is made all the same."""

from __future__ import annotations

import sys

import pytest
from sphinx.errors import SphinxError

from tests.typst.conftest import ROOTS, squeeze

UNKNOWN = """
from docutils import nodes
from docutils.parsers.rst import Directive
class shout(nodes.General, nodes.Element): pass
class quiet(nodes.container): pass
class Shout(Directive):
    has_content = True
    def run(self):
        node = self.cls("\\n".join(self.content))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, node)
        return [node]
def visit(self, node):
    self.open("block", block=True, fill=__import__("sphinx_excellence.typst.literals", fromlist=["Code"]).Code("yellow"))
    self.write("SHOUT: ")
def depart(self, node):
    self.close()
def setup(app):
    app.add_directive("shout", type("S", (Shout,), {"cls": shout}))
    app.add_directive("quiet", type("Q", (Shout,), {"cls": quiet}))
"""


@pytest.fixture(autouse=True)
def shouting(tmp_path, monkeypatch):
    """An extension with nodes that the builder does not know; a module, for doctrees are pickled."""
    (tmp_path / "shouting.py").write_text(UNKNOWN)
    monkeypatch.syspath_prepend(tmp_path)
    yield
    sys.modules.pop("shouting", None)


def test_an_unknown_node_is_reported_and_keeps_its_children(make):
    made = make(index="T\n=\n\n.. shout::\n\n   Kept *text*.\n", conf='extensions.append("shouting")\n')
    assert len(made.warnings) == 1
    assert "index.rst:4: WARNING: no visitor for the node shout" in made.warnings[0]
    assert "[typst.unknown-node]" in made.warnings[0]
    assert "Kept text." in made.text


def test_an_unknown_subclass_is_drawn_as_what_it_is_a_subclass_of(make):
    made = make(index="T\n=\n\n.. quiet::\n\n   Kept *text*.\n", conf='extensions.append("shouting")\n')
    assert made.warnings == []
    assert "Kept text." in made.text


def test_an_extension_draws_its_own_node(make):
    conf = (
        "import shouting\nextensions.append('shouting')\n"
        "def setup(app): app.add_node(shouting.shout, override=True, typst=(shouting.visit, shouting.depart))\n"
    )
    made = make(index="T\n=\n\n.. shout::\n\n   Kept *text*.\n", conf=conf)
    assert made.warnings == []
    assert "SHOUT: " in made.text and "Kept text." in made.text


def test_a_missing_image_shows_its_alternative_text(make):
    made = make(index="T\n=\n\n.. image:: nowhere.png\n   :alt: what it would show\n")
    assert any("[typst.image]" in line and "nowhere.png" in line for line in made.warnings)
    assert "what it would show" in made.text


@pytest.mark.parametrize(
    ("name", "content"), [("broken.png", b"no image"), ("broken.svg", b"<svg"), ("broken.jpg", b"")]
)
def test_a_broken_image_does_not_stop_the_compiler(make, name, content):
    made = make({name: content}, index=f"T\n=\n\nBefore.\n\n.. image:: {name}\n   :alt: alternative\n\nAfter.\n")
    assert not made.failed
    assert any("[typst.image]" in line for line in made.warnings), made.warnings
    assert "alternative" in made.text and "After." in made.text


def test_a_link_to_a_page_outside_is_its_text_without_a_warning(make):
    made = make(
        {"other.rst": ":orphan:\n\nOther title\n===========\n\nText.\n"},
        index="T\n=\n\nSee :doc:`other` for more.\n",
    )
    assert made.warnings == []
    assert "See Other title for more." in made.text
    assert made.links()[0] == 0


def test_a_missing_target_is_reported_and_keeps_its_text(make):
    conf = """
from docutils import nodes
def add(app, doctree, docname):
    reference = nodes.reference("", "goes nowhere", refid="not-there", internal=True)
    doctree[0] += nodes.paragraph("", "", reference)
def setup(app):
    app.connect("doctree-read", lambda app, doctree: add(app, doctree, ""))
"""
    made = make(index="T\n=\n\nText.\n", conf=conf)
    assert any("[typst.missing-target]" in line and "not-there" in line for line in made.warnings)
    assert "goes nowhere" in made.text


def test_raw_typst_that_is_wrong_is_shown_as_it_is(make):
    made = make(index="T\n=\n\nText.\n\n.. raw:: typst\n\n   #no-such-function()\n\nAfter.\n")
    assert any("index.rst:6" in line and "[typst.raw]" in line for line in made.warnings), made.warnings
    assert "#no-such-function()" in made.text and "After." in made.text


def test_a_cell_of_34000_characters(make):
    words = " ".join(f"word{number}" for number in range(4300))
    assert len(words) > 34000
    made = make(index=f"T\n=\n\n.. list-table::\n\n   * - {words}\n     - short\n")
    assert made.warnings == []
    assert squeeze("word0 word1") in made.squeezed and "word4299" in made.squeezed
    assert len(made.reader.pages) > 3


def test_a_word_of_34000_characters_in_a_cell(make):
    made = make(index=f"T\n=\n\n.. list-table::\n\n   * - {'x' * 34000}\n     - short\n")
    assert made.warnings == []
    assert made.text.count("x") >= 34000


def test_a_long_table_repeats_its_header(make):
    rows = "".join(f"   * - row {number}\n     - text\n" for number in range(400))
    made = make(index=f"T\n=\n\n.. list-table::\n   :header-rows: 1\n\n   * - The header\n     - Other\n{rows}")
    assert made.warnings == []
    assert "row 399" in made.text
    assert made.text.count("The header") > 5


def test_characters_that_no_font_has_are_reported_once_a_page(make):
    made = make(
        {"two.rst": "Two\n===\n\n한국어\n"},
        index="T\n=\n\nFirst line.\n\nText in 中文 and 日本語.\n\n.. toctree::\n\n   two\n",
    )
    reports = [line for line in made.warnings if "[typst.glyph]" in line]
    assert len(reports) == 2
    assert "index.rst:6: WARNING" in reports[1] or "index.rst:6: WARNING" in reports[0]
    assert all("typst_font_paths" in report and "typst_fonts" in report for report in reports)
    assert any("中 (U+4E2D)" in report for report in reports)


def test_a_character_in_a_formula_that_no_font_has_is_reported(make):
    made = make(index="T\n=\n\nFine: :math:`\\mathbb{R} \\aleph \\text{é}`.\n\nText :math:`\\text{中}`.\n")
    assert len(made.warnings) == 1 and "index.rst:6: WARNING: no font has 中 (U+4E2D)" in made.warnings[0]


def test_right_to_left(make):
    made = make(index="T\n=\n\nText.\n", language="he")
    assert "direction: rtl" in made.source("settings.typ")
    assert made.reader.trailer["/Root"]["/Lang"] == "he"


def test_blocks_nested_without_end(make):
    text = "".join("  " * depth + f"- level {depth}\n\n" for depth in range(40))
    made = make(index=f"T\n=\n\n{text}")
    assert any("[typst.depth]" in line for line in made.warnings)
    assert "level 39" in made.text


def test_what_stands_too_deep_keeps_its_words(make):
    lines = ["T", "=", ""]
    for depth in range(16):
        lines += ["   " * depth + ".. note::", ""]
    block = """
.. figure:: square.png

   The caption

   The legend

.. list-table:: The table
   :header-rows: 1

   * - Header
     - Other
   * - Cell
     - Cell

+------+-------+
| span both    |
+------+-------+
| left | right |
+------+-------+

:field name: field body

- [ ] item

.. code-block:: python
   :caption: Listing

   x = 1
"""
    lines += ["   " * 16 + line for line in block.splitlines()]
    png = (ROOTS / "typst-nasty/images/square.png").read_bytes()
    made = make({"square.png": png}, index="\n".join(lines) + "\n")
    assert len(made.warnings) == 1 and "[typst.depth]" in made.warnings[0]
    for words in ("The caption", "The legend", "The table", "Header", "Cell", "span both", "field name", "Listing"):
        assert words in made.text


def test_settings_that_cannot_be_used_fall_back(make):
    made = make(index="T\n=\n\nText.\n", typst_paper="a99", typst_accent="blue", typst_font_paths=["nowhere"])
    assert sum("[typst.setting]" in line for line in made.warnings) == 3, made.warnings
    assert "Text." in made.text


def test_what_autosummary_lists_is_kept(make):
    conf = 'extensions.append("sphinx.ext.autosummary")\nautosummary_generate = False\n'
    made = make(index="T\n=\n\n.. autosummary::\n\n   os.path.join\n", conf=conf)
    assert "os.path.join" in made.text


def test_a_toctree_within_a_box(make):
    made = make(
        {"two.rst": "Two\n===\n\nText of two.\n\n.. toctree::\n"},
        index="T\n=\n\n.. note::\n\n   .. toctree::\n\n      two\n",
    )
    assert not made.failed and "Text of two." in made.text


def test_what_is_not_installed_is_asked_for_by_name(make, monkeypatch):
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(SphinxError) as told:
        make(index="T\n=\n")
    assert str(told.value) == "the builder typstpdf needs typst: pip install 'sphinx-excellence[pdf]'"


def test_a_formula_knows_the_macros_of_conf_py(make):
    macros = '{"tex": {"macros": {"RR": r"\\mathbb{R}", "half": [r"\\frac{#1}{2}", 1]}}}'
    made = make(index="T\n=\n\n:math:`x \\in \\RR` and :math:`\\half{y}`\n",
                conf=f"mathjax3_config = {macros}\nextensions.append('sphinx.ext.mathjax')\n")  # fmt: skip
    assert made.warnings == []
    assert "\N{DOUBLE-STRUCK CAPITAL R}" in made.text


def test_a_character_of_a_face_that_is_not_named_is_drawn_and_not_reported(make):
    # Only the compiler's own mathematical face has it.
    made = make(index="T\n=\n\n\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}\n")
    assert made.warnings == []
    assert "\N{MATHEMATICAL DOUBLE-STRUCK CAPITAL A}" in made.text


MALFORMED = [
    r"\frac{1}",
    r"x\limits",
    r"\binom{n}",
    r"\begin{align} a",
    r"\left( b",
    r"\nosuch{x}",
    "x^2^3",
    r"\limits",
    "}",
]


@pytest.mark.parametrize("markup", ["rst", "md"])
def test_a_malformed_formula_is_one_warning_at_its_place_and_its_source_is_set(make, markup):
    if markup == "rst":
        blocks = [f".. math:: {source}\n" for source in MALFORMED]
        made = make(index="T\n=\n\n" + "\n".join(blocks) + "\nIn line :math:`\\sqrt`.\n\nAfter.\n")
    else:
        blocks = [f"$$\n{source}\n$$\n" for source in MALFORMED]
        page = "# T\n\n" + "\n".join(blocks) + "\nIn line $\\sqrt$.\n\nAfter.\n"
        made = make({"index.md": page}, conf='myst_enable_extensions = ["dollarmath"]\n')
    assert not made.failed
    assert len(made.warnings) == len(MALFORMED) + 1, made.warnings
    for number, line in enumerate(made.warnings[:-1]):
        place = 3 + 2 * number + 1 if markup == "rst" else 3 + 4 * number
        assert f"index.{markup}:{place}: WARNING: the formula cannot be typeset" in line
        assert "[typst.math]" in line
    for source in MALFORMED:
        assert squeeze(source) in made.squeezed
    assert "After." in made.text


def test_whatever_the_reading_of_a_formula_raises_is_one_warning(make, monkeypatch):
    from sphinx_excellence.typst.visitors import mathematics

    def read(source, **_options):
        raise {"a": IndexError, "b": RecursionError, "c": ZeroDivisionError, "d": MemoryError}[source]("why")

    monkeypatch.setattr(mathematics, "read", read)
    made = make(index="T\n=\n\n:math:`a`\n\n:math:`b`\n\n:math:`c`\n\n.. math:: d\n")
    assert not made.failed
    assert [line.split(":")[1] for line in made.warnings] == ["4", "6", "8", "10"]
    assert "ZeroDivisionError: why" in made.warnings[2]


def test_a_macro_that_a_formula_defines_holds_on_its_page(make):
    made = make(
        {"two.rst": "Two\n===\n\n:math:`\\half{w}`\n"},
        index="T\n=\n\n.. math:: \\newcommand{\\half}[1]{\\frac{#1}{2}}\n\n:math:`\\half{v}`\n\n.. toctree::\n\n   two\n",
    )
    assert len(made.warnings) == 1 and "two.rst:4" in made.warnings[0], made.warnings


def test_a_macro_of_conf_py_that_cannot_be_used_is_reported_once(make):
    macros = '{"tex": {"macros": {"good": "x", "bad": 3, "worse": ["x", 77]}}}'
    made = make(index="T\n=\n\n:math:`\\good` and :math:`\\good`\n",
                conf=f"mathjax3_config = {macros}\nextensions.append('sphinx.ext.mathjax')\n")  # fmt: skip
    assert [line for line in made.warnings if "[typst.setting]" not in line] == []
    assert len(made.warnings) == 2 and "'bad' is 3" in made.warnings[0] and "'worse'" in made.warnings[1]


def test_equations_are_referred_to_in_formulas(make):
    made = make(
        index=(
            "T\n=\n\n.. math:: a = b\n   :label: first\n\n.. math:: c = d \\tag{star} \\label{second}\n\n"
            "From :math:`\\eqref{first}` and :math:`\\ref{second}`.\n\nNowhere: :math:`\\eqref{third}`\n"
        )
    )
    assert len(made.warnings) == 1 and "index.rst:11" in made.warnings[0] and "third" in made.warnings[0]
    assert "From(1)andstar." in made.squeezed
    assert "(star)" in made.text


WORDS = ",".join(f'"word{number:02}"' for number in range(30))


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("python", f"names=[{WORDS}]"),
        ("json", "{" + ",".join(f'"k{number}":{number}' for number in range(50)) + "}"),
        ("python", "f(" + "g(" * 60 + "1" + ")" * 61),
        ("sql", f"select({WORDS.replace(chr(34), '')})"),
        ("bash", "echo $A$B" + "$C/$D" * 40 + " end"),
        ("text", "x" * 200),
        ("html", "<a>" + "<b>t</b>" * 30 + "</a>"),
    ],
)
def test_a_line_of_code_without_blanks_is_broken_whatever_its_colours(make, language, code):
    made = make(index=f"T\n=\n\n.. code-block:: {language}\n   :force:\n\n   {code}\n\nEnd.\n")
    assert made.warnings == []
    page = made.reader.pages[-1]
    places = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: text.strip() and places.append((cm[0] * tm[4] + cm[4], text))
    )
    letters = 0.6 * 8.4  # how wide a letter of code is
    assert max(left + letters * len(text.strip()) for left, text in places) < float(page.mediabox.width)
    assert code.replace(" ", "") in made.squeezed
