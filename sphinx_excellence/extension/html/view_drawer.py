"""Writes held views as HTML without making their nodes, so that a page with views costs little more than its prose.

No HTML is written down here. What a block or an inline looks like is asked of the builder's own translator, on nodes of
the composer: once for each form of a block, with holes where its lines go, and once for each badge, label and so on. A
line with typographic quotes, or with markup in it, is made of nodes by itself. So the bytes are those of the nodes.

A view that holds what only nodes can show is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.docutils import new_document

from sphinx_excellence.extension.doctree.compose_inlines import inlines_of
from sphinx_excellence.extension.doctree.composer import UNSEARCHED, UNSEARCHED_LINES, WIDE_FACT
from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.late_composer import LateComposer
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import element, nodes_below, with_children
from sphinx_excellence.extension.doctree.quotes import EDUCABLE, set_quotes
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.prose import Text, parse_prose
from sphinx_excellence.views.blocks import (
    Block,
    CompareLink,
    Fact,
    Facts,
    Folded,
    Group,
    Inline,
    Items,
    Line,
    ListLink,
    Part,
    Reference,
    Rich,
    RichBlocks,
    Sentence,
    Shortcut,
    Table,
    Tag,
    Tasks,
    Words,
)

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.writers.html5 import HTML5Translator

V = TypeVar("V")
#: Where a line goes in the HTML of a block: a hole, as long as the line.
_HOLE, _FILLER, _END = "\x02", "\x03", "\x04"
_HOLES = re.compile("\x02[^\x04]*\x04")
_SEEN = re.compile(r"\S")
#: So many of each are kept: forms, pieces, links.
_KEPT = 5_000


class _Undrawable(Exception):  # noqa: N818 - it ends an attempt and reports nothing
    """Raised where a view holds what only nodes can show."""


class Piece(NamedTuple):
    """HTML of something in a line, its texts, and whether quotes may be set in them."""

    html: str
    texts: tuple[str, ...]
    is_educable: bool = False


class Form(NamedTuple):
    """HTML of a block between its lines, and the texts in it that are not of these."""

    html: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(slots=True)
class _FormComposer(LateComposer):
    """Makes the nodes of a block with a hole in the place of each line, as long as that and with as long words."""

    text_of: Callable[[tuple[Inline, ...]], str] = field(kw_only=True)

    def inlines(self, inlines: Iterable[Inline]) -> list[nodes.Node]:
        """Return a hole."""
        text = _SEEN.sub(_FILLER, self.text_of(tuple(inlines)))
        return [nodes.Text(f"{_HOLE}{text[1:-1]}{_END}")]

    def prose(self, source: str) -> list[nodes.Node]:
        """Return a hole."""
        return self.inlines((Rich(source),))


@dataclass(slots=True)
class _LineComposer(LateComposer):
    """Makes the nodes of lines with their references resolved."""

    resolve: Callable[[str, str, nodes.Element, nodes.Element], nodes.Element] = field(kw_only=True)

    def pending(
        self, kind: str, record_id: str, content: nodes.Element, *, explicit: bool = True, known: bool = True,
        part: str = "", instead: RecordKey | None = None,
    ) -> nodes.Element:  # fmt: skip
        """Return the reference itself."""
        xref = LateComposer.pending(
            self, kind, record_id, content, explicit=explicit, known=known, part=part, instead=instead
        )
        return self.resolve(kind, record_id, xref, content)


class ViewDrawer:
    """Draws views for one builder, and keeps what it has asked of the builder's translator."""

    def __init__(self, builder: StandaloneHTMLBuilder, *, draws_tables: bool) -> None:
        """Prepare to draw; with tables, where no theme looks for them."""
        self.draws_tables = draws_tables
        self.env = builder.env
        self.domain = domain_of(builder.env)
        self._builder = builder
        page = new_document("")
        page.settings = builder.docsettings
        self._translator = cast("HTML5Translator", builder.create_translator(page, builder))
        self._forms: dict[Hashable, Form] = {}
        self._pieces: dict[Hashable, Piece] = {}
        self._linked: dict[Hashable, Piece] = {}
        self._on_page: dict[Reference | Shortcut, Piece] = {}
        self._docname = ""

    def draw(self, node: excellence_view, held: HeldView, docname: str) -> None:
        """Write a view into its node, unless only nodes can show it."""
        if docname != self._docname:
            self._docname, self._on_page = docname, {}
        drawing = _Drawing(self, node, held)
        try:
            drawing.blocks(held.view.blocks)
        except _Undrawable:
            return
        node.draw("".join(drawing.html), "\n".join(dict.fromkeys(drawing.texts)))

    def html_of(self, made: Iterable[nodes.Node], parent: nodes.Element) -> str:
        """Return what the translator writes for nodes, which are in ``parent`` then."""
        for node in with_children(parent, *made).children:
            node.walkabout(self._translator)
        written, self._translator.body = "".join(self._translator.body), []
        return written

    def resolve(self, kind: str, name: str, xref: nodes.Element, content: nodes.Element) -> nodes.Element:
        """Return the reference that a cross reference becomes."""
        pending = cast("pending_xref", xref)
        found = self.domain.resolve_xref(self.env, self._docname, self._builder, kind, name, pending, content)
        if found is None:  # others may know it
            raise _Undrawable
        return found

    def form(self, key: Hashable, make: Callable[[], list[nodes.Node]]) -> Form:
        """Return the form of a block; ``make`` makes its nodes, with holes, where it has not been seen yet."""
        found = self._forms.get(key)
        if found is None:
            made = make()
            texts = tuple(_searched_texts(made))
            found = Form(tuple(_HOLES.split(self.html_of(made, element(nodes.container)))), texts)
            _keep(self._forms, key, found)
        return found

    def piece(self, inline: Inline, drawing: _Drawing) -> Piece:
        """Return what is written for one inline value."""
        if isinstance(inline, Reference | Shortcut):
            to = inline if isinstance(inline, Reference) else inline.reference
            if to.address is None:
                return self._linking(inline, to, drawing)
        elif isinstance(inline, CompareLink):
            return self.piece_of(drawing.composer.inlines((inline,)))
        elif isinstance(inline, Words):
            if not inline.role:
                return self._text(inline.text)
        elif isinstance(inline, Sentence):
            return joined([self.piece(part, drawing) for part in inlines_of(inline)])
        elif isinstance(inline, Tag | ListLink):  # what becomes of them depends on the indices of the site
            raise _Undrawable
        found = self._pieces.get(inline)
        if found is None:
            spans = parse_prose(inline.source) if isinstance(inline, Rich) else ()
            if len(spans) == 1 and isinstance(spans[0], Text):
                found = self._text(spans[0].text)
            else:
                found = self.piece_of(drawing.composer.inlines((inline,)))
            # A link to a record is another one on another page.
            if not (isinstance(inline, Rich) and drawing.held.links):
                _keep(self._pieces, inline, found)
        return found

    def _text(self, text: str) -> Piece:
        return Piece(self._translator.encode(text), (text,), EDUCABLE.search(text) is not None)

    def piece_of(self, made: list[nodes.Node]) -> Piece:
        """Return what is written for nodes that are in a line."""
        html = self.html_of(made, element(nodes.paragraph))
        texts = tuple(str(node) for node in nodes_below(made) if isinstance(node, nodes.Text))
        return Piece(html, texts, any(map(EDUCABLE.search, texts)))

    def _linking(self, inline: Reference | Shortcut, to: Reference, drawing: _Drawing) -> Piece:
        found = self._on_page.get(inline)
        if found is None:
            found = self._on_page[inline] = self._link(inline, to, drawing)
        return found

    def _link(self, inline: Reference | Shortcut, to: Reference, drawing: _Drawing) -> Piece:
        """Return what leads to a record's home: the same on all pages from which that has the same address."""
        home = self.domain.destination(to.kind, to.id, to.part)
        if home is None:
            raise _Undrawable
        is_here = home.docname == self._docname
        address = "" if is_here else self._builder.get_relative_uri(self._docname, home.docname)
        key = (inline, is_here, address, home)
        found = self._linked.get(key)
        if found is None:
            found = self.piece_of(drawing.composer.inlines((inline,)))
            _keep(self._linked, key, found)
        return found


