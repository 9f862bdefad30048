"""Links, footnotes, citations, index entries, downloads."""

from __future__ import annotations

import re
from typing import Any

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.typst.assembly.link_targets import target_of
from sphinx_excellence.typst.diagnostics import Subtype, __
from sphinx_excellence.typst.literals import Code
from sphinx_excellence.typst.visitors.inline import semantic_colour
from sphinx_excellence.typst.writing.emitter import Emitter

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
#: Typst refuses longer ones.
LONGEST_ADDRESS = 7500


class ReferenceVisitors(Emitter):
    """Links and notes."""

    _footnotes: dict[tuple[str, str], nodes.Element]
    _footnote_uses: dict[tuple[str, str], int]
    _footnotes_drawn: set[tuple[str, str]]
    _footnotes_open: list[tuple[str, str]]
    #: Footnotes whose text has been written somewhere, and those that wait for a reference.
    _footnotes_written: set[tuple[str, str]]
    _deferred_footnotes: list[tuple[str, nodes.footnote]]

    def collect_footnotes(self, document: nodes.document) -> None:
        """Learn all footnotes before the first is referred to: their texts are set where their numbers are."""
        self._footnotes, self._footnote_uses = {}, {}
        self._footnotes_drawn, self._footnotes_open = set(), []
        self._footnotes_written, self._deferred_footnotes = set(), []
        self._collect_footnotes(document, document.get("docname", ""))

    def _collect_footnotes(self, node: nodes.Element, docname: str) -> None:
        if isinstance(node, addnodes.start_of_file):
            docname = node["docname"]
        elif isinstance(node, nodes.footnote):
            self._footnotes.update({(docname, each): node for each in node["ids"]})
        elif isinstance(node, nodes.footnote_reference) and node.get("refid"):
            target = (docname, node["refid"])
            self._footnote_uses[target] = self._footnote_uses.get(target, 0) + 1
        for child in node.children:
            if isinstance(child, nodes.Element):
                self._collect_footnotes(child, docname)

    def visit_reference(self, node: nodes.reference) -> None:
        """Draw a link: within the document, to the web, or, where it leads to neither, its text."""
        self._open_link(node)
        function = _component(node)
        if function is not None:
            outlined = any("outline" in each for each in node["classes"])
            self.open(function, colour=semantic_colour(node["classes"]), outlined=outlined)

    def depart_reference(self, node: nodes.reference) -> None:
        """End the link."""
        if _component(node) is not None:
            self.close()
        self.close()

    def _open_link(self, node: nodes.Element) -> None:
        uri = node.get("refuri", "")
        target = (self.docname, uri[1:]) if uri.startswith("#") else target_of(node, self.docname)
        if target is not None:
            label = self.labels.resolve(target)
            if label is not None:
                self.labels.note_link(label)
                self.open("to", label=label)
                return
            if target[0] in self.builder.docnames:
                self.warn(
                    Subtype.MISSING_TARGET, __("nothing in the document is named %s"), "#".join(target), node=node
                )
            self.open("")
        elif _SCHEME.match(uri) and len(uri) < LONGEST_ADDRESS:
            self.open("web", address=uri, bare=uri.removeprefix("mailto:") == node.astext())
        else:
            # A path on the web site leads nowhere from a file.
            self.open("")

    visit_number_reference = visit_reference
    depart_number_reference = depart_reference

    def visit_download_reference(self, node: nodes.Element) -> None:
        """Draw a link to a file: to the web where it is there, else its name."""
        uri = node.get("reftarget", "")
        if _SCHEME.match(uri):
            self.open("web", address=uri, bare=False)
        else:
            self.open("")

    depart_download_reference = Emitter.close_after
    visit_pending_xref = depart_pending_xref = Emitter.pass_through
    visit_pending_xref_condition = depart_pending_xref_condition = Emitter.pass_through

    def visit_target(self, node: nodes.Element) -> None:
        """Draw the text of a target, where it has one; its anchor is placed already."""

    depart_target = Emitter.pass_through

    def visit_index(self, node: addnodes.index) -> None:
        """Draw nothing: the index at the end links to the target next to this node."""
        raise nodes.SkipNode

    # -- footnotes -------------------------------------------------------------------------------------------------

    def visit_footnote_reference(self, node: nodes.footnote_reference) -> None:
        """Put the footnote at the foot of this page, or refer to it once more."""
        target = (self.docname, node.get("refid", ""))
        footnote = self._footnotes.get(target)
        number = Code(self.text_code(node.astext()))
        if footnote is None or target in self._footnotes_open:
            self.emit(f"super({number})")
        elif self.in_heading:
            self.emit(f"heading-mark({number})")
            self.heading_notes.append(self._footnote_code("heading-note", footnote, target, number=number))
        elif target in self._footnotes_drawn:
            self.emit(self.call("note-again", number=number, name=_footnote_label(target)))
        else:
            named = self._footnote_uses.get(target, 0) > 1
            if named:
                self._footnotes_drawn.add(target)
            label = _footnote_label(target) if named else None
            self.emit(self._footnote_code("note", footnote, target, number=number, name=label))
        raise nodes.SkipNode

    def _footnote_code(self, function: str, footnote: nodes.Element, target: tuple[str, str], **named: Any) -> str:
        # What surrounds the number does not surround the note.
        surroundings = (self.in_title, self.in_heading, self.in_literal, self.verbatim)
        self.in_title = self.in_heading = self.in_literal = self.verbatim = 0
        self._footnotes_open.append(target)
        self.open(function, **named)
        self._footnotes_written.add(target)
        for child in footnote.children:
            child.walkabout(self)
        code = self.capture()
        self._footnotes_open.pop()
        self.in_title, self.in_heading, self.in_literal, self.verbatim = surroundings
        return code

    def visit_footnote(self, node: nodes.footnote) -> None:
        """Draw a footnote in its own position only if nothing refers to it."""
        if any((self.docname, each) in self._footnote_uses for each in node["ids"]):
            self._deferred_footnotes.append((self.docname, node))
            raise nodes.SkipNode
        self._open_footnote(node)

    def draw_deferred_footnotes(self) -> None:
        """Draw those footnotes at the end of their page whose references were not drawn, or are in themselves."""
        put_off = [node for docname, node in self._deferred_footnotes if docname == self.docname]
        for node in put_off:
            if self._footnotes_written.isdisjoint((self.docname, each) for each in node["ids"]):
                self._open_footnote(node)
                for child in node.children:
                    child.walkabout(self)
                self.close()

    def _open_footnote(self, node: nodes.footnote) -> None:
        self._footnotes_written.update((self.docname, each) for each in node["ids"])
        label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
        self.open("entry", block=True, name=Code(self.text_code(label)))

    depart_footnote = Emitter.close_after

    def visit_citation(self, node: nodes.citation) -> None:
        """Draw the source that citations refer to."""
        label = next((child.astext() for child in node.children if isinstance(child, nodes.label)), "")
        self.open("entry", block=True, name=Code(self.text_code(f"[{label}]")))

    depart_citation = Emitter.close_after

    def visit_label(self, node: nodes.Element) -> None:
        """Draw a label that is not its footnote's: that has been drawn with it."""
        parent = node.parent
        labelled = isinstance(parent, (nodes.footnote, nodes.citation))
        if labelled and next(each for each in parent.children if isinstance(each, nodes.label)) is node:
            raise nodes.SkipNode
        self.open("strong" if isinstance(parent, nodes.TextElement) else "box-title")

    depart_label = Emitter.close_after

    def visit_citation_reference(self, node: nodes.Element) -> None:
        """Draw a citation that Sphinx has not resolved, with a link where docutils has."""
        label = self.labels.resolve((self.docname, node.get("refid", "")))
        if label is not None:
            self.labels.note_link(label)
            self.open("to", label=label)
        else:
            self.open("")
        self.write("[")

    def depart_citation_reference(self, node: nodes.Element) -> None:
        """End the citation."""
        self.write("]")
        self.close()


def _component(node: nodes.Element) -> str | None:
    """Return the component of sphinx-design that a link is drawn as."""
    return "button" if "sd-btn" in node["classes"] else "badge" if "sd-badge" in node["classes"] else None


def _footnote_label(target: tuple[str, str]) -> str:
    return "footnote:" + "#".join(target)
