"""Which formats draw, and what the marks of a drawing link to; a post-transform removes drawings elsewhere.

How a format draws belongs to its ``visitors``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging
from sphinx.util.nodes import make_refnode

from sphinx_excellence.extension.doctree.nodes import (
    excellence_drawing,
    excellence_drawing_key,
    excellence_figure,
    excellence_mark,
    excellence_sparkline,
)
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_
from sphinx_excellence.views.shapes import Box, around

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = logging.getLogger(__name__)
#: From this width on, and from this much more wide than high, a drawing lies on its side in print.
_WIDE, _OBLONG = 1000.0, 1.2
_FORMATS = frozenset({"html", "latex", "typst"})


def add_drawings(app: Sphinx) -> None:
    """Leave drawings out where they cannot be drawn."""
    app.connect("builder-inited", _add_transform)


def _add_transform(app: Sphinx) -> None:
    others = LeaveOutTextless if app.builder.name == "gettext" else LeaveOutDrawings
    if app.builder.format in _FORMATS:
        app.add_post_transform(ReadySparklines)
        _lead_to_pages(app)
    else:
        app.add_post_transform(others)


def _lead_to_pages(app: Sphinx) -> None:
    """Make a link of each mark that stands for a page: what resolves references keeps only the text of such a one."""
    builder = app.builder

    class LeadToPages(SphinxPostTransform):
        """Makes the links."""

        default_priority = 8

        def run(self, **kwargs: Any) -> None:
            """Make them."""
            for mark in [each for each in self.document.findall(excellence_mark) if "page" in each]:
                page = mark["page"]
                if page not in self.env.all_docs:
                    message = worded(N_("there is no page '%s'"))
                    _logger.warning(message, page, location=mark.parent, type="ref", subtype="doc")
                    continue
                drawing = mark.parent
                place = drawing.index(mark)
                drawing.children[place] = link = make_refnode(builder, self.env.docname, page, "", mark)
                link.parent = drawing

    app.add_post_transform(LeadToPages)


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
    return around(mark["shapes"])


def address_of(mark: excellence_mark) -> str:
    """Return where a mark leads, as builders write it; nothing where there is no page for it."""
    link = mark.parent
    if not isinstance(link, nodes.reference):
        return str(mark.get("address", ""))
    return str(link.get("refuri") or (f"#{link['refid']}" if "refid" in link else ""))


@lru_cache(maxsize=4096)  # corners are alike
def number(value: float) -> str:
    """Return a length as short as it can be; a hundredth of a pixel is nothing that anybody sees."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text
