"""The geometry of layers: boxes of one width on top of each other, their parts side by side."""

from __future__ import annotations

from sphinx_excellence.model.diagram import Layers, Part
from sphinx_excellence.views.diagrams.strokes import (
    LABEL,
    PAD_X,
    PAD_Y,
    SMALL,
    boxed,
    content_of,
    roles,
    sign_room,
    signed,
)
from sphinx_excellence.views.shapes import Box, Shape, rounded
from sphinx_excellence.views.text_metrics import width_of

_LEAST, _MOST, _PART, _WIDEST_PART, _GAP = 300.0, 520.0, 80.0, 180.0, 6.0


def layers(record: Layers) -> list[Shape]:
    """Return the shapes of layers."""
    width = min(
        max(_LEAST, *(len(each.parts) * (_part_width(each) + _GAP) + 2 * PAD_X for each in record.layers)), _MOST
    )
    drawn: list[Shape] = []
    y = 0.0
    for each in record.layers:
        shapes, height = _layer(each, width, y)
        drawn += shapes
        y += height + _GAP
    return drawn


def _part_width(layer: Part) -> float:
    """Return the width of the parts of a layer: a word of theirs is not to be broken."""
    words = [
        width_of(word, size, bold=size == LABEL) + sign_room(part.tone) + 1
        for part in layer.parts
        for text, size in ((part.label, LABEL), (part.detail, SMALL))
        if text is not None
        for word in text.text.split()
    ]
    return min(max([_PART, *(word + 2 * PAD_X for word in words)]), _WIDEST_PART)


def _layer(layer: Part, width: float, top: float) -> tuple[list[Shape], float]:
    """Return the shapes of a layer and its height."""
    content = content_of(layer, width - 2 * PAD_X, grows=False)
    if not layer.parts:
        height = content.height + 2 * PAD_Y
        return boxed(content, Box(0, top, width, top + height)), height
    y = top + PAD_Y
    inside = signed(content.label, width / 2, y, layer.tone if layer.tone in {"good", "bad"} else "")
    inside += content.detail.drawn(width / 2, y + content.label.height)
    y += content.height + _GAP
    most = max(int((width - 2 * PAD_X + _GAP) // (_part_width(layer) + _GAP)), 1)
    rows = -(-len(layer.parts) // most)
    in_row = -(-len(layer.parts) // rows)
    for begin in range(0, len(layer.parts), in_row):
        row = layer.parts[begin : begin + in_row]
        each = (width - 2 * PAD_X - (len(row) - 1) * _GAP) / len(row)
        parts = [content_of(part, each - 2 * PAD_X, grows=False) for part in row]
        height = max(part.height for part in parts) + 2 * PAD_Y
        for number, part in enumerate(parts):
            left = PAD_X + number * (each + _GAP)
            inside += boxed(part, Box(left, y, left + each, y + height))
        y += height + _GAP
    bottom = y - _GAP + PAD_X
    return [rounded(Box(0, top, width, bottom), 6, roles("box", layer.tone)), *inside], bottom - top
