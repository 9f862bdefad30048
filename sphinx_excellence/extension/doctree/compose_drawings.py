"""Makes the nodes of drawings: shapes with translated texts, and marks that link to records."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import excellence_drawing, excellence_drawing_key, excellence_mark
from sphinx_excellence.extension.doctree.quick_nodes import element, with_children, with_text
from sphinx_excellence.extension.domain.objects import TAG_LIST
from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.views.blocks import Drawing, Label, ListLink, Mark, PageReference, WebLink
from sphinx_excellence.views.shapes import Shape, Text

if TYPE_CHECKING:
    from sphinx_excellence.extension.doctree.compose_inlines import InlineComposer


def drawing_nodes(drawing: Drawing, composer: InlineComposer) -> list[nodes.Element]:
    """Return the node of a drawing, and that of the key under it."""
    node = element(
        excellence_drawing, translatable=False, classes=["excellence-drawing", f"excellence-{drawing.name}-drawing"]
    )
    node["view"] = drawing.name
    node["width"], node["height"] = drawing.width, drawing.height
    node["label"], node["description"] = translated(drawing.label), translated(drawing.description)
    node["shapes"], node["data"] = _worded(drawing.shapes), dict(drawing.data)
    drawn: list[nodes.Element] = [with_children(node, *(_mark(mark, composer) for mark in drawing.marks))]
    if drawing.key is not None:
        key = element(excellence_drawing_key, translatable=False, classes=["excellence-drawing-key"])
        drawn.append(with_text(key, translated(drawing.key)))
    return drawn


def _mark(mark: Mark, composer: InlineComposer) -> nodes.Element:
    node, reference = element(excellence_mark, translatable=False), mark.reference
    node["about"] = "".join(translated(part) if isinstance(part, Label) else part.text for part in mark.about)
    node["shapes"], node["tip"], node["data"] = _worded(mark.shapes), mark.tip, dict(mark.data)
    if isinstance(reference, WebLink):
        node["address"], node["aside"] = reference.url, True
        return node
    if isinstance(reference, PageReference):
        node["page"] = reference.page
        return node
    if isinstance(reference, ListLink):
        return composer.pending(TAG_LIST, reference.name, node)
    composer.note_reference(reference.kind, reference.name or reference.id)
    if reference.address is not None:
        node["address"] = reference.address
        return node
    return composer.pending(reference.kind, reference.id, node)


def _worded(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Return shapes whose texts are in the language of the project."""
    return tuple(
        replace(shape, text=translated(Label(shape.text)), own=False)
        if isinstance(shape, Text) and shape.own
        else shape
        for shape in shapes
    )
