"""The translator that walks over a document: all visitors together, and what they need at the start and the end."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.typst.visitors.boxes import BoxVisitors
from sphinx_excellence.typst.visitors.code import CodeVisitors
from sphinx_excellence.typst.visitors.css_classes import ClassVisitors
from sphinx_excellence.typst.visitors.descriptions import DescriptionVisitors
from sphinx_excellence.typst.visitors.figures import FigureVisitors
from sphinx_excellence.typst.visitors.inline import InlineVisitors
from sphinx_excellence.typst.visitors.lists import ListVisitors
from sphinx_excellence.typst.visitors.mathematics import MathVisitors
from sphinx_excellence.typst.visitors.references import ReferenceVisitors
from sphinx_excellence.typst.visitors.structure import StructureVisitors
from sphinx_excellence.typst.visitors.tables import TableVisitors
from sphinx_excellence.typst.writing.emitter import Page


class TypstTranslator(
    ClassVisitors,
    StructureVisitors,
    InlineVisitors,
    ListVisitors,
    FigureVisitors,
    TableVisitors,
    CodeVisitors,
    BoxVisitors,
    DescriptionVisitors,
    ReferenceVisitors,
    MathVisitors,
):
    """Writes one assembled document; ``finish`` returns its pages, the start page last."""

    anchored_by_themselves = (
        nodes.section,
        nodes.footnote,
        nodes.footnote_reference,
        nodes.document,
        addnodes.start_of_file,
    )

    def prepare(self, *, first_level: int, chapter_level: int, labels_headings: bool = False) -> None:
        """Set the level of the topmost sections, that of those that begin a page, and what has a label."""
        self.first_level, self.chapter_level = first_level, chapter_level
        self.labels_headings, self.headings = labels_headings, {}
        self.collect_footnotes(self.document)
        self.collect_equations(self.document)

    def finish(self) -> list[Page]:
        """Return the pages that were written."""
        start = self.open_pages[0]
        start.items = self.frames[0].items
        self.frames[0].items += self._waiting_anchors
        return [*self.pages, start]
