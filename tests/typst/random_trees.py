"""Random trees of docutils' and Sphinx's nodes, any in any, each text a word of its own: as an extension of Sphinx.

The page `tree-N` is the tree of the seed N. What prints nothing by its meaning (comments, what is for other formats) is
left out, and so is what Sphinx takes away before a writer sees it.
"""

from __future__ import annotations

import inspect
import random

from docutils import nodes
from sphinx import addnodes

UNPRINTED = (
    nodes.Invisible,
    nodes.pending,
    nodes.raw,
    nodes.image,
    nodes.meta,
    nodes.Decorative,
    addnodes.toctree,
)
#: Resolved by Sphinx, made for a whole page, or nothing but a base of others.
OTHERS = {
    "document", "Element", "TextElement", "FixedTextElement", "Text", "start_of_file", "pending_xref", "only", "meta",
    "pending_xref_condition", "colspec", "translatable", "not_smartquotable", "highlightlang", "tabular_col_spec",
    "substitution_reference", "desc_content", "header", "footer", "decoration", "index", "PureTextElement", "_desc_classes_injector",
}  # fmt: skip
CLASSES = sorted(
    {
        each
        for module in (nodes, addnodes)
        for _name, each in inspect.getmembers(module, inspect.isclass)
        if issubclass(each, nodes.Element) and not issubclass(each, UNPRINTED) and each.__name__ not in OTHERS
    },
    key=lambda each: each.__name__,
)
#: What a class cannot do without.
ARGUMENTS = {addnodes.desc_inline: ("py",)}
ATTRIBUTES = {nodes.system_message: {"source": "x", "type": "ERROR", "level": 3, "line": 1}}


class Grower:
    """Grows one tree, and remembers its words."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.seed = seed
        self.words: list[str] = []

    def word(self) -> nodes.Text:
        self.words.append(f"word{self.seed}x{len(self.words)}q")
        return nodes.Text(self.words[-1])

    def grown(self, depth: int) -> nodes.Node:
        if depth == 0 or self.chance.random() < 0.15:
            return self.word()
        kind = self.chance.choice(CLASSES)
        node = kind(*ARGUMENTS.get(kind, ()), **ATTRIBUTES.get(kind, {}))
        if issubclass(kind, (nodes.math, nodes.math_block)):
            node += self.word()
            return node
        for _child in range(self.chance.randint(1, 3)):
            node += self.grown(depth - 1)
        return node

    def page(self) -> list[nodes.Node]:
        return [self.grown(self.chance.randint(2, 5)) for _ in range(3)]


def plant(app, doctree, docname):
    """Behind Sphinx's own reading, which expects what its parsers give."""
    for page in doctree.findall(addnodes.start_of_file):
        if page["docname"].startswith("tree-"):
            section = next(page.findall(nodes.section))
            section += Grower(int(page["docname"].removeprefix("tree-"))).page()


def setup(app):
    app.connect("doctree-resolved", plant)
