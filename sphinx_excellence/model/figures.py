"""Figures as readers see them."""

from __future__ import annotations


def plain(figure: float) -> str:
    """Return a figure as one writes it into a record: ``100000000``, ``0.5``."""
    return f"{figure:.15g}"


def grouped(figure: float) -> str:
    """Return a figure with a blank between each three digits: ``1 200 000``."""
    whole = int(figure)
    text = f"{whole:,}" if figure == whole else f"{figure:,}"
    return text.replace(",", "\N{NO-BREAK SPACE}") if figure >= 10_000 else text.replace(",", "")


def measure(figure: float, unit: str | None) -> str:
    """Return a figure with its unit: ``1 200 000 requests a day``."""
    return f"{grouped(figure)} {unit}"
