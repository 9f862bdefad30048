"""What well-known extensions of Sphinx put into pages: labels, titles and diagrams are in the PDF."""

from __future__ import annotations

import stat
import sys

import pytest

from tests.lacking import find_graphviz
from tests.typst.conftest import typeset

INLINE_TABS = """
T
=

.. tab:: First *label*

   Text one.

   .. tab:: Inner label

      Text inner.

.. tab:: Second label

   Text two.
"""
TABS = """
T
=

.. tabs::

   .. tab:: First *label*

      Text one.

      .. tabs::

         .. group-tab:: Inner label

            Text inner.

   .. tab:: Second label

      Text two.
"""
DESIGN = """
T
=

.. tab-set::

   .. tab-item:: First *label*

      Text one.

   .. tab-item:: Second label

      .. dropdown:: Inner label

         Text inner.

      Text two.
"""


@pytest.mark.parametrize(
    ("extension", "page"), [("sphinx_inline_tabs", INLINE_TABS), ("sphinx_tabs.tabs", TABS), ("sphinx_design", DESIGN)]
)
@pytest.mark.parametrize("first", ["typstpdf", "html"])
def test_labels_of_tabs_stand_over_what_they_are_labels_of(make, tmp_path, extension, page, first):
    made = make(index=page, conf=f"extensions.append({extension!r})\n", builder=first)
    if first == "html":
        # What another builder has read is read no more.
        made = typeset(tmp_path)
    assert made.warnings == []
    text = made.squeezed
    order = ["Firstlabel", "Textone.", "Secondlabel", "Texttwo."]
    assert [text.count(each) for each in order] == [1, 1, 1, 1]
    assert sorted(order, key=text.index) == order
    assert text.index("Innerlabel") < text.index("Textinner.")


LABELLED = """
from docutils import nodes
from docutils.parsers.rst import Directive
class folded(nodes.General, nodes.Element): pass
class drawn(nodes.General, nodes.Element): pass
class Folded(Directive):
    has_content, required_arguments, final_argument_whitespace = True, 1, True
    def run(self):
        shell = self.cls("", **{self.key: self.arguments[0]})
        shell.source, shell.line = self.state_machine.get_source_and_line(self.lineno)
        self.state.nested_parse(self.content, self.content_offset, shell)
        return [shell]
class Drawn(Directive):
    has_content = True
    def run(self):
        node = drawn("", uml="\\n".join(self.content))
        node.source, node.line = self.state_machine.get_source_and_line(self.lineno)
        return [node]
def setup(app):
    for number, key in enumerate(["label", "title", "summary", "heading"]):
        for name, cls in (("folded", folded), ("container", nodes.container)):
            app.add_directive(f"{name}-{key}", type("D", (Folded,), {"key": key, "cls": cls}))
    app.add_directive("drawn", Drawn)
"""


@pytest.fixture
def labelling(tmp_path, monkeypatch):
    (tmp_path / "labelling.py").write_text(LABELLED)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "labelling", raising=False)
    yield
    sys.modules.pop("labelling", None)


@pytest.mark.usefixtures("labelling")
@pytest.mark.parametrize("key", ["label", "title", "summary", "heading"])
@pytest.mark.parametrize("kind", ["folded", "container"])
def test_the_words_on_a_box_that_a_node_keeps_to_itself_are_drawn(make, kind, key):
    index = f"T\n=\n\n.. {kind}-{key}:: The words on it\n\n   Inside.\n"
    made = make(index=index, conf='extensions.append("labelling")\n')
    assert "ThewordsonitInside." in made.squeezed
    assert [line for line in made.warnings if "typst.unknown-node" not in line] == []


@pytest.mark.usefixtures("labelling")
def test_the_source_of_what_only_others_draw_is_shown(make):
    made = make(index="T\n=\n\n.. drawn::\n\n   Bob -> Alice : hello\n", conf='extensions.append("labelling")\n')
    assert len(made.warnings) == 1
    assert "index.rst:4: WARNING: no visitor for the node drawn; its source is shown" in made.warnings[0]
    assert "Bob->Alice:hello" in made.squeezed.replace("\u2212", "-") or "Bob>Alice:hello" in made.squeezed


GRAPHS = """
T
=

.. graphviz::

   digraph foo { "bar" ; "baz"; }

.. graphviz::
   :caption: The caption

   digraph captioned { one ; two; }

.. inheritance-diagram:: collections.OrderedDict
"""
GRAPHVIZ = 'extensions += ["sphinx.ext.graphviz", "sphinx.ext.inheritance_diagram"]\n'


def test_diagrams_without_their_program_are_shown_as_their_source_and_told_of(make):
    made = make(index=GRAPHS, conf=GRAPHVIZ + 'graphviz_dot = "/nonexistent/dot"\n')
    assert len(made.warnings) == 1, made.warnings
    assert "index.rst:8: WARNING: diagrams are shown as their source" in made.warnings[0]
    assert "/nonexistent/dot" in made.warnings[0] and "[typst.diagram]" in made.warnings[0]
    text = made.squeezed
    for words in ("Diagramdigraphfoo{", "Thecaption", "digraphcaptioned{", "OrderedDict", "Diagramdigraphinheritance"):
        assert words in text, words
    assert text.count("Diagram") == 2


def a_program(path, code):
    path.write_text(f"#!{sys.executable}\n{code}")
    path.chmod(path.stat().st_mode | stat.S_IEXEC)
    return str(path)


DRAWING = """
import re, sys
target = next(each[2:] for each in sys.argv if each.startswith("-o"))
name = re.search(r"digraph (\\\\w+)", sys.stdin.read())[1]
text = f'<text x="5" y="30" font-family="Inter">drawn {name}</text>'
open(target, "w").write(f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60">{text}</svg>')
"""


