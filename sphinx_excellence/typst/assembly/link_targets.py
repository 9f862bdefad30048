"""Where links lead: one label for each node that has a name, and the names under which it is known.

Typst refuses a link to a label that is not there and a label that is there twice. So labels are collected before
anything is written: a node has one, however many names it has, and only where something leads to it.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

from docutils import nodes
from sphinx import addnodes

#: A place in a document: the page of the source, and a name on it; without a name, the page itself.
Place = tuple[str, str]


class Labels:
    """The labels of one assembled document. ``wanted`` are places that an index leads to."""

    def __init__(self, document: nodes.document, wanted: Iterable[Place] = ()) -> None:
        self._wanted: set[Place] = set(wanted)
        self._of_place: dict[Place, str] = {}
        self._places: dict[int, list[Place]] = {}
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
        places = [(docname, name) for name in node["ids"] if (docname, name) not in self._of_place]
        if isinstance(node, nodes.section) and (docname, "") not in self._of_place:
            # A page is where its first heading is.
            places.append((docname, ""))  # what is first in the list names the label
        if places:
            docname_of, name = places[0]
            label = f"{docname_of}:{name}"
            self._of_place.update(dict.fromkeys(places, label))
            self._places[id(node)] = places
        for child in node.children:
            if isinstance(child, nodes.Element):
                self._collect(child, docname)
        if isinstance(node, (nodes.document, addnodes.start_of_file)) and (docname, "") not in self._of_place:
            self._of_place[docname, ""] = f"{docname}:"
            self._places[id(node)] = [(docname, "")]

    def resolve(self, place: Place) -> str | None:
        """Return the label that leads to a place, if the document holds it."""
        return self._of_place.get(place)

    def add(self, place: Place) -> str:
        """Return the label of a place that no node stands for, such as an index."""
        label = self._of_place[place] = ":".join(place)
        self._placed.add(label)
        return label

    def of(self, node: nodes.Element) -> str | None:
        """Return the label to place at ``node``; nothing where nothing leads to it, or it has been placed."""
        places = self._places.get(id(node), [])
        # Any of the node's names may be the one that is wanted.
        if self._wanted.isdisjoint(places):
            return None
        label = self._of_place[places[0]]
        if label in self._placed:
            return None
        self._placed.add(label)
        return label

    def is_placed(self, label: str) -> bool:
        """Whether a label was written."""
        return label in self._placed

    def linked(self, label: str) -> None:
        """Note that something written leads to ``label``."""
        self._linked.add(label)

    @property
    def absent(self) -> list[str]:
        """The labels that links lead to though their nodes were not drawn."""
        return sorted(self._linked - self._placed)


def target_of(node: nodes.Element, docname: str) -> Place | None:
    """Return the place that a reference on page ``docname`` leads to; nothing where it leads out of the document."""
    if node.get("refid"):
        return docname, node["refid"]
    uri = node.get("refuri", "")
    if not uri.startswith("%"):
        return None
    page, _, name = uri[1:].partition("#")
    return page, unquote(name)