def joined(pieces: Sequence[Piece]) -> Piece:
    """Return pieces next to each other as one."""
    if len(pieces) == 1:
        return pieces[0]
    texts = tuple(text for piece in pieces for text in piece.texts)
    return Piece("".join(piece.html for piece in pieces), texts, any(piece.is_educable for piece in pieces))


def _keep(kept: dict[Hashable, V], key: Hashable, value: V) -> None:
    if len(kept) >= _KEPT:
        kept.clear()
    kept[key] = value


def _searched_texts(made: Iterable[nodes.Node]) -> Iterator[str]:
    """Yield the texts that Sphinx's search looks at, without those of lines."""
    for node in made:
        if isinstance(node, nodes.Text):
            if _HOLE not in node:
                yield str(node)
        elif not (isinstance(node, nodes.Element) and UNSEARCHED in node["classes"]):
            yield from _searched_texts(node.children)


class _Drawing:
    """The drawing of one view: its HTML and its texts, as far as they have been written."""

    def __init__(self, drawer: ViewDrawer, node: excellence_view, held: HeldView) -> None:
        self.held = held
        self.html: list[str] = []
        self.texts: list[str] = []
        self._drawer, self._node = drawer, node
        self._composer: _LineComposer | None = None
        #: The lines of the block that is being written, in order.
        self._lines: list[Piece] = []

    @property
    def composer(self) -> _LineComposer:
        """What makes the nodes of lines."""
        if self._composer is None:
            place = self.held.place(self._node)
            resolve = self._drawer.resolve
            self._composer = _LineComposer(self._drawer.domain, *place, self.held.links, resolve=resolve)
        return self._composer

    # Blocks ------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> None:
        """Write blocks, in order."""
        for block in blocks:
            if isinstance(block, Group):
                if block.data:
                    raise _Undrawable
                self._around(("group", block.role), replace(block, blocks=()), block.blocks)
            elif isinstance(block, Part):
                self._around(("part", block.label, block.role), replace(block, blocks=()), block.blocks)
            elif isinstance(block, Folded):
                self._around(("folded", block.label, block.role), replace(block, blocks=()), block.blocks)
            else:
                self._lines = []
                form = self._form(self._shape(block), block)
                for between, line in zip(form.html, self._lines, strict=False):
                    self.html += (between, line.html)
                self.html.append(form.html[-1])

    def _around(self, key: Hashable, block: Block, inside: Iterable[Block]) -> None:
        """Write a block that has others in it, which do not change what it looks like."""
        form = self._form(key, block, is_open=True)
        self.html.append(form.html[0])
        self.blocks(inside)
        self.html.append(form.html[1])

    def _form(self, key: Hashable, block: Block, *, is_open: bool = False) -> Form:
        def make() -> list[nodes.Node]:
            place = self.held.place(self._node)
            domain, links = self._drawer.domain, self.held.links
            composer = _FormComposer(domain, *place, links, text_of=self._plain_text)
            made = composer.blocks((block,))
            if is_open:
                cast("nodes.Element", made[0]).append(nodes.Text(_HOLE + _END))
            if self.held.has_quotes:
                set_quotes(cast("nodes.document", self._node.document), made)
            return made

        form = self._drawer.form((key, self.held.heading_level, self.held.has_quotes), make)
        self.texts += form.texts
        return form

    def _shape(self, block: Block) -> Hashable:
        """Return what the form of a block depends on, and write its lines."""
        match block:
            case Line():
                self._add(block.inlines, is_searched=block.role not in UNSEARCHED_LINES)
                return "line", block.role
            case RichBlocks():
                self._add((*block.lead, Rich(block.source)))
                return "line", ""
            case Facts():
                return "facts", block.role, tuple(map(self._fact, block.rows))
            case Items():
                items = tuple(tuple(map(self._shape, item)) for item in block.items)
                return "items", block.ordered, block.role, items
            case Tasks():
                for text in block.items:
                    self._add((Rich(text),))
                return "tasks", len(block.items)
            case Part():
                return "part", block.label, block.role, tuple(map(self._shape, block.blocks))
            case Group() if not block.data:
                return "group", block.role, tuple(map(self._shape, block.blocks))
            case Table() if self._drawer.draws_tables:
                heads = tuple(self._words_in(inlines) for inlines in block.columns)
                rows = tuple(
                    tuple((cell.heading, tuple(map(self._shape, cell.blocks))) for cell in row) for row in block.rows
                )
                # A stacked table says the words of its heads in each row.
                return "table", block.role, block.label, block.widths, block.stacked and block.columns, heads, rows
        raise _Undrawable

    def _fact(self, fact: Fact) -> Hashable:
        first = len(self._lines)
        blocks = fact.blocks or (Line(fact.value),)
        body = tuple(map(self._shape, blocks))
        # It depends on the length of the text whether a fact is wide.
        lengths: tuple[int, ...] = tuple(len("".join(line.texts)) for line in self._lines[first:])
        if len(blocks) == 1 and isinstance(blocks[0], Line | RichBlocks):
            return fact.label, body, lengths[0] > WIDE_FACT
        return fact.label, body, lengths

    def _words_in(self, inlines: tuple[Inline, ...]) -> Hashable:
        """Write a head of a table; return the lengths of its words, on which it depends how it breaks."""
        self._add(inlines)
        return tuple(map(len, "".join(self._lines[-1].texts).split()))

    # Lines -------------------------------------------------------------------------------------------------

    def _add(self, inlines: tuple[Inline, ...], *, is_searched: bool = True) -> None:
        line = self._line(inlines)
        self._lines.append(line)
        if is_searched:
            self.texts += line.texts

    def _plain_text(self, inlines: tuple[Inline, ...]) -> str:
        return "".join(text for inline in inlines for text in self._drawer.piece(inline, self).texts)

    def _line(self, inlines: tuple[Inline, ...]) -> Piece:
        line = joined([self._drawer.piece(inline, self) for inline in inlines])
        return self._with_quotes(inlines) if line.is_educable and self.held.has_quotes else line

    def _with_quotes(self, inlines: tuple[Inline, ...]) -> Piece:
        """Return a line with its quotes set, which depend on what is before and behind them."""
        passage = with_children(element(nodes.paragraph), *self.composer.inlines(inlines))
        set_quotes(cast("nodes.document", self._node.document), [passage])
        return self._drawer.piece_of(passage.children)
