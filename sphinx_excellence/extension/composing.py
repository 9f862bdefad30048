"""Views to docutils nodes: the one place where plain values become nodes.

Owns the shape of the doctree. What is shown is decided in ``views``; how a format draws it in ``render``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.locale import get_translation

from sphinx_excellence.extension.nodes import (
    excellence_badge,
    excellence_fact,
    excellence_scroll,
    excellence_task,
    excellence_view,
)
from sphinx_excellence.model import prose as inline_text
from sphinx_excellence.model.questions import Question
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Badge,
    Block,
    Cell,
    Facts,
    Group,
    Inline,
    Items,
    Label,
    Line,
    Part,
    Reference,
    Rich,
    Sign,
    Table,
    Tasks,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.faces import badge_of

if TYPE_CHECKING:
    from sphinx_excellence.extension.domain import ExcellenceDomain

_ = get_translation("sphinx_excellence")
#: How many characters a table has to itself in the text formats.
_TEXT_WIDTH = 90


def translated(label: Label) -> str:
    """Return the toolkit's own text in the language of the project."""
    if not label.message:  # gettext keeps the empty text for its own header
        return ""
    text = str(_(label.message))
    return text % label.args if label.args else text


@dataclass(slots=True)
class Composer:
    """Makes the nodes of views in one page.

    ``source`` and ``line`` are where the directive or role stands; every node carries them. The page is noted as
    showing whatever the nodes link to.
    """

    domain: ExcellenceDomain
    docname: str
    source: str
    line: int
    heading_level: int = 2

    @property
    def _registry(self) -> Registry:
        return self.domain.registry

    def view(self, view: View) -> excellence_view:
        """Return the node of a view."""
        node = excellence_view()
        node["view"] = view.name
        node["label"] = translated(view.label)
        node["classes"] = ["excellence", f"excellence-{view.name}"]
        if view.name == "banner":
            node["classes"].append(f"excellence-tier-{view.tier or 'unrated'}")
        if view.legacy:
            node["classes"].append("excellence-legacy")
        node.extend(self.blocks(view.blocks))
        self._place(node)
        return node

    def _place(self, root: nodes.Element) -> None:
        for node in root.findall(nodes.Element):
            node.source, node.line = self.source, self.line

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
                    group = nodes.container("", *self.blocks(block.blocks))
                    group["classes"] = [f"excellence-{name}" if "-tier-" not in name else name
                                        for name in block.role.split()]  # fmt: skip
                    made.append(group)
        return made

    def _line(self, line: Line) -> nodes.paragraph:
        paragraph = nodes.paragraph()
        if len(line.inlines) == 1 and isinstance(line.inlines[0], Rich):
            # A paragraph of nothing but a record's prose is what a translator translates.
            paragraph.rawsource = line.inlines[0].source
            paragraph.extend(self.prose(line.inlines[0].source))
        else:
            paragraph["translatable"] = False
            paragraph.extend(self.inlines(line.inlines))
        if line.role:
            paragraph["classes"] = [f"excellence-{line.role}"]
        return paragraph

    def _facts(self, facts: Facts) -> nodes.field_list:
        fields = nodes.field_list()
        if facts.role:
            fields["classes"] = [f"excellence-{facts.role}"]
        for fact in facts.rows:
            label = translated(fact.label)
            name = nodes.field_name("", label, translatable=False)
            body = nodes.field_body("", self._line(Line(fact.value)))
            fields += excellence_fact("", name, body)
        return fields

    def _items(self, items: Items) -> nodes.Element:
        made: nodes.enumerated_list | nodes.bullet_list
        if items.ordered:
            made = nodes.enumerated_list(enumtype="arabic", prefix="", suffix=".")
        else:
            made = nodes.bullet_list(bullet="*")
        if items.role:
            made["classes"] = [f"excellence-{items.role}"]
        for item in items.items:
            made.append(nodes.list_item("", *self.blocks(item)))
        return made

    def _tasks(self, tasks: Tasks) -> nodes.bullet_list:
        made = nodes.bullet_list(bullet="*", classes=["excellence-tasks"])
        for text in tasks.items:
            task = excellence_task("", "", self._rich(text))
            paragraph = nodes.paragraph("", "", task, translatable=False)
            made += nodes.list_item("", paragraph)
        return made

    def _part(self, part: Part) -> list[nodes.Node]:
        label = translated(part.label) if isinstance(part.label, Label) else part.label.text
        rubric = nodes.rubric("", label, translatable=False, classes=["excellence-part-title"])
        # Sphinx writes a rubric with a level as a real heading, which keeps the page's outline whole.
        rubric["heading-level"] = min(self.heading_level, 6)
        body = self.blocks(part.blocks)
        role = f"excellence-part excellence-{part.role}" if part.role else "excellence-part"
        return [nodes.container("", rubric, *body, classes=role.split())]

    def _table(self, table: Table) -> excellence_scroll:
        count = len(table.columns)
        widths = table.widths or (1,) * count
        made = nodes.table(classes=[f"excellence-{table.role}-table", "excellence-table"])
        group = nodes.tgroup(cols=count)
        made += group
        for number, width in enumerate(widths):
            # The text formats take a width as a number of characters.
            column = nodes.colspec(colwidth=max(6, width * _TEXT_WIDTH // sum(widths)))
            if number == 0 and any(row[0].heading for row in table.rows):
                column["stub"] = 1
            group += column
        head = nodes.row()
        for inlines in table.columns:
            head += nodes.entry("", self._line(Line(inlines)))
        group += nodes.thead("", head)
        body = nodes.tbody()
        for row in table.rows:
            body += nodes.row("", *(self._entry(cell) for cell in row))
        group += body
        scroll = excellence_scroll("", made)
        scroll["label"] = table.label
        return scroll

    def _entry(self, cell: Cell) -> nodes.entry:
        return nodes.entry("", *self.blocks(cell.blocks))

    # Inlines -----------------------------------------------------------------------------------------------

    def inlines(self, inlines: Iterable[Inline]) -> list[nodes.Node]:
        """Return the nodes of inline values, in order."""
        made: list[nodes.Node] = []
        for inline in inlines:
            match inline:
                case Words():
                    made.append(_words(inline))
                case Label():
                    made.append(nodes.inline("", translated(inline), classes=["excellence-label"]))
                case Rich():
                    made.append(self._rich(inline.source))
                case Badge():
                    made.append(badge_node(inline))
                case Sign():
                    classes = ["excellence-sign", f"excellence-{inline.role}-{inline.value}"]
                    made.append(nodes.inline("", translated(inline.label), classes=classes))
                case Reference():
                    made += self.reference(inline)
                case WebLink():
                    text = translated(inline.label) if inline.label is not None else inline.text
                    made.append(nodes.reference("", text, refuri=inline.url, internal=False))
        return made

    def reference(self, reference: Reference, *, text: str | None = None, link: bool = True) -> list[nodes.Node]:
        """Return a link to a record's home, and its badge behind it."""
        self.domain.note_shown(self.docname, Question(reference.kind, reference.id, "face"))
        content = nodes.inline("", text or reference.title, classes=["excellence-ref"])
        made: list[nodes.Node] = [content]
        if link:
            made = [self.pending(reference.kind, reference.id, content)]
        if reference.badge is not None:
            made += [nodes.Text(" "), badge_node(reference.badge)]
        return made

    def pending(
        self, kind: str, record_id: str, content: nodes.Element, *, explicit: bool = True, known: bool = True
    ) -> addnodes.pending_xref:
        """Return a cross reference that is resolved when the page is written."""
        return addnodes.pending_xref(
            "",
            content,
            refdomain="excellence",
            reftype=kind,
            reftarget=record_id,
            refdoc=self.docname,
            refexplicit=explicit,
            refwarn=False,
            known=known,
        )

    def _rich(self, source: str) -> nodes.inline:
        inline = nodes.inline("", "", *self.prose(source))
        inline.rawsource = source
        inline["translatable"] = True
        return inline

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
                    made.append(nodes.literal("", span.text))
                case inline_text.Emphasis():
                    made.append(nodes.emphasis("", "", *self._spans(span.spans)))
                case inline_text.Strong():
                    made.append(nodes.strong("", "", *self._spans(span.spans)))
                case inline_text.Link():
                    made.append(self._link(span))
        return made

    def _link(self, link: inline_text.Link) -> nodes.Node:
        inside = self._spans(link.spans)
        if link.external:
            if inline_text.unsafe_scheme(link.target) is not None:
                return nodes.inline("", "", *inside)
            return nodes.reference("", "", *inside, refuri=link.target, internal=False)
        key = self._registry.find_any(link.target)
        if key is None:
            return nodes.inline("", "", *inside)
        kind, record_id = key
        self.domain.note_shown(self.docname, Question(kind, record_id, "face"))
        title = self._registry.of_kind(kind)[record_id].title
        content = nodes.inline("", "", *(inside or [nodes.Text(title)]), classes=["excellence-ref"])
        return self.pending(kind, record_id, content)

    def record_reference(self, kind: str, record_id: str) -> Reference:
        """Return the reference value of a record that exists."""
        record = self._registry.of_kind(kind)[record_id]
        return Reference(kind, record_id, record.title, badge_of(record, self._registry))

    def stub(self, noun: str, name: str) -> excellence_view:
        """Return what stands where a record should, when there is none: visible, and no error of its own."""
        message = Label("No %s goes by this name:", (noun,))
        line = Line((Label(message.message, message.args), Words(" "), Words(name, role="unknown")), role="nothing")
        return self.view(View("stub", (line,), message))


def _words(words: Words) -> nodes.Node:
    if not words.role:
        return nodes.Text(words.text)
    if words.role == "strong":
        return nodes.strong("", words.text)
    return nodes.inline("", words.text, classes=[f"excellence-{words.role}"])


def badge_node(badge: Badge) -> excellence_badge:
    """Return the node of a badge."""
    title = str(_(badge.title))
    node = excellence_badge("", title)
    node["symbol"] = badge.symbol
    node["classes"] = ["excellence-badge", f"excellence-tier-{badge.tier or 'unrated'}"]
    return node
