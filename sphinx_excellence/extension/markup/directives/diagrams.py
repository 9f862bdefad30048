"""Diagrams from a small record: sequences, flows, states, layers, rings and timelines."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.doctree.figures import figure_nodes
from sphinx_excellence.extension.markup.directives.base import ViewDirective
from sphinx_excellence.findings import suggestion
from sphinx_excellence.loader.diagram_record import Fault, read_diagram
from sphinx_excellence.messages import N_
from sphinx_excellence.model.diagram import FORMS
from sphinx_excellence.model.pages import PageProblem

RULE = "invalid-diagram"


class DiagramDirective(ViewDirective):
    """A drawing of the form that its argument names, from the YAML in its body, as a figure."""

    has_content: ClassVar[bool] = True
    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the figure, or the body as it is written where nothing can be drawn of it."""
        form = self.arguments[0].strip()
        body = "\n".join(self.content)
        if form not in FORMS:
            self.report_problem(
                RULE, N_("'%s' is not a form of diagrams"), (form,), *suggestion(form, FORMS), word=form
            )
            return self._as_written(body)
        diagram, faults = read_diagram(form, body)
        for fault in faults:
            self._report_fault(fault)
        if diagram is None:
            return self._as_written(body)
        source, line = self.get_source_info()
        first = self._first_line(line)
        title: list[nodes.Node] = []
        messages: list[nodes.system_message] = []
        if diagram.title is not None:
            title, messages = self.parse_inline(diagram.title.text, lineno=first + diagram.title.line - 1)
        figure = figure_nodes(diagram, title, (source, line), first)
        return [*self.with_options(figure), *messages]

    def _first_line(self, line: int) -> int:
        """Return the line of the first line of the body; ``line`` is the directive's own.

        docutils counts the lines of a body from the beginning of its file, MyST from below the directive's line.
        """
        if not self.content:
            return line
        offset = self.content.offset(0)
        return line + (offset + 1 - self.get_source_info()[1] if offset else self.content_offset + 1)

    def _report_fault(self, fault: Fault) -> None:
        """Note a fault at its place in the page."""
        line, file = self.source_line()
        above = self._first_line(line) - 1
        written = self.content[fault.line - 1] if fault.line <= len(self.content) else ""
        word = written[fault.column - 1 :].rstrip()
        # The same words may be before it in the line.
        turn = written[: fault.column - 2 + len(word)].count(word) if word else 0
        args = tuple(str(arg + above) if isinstance(arg, int) else arg for arg in fault.args)
        problem = PageProblem(
            RULE, above + fault.line, fault.message, args, fault.accepted, fault.accepted_args, file, word, turn=turn
        )
        self.domain.note_problem(self.env.docname, problem)

    def _as_written(self, body: str) -> list[nodes.Node]:
        code = nodes.literal_block(body, body, language="yaml")
        self.set_source_info(code)
        return self.with_options(code)


DIRECTIVES = {"diagram": DiagramDirective}
