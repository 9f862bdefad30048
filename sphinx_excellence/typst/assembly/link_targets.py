"""Link targets: a Typst label for each node that something links to, and the names by which links find it.

Typst refuses a link to a label that is not there and a label that is there twice. So labels are collected before
anything is written: a node has one, however many names it has, and only where something leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

#: A target of links: the page of the source, and an id on it; without an id, the page itself.
Target = tuple[str, str]


class Labels:
    """The labels of one assembled document. ``wanted`` are the targets of the indices."""

    def __init__(self, document: nodes.document, wanted: Iterable[Target] = ()) -> None:
        self._wanted: set[Target] = set(wanted)
        self._label_of: dict[Target, str] = {}
        self._targets: dict[int, list[Target]] = {}
        self._placed: set[str] = set()
        self._linked: set[str] = set()
        self._collect(document, document.get("docname", ""))

    def _collect(self, node: nodes.Element, docname: str) -> None:
        if isinstance(node, (nodes.document, addnodes.start_of_file)):
            docname = node.get("docname", docname)
        elif isinstance(node, nodes.reference):
            target = target_of(node, docname)
            if target is not None:
                self._wanted.add(target)
        elif isinstance(node, (nodes.footnote_reference, nodes.citation_reference)) and node.get("refid"):
            self._wanted.add((docname, node["refid"]))
        targets = [(docname, name) for name in node["ids"] if (docname, name) not in self._label_of]
        if isinstance(node, nodes.section) and (docname, "") not in self._label_of:
            # A page is where its first heading is.
            targets.append((docname, ""))  # what is first in the list names the label
        if targets:
            docname_of, name = targets[0]
            label = f"{docname_of}:{name}"
            self._label_of.update(dict.fromkeys(targets, label))
            self._targets[id(node)] = targets
        for child in node.children:
            if isinstance(child, nodes.Element):
                self._collect(child, docname)
        if isinstance(node, (nodes.document, addnodes.start_of_file)) and (docname, "") not in self._label_of:
            self._label_of[docname, ""] = f"{docname}:"
            self._targets[id(node)] = [(docname, "")]

    def resolve(self, target: Target) -> str | None:
        """Return the label of a target, if the document holds it."""
        return self._label_of.get(target)

    def add(self, target: Target) -> str:
        """Return a label for a target that has no node, such as an index."""
        label = self._label_of[target] = ":".join(target)
        self._placed.add(label)
        return label

    def of(self, node: nodes.Element) -> str | None:
        """Return the label to place at ``node``; nothing where nothing leads to it, or it has been placed."""
        targets = self._targets.get(id(node), [])
        # Any of the node's names may be the one that is wanted.
        if self._wanted.isdisjoint(targets):
            return None
        label = self._label_of[targets[0]]
        if label in self._placed:
            return None
        self._placed.add(label)
        return label

    def placed_on(self, docnames: AbstractSet[str]) -> list[str]:
        """Return the labels that were written for nodes of these pages."""
        every = (self._label_of[targets[0]] for targets in self._targets.values() if targets[0][0] in docnames)
        return [label for label in every if label in self._placed]

    def is_placed(self, label: str) -> bool:
        """Whether a label was written."""
        return label in self._placed

    def note_link(self, label: str) -> None:
        """Note that something written leads to ``label``."""
        self._linked.add(label)

    @property
    def undefined(self) -> list[str]:
        """The labels that links lead to though their nodes were not drawn."""
        return sorted(self._linked - self._placed)


def target_of(node: nodes.Element, docname: str) -> Target | None:
    """Return the target of a reference on page ``docname``; nothing where it leads out of the project."""
    if node.get("refid"):
        return docname, node["refid"]
    uri = node.get("refuri", "")
    if not uri.startswith("%"):
        return None
    page, _, name = uri[1:].partition("#")
    return page, unquote(name)
