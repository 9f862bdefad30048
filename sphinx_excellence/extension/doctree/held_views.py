"""Holds views as values in the tree of a page: what is shown, in the place of the hundreds of nodes that show it.

Nodes are made when code looks at them: a builder of another format than HTML, another extension, a test. HTML is
written from the value (see ``html.drawn_views``). Owns which views can be held, what a page depends on by showing one,
and making its nodes late. A text of blocks needs the parser while its page is read, so a view with one has nodes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, cast

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import excellence_view, shown_key
from sphinx_excellence.extension.doctree.quotes import set_quotes
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.domain.objects import COMPARE_PLACE, TAG_LIST, LinkTarget
from sphinx_excellence.model.block_prose import is_one_paragraph
from sphinx_excellence.model.prose import Emphasis, Link, Span, Strong, is_external, may_hold_links, parse_prose
from sphinx_excellence.views.blocks import (
    Anchor,
    Badge,
    Block,
    CompareLink,
    Elsewhere,
    Facts,
    Folded,
    Group,
    Inline,
    Items,
    Jump,
    Label,
    Line,
    ListLink,
    Part,
    Reference,
    Rich,
    RichBlocks,
    Sentence,
    Shortcut,
    StatusLabel,
    Table,
    Tag,
    Tasks,
    Unknown,
    View,
    WebLink,
    Words,
)

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.doctree.composer import Composer
    from sphinx_excellence.extension.domain.domain import ExcellenceDomain

#: What depends on nothing but itself. A sparkline is drawn by a transform, which wants its node.
_PLAIN = frozenset({Words, Label, Badge, StatusLabel, WebLink, Anchor, Jump})


@dataclass(frozen=True, slots=True)
class HeldView:
    """A view in the page ``docname``, and what is to be known to make its nodes when records are not loaded any more.

    ``links`` are the records that links in its prose lead to, by how they are written. ``has_quotes`` says that
    typographic quotes are set in the page.
    """

    view: View
    docname: str
    heading_level: int
    links: Mapping[str, LinkTarget | None]
    has_quotes: bool = False

    def with_quotes(self, *, has_quotes: bool) -> HeldView:
        """Return the view in a page in which typographic quotes are set, or not."""
        return replace(self, has_quotes=has_quotes)

    @property
    def references(self) -> tuple[tuple[str, str], ...]:
        """The kinds and ids of the cross references in it, in order."""
        notes = _Notes(self.links.get)
        notes.take(self.view.blocks)
        return tuple(dict.fromkeys(notes.references))

    def leading_elsewhere(self, anchor_of: Callable[[str], str]) -> HeldView:
        """Return the view without what other views of the page show; ``anchor_of`` says where, if they do."""
        blocks = _leading(self.view.blocks, anchor_of)
        return self if blocks == self.view.blocks else replace(self, view=replace(self.view, blocks=blocks))

    def with_first(self, line: Line) -> HeldView:
        """Return the view with a line before all else."""
        return replace(self, view=replace(self.view, blocks=(line, *self.view.blocks)))

    def place(self, node: excellence_view) -> tuple[str, str, int, nodes.document, int]:
        """Return page, source, line, document and heading level of the nodes of the view in ``node``."""
        document = cast("nodes.document", node.document)
        return self.docname, node.source or "", node.line or 1, document, self.heading_level

    def compose(self, view: excellence_view) -> list[nodes.Node]:
        """Return the nodes in the view. In a tree that belongs to no build, quotes stay as they are written."""
        # Imported here: a run that makes no nodes needs none of the models.
        from sphinx_excellence.extension.doctree.late_composer import LateComposer  # noqa: PLC0415

        document = cast("nodes.document", view.document)
        env: BuildEnvironment | None = document.settings.env
        # Links are known already, and nothing else is asked of the domain.
        domain = cast("ExcellenceDomain", domain_of(env) if env is not None else None)
        composer = LateComposer(domain, *self.place(view), self.links)
        children = composer.blocks(self.view.blocks)
        for child in children:
            composer.place(child)
        if self.has_quotes and env is not None:
            set_quotes(document, children)
        return children


def _leading(blocks: tuple[Block, ...], anchor_of: Callable[[str], str]) -> tuple[Block, ...]:
    made: list[Block] = []
    links: list[Block] = []
    for block in blocks:
        if isinstance(block, Elsewhere):
            anchor = anchor_of(shown_key(block.view, block.record))
            if anchor:
                links.append(block.link_to(anchor))
            else:
                made += _leading(block.blocks, anchor_of)
        elif isinstance(block, Part | Group | Folded):
            made.append(replace(block, blocks=_leading(block.blocks, anchor_of)))
        else:
            made.append(block)
    return (*made, *links)


def view_node(composer: Composer, view: View) -> excellence_view:
    """Return the node of a view, deferred: with the view itself where that can be held, else with its nodes."""
    notes = _Notes(composer.link_target)
    if not notes.take(view.blocks):
        return composer.view(view)
    for kind, name in notes.shown:
        composer.note_reference(kind, name)
    node = composer.empty_view(view)
    composer.place(node)
    node.hold(HeldView(view, composer.docname, composer.heading_level, notes.links))
    return node


@dataclass(slots=True)
class _Notes:
    """What a page depends on by showing some blocks: what the composer notes as it makes the nodes."""

    link_target: Callable[[str], LinkTarget | None]
    links: dict[str, LinkTarget | None] = field(default_factory=dict)
    references: list[tuple[str, str]] = field(default_factory=list)
    shown: list[tuple[str, str]] = field(default_factory=list)

    def take(self, blocks: Iterable[Block]) -> bool:
        """Note what blocks show; return whether all of them can be held."""
        return all(map(self._takes, blocks))

    def _takes(self, block: Block) -> bool:
        """Note what a block shows. What another view may show is left out only where blocks are next to each other."""
        match block:
            case Line():
                return self.take_inlines(block.inlines)
            case RichBlocks():
                if not is_one_paragraph(block.source):
                    return False
                self._prose(block.source)
                return self.take_inlines(block.lead)
            case Facts():
                return all(self.take_inlines(fact.value) and self._take_inside(fact.blocks) for fact in block.rows)
            case Items():
                return all(map(self._take_inside, block.items))
            case Tasks():
                for text in block.items:
                    self._prose(text)
                return True
            case Part() | Group() | Folded() | Elsewhere():
                return self.take(block.blocks)
            case Table():
                return all(map(self.take_inlines, block.columns)) and all(
                    self._take_inside(cell.blocks) for row in block.rows for cell in row
                )
        return False

    def _take_inside(self, blocks: Iterable[Block]) -> bool:
        """Note what the blocks of an item, a fact or a cell show."""
        return all(not isinstance(block, Elsewhere) and self._takes(block) for block in blocks)

    def take_inlines(self, inlines: Iterable[Inline]) -> bool:
        for inline in inlines:
            kind = type(inline)
            if kind in _PLAIN:
                continue
            if isinstance(inline, Rich):
                self._prose(inline.source)
            elif isinstance(inline, Sentence):
                if not all(map(self.take_inlines, inline.parts)):
                    return False
            elif isinstance(inline, Reference | Shortcut):
                self._reference(inline if isinstance(inline, Reference) else inline.reference)
            elif isinstance(inline, Unknown):
                self.shown.append((inline.kind, inline.name))
            elif isinstance(inline, CompareLink):
                self.references.append((TAG_LIST, COMPARE_PLACE))
                if inline.instead is not None:
                    self._reference(inline.instead.reference)
            elif isinstance(inline, Tag | ListLink):
                self.references.append((TAG_LIST, inline.id if isinstance(inline, Tag) else inline.name))
            else:
                return False
        return True

    def _reference(self, reference: Reference) -> None:
        self.shown.append((reference.kind, reference.name or reference.id))
        if reference.address is None:
            self.references.append((reference.kind, reference.id))

    def _prose(self, source: str) -> None:
        if may_hold_links(source):
            self._spans(parse_prose(source))

    def _spans(self, spans: Iterable[Span]) -> None:
        for span in spans:
            if isinstance(span, Emphasis | Strong):
                self._spans(span.spans)
            elif isinstance(span, Link):
                self._spans(span.spans)
                if not is_external(span.target):
                    target = self.links[span.target] = self.link_target(span.target)
                    if target is not None and target.address is None:
                        self.references.append((target.kind, target.id))
