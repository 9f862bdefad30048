"""The directive of tags: all records that have one."""

from __future__ import annotations

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import ViewDirective
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values, words_in_option
from sphinx_excellence.messages import N_
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.vocabulary import TAG
from sphinx_excellence.views.tags import known_tags, tagged


class TaggedRecordsDirective(ViewDirective):
    """All records with a tag, by kind."""

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the lists."""
        self.note_queries(Query(kind.name, "", "members") for kind in self.registry.kinds)
        (tag,) = words_in_option(self, TAG, (" ".join(self.arguments[0].split()),))
        report_unknown_values(self, N_("no record has the %s '%s'"), "tag", (tag,), known_tags(self.registry))
        return self.finish(tagged(tag, self.registry))


DIRECTIVES = {"tagged-records": TaggedRecordsDirective}
