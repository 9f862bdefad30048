"""The directives of reviews: one in full, what a quarter's review has to look at, and the list of all."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective, ViewDirective
from sphinx_excellence.messages import N_
from sphinx_excellence.model.health import QUARTER_FORM, is_quarter
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.review import Review
from sphinx_excellence.views import reviews
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.review_items import newest_open_quarter

#: What a checklist is computed from: nearly everything that the project has.
SHOWN_OF_REVIEWS = (Query("", "", "everything"),)


class ReviewDirective(RecordDirective[Review]):
    """A review: what it decided, what moved, and, while it is open, what it has to look at; makes the page its home."""

    kind = "review"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def run(self) -> list[nodes.Node]:
        """Return the review, or what moved in a quarter in which none was held."""
        name = self.arguments[0].strip() if self.arguments else ""
        if is_quarter(name) and self.registry.find(self.kind, name) is None:
            self.note_queries(SHOWN_OF_REVIEWS)
            view = reviews.quarter(name, self.registry)
            if view is not None:
                return self.finish(view)
        return super().run()

    def view(self, record: Review) -> View:
        """Return the review."""
        self.note_queries(SHOWN_OF_REVIEWS)
        return reviews.review(record, self.registry)


class ReviewChecklistDirective(ViewDirective):
    """What the review of a quarter has to look at; without a quarter, that of the newest review that is open."""

    optional_arguments = 1

    def run(self) -> list[nodes.Node]:
        """Return the checklist."""
        self.note_queries(SHOWN_OF_REVIEWS)
        quarter = self.arguments[0].strip() if self.arguments else newest_open_quarter(self.registry)
        if quarter is None or not is_quarter(quarter):
            if quarter is None:
                message, args = N_("`%s` names no quarter, and no review is open"), (self.name,)
            else:
                message, args = N_("'%s' is not a quarter"), (quarter,)
            self.report_problem("missing-argument", message, args, QUARTER_FORM, word=quarter or "")
            return self.with_options(self.composer().stub("quarter", quarter or f"{{{self.name}}}"))
        return self.finish(reviews.checklist(quarter, self.registry))


class ReviewArchiveDirective(ViewDirective):
    """All reviews, newest first."""

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        self.note_queries(SHOWN_OF_REVIEWS)
        return self.finish(reviews.archive(self.registry))


DIRECTIVES = {
    "review": ReviewDirective,
    "review-checklist": ReviewChecklistDirective,
    "review-archive": ReviewArchiveDirective,
}
