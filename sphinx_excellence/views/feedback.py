"""The links at a record for those who have something to say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.views.blocks import Inline, Label, Line, View, WebLink, Words

#: The role of the line.
ROLE = "feedback"
_LABELS = {
    "report": N_("Report use"),
    "change": N_("Propose a change"),
    "source": N_("Source of this record"),
}


def with_feedback(view: View, links: Iterable[tuple[str, str]]) -> View:
    """Return a view with a line of links at its end; as it is where there are none."""
    inlines: list[Inline] = []
    for name, address in links:
        inlines += [Words(" \N{MIDDLE DOT} ")] if inlines else []
        inlines.append(WebLink(address, label=Label(_LABELS[name])))
    return replace(view, blocks=(*view.blocks, Line(tuple(inlines), role=ROLE))) if inlines else view
