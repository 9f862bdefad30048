"""Views to docutils nodes: the one place where plain values become nodes.

Owns the shape of the doctree. What is shown is decided in ``views``; how a format draws it in ``render``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation

from sphinx_excellence.extension.forms import form_of
from sphinx_excellence.extension.labels import translated
from sphinx_excellence.extension.nodes import (
    excellence_badge,
    excellence_controls,
    excellence_drawing,
    excellence_entry,
    excellence_fact,
    excellence_live,
    excellence_mark,
    excellence_prose,
    excellence_scroll,
    excellence_sparkline,
    excellence_task,
    excellence_transcript,
    excellence_view,
    part_anchor,
)
from sphinx_excellence.model import prose as inline_text
from sphinx_excellence.model.questions import ANY_KIND, Question
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Anchor,
    Badge,
    Block,
    Cell,
    Controls,
    Drawing,
    Fact,
    Facts,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Live,
    Mark,
    Part,
    Reference,
    Rich,
    Sign,
    Sparkline,
    Table,
    Tasks,
    Transcript,
    Unknown,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.faces import reference as reference_to
from sphinx_excellence.views.shapes import Shape, Text

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain import ExcellenceDomain

_ = get_translation("sphinx_excellence")
#: How many characters a table has to itself in the text formats.
_TEXT_WIDTH = 90
#: A fact of more characters than this has a row to itself where facts stand beside each other.
_WIDE_FACT = 70


N = TypeVar("N", bound=nodes.Element)


def holding(node: N, *children: nodes.Node) -> N:
    """Return ``node`` with ``children`` put into it.

    What docutils' own ``append`` does for a node that is in no document yet, without asking for that document at each
    step. `Composer.view` makes document, source and line known to all of them at once.
    """
    node.children = list(children)
    for child in children:
        child.parent = node
    return node


def texted(node: N, text: str) -> N:
    """Return ``node`` with ``text`` in it."""
    return holding(node, nodes.Text(text))


@dataclass(slots=True)
class Composer:
    """Makes the nodes of views in one page.

    ``source`` and ``line`` are where the directive or role stands; every node carries them. The page is noted as
    showing whatever the nodes name, under the name that it is asked for by and whether or not there is such a record:
    an answer that changes is how a page comes to be read again.
    """

    domain: ExcellenceDomain
    docname: str
    source: str
    line: int
    document: nodes.document
    heading_level: int = 2

    @property
    def _registry(self) -> Registry:
        return self.domain.registry

    def view(self, view: View) -> excellence_view:
        """Return the node of a view, closed."""
        node = excellence_view()
        node["view"] = view.name
        node["label"] = translated(view.label)
        node["classes"] = ["excellence", f"excellence-{view.name}"]
        if view.name == "banner":
            node["classes"].append(f"excellence-tier-{view.tier or 'unrated'}")
        if view.legacy:
            node["classes"].append("excellence-legacy")
        holding(node, *self.blocks(view.blocks))
        self._place(node)
        node.close()
        return node

    def _place(self, root: nodes.Element) -> None:
        waiting: list[nodes.Node] = [root]
        while waiting:
            node = waiting.pop()
            # Known to each node, the document is not looked for up the tree again and again.
            node.document = self.document
            node.source, node.line = self.source, self.line
            waiting += node.children

    # Blocks ------------------------------------------------------------------------------------------------

    def blocks(self, blocks: Iterable[Block]) -> list[nodes.Node]:
        """Return the nodes of blocks, in order."""
        made: list[nodes.Node] = []
        for block in blocks:
            match block:
                case Line():
                    made.append(self._line(block))
                case Facts():
                    made.append(self._facts(block))
                case Items():
                    made.append(self._items(block))
                case Tasks():
                    made.append(self._tasks(block))
                case Table():
                    made.append(self._table(block))
                case Part():
                    made += self._part(block)
                case Group():
                    made.append(self._group(block))
                case Controls():
                    made.append(excellence_controls(form=form_of(block)))
                case Live():
                    made.append(holding(excellence_live(), *self.blocks(block.blocks)))
                case Drawing():
                    made.append(self._drawing(block))
                case Transcript():
                    made.append(
                        holding(excellence_transcript(classes=["excellence-transcript"]), *self.blocks(block.blocks))
                    )
        return made

    def _group(self, group: Group) -> nodes.container:
        made = excellence_entry(data=dict(group.data)) if group.data else nodes.container()
        made["classes"] = [f"excellence-{name}" if "-tier-" not in name else name for name in group.role.split()]
        return holding(made, *self.blocks(group.blocks))

    def _line(self, line: Line) -> nodes.paragraph:
        paragraph = nodes.paragraph()
        if len(line.inlines) == 1 and isinstance(line.inlines[0], Rich):
            # A paragraph of nothing but a record's prose is what a translator translates.
            paragraph.rawsource = line.inlines[0].source
            holding(paragraph, *self.prose(line.inlines[0].source))
        else:
            paragraph["translatable"] = False
            holding(paragraph, *self.inlines(line.inlines))
        if line.role:
            paragraph["classes"] = [f"excellence-{line.role}"]
        return paragraph

    def _facts(self, facts: Facts) -> nodes.field_list:
        fields = nodes.field_list()
        if facts.role:
            fields["classes"] = [f"excellence-{facts.role}"]
        return holding(fields, *(self._fact(fact) for fact in facts.rows))

    def _fact(self, fact: Fact) -> excellence_fact:
        name = texted(nodes.field_name(translatable=False), translated(fact.label))
        value = self._line(Line(fact.value))
        node = holding(excellence_fact(), name, holding(nodes.field_body(), value))
        if len(value.astext()) > _WIDE_FACT:
            node["classes"] = ["excellence-wide-fact"]
        return node

    def _items(self, items: Items) -> nodes.Element:
        made: nodes.enumerated_list | nodes.bullet_list
        if items.ordered:
            made = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        else:
            made = nodes.bullet_list(bullet="*")
        if items.role:
            made["classes"] = [f"excellence-{items.role}"]
        return holding(made, *(holding(nodes.list_item(), *self.blocks(item)) for item in items.items))

    def _tasks(self, tasks: Tasks) -> nodes.bullet_list:
        made = nodes.bullet_list(bullet="*", classes=["excellence-tasks"])
        return holding(made, *(self._task(text) for text in tasks.items))

    def _task(self, text: str) -> nodes.list_item:
        task = holding(excellence_task(), self._rich(text))
        return holding(nodes.list_item(), holding(nodes.paragraph(translatable=False), task))

    def _part(self, part: Part) -> list[nodes.Node]:
        label = part.label.text if isinstance(part.label, Words) else translated(part.label)
        rubric = texted(nodes.rubric(translatable=False, classes=["excellence-part-title"]), label)
        # Sphinx writes a rubric with a level as a real heading, which keeps the page's outline whole.
        rubric["heading-level"] = min(self.heading_level, 6)
        body = self.blocks(part.blocks)
        role = f"excellence-part excellence-{part.role}" if part.role else "excellence-part"
        return [holding(nodes.container(classes=role.split()), rubric, *body)]

    def _table(self, table: Table) -> excellence_scroll:
        count = len(table.columns)
        widths = table.widths or (1,) * count
        made = nodes.table(classes=[f"excellence-{table.role}-table", "excellence-table"])
        columns = []
        for number, width in enumerate(widths):
            # The text formats take a width as a number of characters.
            column = nodes.colspec(colwidth=max(6, width * _TEXT_WIDTH // sum(widths)))
            if number == 0 and any(row[0].heading for row in table.rows):
                column["stub"] = 1
            columns.append(column)
        head = (holding(nodes.entry(), self._line(Line(inlines))) for inlines in table.columns)
        rows = (holding(nodes.row(), *(self._entry(cell) for cell in row)) for row in table.rows)
        body = holding(nodes.tbody(), *rows)
        group = holding(nodes.tgroup(cols=count), *columns, holding(nodes.thead(), holding(nodes.row(), *head)), body)
        scroll = holding(excellence_scroll(), holding(made, group))
        scroll["label"] = translated(table.label)
        return scroll

    def _entry(self, cell: Cell) -> nodes.entry:
        return holding(nodes.entry(), *self.blocks(cell.blocks))

    # Drawings ----------------------------------------------------------------------------------------------

    def _drawing(self, drawing: Drawing) -> excellence_drawing:
        node = excellence_drawing(
            translatable=False, classes=["excellence-drawing", f"excellence-{drawing.name}-drawing"]
        )
        node["width"], node["height"] = drawing.width, drawing.height
        node["label"], node["description"] = translated(drawing.label), translated(drawing.description)
        node["shapes"] = _worded(drawing.shapes)
        return holding(node, *(self._mark(mark) for mark in drawing.marks))

    def _mark(self, mark: Mark) -> nodes.Element:
        node, reference = excellence_mark(translatable=False), mark.reference
        node["about"] = "".join(translated(part) if isinstance(part, Label) else part.text for part in mark.about)
        node["shapes"] = _worded(mark.shapes)
        self._ask(reference.kind, reference.name or reference.id)
        if reference.address is not None:
            node["address"] = reference.address
            return node
        return self.pending(reference.kind, reference.id, node)

    # Inlines -----------------------------------------------------------------------------------------------

    def inlines(self, inlines: Iterable[Inline]) -> list[nodes.Node]:
        """Return the nodes of inline values, in order."""
        made: list[nodes.Node] = []
        for inline in inlines:
            match inline:
                case Words():
                    made.append(_words(inline))
                case Label():
                    made.append(texted(nodes.inline(classes=["excellence-label"]), translated(inline)))
                case Rich():
                    made.append(self._rich(inline.source))
                case Badge():
                    made.append(badge_node(inline))
                case Sign():
                    classes = ["excellence-sign", f"excellence-{inline.role}-{inline.value}"]
                    made.append(texted(nodes.inline(classes=classes), translated(inline.label)))
                case Reference() | Unknown():
                    made += self.reference(inline)
                case Sparkline():
                    line = excellence_sparkline(values=inline.values, top=inline.top)
                    made.append(texted(line, inline.text))
                case WebLink():
                    text = translated(inline.label) if inline.label is not None else inline.text
                    made.append(texted(nodes.reference(refuri=inline.url, internal=False), text))
                case Anchor():
                    made.append(nodes.target(ids=[part_anchor(inline.kind, inline.id, inline.part)]))
        return made

    def reference(
        self, reference: Reference | Unknown, *, text: str | None = None, link: bool = True
    ) -> list[nodes.Node]:
        """Return a link to a record's home, and its badge behind it; the name of a record that does not exist."""
        if isinstance(reference, Unknown):
            self._ask(reference.kind, reference.name)
            return [texted(nodes.inline(classes=["excellence-unknown"]), text or reference.name)]
        self._ask(reference.kind, reference.name or reference.id)
        content = texted(nodes.inline(classes=["excellence-ref"]), text or reference.title)
        made: list[nodes.Node] = [content]
        if link and reference.address is not None:
            made = [self._foreign(reference.address, content)]
        elif link:
            made = [self.pending(reference.kind, reference.id, content, part=reference.part)]
        if reference.badge is not None:
            made += [nodes.Text(" "), badge_node(reference.badge)]
        return made

    def _ask(self, kind: str, name: str) -> None:
        self.domain.note_shown(self.docname, Question(kind, name, "face"))

    def _foreign(self, address: str, content: nodes.inline) -> nodes.Element:
        return holding(nodes.reference(refuri=address, internal=False), content) if address else content

    def pending(
        self, kind: str, record_id: str, content: nodes.Element, *, explicit: bool = True, known: bool = True,
        part: str = "",
    ) -> addnodes.pending_xref:  # fmt: skip
        """Return a cross reference that is resolved when the page is written, to a part of a record's home if named."""
        xref = addnodes.pending_xref(
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
        return holding(xref, content)

    def _rich(self, source: str) -> excellence_prose:
        return holding(excellence_prose(source, translatable=True), *self.prose(source))

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
                    made.append(texted(nodes.literal(), span.text))
                case inline_text.Emphasis():
                    made.append(holding(nodes.emphasis(), *self._spans(span.spans)))
                case inline_text.Strong():
                    made.append(holding(nodes.strong(), *self._spans(span.spans)))
                case inline_text.Link():
                    made.append(self._link(span))
        return made

    def _link(self, link: inline_text.Link) -> nodes.Node:
        inside = self._spans(link.spans)
        if link.external:
            if inline_text.unsafe_scheme(link.target) is not None:
                return holding(nodes.inline(), *inside)
            return holding(nodes.reference(refuri=link.target, internal=False), *inside)
        self._ask(ANY_KIND, link.target)
        key = self._registry.find_any(link.target)
        if key is None:
            return holding(nodes.inline(), *inside)
        kind, record_id = key
        title = self._registry.of_kind(kind)[record_id].title
        content = holding(nodes.inline(classes=["excellence-ref"]), *(inside or [nodes.Text(title)]))
        return self.pending(kind, record_id, content)

    def named(self, kind: str, name: str, *, text: str | None = None, link: bool = True) -> list[nodes.Node]:
        """Return a link to the record that goes by ``name``, as `reference` does."""
        return self.reference(reference_to(kind, name, self._registry), text=text, link=link)

    def stub(self, noun: str, name: str) -> excellence_view:
        """Return what stands where a record should, when there is none: visible, and no error of its own."""
        message = Label("No %s goes by this name:", (noun,))
        line = Line((Label(message.message, message.args), Words(" "), Words(name, role="unknown")), role="nothing")
        return self.view(View("stub", (line,), message))


def _worded(shapes: tuple[Shape, ...]) -> tuple[Shape, ...]:
    """Return shapes whose texts are in the language of the project."""
    return tuple(
        replace(shape, text=translated(Label(shape.text)), own=False)
        if isinstance(shape, Text) and shape.own
        else shape
        for shape in shapes
    )


def _words(words: Words) -> nodes.Node:
    if not words.role:
        return nodes.Text(words.text)
    if words.role == "strong":
        return texted(nodes.strong(), words.text)
    return texted(nodes.inline(classes=[f"excellence-{words.role}"]), words.text)


def badge_node(badge: Badge) -> excellence_badge:
    """Return the node of a badge."""
    classes = ["excellence-badge", f"excellence-tier-{badge.tier or 'unrated'}"]
    return texted(excellence_badge(symbol=badge.symbol, classes=classes), str(_(badge.title)))
