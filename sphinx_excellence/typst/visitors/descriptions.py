"""Descriptions of programming objects: signatures that hang, and what they describe below them, indented."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.typst.writing.emitter import Emitter


class DescriptionVisitors(Emitter):
    """The parts of a description."""

    def visit_desc(self, node: addnodes.desc) -> None:
        """Draw a description."""
        self.open("description", block=True)

    depart_desc = Emitter.close_after

    def visit_desc_signature(self, node: addnodes.desc_signature) -> None:
        """Draw a signature."""
        self.open("signature", block=True)
        self.in_literal += 1

    def depart_desc_signature(self, node: addnodes.desc_signature) -> None:
        """End the signature."""
        self.in_literal -= 1
        self.close()

    def visit_desc_signature_line(self, node: nodes.Element) -> None:
        """Draw a line of a signature of several lines."""
        if node.parent.index(node):
            self.emit("linebreak()")

    depart_desc_signature_line = Emitter.pass_through

    def visit_desc_content(self, node: nodes.Element) -> None:
        """Draw what is said of the object; nothing where nothing is."""
        if not node.children:
            raise nodes.SkipNode
        self.open("described", block=True)

    depart_desc_content = Emitter.close_after

    def visit_desc_name(self, node: nodes.Element) -> None:
        """Draw the object's name."""
        self.open("strong")

    depart_desc_name = Emitter.close_after

    def visit_desc_addname(self, node: nodes.Element) -> None:
        """Draw the prefix of the name."""
        self.open("pale")

    depart_desc_addname = Emitter.close_after

    def visit_desc_annotation(self, node: nodes.Element) -> None:
        """Draw what kind of object it is."""
        self.open("pale")

    depart_desc_annotation = Emitter.close_after

    visit_desc_type = depart_desc_type = Emitter.pass_through
    depart_desc_returns = Emitter.pass_through

    def visit_desc_returns(self, node: nodes.Element) -> None:
        """Draw what is returned."""
        self.write(" → ")

    def visit_desc_parameterlist(self, node: nodes.Element) -> None:
        """Draw parameters in their parentheses."""
        self.write(getattr(node, "param_left_par", "("))
        if node.get("multi_line_parameter_list"):
            self._new_line()

    def depart_desc_parameterlist(self, node: nodes.Element) -> None:
        """Close the parentheses."""
        if node.get("multi_line_parameter_list"):
            if node.get("multi_line_trailing_comma", True) and node.children:
                self.write(",")
            self.emit("linebreak()")
        self.write(")")

    def visit_desc_type_parameter_list(self, node: nodes.Element) -> None:
        """Draw type parameters in their brackets."""
        self.write("[")
        if node.get("multi_line_parameter_list"):
            self._new_line()

    def depart_desc_type_parameter_list(self, node: nodes.Element) -> None:
        """Close the brackets."""
        if node.get("multi_line_parameter_list"):
            self.emit("linebreak()")
        self.write("]")

    def _new_line(self) -> None:
        self.emit("linebreak()")
        self.emit("h(2em)")

    def visit_desc_parameter(self, node: nodes.Element) -> None:
        """Draw one parameter, behind a comma where it is not the first."""
        self._separate(node)
        self.open("" if node.get("noemph") else "parameter")

    def _separate(self, node: nodes.Element) -> None:
        parent = node.parent
        before = parent.children[: parent.index(node)]
        in_optional = isinstance(parent, addnodes.desc_optional)
        first = not any(
            isinstance(each, (addnodes.desc_parameter, addnodes.desc_type_parameter, addnodes.desc_optional))
            for each in before
        )
        if first and not in_optional:
            return
        if first and in_optional and not _follows_something(parent):
            return
        outer = parent
        while isinstance(outer, addnodes.desc_optional):
            outer = outer.parent
        if outer.get("multi_line_parameter_list"):
            self.write(",")
            self._new_line()
        else:
            self.write(", ")

    depart_desc_parameter = Emitter.close_after
    visit_desc_type_parameter = visit_desc_parameter
    depart_desc_type_parameter = Emitter.close_after

    def visit_desc_optional(self, node: nodes.Element) -> None:
        """Draw optional parameters in brackets."""
        self.write("[")

    def depart_desc_optional(self, node: nodes.Element) -> None:
        """Close the brackets."""
        self.write("]")

    visit_desc_sig_element = depart_desc_sig_element = Emitter.pass_through

    def visit_desc_sig_space(self, node: nodes.Element) -> None:
        """Draw a space."""

    depart_desc_sig_space = Emitter.pass_through

    def visit_desc_sig_keyword(self, node: nodes.Element) -> None:
        """Draw a word of the language."""
        self.open("pale")

    depart_desc_sig_keyword = Emitter.close_after
    visit_desc_sig_keyword_type = visit_desc_sig_keyword
    depart_desc_sig_keyword_type = Emitter.close_after


def _follows_something(optional: nodes.Element) -> bool:
    """Whether a parameter is anywhere before these optional ones."""
    each = optional
    while isinstance(each, addnodes.desc_optional):
        if each.parent.index(each):
            return True
        each = each.parent
    return False
