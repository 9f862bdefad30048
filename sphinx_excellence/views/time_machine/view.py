"""All of the time machine: the slider with what it leads to, the canvas, and the tables."""

from __future__ import annotations

from datetime import date

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import Folded, Label, Line, PageReference, View
from sphinx_excellence.views.time_machine.canvas import drawings, narrow, wide
from sphinx_excellence.views.time_machine.lanes import Wanted, lanes_of
from sphinx_excellence.views.time_machine.thumbnail import thumbnail
from sphinx_excellence.views.time_machine.twin import tables
from sphinx_excellence.views.time_machine.years import panel

_LABEL = N_("Time machine")


def time_machine(registry: Registry, wanted: Wanted, *, today: date, page: PageReference | None = None) -> View:
    """Return the time machine; with a ``page``, the small picture that leads there."""
    label = Label(_LABEL)
    lanes = lanes_of(registry, wanted, today=today)
    if lanes is None:
        return View("time-machine", (Line((Label(N_("No pattern has a recorded date.")),), role="nothing"),), label)
    if page is not None:
        return thumbnail(lanes, page, label)
    # For a phone, it is drawn a second time: names need a line of their own there.
    small = tuple(drawings(lanes, registry, narrow(lanes), label))
    canvas = drawings(lanes, registry, wide(lanes), label)
    twin = Folded(Label(N_("As tables, with sources")), tables(lanes, registry), "more")
    return View("time-machine", (panel(lanes, registry, small), *canvas, twin), label)
