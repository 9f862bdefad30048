"""A case study's header."""

from __future__ import annotations

from typing import ClassVar

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.views import case_studies
from sphinx_excellence.views.blocks import View


class CaseStudyDirective(RecordDirective[CaseStudy]):
    """A case study's header; makes the page its home."""

    kind = "case-study"
    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: CaseStudy) -> View:
        """Return the view of the record."""
        return case_studies.header(record, self.registry)


DIRECTIVES = {"case-study": CaseStudyDirective}
