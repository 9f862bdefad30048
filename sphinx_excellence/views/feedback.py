"""The links at a record for those who have something to say about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sphinx_excellence.messages import N_
from sphinx_excellence.views.blocks import FEEDBACK, Label, Line, View, WebLink
from sphinx_excellence.views.folding import folds, with_more
from sphinx_excellence.views.record_labels import parted

_LABELS = {
    "report": N_("Report use"),
    "change": N_("Propose a change"),
    "source": N_("Source of this record"),
}


def with_feedback(view: View, links: Iterable[tuple[str, str]]) -> View:
    """Return a view with a line of links at its end; as it is where there are none.

    Where a view folds most of itself, the first link is outside and the others are inside.
    """
    made = [WebLink(address, label=Label(_LABELS[name])) for name, address in links]
    first = made[:1] if folds(view) else made
    view = with_more(view, lambda blocks: (*blocks, *_line(made[len(first) :])))
    return replace(view, blocks=(*view.blocks, *_line(first)))


def _line(links: Iterable[WebLink]) -> tuple[Line, ...]:
    """Return a line of links; nothing for none."""
    inlines = parted(links, " \N{MIDDLE DOT} ")
    return (Line(inlines, role=FEEDBACK),) if inlines else ()
