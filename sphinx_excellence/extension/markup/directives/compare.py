"""The page on which readers compare patterns side by side."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.held_views import view_node
from sphinx_excellence.extension.domain.objects import COMPARE_PLACE
from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, ViewDirective
from sphinx_excellence.extension.markup.directives.filters import FILTER_OPTIONS, filter_from_options
from sphinx_excellence.model.pages import TagList
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.compare import compare


class ComparePatternsDirective(ViewDirective):
    """Two to four patterns side by side, of those that the options let through, and the comparisons that are written.

    Cards and banners lead here, but for ``:no-index:``. The address names the patterns: ``#compare=saga,outbox``.
    """

    option_spec: ClassVar[OptionSpec] = {**HOME_OPTIONS, **FILTER_OPTIONS}

    def run(self) -> list[nodes.Node]:
        """Return what is compared."""
        self.note_queries([Query("pattern", "", "everything")])
        node = view_node(self.composer(), compare(self.registry, filter_from_options(self)))
        if "no-index" not in self.options:
            anchor = make_id(self.env, self.state.document, "compare-patterns")
            node["ids"].append(anchor)
            self.state.document.note_explicit_target(node)
            self.domain.note_tag_list(self.env.docname, TagList(COMPARE_PLACE, anchor))
        return self.with_options(node)


DIRECTIVES = {"compare-patterns": ComparePatternsDirective}