def test_diagrams_with_their_program_are_drawn(make, tmp_path):
    program = a_program(tmp_path / "dot", DRAWING.replace("\\\\", "\\"))
    made = make(index=GRAPHS, conf=GRAPHVIZ + f"graphviz_dot = {program!r}\n")
    assert made.warnings == []
    assert "Thecaption" in made.squeezed and "{" not in made.squeezed
    assert sorted(each.name for each in made.out.iterdir()) == ["test", "test.pdf"]
    drawings = [each.read_text() for each in made.out.glob("test/images/*.svg")]
    assert sorted("drawn " + each.split("drawn ")[1].split("<")[0] for each in drawings) == [
        "drawn captioned", "drawn foo", "drawn inheritance"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "code", ["import sys; sys.exit('no such shape')", "pass", "import sys; open(sys.argv[-1][2:], 'w').write('<svg')"]
)
def test_a_program_that_fails_is_told_of_at_each_diagram(make, tmp_path, code):
    program = a_program(tmp_path / "dot", code)
    made = make(index=GRAPHS, conf=GRAPHVIZ + f"graphviz_dot = {program!r}\n")
    # Sphinx gives a diagram the line behind it.
    places = [int(line.split(":")[1]) for line in made.warnings]
    assert len(places) == 3 and places[0] == 8 and places == sorted(places)
    assert all("the diagram cannot be drawn" in line for line in made.warnings)
    assert "digraphfoo{" in made.squeezed


def chapters(entries):
    """A project with a page in the PDF for each of these, which all have entries of the index."""
    names = [f"c{number}" for number in range(len(entries))]
    pages = {
        f"{name}.rst": f"Chapter {name}\n===========\n\n{given}\n\nText.\n"
        for name, given in zip(names, entries, strict=True)
    }
    return {**pages, "index.rst": "T\n=\n\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)}


LION, MAIN = ".. index:: lion", ".. index:: ! lion"


@pytest.mark.parametrize(
    ("entries", "pages"),
    [
        (["", "", MAIN, LION], "lion,3,4"),
        ([LION, LION, LION, LION], "lion,1–4"),
        ([LION, LION, MAIN, LION, LION], "lion,1,2,3,4,5"),
        ([LION, LION, LION, "", LION, LION], "lion,1–3,5,6"),
        ([LION + "\n\nA.\n\n" + LION, "", LION], "lion,1,3"),
        ([LION + "\n\nA.\n\n" + MAIN, "", LION], "lion,1,3"),
    ],
)
def test_pages_of_an_entry_are_sorted_and_joined(make, entries, pages):
    made = make(chapters(entries))
    assert made.warnings == []
    assert pages in made.squeezed.replace("\u2013", "–")


def test_pages_of_an_entry_are_in_order_wherever_sphinx_puts_them(make):
    made = make({"index.rst": "T\n=\n\n.. toctree::\n\n   z\n   a\n",
                 "z.rst": "Z\n=\n\n.. index:: lion, ! tiger\n\nText\n", "a.rst": "A\n=\n\n.. index:: ! lion, tiger\n\nText\n"})  # fmt: skip
    text = made.squeezed
    assert "lion,1,2" in text
    code = made.source("indices.typ")
    assert '("z:index-0", false)' in code and '("a:index-0", true)' in code


DRAWN = r"""
T
=

.. graphviz::
   :caption: The flow
   :name: flow

   digraph first { rankdir=LR; client -> server [label="höre & <b>"]; s [shape=record label="<f> left|right"]; s:f -> client }

Text |within| a line, and :ref:`flow`.

.. |within| graphviz:: drawn.dot

.. graph:: second
   :layout: neato

   alpha -- beta -- gamma;

- In a list:

  .. digraph:: third

     listed -> "two words" [color=red];

.. list-table::

   * - .. digraph:: fourth

          cell -> other

     - Text

.. inheritance-diagram:: collections.OrderedDict
   :caption: Classes

.. graphviz::

   digraph broken { a -> ; }

End.
"""


def test_graphviz_itself_draws_every_kind_of_diagram(make):
    program = find_graphviz()
    made = make(
        {"drawn.dot": "digraph read { fromfile -> target }\n"},
        index=DRAWN,
        conf=GRAPHVIZ + f"graphviz_dot = {program!r}\n",
    )
    assert len(made.warnings) == 1, made.warnings
    assert "the diagram cannot be drawn: dot exited with error" in made.warnings[0]
    assert "index.rst:4" in made.warnings[0], made.warnings
    words = ("client", "server", "höre&<b>", "left", "right", "Theflow", "fromfile", "alpha", "gamma", "listed")
    for each in (*words, "twowords", "cell", "other", "OrderedDict", "Classes", "digraphbroken{", "End."):
        assert each in made.squeezed, each
    assert "digraphfirst" not in made.squeezed
    assert len(list(made.out.glob("test/images/*.svg"))) == 6


@pytest.mark.parametrize("name", ["x" * 150, "package.module." * 12, "W" * 60, "someVeryLongNameOfAFunction" * 5])
def test_a_long_name_in_the_index_stays_in_its_column(make, name):
    made = make(index=f"T\n=\n\n.. index:: {name}; below{name}\n\n.. index:: short\n\n.. py:module:: {name}\n\nText.\n")
    assert made.warnings == []
    assert len(made.reader.pages) > 2
    for page in made.reader.pages[-2:]:
        found = []
        page.extract_text(
            visitor_text=lambda text, cm, tm, _font, _size, found=found: (
                text.strip() and found.append((cm[0] * tm[4] + cm[4], text.strip()))
            )
        )
        # No letter of this size is as wide as it is high.
        assert max(left + 8.8 * len(text) for left, text in found) < float(page.mediabox.width)
    assert f"below{name}" in made.squeezed
