"""Lists that a view has and that another view of the page shows too: they are left out for a link to that view."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.nodes import make_id

from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.nodes import excellence_elsewhere, excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def lead_elsewhere(views: Sequence[excellence_view], document: nodes.document, env: BuildEnvironment) -> None:
    """Resolve what ``views``, those of the page in order, may leave to one another."""
    shown: dict[str, excellence_view] = {}
    for view in views:
        if name := view.get("shown", ""):
            shown.setdefault(name, view)

    def anchor_of(name: str) -> str:
        """Return the anchor of the view that shows what ``name`` says, which gets one where it has none."""
        target = shown.get(name)
        if target is None:
            return ""
        if not target["ids"]:
            target["ids"].append(make_id(env, document, "shown", name))
            document.note_explicit_target(target)
        return str(target["ids"][0])

    for view in views:
        if isinstance(view.held, HeldView):
            view.held = view.held.leading_elsewhere(anchor_of)
            continue
        for node in nodes_below((view,)):
            if isinstance(node, excellence_elsewhere):
                anchor = anchor_of(node["shown"])
                around, place = node.parent, node.parent.index(node)
                line, *blocks = node.children
                around[place : place + 1] = [] if anchor else blocks
                if anchor:
                    for link in line.findall(nodes.reference):
                        link["refid"] = anchor
                    around.append(line)
