"""Says between which two values something may be, as readers see it."""

from __future__ import annotations

from sphinx_excellence.messages import N_
from sphinx_excellence.views.blocks import Label, said


def limits(least: str | None, most: str | None) -> Label:
    """Return the limits of a value, of which at least one is given."""
    if least is not None and most is not None:
        return said(N_("%s to %s"), least, most)
    return said(N_("at least %s"), least) if least is not None else said(N_("at most %s"), most or "")
