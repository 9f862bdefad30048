"""Shapes as SVG, for the HTML family: classes instead of colours, so that the style sheets decide.

Every role is a class ``excellence-<role>``, the tier's among them, which brings the accent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from html import escape

from sphinx_excellence.extension.doctree.drawings import number
from sphinx_excellence.views.shapes import Circle, Close, Curve, Move, Path, Point, Shape, Step, Straight, Text
from sphinx_excellence.views.tier_icons import SIZE, icon_path

#: For what is in a drawing and has no place in it: Sphinx's script asks for one where it marks words of a search.
UNMARKED = 'class="nohighlight"'
#: What the outline of an icon is in.
ICON_BOX = f"0 0 {number(SIZE)} {number(SIZE)}"
_LETTERS = {Move: "m", Straight: "l", Curve: "c"}
_ANCHORS = {"start": "", "middle": ' text-anchor="middle"', "end": ' text-anchor="end"'}


def opening(width: float, height: float, label: str, description: str, role: str = "group", least: float = 0.0) -> str:
    """Return what a drawing begins with.

    A group rather than an image: what is in an image cannot be reached, and there are links in it. EPUB knows no groups
    there, and calls such a thing a ``document``. The name is no ``title``, which would be shown as a tip wherever the
    pointer rests. On a narrow page it is shrunk to the ``least`` width, where there is one.
    """
    named = f'role="{role}" aria-label="{escape(label)}"'
    style = f' style="min-width:{number(least)}px"' if least else ""
    return f"<svg {_sized(width, height)} {named}{style}><desc {UNMARKED}>{escape(description)}</desc>"


def picture(width: float, height: float, label: str, content: str, names: str) -> str:
    """Return a drawing that is one image, and says nothing but ``label``."""
    named = f'class="{escape(names)}" role="img" aria-label="{escape(label)}"'
    return f"<svg {_sized(width, height)} {named}>{content}</svg>"


def _sized(width: float, height: float) -> str:
    # With the namespace, which HTML would not need, it is the same in EPUB.
    size = f"{number(width)} {number(height)}"
    return f'xmlns="http://www.w3.org/2000/svg" width="{number(width)}" height="{number(height)}" viewBox="0 0 {size}"'


def icon(name: str) -> str:
    """Return the icon of a tier, which says nothing that the text next to it does not."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="excellence-symbol" viewBox="{ICON_BOX}" aria-hidden="true">'
        f'<path d="{outline(name)}"/></svg>'
    )


@cache
def outline(name: str) -> str:
    """Return the outline of an icon, in the syntax of a path."""
    return path_data(icon_path(name).steps)


def mark(
    content: str, about: str, address: str, data: Mapping[str, str], *, is_aside: bool = False, tip: str = ""
) -> str:
    """Return a mark: a link where it has an ``address``, its tip and its name the same words.

    Keys do not stop at one that is aside: what it leads to is next to the drawing. The browser's own tip is not shown
    where a ``tip`` is drawn.
    """
    told = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    if tip:
        told += f' aria-label="{escape(about)}"'
        inside = f'{content}<g class="excellence-tip" aria-hidden="true">{tip}</g>'
    else:
        inside = f"<title {UNMARKED}>{escape(about)}</title>{content}"
    if not address:
        return f'<g class="excellence-mark" role="img"{told}>{inside}</g>'
    stop = ' tabindex="-1"' if is_aside else ""
    return f'<a class="excellence-mark" href="{escape(address)}"{stop}{told}>{inside}</a>'


def drawn(shapes: Iterable[Shape]) -> str:
    """Return shapes, one after the other."""
    return "".join(map(_drawn, shapes))


def _drawn(shape: Shape) -> str:
    names = _class_names(shape.roles)
    match shape:
        case Circle():
            (x, y), radius = shape.centre, shape.radius
            return f'<circle class="{names}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"/>'
        case Path():
            return f'<path class="{names}" d="{path_data(shape.steps)}"/>'
        case Text():
            x, y = shape.at
            size = f'font-size="{number(shape.size)}"{_ANCHORS[shape.anchor]}'
            return f'<text class="{names}" x="{number(x)}" y="{number(y)}" {size}>{escape(shape.text)}</text>'


@cache
def _class_names(roles: tuple[str, ...]) -> str:
    return escape(" ".join(f"excellence-{role}" for role in roles))


def path_data(steps: Iterable[Step]) -> str:
    """Return the outline of a path, from point to point: equal outlines are equal texts, and compress well."""
    written = []
    begin = at = Point(0.0, 0.0)
    for step in steps:
        if isinstance(step, Close):
            written.append("Z")
            at = begin
            continue
        points = " ".join(f"{number(point.x - at.x)},{number(point.y - at.y)}" for point in step)
        written.append(f"{_LETTERS[type(step)]}{points}")
        at = step[-1]
        if isinstance(step, Move):
            begin = at
    return "".join(written)
