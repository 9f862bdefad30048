"""Which formats draw, and what the marks of a drawing link to; a post-transform removes drawings elsewhere.

How a format draws belongs to its ``visitors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import (
    excellence_drawing,
    excellence_drawing_key,
    excellence_figure,
    excellence_mark,
    excellence_sparkline,
)
from sphinx_excellence.views.shapes import Box, Text, around

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: From this width on, and from this much more wide than high, a drawing lies on its side in print.
_WIDE, _OBLONG = 1000.0, 1.2
_FORMATS = frozenset({"html", "latex", "typst"})


def add_drawings(app: Sphinx) -> None:
    """Leave drawings out where they cannot be drawn."""
    app.connect("builder-inited", _add_transform)


def _add_transform(app: Sphinx) -> None:
    others = LeaveOutTextless if app.builder.name == "gettext" else LeaveOutDrawings
    app.add_post_transform(ReadySparklines if app.builder.format in _FORMATS else others)


class LeaveOutDrawings(SphinxPostTransform):
    """Leaves out the drawings, for formats that cannot draw: the text next to each says the same."""

    # Before references are resolved (10): those in a drawing need not be.
    default_priority = 6
    #: The drawings that stay.
    but: ClassVar[tuple[type[nodes.Element], ...]] = ()

    def run(self, **kwargs: Any) -> None:
        """Take the drawings out, and what is said of them alone."""
        for kind in (excellence_drawing, excellence_drawing_key):
            for node in list(self.document.findall(kind)):
                if not isinstance(node, self.but):
                    node.parent.remove(node)


class LeaveOutTextless(LeaveOutDrawings):
    """Leaves out the drawings that have no texts to be translated: this builder collects those."""

    but = (excellence_figure,)


class ReadySparklines(SphinxPostTransform):
    """Puts the text of each sparkline aside: it is drawn, and only named by the text."""

    # Before tables are measured by what they hold.
    default_priority = 6

    def run(self, **kwargs: Any) -> None:
        """Empty the sparklines."""
        for line in list(self.document.findall(excellence_sparkline)):
            line["label"] = line.astext()
            line.children = []


def marks_of(drawing: excellence_drawing) -> Iterator[excellence_mark]:
    """Yield the marks of a drawing whose links are resolved. What others have put between them is no mark."""
    for child in drawing.children:
        if isinstance(child, excellence_mark):
            yield child
        elif isinstance(child, nodes.reference):
            yield from (mark for mark in child.children if isinstance(mark, excellence_mark))


def is_landscape(drawing: excellence_drawing) -> bool:
    """Whether a drawing is too wide for an upright page, and so much wider than high that a turned one helps."""
    return bool(drawing["width"] > _WIDE and drawing["width"] > _OBLONG * drawing["height"])


def area_of(mark: excellence_mark) -> Box:
    """Return the rectangle in which a mark answers to a click."""
    return around(shape for shape in mark["shapes"] if not isinstance(shape, Text))


def address_of(mark: excellence_mark) -> str:
    """Return where a mark leads, as builders write it; nothing where there is no page for it."""
    link = mark.parent
    if not isinstance(link, nodes.reference):
        return str(mark.get("address", ""))
    return str(link.get("refuri") or (f"#{link['refid']}" if "refid" in link else ""))


def number(value: float) -> str:
    """Return a length as short as it can be; a hundredth of a pixel is nothing that anybody sees."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
