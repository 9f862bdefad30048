"""The directive of a path of reading: pages in an order, each with what to know or to do there."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.nodes import excellence_path
from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective
from sphinx_excellence.extension.reading.reading_paths import items_of
from sphinx_excellence.messages import N_


class ReadingPathDirective(ViewDirective):
    """A list in the page's own markup. The first link of each item is a stop; the argument is the title of the path.

    Where a script runs, readers see how far they are. The pages on it say which stop they are, and which is the next.
    """

    has_content = True
    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = {**ViewDirective.option_spec}

    def run(self) -> list[nodes.Node]:
        """Return the list under its title."""
        title = " ".join(self.arguments[0].split())
        node = excellence_path(title=title, classes=["excellence", "excellence-path"])
        self.set_source_info(node)
        node += nodes.paragraph("", "", nodes.strong("", title), classes=["excellence-title"])
        node += self.parse_content_to_nodes()
        self._report_missing_stops(list(items_of(node)))
        node["ids"].append(make_id(self.env, self.state.document, "path", title.casefold()))
        self.state.document.note_explicit_target(node, node)
        return self.with_options(node)

    def _report_missing_stops(self, items: list[nodes.list_item]) -> None:
        accepted = N_("write a list; the first link of each item is a stop")
        if not items:
            self.report_problem("missing-argument", N_("`%s` has no stops"), (self.name,), accepted)
        for number, item in enumerate(items, start=1):
            if not _has_link(item):
                args = (self.name, str(number))
                self.report_problem("missing-argument", N_("`%s` has no link in its item %s"), args, accepted)


def _has_link(item: nodes.list_item) -> bool:
    return any(isinstance(node, addnodes.pending_xref | nodes.reference) for node in item.findall())


DIRECTIVES = {"reading-path": ReadingPathDirective}
