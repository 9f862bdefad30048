"""Says between which two numbers a value may be, for messages."""

from __future__ import annotations

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.figures import plain


def limits(least: float | None, most: float | None) -> Phrase:
    """Return the limits of a number, of which at least one is given."""
    low, high = (plain(limit or 0) for limit in (least, most))
    if least is not None and most is not None:
        return Phrase("%s to %s", low, high)
    return Phrase("at least %s", low) if least is not None else Phrase("at most %s", high)
