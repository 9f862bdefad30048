"""Images, figures with captions and legends, diagrams, and the numbers of all that is numbered."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from docutils import nodes

from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable
from sphinx_excellence.typst.assets import images
from sphinx_excellence.typst.diagnostics import Subtype, __
from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.visitors.code import highlighted
from sphinx_excellence.typst.writing.emitter import Emitter

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


#: The attributes in which extensions keep the source of what they draw.
SOURCES = ("code", "uml", "tikz", "dot", "diagram", "content", "text")


class FigureVisitors(Emitter):
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
            self.emit(self.call("missing-image", self.text_code(alt or uri), inline=inline), block=not inline)
            raise nodes.SkipNode
        self._draw_picture(node, path, alt, _natural_width(self.builder.image_folder / path, node), inline=inline)
        raise nodes.SkipNode

    def _draw_picture(self, node: nodes.Element, path: str, alt: str, natural: Code | None, *, inline: bool) -> None:
        scale = float(node.get("scale", 100)) / 100
        width, height = length(node.get("width"), scale), length(node.get("height"), scale)
        if width is None and height is None:
            width = natural
        self.emit(
            self.refusable(
                Subtype.IMAGE,
                node,
                "picture",
                string("/images/" + path),
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
            caption=self.capture_child(node, nodes.caption),
            legend=self.capture_child(node, nodes.legend),
            align=node.get("align") if node.get("align") in {"left", "right", "center"} else None,
        )

    depart_figure = Emitter.close_after

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

    depart_legend = Emitter.close_after

    # -- diagrams --------------------------------------------------------------------------------------------------

    def visit_typst_diagram(self, node: nodes.Element) -> None:
        """Draw a Mermaid diagram; its source as code where none can be drawn."""
        source = node.get("code", "")
        try:
            svg = self.builder.diagram_cache.draw(source)
        except DiagramsUnavailable as error:
            if not self.builder.diagrams_reported:
                self.builder.diagrams_reported = True
                self.warn(Subtype.DIAGRAM, __("diagrams are shown as their source: %s"), error, node=node)
            self._show_source(source, node)
        except DiagramError as error:
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
        self._draw_dot(node.get("code", ""), node, node.get("options", {}))

    depart_graphviz = Emitter.pass_through

    def visit_inheritance_diagram(self, node: nodes.Element) -> None:
        """Draw how classes inherit from one another, by Graphviz too."""
        graph: Any = node.get("graph")
        if graph is None:
            return
        generate = getattr(graph, "_generate_dot", None)
        if generate is not None:
            source = generate("inheritance", config=self.config)
        else:
            source = graph.generate_dot("inheritance", env=self.builder.env)
        self._draw_dot(source, node, {})

    depart_inheritance_diagram = Emitter.pass_through

    def _draw_dot(self, source: str, node: nodes.Element, options: dict[str, Any]) -> None:
        program = str(options.get("graphviz_dot") or self.config.graphviz_dot)
        drawn = None
        if shutil.which(program) is not None:
            drawn = self._graphviz(source, node, options)
        elif program not in self.builder.programs_reported:
            self.builder.programs_reported.add(program)
            self.warn(
                Subtype.DIAGRAM,
                __("diagrams are shown as their source: there is no program %r; install Graphviz, or set graphviz_dot"),
                program,
                node=node,
            )
        if drawn is None:
            self._show_source(source, node, language="dot")
        else:
            alt = node.get("alt") or str(__("Diagram"))
            natural = _natural_width(self.builder.image_folder / drawn, node)
            self._draw_picture(node, drawn, alt, natural, inline=_is_inline(node))
        raise nodes.SkipNode

    def _graphviz(self, source: str, node: nodes.Element, options: dict[str, Any]) -> str | None:
        from sphinx.ext.graphviz import GraphvizError, render_dot  # noqa: PLC0415 - only where there is a diagram

        name = node.get("filename")
        try:
            _name, path = render_dot(self, source, options, "svg", "graphviz", name)  # type: ignore[arg-type]
            if path is not None:
                self.builder.diagram_cache.keep(Path(path))
                return images.prepare(Path(path), self.builder.image_folder).name
            reason = __("the program cannot be run")
        except (GraphvizError, images.ImageError, OSError, ET.ParseError) as error:
            reason = " ".join(str(error).split())
        self.warn(Subtype.DIAGRAM, __("the diagram cannot be drawn: %s"), reason, node=node)
        return None

    def unknown_visit(self, node: nodes.Node) -> None:
        """Show the source of a diagram of an extension that draws for others alone; keep what else is unknown."""
        given = [node.get(name) for name in SOURCES] if isinstance(node, nodes.Element) else []
        source = next((each for each in given if isinstance(each, str) and each.strip()), None)
        if source is None or node.astext().strip() or not isinstance(node, nodes.Element):
            super().unknown_visit(node)
            return
        name = type(node).__name__
        message = __("no visitor for the node %s; its source is shown. Extensions add one by app.add_node")
        self.warn(Subtype.DIAGRAM, message, name, node=node)
        self._show_source(source, node, caption=name)
        raise nodes.SkipNode

    def _show_source(self, source: str, node: nodes.Element, *, language: str = "text", caption: str = "") -> None:
        """Show the source of a diagram as code, under what it is; a figure has a caption of its own."""
        self.open("captioned-code", block=True, **self._caption_of(node, caption))
        lines = highlighted(self, source, language, node)
        self.emit(self.call("code-block", *lines, start=None, marked=[]), block=True)
        self.close()

    def _caption_of(self, node: nodes.Element, caption: str) -> dict[str, Code]:
        if isinstance(node.parent, nodes.figure):
            return {}
        return {"caption": Code(self.text_code(node.get("alt") or caption or str(__("Diagram"))))}


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
