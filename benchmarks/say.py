"""Says how far a measurement is, while you wait."""

from __future__ import annotations

import sys


def say(text: str) -> None:
    """Tell how far it is; the whole takes long."""
    print(text, file=sys.stderr, flush=True)
