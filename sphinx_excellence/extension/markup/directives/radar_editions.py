"""The directives of editions: one in full, the archive of all, and what changed between two."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
    flag,
)
from sphinx_excellence.messages import N_
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views import editions
from sphinx_excellence.views.blocks import View

#: What editions show of the patterns: their titles, and their histories with what is said of them.
SHOWN_OF_PATTERNS = (Query("pattern", "", "members"), Query("pattern", "", "tier-history-texts"))


def edition_queries(pattern: Pattern) -> Iterator[Query]:
    """Yield what a pattern's banner needs of editions: their dates give the order of its history."""
    for entry in pattern.history:
        if entry.edition is not None:
            yield Query("edition", entry.edition, "link")


def named_edition(directive: ViewDirective, name: str | None) -> Edition | list[nodes.Node]:
    """Return the edition that a directive names, or that its page is home to; else the nodes to show instead."""
    noun = directive.registry.kinds["edition"].noun
    given = " ".join((name or "").split())
    if not given:
        docname = directive.env.docname
        given = directive.domain.page_record(docname, "edition") or ""
        # A record that gets the name of the file would be shown here: the page depends on that name.
        directive.note_queries([Query("edition", docname.rsplit("/", 1)[-1], "link")])
    if not given:
        directive.report_problem(
            "missing-argument",
            "`%s` names no %s, and this page is not the home page of one",
            (directive.name, noun),
            "write the id of an edition",
        )
        return directive.with_options(directive.composer().stub(noun, f"{{{directive.name}}}"))
    directive.note_mention("edition", given)
    directive.note_queries([Query("edition", given, "link")])
    edition = directive.registry.edition(given)
    # Of an edition of another project only its title and date are known here.
    if edition in directive.registry.editions:
        return edition
    return directive.with_options(directive.composer().stub(noun, given))


class EditionDirective(RecordDirective[Edition]):
    """An edition in full: what is new in it, moved, gone and unchanged; makes the page its home.

    ``:compact:`` leaves out what it says of each pattern.
    """

    kind = "edition"
    declares = True
    option_spec: ClassVar[OptionSpec] = {**HOME_OPTIONS, "compact": flag}

    def view(self, record: Edition) -> View:
        """Return the edition."""
        self.note_queries(SHOWN_OF_PATTERNS)
        return editions.edition(record, self.registry, compact="compact" in self.options)


class EditionArchiveDirective(ViewDirective):
    """All editions, newest first, with the number of patterns that changed in each."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        self.note_queries([Query("edition", "", "members"), Query("pattern", "", "tier-history")])
        return self.finish(editions.archive(self.registry))


class EditionDiffDirective(ViewDirective):
    """What changed between two editions."""

    optional_arguments = 2
    final_argument_whitespace = True  # a third one is an unknown edition

    def run(self) -> list[nodes.Node]:
        """Return the changes; a stub where not two editions are named."""
        if len(self.arguments) < 2:
            self.report_problem(
                "missing-argument",
                N_("`%s` needs the ids of two editions"),
                (self.name,),
                N_("write both after the directive's name, the older one first"),
            )
            noun = self.registry.kinds["edition"].noun
            return self.with_options(self.composer().stub(noun, f"{{{self.name}}}"))
        self.note_queries(SHOWN_OF_PATTERNS)
        found = [named_edition(self, name) for name in self.arguments]
        known = [edition for edition in found if isinstance(edition, Edition)]
        if len(known) == len(found):
            return self.finish(editions.difference(known[0], known[1], self.registry))
        return next(each for each in found if not isinstance(each, Edition))


DIRECTIVES = {
    "edition": EditionDirective,
    "edition-archive": EditionArchiveDirective,
    "edition-diff": EditionDiffDirective,
}
