"""Appends children to nodes, faster than docutils does."""

from __future__ import annotations

from typing import TypeVar

from docutils import nodes

N = TypeVar("N", bound=nodes.Element)


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
