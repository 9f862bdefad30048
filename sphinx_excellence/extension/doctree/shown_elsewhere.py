"""Lists that a view has and that another view of the page shows too: they are left out for a link to that view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.nodes import excellence_elsewhere, excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import element, nodes_below, with_children, with_text

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def lead_elsewhere(views: Sequence[excellence_view], document: nodes.document, env: BuildEnvironment) -> None:
    """Resolve what ``views``, those of the page in order, may leave to one another."""
    shown: dict[str, excellence_view] = {}
    for view in views:
        if name := view.get("shown", ""):
            shown.setdefault(name, view)
    for node in nodes_below(views):
        if isinstance(node, excellence_elsewhere):
            target = shown.get(node["shown"])
            around, place = node.parent, node.parent.index(node)
            around[place : place + 1] = node.children if target is None else []
            if target is not None:
                around.append(_link(node, target, document, env))


def _link(
    node: excellence_elsewhere, target: excellence_view, document: nodes.document, env: BuildEnvironment
) -> nodes.paragraph:
    """Return a line that leads to ``target``, which gets an anchor where it has none."""
    if not target["ids"]:
        target["ids"].append(make_id(env, document, "shown", target["shown"]))
        document.note_explicit_target(target)
    link = with_text(element(nodes.reference, internal=True, refid=target["ids"][0]), node["text"])
    line = with_children(element(nodes.paragraph, translatable=False, classes=["excellence-elsewhere"]), link)
    line.document, line.source, line.line = document, node.source, node.line
    return line
