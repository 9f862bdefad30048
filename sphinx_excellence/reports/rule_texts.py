"""What reports need to know of a rule."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from sphinx_excellence.findings import Severity


class DocumentedRule(Protocol):
    """A rule that explains itself: why it matters, and an example without and with the fix."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def severity(self) -> Severity:
        """How much a violation matters by default."""

    @property
    def summary(self) -> str:
        """What it finds."""

    @property
    def rationale(self) -> str:
        """Why that is bad."""

    @property
    def bad(self) -> str:
        """An example of a violation."""

    @property
    def good(self) -> str:
        """The same, fixed."""


#: Rules by name.
Rules = Mapping[str, DocumentedRule]
