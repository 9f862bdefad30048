"""Shapes as TikZ, for LaTeX: styles instead of colours, as ``excellencedrawings.sty`` defines them.

Every role is a style ``excellence/<role>``; the tier's gives the colour that the others draw with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sphinx_excellence.extension.doctree.drawings import number
from sphinx_excellence.views.shapes import Box, Circle, Curve, Move, Path, Point, Shape, Step, Straight, Text
from sphinx_excellence.views.tier_icons import icon_path
from sphinx_excellence.views.tier_symbols import accent_and_others

_UNRATED = "excellence-tier-unrated"
_ANCHORS = {"start": "base west", "middle": "base", "end": "base east"}
_SYMBOL = "symbol"


def drawn(shapes: Iterable[Shape], escape: Callable[[str], str]) -> str:
    """Return shapes, one a line; ``escape`` makes LaTeX of text."""
    return "".join(f"{_drawn(shape, escape)}%\n" for shape in shapes)


def area(box: Box, link: str) -> str:
    """Return an area that is a link; ``link`` is its code, around the command for a spot."""
    left, _top, _right, bottom = box
    size = f"{{{number(box.right - left)}}}{{{number(bottom - box.top)}}}"
    return f"\\excellencearea{{{number(left)}}}{{{number(bottom)}}}{size}{{{link}}}%\n"


def outline(icon: str) -> str:
    """Return the outline of a tier's icon, in the syntax of a path."""
    return " ".join(map(_step, icon_path(icon).steps))


def _drawn(shape: Shape, escape: Callable[[str], str]) -> str:
    accent, others = accent_and_others(shape.roles)
    tier = f"excellence-{accent}" if accent else _UNRATED
    styles = ",".join(f"excellence/{role}" for role in others)
    match shape:
        case Circle():
            circle = f"{_point(shape.centre)} circle[radius={number(shape.radius)}]"
            return rf"\excellencepath{{{tier}}}{{{styles}}}{{{circle}}}"
        case Path():
            return rf"\excellencepath{{{tier}}}{{{styles}}}{{{' '.join(map(_step, shape.steps))}}}"
        case Text():
            text = escape(shape.text)
            if _SYMBOL in shape.roles:
                text = rf"\excellencesymbol{{{text}}}"
            place = f"{{{_ANCHORS[shape.anchor]}}}{{{_point(shape.at)}}}{{{number(shape.size)}}}"
            return rf"\excellencetext{{{tier}}}{{{styles}}}{place}{{{text}}}"


def _step(step: Step) -> str:
    match step:
        case Move():
            return _point(step.to)
        case Straight():
            return f"-- {_point(step.to)}"
        case Curve():
            return f".. controls {_point(step.first)} and {_point(step.second)} .. {_point(step.to)}"
        case _:
            return "-- cycle"


def _point(point: Point) -> str:
    return f"({number(point.x)},{number(point.y)})"
