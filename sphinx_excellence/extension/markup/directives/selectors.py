"""A selector: as a form and a matrix, or as a list of questions."""

from __future__ import annotations

from typing import ClassVar

from docutils.parsers.rst import directives

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective, value_list
from sphinx_excellence.findings import suggestion
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.selector import Selector
from sphinx_excellence.views import selector as views
from sphinx_excellence.views.blocks import View


def _layout(argument: str) -> str:
    return directives.choice(argument, ("matrix", "questions"))


class PatternSelectorDirective(RecordDirective[Selector]):
    """A selector, narrowed to ``:problem:``; makes the page its home where it shows all of it."""

    kind = "selector"
    declares = True
    option_spec: ClassVar[OptionSpec] = {**HOME_OPTIONS, "problem": value_list, "layout": _layout}

    @property
    def lists(self) -> bool:
        """Whether only the questions are listed, each of which leads into the home."""
        return self.options.get("layout") == "questions"

    @property
    def is_home(self) -> bool:
        """Whether the page becomes the selector's home: links into it lead to any of the problems."""
        return super().is_home and not self.lists and "problem" not in self.options

    def view(self, record: Selector) -> View:
        """Return the view of the record."""
        wanted = self.options.get("problem", ())
        if self.lists:
            return views.questions(record, wanted=wanted)
        return views.selector(record, self.registry, wanted=wanted, anchored=self.is_home)

    def note(self, record: Record, docname: str) -> None:
        """Note that all patterns are asked for, and complain of problems that the selector does not have."""
        if not self.lists:
            legacy = (pattern.id for pattern in self.registry.all_of(Pattern) if self.registry.is_legacy(pattern))
            self.note_queries(
                [
                    Query("pattern", "", "records"),
                    Query("usage-report", "", "records"),
                    *(Query("pattern", name, "migrations") for name in legacy),
                ]
            )
        known = list(record.problems) if isinstance(record, Selector) else []
        for word in self.options.get("problem", ()):
            if word not in known:
                accepted, args = suggestion(word, known)
                message = "selector '%s' has no problem '%s'"
                self.report_problem(
                    "unknown-filter", message, (record.id, word), accepted, args, word=word, option="problem"
                )


DIRECTIVES = {"pattern-selector": PatternSelectorDirective}
