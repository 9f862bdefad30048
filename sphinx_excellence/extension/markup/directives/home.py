"""The directives of the page that readers come to first: a search box with examples, and what there is to find."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_excellence.extension.doctree.nodes import excellence_search_box
from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.counts import COUNTED, counts


class SearchDirective(ViewDirective):
    """A box that leads to the site's search page, and below it searches to try: each line of the content is one.

    Outputs that cannot be searched leave it out.
    """

    has_content = True
    option_spec: ClassVar[OptionSpec] = {**ViewDirective.option_spec, "placeholder": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return the box."""
        examples = [" ".join(line.split()) for line in self.content if line.strip()]
        placeholder = " ".join((self.options.get("placeholder") or "").split())
        words = {"label": N_("Search"), "button": N_("Search"), "examples": N_("For example:")}
        node = excellence_search_box(
            examples=examples, placeholder=placeholder, texts={name: worded(text) for name, text in words.items()}
        )
        node["classes"] += ["excellence", "excellence-search-box", "no-search"]
        self.set_source_info(node)
        return self.with_options(node)


class CountsDirective(ViewDirective):
    """How many patterns, lineages, comparisons, playbooks and decisions there are, and when they were last reviewed."""

    def run(self) -> list[nodes.Node]:
        """Return the numbers."""
        self.note_queries(Query(kind, "", "members") for kind in COUNTED)
        self.note_queries([Query("pattern", "", "records"), Query("review", "", "records")])
        return self.finish(counts(self.registry))


DIRECTIVES = {"excellence-search": SearchDirective, "excellence-counts": CountsDirective}
