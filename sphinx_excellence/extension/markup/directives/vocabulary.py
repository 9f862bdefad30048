"""The directive of the vocabulary: the words of a list, with what they mean."""

from __future__ import annotations

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import ViewDirective
from sphinx_excellence.findings import suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.vocabulary import OPEN_LISTS
from sphinx_excellence.model.word_definition import LISTS_BY_NAME
from sphinx_excellence.views.word_lists import word_list_view

_NOUN = N_("list of words")


class VocabularyDirective(ViewDirective):
    """The words of a list, as records show them, with what each means."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the list, or a visible stub where there is no such list."""
        name = self.arguments[0]
        list_name = LISTS_BY_NAME.get(name)
        if list_name is None:
            accepted, args = suggestion(name, list(LISTS_BY_NAME))
            self.report_problem(
                "unknown-filter", N_("there is no list of words '%s'"), (name,), accepted, args, word=name
            )
            return self.with_options(self.composer().stub(_NOUN, name))
        # The digest of the tiers is that of the vocabulary too.
        self.note_queries([Query("tier", "", "whole")])
        if list_name in OPEN_LISTS:
            self.note_queries(Query(kind.name, "", "members") for kind in self.registry.kinds)
        return self.finish(word_list_view(name, list_name, self.registry))


DIRECTIVES = {"vocabulary": VocabularyDirective}
