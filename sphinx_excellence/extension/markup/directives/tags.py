"""The directive of tags: all records that have one."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.held_views import view_node
from sphinx_excellence.extension.domain.objects import TAG_LIST
from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, ViewDirective
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values, words_in_option
from sphinx_excellence.messages import N_
from sphinx_excellence.model.pages import TagList
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.vocabulary import TAG
from sphinx_excellence.views.tags import known_tags, tagged


class TaggedRecordsDirective(ViewDirective):
    """All records with a tag, by kind. The tag in the headers of records leads there, but for ``:no-index:``."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the lists."""
        self.note_queries(Query(kind.name, "", "members") for kind in self.registry.kinds)
        (tag,) = words_in_option(self, TAG, (" ".join(self.arguments[0].split()),))
        report_unknown_values(
            self, N_("no record has the %s '%s'"), "tag", (tag,), known_tags(self.registry), is_argument=True
        )
        node = view_node(self.composer(), tagged(tag, self.registry))
        if "no-index" not in self.options:
            anchor = make_id(self.env, self.state.document, TAG_LIST, tag)
            node["ids"].append(anchor)
            self.state.document.note_explicit_target(node)
            self.domain.note_tag_list(self.env.docname, TagList(tag, anchor))
        return self.with_options(node)


DIRECTIVES = {TAG_LIST: TaggedRecordsDirective}
