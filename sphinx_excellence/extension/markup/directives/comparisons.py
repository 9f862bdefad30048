"""A comparison as a matrix."""

from __future__ import annotations

from typing import ClassVar

from sphinx_excellence.extension.markup.directives.base import HOME_OPTIONS, OptionSpec, RecordDirective
from sphinx_excellence.model.comparison import Comparison
from sphinx_excellence.views import comparisons
from sphinx_excellence.views.blocks import View


class ComparisonMatrixDirective(RecordDirective[Comparison]):
    """A comparison as a matrix; makes the page its home."""

    kind = "comparison"
    declares = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Comparison) -> View:
        """Return the view of the record."""
        return comparisons.matrix(record, self.registry)


DIRECTIVES = {"comparison-matrix": ComparisonMatrixDirective}
