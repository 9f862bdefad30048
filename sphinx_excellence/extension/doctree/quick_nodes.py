"""Makes nodes, puts children into them and lists a page's nodes, faster than docutils does.

A page with a few views has some five times the nodes of its prose. Where docutils asks each node for each attribute, or
each node for the document it is in, that is what a build consists of.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from docutils import nodes

N = TypeVar("N", bound=nodes.Element)
_LISTS = tuple(nodes.Element.list_attributes)


def element(kind: type[N], **attributes: Any) -> N:
    """Return a node of ``kind`` without children, as its constructor would make it.

    The lists among ``attributes`` become its own, uncopied; names are to be in lower case.
    """
    node = kind.__new__(kind)
    node.rawsource = ""
    node.children = []
    node.attributes = {name: [] for name in _LISTS}
    if attributes:
        node.attributes.update(attributes)
    if not node.tagname:  # of the class, where it has one
        node.tagname = kind.__name__
    return node


def with_children(node: N, *children: nodes.Node) -> N:
    """Return ``node`` with ``children`` put into it.

    What docutils' own ``append`` does for a node that is in no document yet, without asking for that document at each
    step. `Composer.view` makes document, source and line known to all of them at once.
    """
    node.children = list(children)
    for child in children:
        child.parent = node
    return node


def with_text(node: N, text: str) -> N:
    """Return ``node`` with ``text`` in it."""
    return with_children(node, nodes.Text(text))


def nodes_below(roots: Iterable[nodes.Node], closed: type[nodes.Node] | None = None) -> list[nodes.Node]:
    """Return the nodes and all that is in them, in the order of the text, without what is inside those ``closed``."""
    found = []
    waiting = [*roots]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        found.append(node)
        # A view that is closed is not asked for its children: it might have to make them.
        if closed is None or not isinstance(node, closed):
            waiting += reversed(node.children)
    return found
