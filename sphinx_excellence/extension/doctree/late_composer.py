"""Makes nodes of a view after its page was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_excellence.extension.doctree.composer import Composer
from sphinx_excellence.extension.domain.objects import LinkTarget


@dataclass(slots=True)
class LateComposer(Composer):
    """Makes nodes when no page is read any more: what the page depends on, it has noted before.

    ``links`` are the records that links in prose lead to, as far as they were looked up while the page was read.
    """

    links: Mapping[str, LinkTarget | None] = field(default_factory=dict)

    def note_reference(self, kind: str, name: str) -> None:
        """Note nothing: the records may not even be loaded."""

    def link_target(self, target: str) -> LinkTarget | None:
        """Return the record that a link in prose leads to."""
        return self.links[target] if target in self.links else Composer.link_target(self, target)
