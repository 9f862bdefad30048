"""Shapes as data for the functions of ``drawings.typ``, which know how each role looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sphinx_excellence.typst.literals import Code, value
from sphinx_excellence.views.shapes import Circle, Path, Shape, Step, Text
from sphinx_excellence.views.tier_icons import icon_path
from sphinx_excellence.views.tier_symbols import accent_and_others

_ANCHORS = {"start": "left", "middle": "center", "end": "right"}


def drawn(shapes: Iterable[Shape], texts: Callable[[str], str]) -> Code:
    """Return an array of shapes; ``text_code`` makes code of text."""
    return Code(value([_drawn(shape, texts) for shape in shapes]))


def outline(icon: str) -> Code:
    """Return the steps of the outline of a tier's icon."""
    return Code(value([_step(step) for step in icon_path(icon).steps]))


def _drawn(shape: Shape, texts: Callable[[str], str]) -> dict[str, Any]:
    accent, others = accent_and_others(shape.roles)
    common = {"roles": others, "tier": f"excellence-{accent}" if accent else ""}
    match shape:
        case Circle():
            return {"kind": "circle", **common, "centre": _rounded(shape.centre), "radius": round(shape.radius, 2)}
        case Path():
            return {"kind": "path", **common, "steps": [_step(step) for step in shape.steps]}
        case Text():
            place = {"at": _rounded(shape.at), "size": round(shape.size, 2), "anchor": Code(_ANCHORS[shape.anchor])}
            return {"kind": "text", **common, **place, "text": Code(texts(shape.text))}


def _step(step: Step) -> list[Any]:
    return [type(step).__name__.lower(), *(_rounded(point) for point in step)]


def _rounded(numbers: Iterable[float]) -> list[float]:
    return [round(number, 2) for number in numbers]
