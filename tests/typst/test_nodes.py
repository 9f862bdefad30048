"""No node is forgotten: docutils' list and Sphinx's, and all that Sphinx's LaTeX translator visits."""

from __future__ import annotations

import inspect

import pytest
from docutils import nodes
from sphinx import addnodes
from sphinx.writers.latex import LaTeXTranslator

from sphinx_excellence.typst.visitors.translator import TypstTranslator

#: Made by LaTeX's own transforms, and names of Sphinx's that no document holds.
LATEX_ONLY = {"captioned_literal_block", "footnotemark", "footnotetext", "thebibliography", "math_reference"}
ABSTRACT = {
    "Admonition",
    "Body",
    "Element",
    "FixedTextElement",
    "General",
    "Inline",
    "Node",
    "PureTextElement",
    "Root",
    "Sequential",
    "Special",
    "TextElement",
    "_desc_classes_injector",
    "translatable",
    "not_smartquotable",
}


def drawn(cls: type) -> bool:
    return any(hasattr(TypstTranslator, f"visit_{each.__name__}") for each in cls.__mro__)


def classes(module):
    return [
        cls
        for name, cls in inspect.getmembers(module, inspect.isclass)
        if issubclass(cls, nodes.Node) and cls.__module__ == module.__name__ and name not in ABSTRACT
    ]


@pytest.mark.parametrize("cls", [*classes(nodes), *classes(addnodes)], ids=lambda cls: cls.__name__)
def test_the_node_is_drawn(cls):
    assert drawn(cls)


def visitors(cls):
    return {name.removeprefix("visit_") for name in dir(cls) if name.startswith("visit_")}


def test_what_latex_visits_is_drawn():
    assert len(visitors(LaTeXTranslator)) > 100
    known = {cls.__name__: cls for cls in [*classes(nodes), *classes(addnodes)]}
    forgotten = {
        name
        for name in visitors(LaTeXTranslator) - LATEX_ONLY - visitors(TypstTranslator)
        if name not in known or not drawn(known[name])
    }
    assert forgotten == set()


def test_each_visit_has_its_departure_or_skips():
    lonely = {
        name
        for name in visitors(TypstTranslator)
        if not hasattr(TypstTranslator, f"depart_{name}")
        and "SkipNode" not in inspect.getsource(getattr(TypstTranslator, f"visit_{name}"))
    }
    assert lonely == set()


BLANKS = r"""
def mark(app, tree):
    from docutils import nodes

    paragraph = next(tree.findall(nodes.paragraph))
    paragraph += nodes.literal("", "code\tone")
    paragraph += nodes.emphasis("", "cell\n\ttwo")
    paragraph.parent.append(nodes.container("", nodes.paragraph("", "x"), label="label\tthree"))


def name_entry(app, env):
    entries = env.get_domain("index").entries
    entries["index"] = [("single", "entry\n\t four", *rest) for _kind, _text, *rest in entries["index"]]


def setup(app):
    app.connect("doctree-read", mark)
    app.connect("env-updated", name_entry)
"""


def test_words_stay_apart_and_on_one_line_whatever_blanks_are_between(make):
    made = make(index="T\n=\n\n.. index:: single: unread\n\nText.\n", conf=BLANKS)
    assert made.warnings == []
    for words in ("code one", "cell two", "label three", "entry four"):
        assert words in made.text, words
