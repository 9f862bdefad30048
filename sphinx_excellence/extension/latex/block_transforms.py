"""The toolkit's blocks in the shape that the LaTeX style draws.

Sphinx writes the class of a container as an environment and the class of an inline as a command, and drops the classes
of all else. So what the style must distinguish is put into containers here, and each class gets an inline of its own.
Owns that shape; how an environment looks belongs to the style, ``sphinxexcellence.sty``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import excellence_badge, excellence_fact, excellence_view

#: Lists whose items are blocks of their own and no list any more.
_BLOCK_LISTS = frozenset({
    "excellence-cards", "excellence-timeline", "excellence-options", "excellence-arguments", "excellence-radar-sectors",
    "excellence-radar-blips",
})  # fmt: skip
_PREFIX = "excellence-"
#: A value of more characters than this has a line to itself.
_SHORT_FACT = 34


class ReshapeBlocks(SphinxPostTransform):
    """Gives the toolkit's blocks the shape that the style draws."""

    # After task boxes (20), before anything that looks at paragraphs or lists as LaTeX will write them.
    default_priority = 30
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Reshape everything in the toolkit's views, and its inlines wherever they are."""
        for view in list(self.document.findall(excellence_view)):
            view["classes"] = _modifiers_first(view["classes"])
            _reshape(view)
        for inline in list(self.document.findall(nodes.inline)):
            if not isinstance(inline, excellence_badge) and _is_ours(inline):
                _part_classes(inline)


def _modifiers_first(classes: list[str]) -> list[str]:
    """Return classes with those in front that must be known where a block begins: its colour, its edge."""
    return sorted(classes, key=lambda name: not name.startswith(("excellence-tier-", "excellence-legacy")))


def _is_ours(node: nodes.Element) -> bool:
    return any(name.startswith(_PREFIX) for name in node["classes"])


def _reshape(root: nodes.Element) -> None:
    for lines in list(root.findall(nodes.field_list)):
        if lines.children and all(isinstance(child, excellence_fact) for child in lines.children):
            lines.parent.replace(lines, _grid(lines) if _is_ours(lines) else _details(lines))
    for rubric in list(root.findall(nodes.rubric)):
        if "excellence-part-title" in rubric["classes"]:
            # A rubric with a level would be as large as a heading of the page.
            title = nodes.paragraph(rubric.rawsource, "", *rubric.children)
            of_prose = "excellence-prose-heading" in rubric["classes"]
            name = "excellence-prose-heading" if of_prose else "excellence-part-title"
            rubric.parent.replace(rubric, _container([name], [title]))
    for container in list(root.findall(nodes.container)):
        container["classes"] = _modifiers_first(container["classes"])
    listings: list[nodes.Element] = [*root.findall(nodes.bullet_list), *root.findall(nodes.enumerated_list)]
    for listing in listings:
        if _is_ours(listing):
            _reshape_list(listing)
    for paragraph in list(root.findall(nodes.paragraph)):
        if _is_ours(paragraph):
            classes, paragraph["classes"] = paragraph["classes"], []
            _wrap(paragraph, classes)


def _container(classes: list[str], children: list[nodes.Node]) -> nodes.container:
    return nodes.container("", *children, classes=classes)


def _wrap(node: nodes.Element, classes: list[str]) -> None:
    wrapper = _container(classes, [])
    node.parent.replace(node, wrapper)
    wrapper += node


def _reshape_list(listing: nodes.Element) -> None:
    name = next(name for name in listing["classes"] if name.startswith(_PREFIX))
    if name not in _BLOCK_LISTS:
        listing["classes"].remove(name)
        _wrap(listing, [name])
        return
    items: list[nodes.Node] = [_block(name, item) for item in listing.children if isinstance(item, nodes.list_item)]
    if name == "excellence-cards":
        items = [_container(["excellence-cards-row"], items[start : start + 2]) for start in range(0, len(items), 2)]
    listing.parent.replace(listing, _container([name], items))


def _block(name: str, item: nodes.Element) -> nodes.container:
    chosen = any("excellence-chosen-chosen" in inline["classes"] for inline in item.findall(nodes.inline))
    return _container([*(["excellence-chosen"] if chosen else []), f"{name}-item"], list(item.children))


def _labelled(facts: nodes.Element) -> Iterator[tuple[nodes.field_name, nodes.field_body]]:
    names, bodies = facts.findall(nodes.field_name), facts.findall(nodes.field_body)
    yield from zip(list(names), list(bodies), strict=True)


def _grid(facts: nodes.Element) -> nodes.container:
    """Return facts as blocks of a label and what is below it."""
    made = []
    for name, body in _labelled(facts):
        label = _container(["excellence-fact-label"], [nodes.paragraph("", "", *name.children)])
        width = "excellence-fact" if len(body.astext()) <= _SHORT_FACT else "excellence-wide-fact"
        made.append(_container([width], [label, *body.children]))
    return _container(facts["classes"], list(made))


def _details(facts: nodes.Element) -> nodes.container:
    """Return facts as paragraphs that begin with their label."""
    made = []
    for name, body in _labelled(facts):
        (value, *rest) = body.children
        line = nodes.paragraph("", "", nodes.strong("", "", *name.children, nodes.Text(": ")), *value.children)
        made += [line, *rest]
    return _container(["excellence-details"], list(made))


def _part_classes(inline: nodes.inline) -> None:
    """Give each class an inline of its own, the first one innermost: the others set what it draws with."""
    classes = inline["classes"]
    inline["classes"] = classes[:1]
    for name in classes[1:]:
        outer = nodes.inline(classes=[name])
        inline.parent.replace(inline, outer)
        outer += inline
        inline = outer
