"""Nodes that a project or an extension draws by their class: containers, paragraphs, spans and lists.

The setting ``typst_classes`` names a function for a class, ``typst_templates`` the files that define it. It is what a
style sheet is to HTML: the node stays what it is, and the function is handed its classes and what it holds.
"""

from __future__ import annotations

from docutils import nodes

from sphinx_excellence.typst.writing.emitter import Emitter

#: What is handed over item by item; so is what a container holds, where the function's name has a star before it.
LISTS = (nodes.bullet_list, nodes.enumerated_list, nodes.field_list)
SPANS = (nodes.paragraph, nodes.inline, nodes.rubric)


class ClassVisitors(Emitter):
    """Nodes with a class that has a function."""

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Open the function of the node's class; where there is none, visit the node as what it is."""
        function = self._function_of(node)
        if function is None or not isinstance(node, nodes.Element):
            super().dispatch_visit(node)
            return
        self.enter(node)
        classes = list(node["classes"])
        if isinstance(node, LISTS) or function.startswith("*"):
            self.open_arguments(function.removeprefix("*"), block=True, classes=classes)
        else:
            self.open(function, block=not isinstance(node, SPANS), classes=classes)

    def dispatch_departure(self, node: nodes.Node) -> None:
        """Close the function."""
        if self._function_of(node) is None:
            super().dispatch_departure(node)
        else:
            self.close()

    def _function_of(self, node: nodes.Node) -> str | None:
        functions = self.builder.settings.classes
        if not functions or not isinstance(node, (nodes.container, *SPANS, *LISTS)):
            return None
        # An extension's visitor (`app.add_node`), which Sphinx puts on the translator, knows better.
        if f"visit_{type(node).__name__}" in vars(self):
            return None
        return next((functions[each] for each in node["classes"] if each in functions), None)
