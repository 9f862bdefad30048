"""Makes nodes, puts children into them and lists a page's nodes, faster than docutils does.

A page with a few views has some five times the nodes of its prose. Where docutils asks each node for each attribute, or
each node for the document it is in, that is what a build consists of.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, TypeVar

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


class PageNodes(NamedTuple):
    """The nodes of a page in the order of the text: all, and those that are in no node of some kind."""

    all: list[nodes.Node]
    outside: list[nodes.Node]

    @classmethod
    def of(cls, doctree: nodes.Node, kind: type[nodes.Node]) -> PageNodes:
        """List the nodes of a page; the second list has what is not in a ``kind``, and those themselves."""
        return cls(nodes_below((doctree,)), nodes_below((doctree,), lambda node: not isinstance(node, kind)))


def nodes_below(roots: Iterable[nodes.Node], enters: Callable[[nodes.Node], bool] | None = None) -> list[nodes.Node]:
    """Return the nodes and all that is in them, in the order of the text, without what is in nodes not to enter."""
    found = []
    waiting = [*roots]
    waiting.reverse()
    while waiting:
        node = waiting.pop()
        found.append(node)
        children = node.children
        if children and (enters is None or enters(node)):
            waiting += reversed(children)
    return found
