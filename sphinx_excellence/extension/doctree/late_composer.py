"""Makes nodes of a view after its page was read."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx_excellence.extension.doctree.composer import Composer


@dataclass(slots=True)
class LateComposer(Composer):
    """Makes nodes when no page is read any more: what the page depends on, it has noted before."""

    def note_reference(self, kind: str, name: str) -> None:
        """Note nothing: the records may not even be loaded."""
