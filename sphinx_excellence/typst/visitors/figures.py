"""Images, figures with captions and legends, diagrams, and the numbers of all that is numbered."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes

from sphinx_excellence.typst import images
from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.reporting import Subtype, __
from sphinx_excellence.typst.visitors.code import highlighted
from sphinx_excellence.typst.writing import TypstWriter

#: A pixel of an image in points: 96 pixels an inch, as CSS has it.
PIXEL = 0.75
_LENGTH = re.compile(r"\s*(\d*\.?\d+)\s*([a-zA-Z%]*)\s*")
#: Units of CSS and docutils in Typst's.
UNITS = {
    "": (PIXEL, "pt"),
    "px": (PIXEL, "pt"),
    "pt": (1, "pt"),
    "bp": (1, "pt"),
    "pc": (12, "pt"),
    "cm": (1, "cm"),
    "mm": (1, "mm"),
    "q": (0.25, "mm"),
    "in": (1, "in"),
    "em": (1, "em"),
    "rem": (10.5, "pt"),
    "ex": (0.5, "em"),
    "ch": (0.5, "em"),
    "%": (1, "%"),
    "vw": (1, "%"),
    "vmin": (1, "%"),
    "vmax": (1, "%"),
}


def length(given: str | None, scale: float = 1) -> Code | None:
    """Return a length or a share as Typst writes it; nothing where there is none or its unit is unknown."""
    match = _LENGTH.fullmatch(str(given)) if given is not None else None
    if match is None or match[2].lower() not in UNITS:
        return None
    factor, unit = UNITS[match[2].lower()]
    return Code(f"{round(float(match[1]) * factor * scale, 3):g}{unit}")


class FigureVisitors(TypstWriter):
    """Images and what is around them."""

    _diagrams_missing = False

    def visit_image(self, node: nodes.Element) -> None:
        """Draw an image within a line or on its own; its alternative text where it cannot be read."""
        uri, alt = node["uri"], node.get("alt") or ""
        path = self.builder.image_paths.get(uri)
        inline = _is_inline(node)
        if path is None:
            if uri not in self.builder.images_reported:
                self.warn(Subtype.IMAGE, __("the image %s cannot be read; its words are shown"), uri, node=node)
            self.emit(self.call("missing-image", self.texts(alt or uri), inline=inline), block=not inline)
            raise nodes.SkipNode
        self._draw_picture(node, path, alt, _natural_width(self.builder.image_folder / path, node), inline=inline)
        raise nodes.SkipNode

    def _draw_picture(self, node: nodes.Element, path: str, alt: str, natural: Code | None, *, inline: bool) -> None:
        scale = float(node.get("scale", 100)) / 100
        width, height = length(node.get("width"), scale), length(node.get("height"), scale)
        if width is None and height is None:
            width = natural
        self.emit(
            self.call(
                "picture",
                string("/images/" + path),
                key=self.remember_fragile(Subtype.IMAGE, node),
                width=width,
                height=height,
                alt=alt,
                inline=inline,
                align=node.get("align"),
            ),
            block=not inline,
        )

    def visit_figure(self, node: nodes.Element) -> None:
        """Draw a figure, its caption and legend below it."""
        self.open(
            "captioned-figure",
            block=True,
            number=self.number_of(node, "figure"),
            caption=self.captured(node, nodes.caption),
            legend=self.captured(node, nodes.legend),
            align=node.get("align") if node.get("align") in {"left", "right", "center"} else None,
        )

    depart_figure = TypstWriter.close_after

    def visit_caption(self, node: nodes.Element) -> None:
        """Draw a caption; that of a figure or a code block has been drawn with it."""
        parent = node.parent
        is_drawn = isinstance(parent, nodes.figure) or "literal-block-wrapper" in parent["classes"]
        if is_drawn and _first(parent, nodes.caption) is node:
            raise nodes.SkipNode
        self.open("topic-title", block=True)
        self.in_title += 1

    def depart_caption(self, node: nodes.Element) -> None:
        """End the caption."""
        self.in_title -= 1
        self.close()

    def visit_legend(self, node: nodes.Element) -> None:
        """Draw a legend; that of a figure has been drawn with it."""
        if isinstance(node.parent, nodes.figure) and _first(node.parent, nodes.legend) is node:
            raise nodes.SkipNode
        self.open("", block=True)

    depart_legend = TypstWriter.close_after

    # -- diagrams --------------------------------------------------------------------------------------------------

    def visit_mermaid(self, node: nodes.Element) -> None:
        """Draw a Mermaid diagram; its source as code where none can be drawn."""
        from sphinx_excellence.typst import diagrams  # noqa: PLC0415 - heavy, and only where there is a diagram

        source = node.get("code", "")
        try:
            svg = diagrams.draw(source, cache=self.builder.doctreedir / "typst-diagrams")
        except diagrams.DiagramsUnavailable as error:
            if not self.builder.diagrams_reported:
                self.builder.diagrams_reported = True
                self.warn(Subtype.DIAGRAM, __("diagrams are shown as their source: %s"), error, node=node)
            self._show_source(source, node)
        except diagrams.DiagramError as error:
            self.warn(Subtype.DIAGRAM, __("the diagram cannot be drawn: %s"), error, node=node)
            self._show_source(source, node)
        else:
            name = f"diagram-{hashlib.sha256(svg).hexdigest()[:16]}.svg"
            (self.builder.image_folder / name).write_bytes(svg)
            natural = _natural_width(self.builder.image_folder / name, node)
            self._draw_picture(node, name, node.get("alt") or str(__("Diagram")), natural, inline=False)
        raise nodes.SkipNode

    def visit_graphviz(self, node: nodes.Element) -> None:
        """Draw a Graphviz diagram where its program is installed, which pip has not; else show its source."""
        source = node.get("code", "")
        drawn = self._graphviz(source, node) if shutil.which(str(self.config.graphviz_dot)) else None
        if drawn is None:
            self._show_source(source, node)
        else:
            alt = node.get("alt") or str(__("Diagram"))
            natural = _natural_width(self.builder.image_folder / drawn, node)
            self._draw_picture(node, drawn, alt, natural, inline=_is_inline(node))
        raise nodes.SkipNode

    def _graphviz(self, source: str, node: nodes.Element) -> str | None:
        from sphinx.ext.graphviz import GraphvizError, render_dot  # noqa: PLC0415 - only where there is a diagram

        options: dict[str, Any] = node.get("options", {})
        try:
            _name, path = render_dot(self, source, options, "svg", "graphviz", node.get("filename"))  # type: ignore[arg-type]
        except GraphvizError as error:
            self.warn(Subtype.DIAGRAM, __("the diagram cannot be drawn: %s"), error, node=node)
            return None
        return images.prepare(Path(path), self.builder.image_folder).name if path else None

    def visit_inheritance_diagram(self, node: nodes.Element) -> None:
        """Show what Graphviz would draw of classes: their names."""
        graph = node.get("graph")
        names = graph.get_all_class_names() if graph is not None else []
        self.emit(f"par({self.texts(', '.join(names))})")
        raise nodes.SkipNode

    def _show_source(self, source: str, node: nodes.Element) -> None:
        lines = highlighted(self, source, "text", node)
        self.emit(self.call("code-block", *lines, start=None, marked=[]), block=True)


def _first(parent: nodes.Element, kind: type[nodes.Element]) -> nodes.Node | None:
    return next((child for child in parent.children if isinstance(child, kind)), None)


def _is_inline(node: nodes.Element) -> bool:
    parent = node.parent
    while isinstance(parent, nodes.reference):
        parent = parent.parent
    return isinstance(parent, nodes.TextElement)


def _natural_width(path: Path, node: nodes.Element) -> Code | None:
    natural = images.size(path)
    return None if natural is None else length(f"{natural[0]}pt", float(node.get("scale", 100)) / 100)
