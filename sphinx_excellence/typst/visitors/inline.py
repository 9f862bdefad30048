"""Inline markup: emphasis, literals, roles, badges."""

from __future__ import annotations

import re

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.typst.diagnostics import Subtype, __
from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.visitors.code import highlighted, holds_text
from sphinx_excellence.typst.writing.emitter import Emitter

#: The classes of `inline` that the template draws, and the functions that do.
ROLES = {
    "guilabel": "guilabel",
    "menuselection": "menuselection",
    "accelerator": "underline",
    "kbd": "kbd",
    "versionmodified": "strong",
    "strike": "strike",
    "del": "strike",
    "underline": "underline",
}
_LINE_BREAK = re.compile(r"\s*<br\s*/?>\s*")
#: The classes that print nothing: text for screen readers only, and links laid over a card.
HIDDEN_CLASSES = {"visually-hidden", "sr-only"}


class InlineVisitors(Emitter):
    """Text within a line."""

    _explained: set[str]

    def visit_emphasis(self, node: nodes.Element) -> None:
        """Draw emphasis."""
        self.open("emph")

    depart_emphasis = Emitter.close_after
    visit_title_reference = visit_emphasis
    depart_title_reference = Emitter.close_after

    def visit_strong(self, node: nodes.Element) -> None:
        """Draw strong emphasis."""
        self.open("strong")

    depart_strong = Emitter.close_after

    def visit_superscript(self, node: nodes.Element) -> None:
        """Draw a superscript."""
        self.open("super")

    depart_superscript = Emitter.close_after

    def visit_subscript(self, node: nodes.Element) -> None:
        """Draw a subscript."""
        self.open("sub")

    depart_subscript = Emitter.close_after

    def visit_literal(self, node: nodes.Element) -> None:
        """Draw a literal; with the colours of its language where it has one."""
        language = node.get("language")
        if "code" in node["classes"] and language and not self.in_title and holds_text(node):
            lines = highlighted(self, node.astext(), language, node)
            self.open("literal")
            for run in lines[:1]:
                self.emit(f"runs({run})")
            self.close()
            raise nodes.SkipNode
        self.open("kbd" if "kbd" in node["classes"] else "literal")
        self.in_literal += 1

    def depart_literal(self, node: nodes.Element) -> None:
        """End the literal."""
        self.in_literal -= 1
        self.close()

    def visit_literal_emphasis(self, node: nodes.Element) -> None:
        """Draw a literal in italics."""
        self.open("literal-emphasis")
        self.in_literal += 1

    def depart_literal_emphasis(self, node: nodes.Element) -> None:
        """End the literal."""
        self.in_literal -= 1
        self.close()

    visit_manpage = visit_literal_emphasis
    depart_manpage = depart_literal_emphasis

    def visit_literal_strong(self, node: nodes.Element) -> None:
        """Draw a literal in bold."""
        self.open("literal-strong")
        self.in_literal += 1

    depart_literal_strong = depart_literal_emphasis

    def visit_abbreviation(self, node: nodes.Element) -> None:
        """Draw an abbreviation; spell it out where it is first used."""
        self.open("")
        if not hasattr(self, "_explained"):
            self._explained = set()

    def depart_abbreviation(self, node: nodes.Element) -> None:
        """Add what the abbreviation stands for."""
        explanation, short = node.get("explanation", ""), node.astext()
        if explanation and short not in self._explained and not self.in_title and not self.in_literal:
            self._explained.add(short)
            self.write(f" ({explanation})")
        self.close()

    visit_acronym = visit_abbreviation
    depart_acronym = depart_abbreviation

    def visit_inline(self, node: nodes.Element) -> None:
        """Draw a span by its classes; those unknown change nothing."""
        classes = node["classes"]
        if HIDDEN_CLASSES.intersection(classes):
            raise nodes.SkipNode
        functions = [ROLES[each] for each in classes if each in ROLES]
        if "sd-badge" in classes:
            self.open("badge", colour=semantic_colour(classes), outlined=any("outline" in each for each in classes))
        elif functions:
            self.open(functions[0])
        else:
            self.open("")

    depart_inline = Emitter.close_after

    def visit_sd_icon(self, node: nodes.Element) -> None:
        """Draw an icon of sphinx-design, which carries its SVG."""
        svg = node.get("svg", "")
        if svg.startswith("<svg"):
            if 'xmlns="' not in svg:
                svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
            self.emit(self.refusable(Subtype.IMAGE, node, "icon", string(svg)))
        raise nodes.SkipNode

    def visit_sd_line_break(self, node: nodes.Element) -> None:
        """Break the line within a button."""
        self.emit("linebreak()")
        raise nodes.SkipNode

    def visit_fontawesome(self, node: nodes.Element) -> None:
        """Leave out an icon that only a web font has."""
        raise nodes.SkipNode

    def visit_PassthroughTextElement(self, node: nodes.Element) -> None:  # noqa: N802 - the class is named so
        """Draw what sphinx-design wraps so that a reference may be outside a paragraph."""
        if any("sd-stretched-link" in each["classes"] for each in node.findall(nodes.reference)):
            # The link laid over a whole card: in print it is at the card's foot.
            self.open("card-link")
        else:
            self.open("")

    depart_PassthroughTextElement = Emitter.close_after  # noqa: N815 - as above

    def visit_problematic(self, node: nodes.Element) -> None:
        """Mark what docutils could not read; it has said so."""
        self.open("problematic")

    depart_problematic = Emitter.close_after

    def visit_system_message(self, node: nodes.Element) -> None:
        """Draw a message of docutils: as a box that names it."""
        self.open("admonition", block=True, kind="error", title=Code(self.text_code(str(__("Problem in the source")))))

    depart_system_message = Emitter.close_after

    def visit_raw(self, node: nodes.raw) -> None:
        """Draw raw Typst, and the line break that MyST gives as HTML; nothing else of other formats."""
        formats = node.get("format", "").split()
        if "typst" in formats:
            block = not isinstance(node.parent, nodes.TextElement)
            # Only the compiler knows whether what it draws is a block.
            self.emit(self.refusable(Subtype.RAW, node, "raw-typst", string(node.astext()), block=block), block=True)
        elif "html" in formats and _LINE_BREAK.fullmatch(node.astext()):
            self.emit("linebreak()")
        raise nodes.SkipNode

    def visit_desc_inline(self, node: addnodes.desc_inline) -> None:
        """Draw a piece of a signature within a line."""
        self.open("literal")
        self.in_literal += 1

    depart_desc_inline = depart_literal_emphasis

    def visit_substitution_reference(self, node: nodes.Element) -> None:
        """Draw what could not be substituted."""
        self.open("problematic")

    depart_substitution_reference = Emitter.close_after


def semantic_colour(classes: list[str]) -> str | None:
    """Return the colour that sphinx-design's classes name: primary, success, warning, ..."""
    for each in classes:
        for prefix in ("sd-bg-text-", "sd-bg-", "sd-outline-", "sd-btn-outline-", "sd-btn-", "sd-text-"):
            if each.startswith(prefix):
                return each.removeprefix(prefix)
    return None
