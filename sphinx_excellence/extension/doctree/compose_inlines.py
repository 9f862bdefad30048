"""Makes inline nodes: words, badges, links to records, a record's prose.

Notes for each link that the page depends on the record, so that it is read again when the record changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.extension.doctree.nodes import (
    excellence_badge,
    excellence_noted,
    excellence_sparkline,
    excellence_tag,
)
from sphinx_excellence.extension.doctree.quick_nodes import element, with_children, with_text
from sphinx_excellence.extension.domain.anchors import part_anchor
from sphinx_excellence.extension.domain.objects import COMPARE_PLACE, TAG_LIST, LinkTarget
from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model import prose as inline_text
from sphinx_excellence.model.queries import ANY_KIND, Query
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Anchor,
    Badge,
    CompareLink,
    Inline,
    Jump,
    Label,
    ListLink,
    PageReference,
    Reference,
    Rich,
    Sentence,
    Shortcut,
    Sparkline,
    StatusLabel,
    Tag,
    Unknown,
    WebLink,
    Words,
)
from sphinx_excellence.views.record_labels import reference as reference_to
from sphinx_excellence.views.record_labels import sign_behind_link

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain.domain import ExcellenceDomain


@dataclass(slots=True)
class InlineComposer:
    """Makes the nodes of inline values in one page.

    The page is noted as showing whatever the nodes name, under the name that it is asked for by and whether or not
    there is such a record: an answer that changes is how a page comes to be read again.
    """

    domain: ExcellenceDomain
    docname: str

    @property
    def _registry(self) -> Registry:
        return self.domain.registry

    def inlines(self, inlines: Iterable[Inline]) -> list[nodes.Node]:
        """Return the nodes of inline values, in order."""
        made: list[nodes.Node] = []
        for inline in inlines:
            match inline:
                case Words():
                    made.append(_words(inline))
                case Label():
                    made.append(_label_node(inline, [f"excellence-{inline.role}"]))
                case Tag():
                    shown = with_text(element(excellence_tag, title=inline.title), inline.text)
                    made.append(self.pending(TAG_LIST, inline.id, shown))
                case ListLink():
                    made.append(self.pending(TAG_LIST, inline.name, _label_node(inline.label, ["excellence-label"])))
                case PageReference():
                    made.append(self._page(inline))
                case Sentence():
                    made += self._sentence(inline)
                case Jump():
                    link = element(nodes.reference, internal=True, refid=inline.anchor)
                    made.append(with_text(link, translated(inline.label)))
                case Shortcut():
                    made += self._shortcut(inline)
                case CompareLink():
                    made.append(self._compare_link(inline))
                case Rich():
                    made += self.prose(inline.source)
                case Badge():
                    made.append(badge_node(inline))
                case StatusLabel():
                    classes = ["excellence-sign", f"excellence-{inline.role}-{inline.value}"]
                    if inline.means:
                        classes.append(f"excellence-means-{inline.means}")
                    made.append(_label_node(inline.label, classes))
                case Reference() | Unknown():
                    made += self.reference(inline)
                case Sparkline():
                    line = element(excellence_sparkline, values=inline.values, top=inline.top)
                    made.append(with_text(line, inline.text))
                case WebLink():
                    text = translated(inline.label) if inline.label is not None else inline.text
                    made.append(with_text(element(nodes.reference, refuri=inline.url, internal=False), text))
                case Anchor():
                    made.append(element(nodes.target, ids=[part_anchor(inline.kind, inline.id, inline.part)]))
        return made

    def reference(
        self, reference: Reference | Unknown, *, text: str | None = None, link: bool = True
    ) -> list[nodes.Node]:
        """Return a link to a record's home, and its badge behind it; the name of a record that does not exist."""
        if isinstance(reference, Unknown):
            self.note_reference(reference.kind, reference.name)
            return [with_text(element(nodes.inline, classes=["excellence-unknown"]), text or reference.name)]
        self.note_reference(reference.kind, reference.name or reference.id)
        content = with_text(element(nodes.inline, classes=["excellence-ref"]), text or reference.title)
        made: list[nodes.Node] = [content]
        if link and reference.address is not None:
            made = [self._foreign(reference.address, content)]
        elif link:
            made = [self.pending(reference.kind, reference.id, content, part=reference.part)]
        if reference.badge is not None:
            made += [nodes.Text(" "), badge_node(reference.badge)]
        return made

    def _sentence(self, sentence: Sentence) -> list[nodes.Node]:
        """Return the words of a sentence with its parts where they belong in its language."""
        return self.inlines(inlines_of(sentence))

    def _shortcut(self, shortcut: Shortcut) -> list[nodes.Node]:
        """Return a link by what a reader does there, with the record's title as a tip, and without its badge."""
        to = replace(shortcut.reference, badge=None)
        made = self.reference(to, text=translated(shortcut.label))
        (content,) = made[0].findall(nodes.inline)
        noted = with_children(element(excellence_noted, classes=content["classes"], note=to.title), *content.children)
        content.parent.replace(content, noted)
        return made

    def _compare_link(self, link: CompareLink) -> nodes.Element:
        """Return a link to where patterns are compared, with the title of what it may lead to instead as a tip."""
        to = link.instead.reference if link.instead is not None else None
        content = element(excellence_noted, note=to.title) if to is not None else element(nodes.inline)
        content["classes"] = ["excellence-ref"]
        with_text(content, translated(link.label))
        if to is not None:
            self.note_reference(to.kind, to.name or to.id)
        instead = (to.kind, to.id) if to is not None and to.address is None else None
        return self.pending(TAG_LIST, COMPARE_PLACE, content, part=link.pattern, instead=instead)

    def _page(self, to: PageReference) -> addnodes.pending_xref:
        """Return a link to a page, by its name from the root."""
        content = with_text(element(nodes.inline, classes=["excellence-ref"]), to.title)
        xref = element(
            addnodes.pending_xref,
            refdomain="std",
            reftype="doc",
            reftarget=f"/{to.page}",
            refdoc=self.docname,
            refexplicit=True,
            refwarn=False,
        )
        return with_children(xref, content)

    def note_reference(self, kind: str, name: str) -> None:
        """Note that the page shows a record with the id or alias ``name``, or would if there were one."""
        self.domain.note_query(self.docname, Query(kind, name, "link"))

    def _foreign(self, address: str, content: nodes.inline) -> nodes.Element:
        return with_children(element(nodes.reference, refuri=address, internal=False), content) if address else content

    def pending(
        self, kind: str, record_id: str, content: nodes.Element, *, explicit: bool = True, known: bool = True,
        part: str = "", instead: RecordKey | None = None,
    ) -> nodes.Element:  # fmt: skip
        """Return a cross reference that is resolved when the page is written, to a part of a record's home if named.

        Where it is to a list, ``instead`` is the record that it leads to where there is no such list.
        """
        xref = element(
            addnodes.pending_xref,
            refdomain="excellence",
            reftype=kind,
            reftarget=record_id,
            refdoc=self.docname,
            refexplicit=explicit,
            refwarn=False,
            known=known,
        )
        if part:
            xref["part"] = part
        if instead is not None:
            xref["instead"] = instead
        return with_children(xref, content)

    def prose(self, source: str) -> list[nodes.Node]:
        """Return the nodes of CommonMark inline text."""
        return self._spans(inline_text.parse_prose(source))

    def _spans(self, spans: tuple[inline_text.Span, ...]) -> list[nodes.Node]:
        made: list[nodes.Node] = []
        for span in spans:
            match span:
                case inline_text.Text():
                    made.append(nodes.Text(span.text))
                case inline_text.Code():
                    made.append(with_text(element(nodes.literal), span.text))
                case inline_text.Emphasis():
                    made.append(with_children(element(nodes.emphasis), *self._spans(span.spans)))
                case inline_text.Strong():
                    made.append(with_children(element(nodes.strong), *self._spans(span.spans)))
                case inline_text.Link():
                    made.append(self.link_node(span.target, self._spans(span.spans)))
        return made

    def link_node(self, target: str, inside: list[nodes.Node]) -> nodes.Node:
        """Return a link to an address or a record, with ``inside`` as its text; the text alone where it may not be."""
        if inline_text.is_external(target):
            if inline_text.unsafe_scheme(target) is not None:
                return with_children(element(nodes.inline), *inside)
            return with_children(element(nodes.reference, refuri=target, internal=False), *inside)
        found = self.link_target(target)
        if found is None:
            return with_children(element(nodes.inline), *inside)
        inside = inside or [nodes.Text(found.title)]
        content = with_children(element(nodes.inline, classes=["excellence-ref"]), *inside)
        if found.address is None:
            return self.pending(found.kind, found.id, content)
        return self._foreign(found.address, content)

    def link_target(self, target: str) -> LinkTarget | None:
        """Return the record that a link in prose leads to, and note that the page shows it."""
        self.note_reference(ANY_KIND, target)
        key = self._registry.find_any(target)
        if key is None:
            return None
        record = self._registry.find(*key)
        return LinkTarget(*key, record.title if record is not None else key[1], self._registry.address_of(*key))

    def named(self, kind: str, name: str, *, text: str | None = None, link: bool = True) -> list[nodes.Node]:
        """Return a link to the record that ``name`` leads to, as `reference` does, and the sign of one that is over."""
        made = self.reference(reference_to(kind, name, self._registry), text=text, link=link)
        sign = sign_behind_link(kind, name, self._registry)
        return made if sign is None else [*made, nodes.Text(" "), *self.inlines((sign,))]


def inlines_of(sentence: Sentence) -> list[Inline]:
    """Return the words of a sentence with its parts where they belong in its language."""
    words = translated(Label(sentence.message, ("\0",) * len(sentence.parts))).split("\0")
    made: list[Inline] = []
    for said, part in zip(words, (*sentence.parts, ()), strict=True):
        if said:
            made.append(Words(said, role="label"))
        made += part
    return made


def _words(words: Words) -> nodes.Node:
    if not words.role:
        return nodes.Text(words.text)
    if words.role == "strong":
        return with_text(element(nodes.strong), words.text)
    return with_text(element(nodes.inline, classes=[f"excellence-{words.role}"]), words.text)


def _label_node(label: Label, classes: list[str]) -> nodes.inline:
    node = (
        element(excellence_noted, classes=classes, note=label.note)
        if label.note
        else element(nodes.inline, classes=classes)
    )
    return with_text(node, translated(label))


def badge_node(badge: Badge) -> excellence_badge:
    """Return the node of a badge."""
    classes = ["excellence-badge", f"excellence-tier-{badge.tier or 'unrated'}"]
    return with_text(
        element(excellence_badge, symbol=badge.symbol, icon=badge.icon, classes=classes), translated(Label(badge.title))
    )
