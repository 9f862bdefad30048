"""Makes docutils nodes of views: the one place where plain values become nodes.

Owns the shape of the doctree. ``views`` decides what is shown; the ``visitors`` of each format decide how it is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docutils import nodes

from sphinx_excellence.extension.doctree.compose_drawings import drawing_nodes
from sphinx_excellence.extension.doctree.compose_inlines import InlineComposer, badge_node
from sphinx_excellence.extension.doctree.control_values import form_of
from sphinx_excellence.extension.doctree.nodes import (
    excellence_cell,
    excellence_controls,
    excellence_elsewhere,
    excellence_entry,
    excellence_fact,
    excellence_feeds,
    excellence_folded,
    excellence_news,
    excellence_on_demand,
    excellence_script_only,
    excellence_scroll,
    excellence_task,
    excellence_view,
    excellence_years,
    shown_key,
)
from sphinx_excellence.extension.doctree.quick_nodes import element, with_children, with_text
from sphinx_excellence.extension.domain.objects import COMPARE_PLACE, TAG_LIST
from sphinx_excellence.extension.project.labels import translated
from sphinx_excellence.extension.project.plain_words import plain_words
from sphinx_excellence.model.block_prose import is_one_paragraph
from sphinx_excellence.views.blocks import (
    FEEDBACK,
    SHORTCUTS,
    Badge,
    Block,
    Cell,
    Controls,
    Drawing,
    Elsewhere,
    Fact,
    Facts,
    Feeds,
    Folded,
    Group,
    Inline,
    Items,
    Label,
    Line,
    News,
    OnDemand,
    Part,
    Rich,
    RichBlocks,
    ScriptOnly,
    Table,
    Tasks,
    View,
    Words,
    Years,
)

__all__ = ["Composer", "badge_node"]

#: Sphinx's search skips what has this class: the texts of a form are next to it in better words, and the links for
#: feedback are the same on every page.
UNSEARCHED = "no-search"
#: The roles of lines that it skips.
UNSEARCHED_LINES = frozenset({FEEDBACK, SHORTCUTS})
#: How many characters a table has to itself in the text formats.
_TEXT_WIDTH = 90
#: A fact of more characters than this has a row to itself where facts are next to each other.
WIDE_FACT = 70
#: A column is made wide enough for a word of so many characters in its head.
_LONGEST_WORD = 14


@dataclass(slots=True)
class Composer(InlineComposer):
    """Makes the nodes of views in one page.

    ``source`` and ``line`` are those of the directive or role; every node carries them.
    """

    source: str
    line: int
    document: nodes.document
    heading_level: int = 2

    def view(self, view: View) -> excellence_view:
        """Return the node of a view with nodes in it, deferred (see ``deferred_views``)."""
        node = with_children(self.empty_view(view), *self.blocks(view.blocks))
        self.place(node)
        node.defer()
        return node

    def empty_view(self, view: View) -> excellence_view:
        """Return the node of a view without what is in it."""
        node = element(excellence_view)
        node["view"] = view.name
        node["label"] = translated(view.label)
        node["classes"] = ["excellence", f"excellence-{view.name}"]
        if view.name == "banner":
            node["classes"].append(f"excellence-tier-{view.tier or 'unrated'}")
        if view.legacy:
            node["classes"].append("excellence-legacy")
        return node

    def place(self, root: nodes.Node) -> None:
        """Make document, source and line known to a node and all that is in it."""
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
                case RichBlocks():
                    made += self._rich_blocks(block)
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
                    made.append(self._controls(block))
                case ScriptOnly():
                    made.append(
                        with_children(element(excellence_script_only, classes=[UNSEARCHED]), *self.blocks(block.blocks))
                    )
                case OnDemand():
                    said = {name: translated(getattr(block, name)) for name in ("before", "loading", "failed")}
                    made.append(with_children(excellence_on_demand(texts=said), *self.blocks(block.blocks)))
                case News():
                    texts = {name: translated(getattr(block, name)) for name in block.__slots__}
                    made.append(element(excellence_news, texts=texts, classes=["excellence-news", UNSEARCHED]))
                case Years():
                    made.append(_years(block))
                case Feeds():
                    made.append(element(excellence_feeds, category=block.category, classes=["excellence-feeds"]))
                case Drawing():
                    made += drawing_nodes(block, self)
                case Folded():
                    folded = element(excellence_folded, label=translated(block.label))
                    folded["classes"] = [f"excellence-{block.role}"]
                    made.append(with_children(folded, *self.blocks(block.blocks)))
                case Elsewhere():
                    elsewhere = element(excellence_elsewhere, shown=shown_key(block.view, block.record))
                    made.append(with_children(elsewhere, self._line(block.link_to("")), *self.blocks(block.blocks)))
        return made

    def _group(self, group: Group) -> nodes.container:
        data = dict(group.data) | {name: translated(text) for name, text in group.texts}
        made = element(excellence_entry, data=data) if data else element(nodes.container)
        made["classes"] = [f"excellence-{name}" if "-tier-" not in name else name for name in group.role.split()]
        return with_children(made, *self.blocks(group.blocks))

    def _controls(self, controls: Controls) -> excellence_controls:
        """Return a form; in it, where it offers to compare, the link to where that is done."""
        made = element(excellence_controls, form=form_of(controls), classes=[UNSEARCHED])
        if controls.compares:
            made = with_children(made, self.pending(TAG_LIST, COMPARE_PLACE, element(nodes.inline)))
        return made

    def _line(self, line: Line) -> nodes.paragraph:
        # Not for Sphinx to translate: the records have been translated already.
        paragraph = with_children(element(nodes.paragraph, translatable=False), *self.inlines(line.inlines))
        if line.role:
            paragraph["classes"] = [f"excellence-{line.role}"]
        if line.role in UNSEARCHED_LINES:
            paragraph["classes"].append(UNSEARCHED)
        return paragraph

    def _rich_blocks(self, prose: RichBlocks) -> list[nodes.Node]:
        if is_one_paragraph(prose.source):
            return [self._line(Line((*prose.lead, Rich(prose.source))))]
        # Imported here: most projects have no text of more than a paragraph, and need no parser for it.
        from sphinx_excellence.extension.doctree.compose_block_prose import block_prose_nodes  # noqa: PLC0415

        return block_prose_nodes(prose, self, self.document, self.heading_level)

    def _facts(self, facts: Facts) -> nodes.field_list:
        fields = element(nodes.field_list)
        if facts.role:
            fields["classes"] = [f"excellence-{facts.role}"]
        return with_children(fields, *(self._fact(fact) for fact in facts.rows))

    def _fact(self, fact: Fact) -> excellence_fact:
        name = with_text(element(nodes.field_name, translatable=False), _label_text(fact.label))
        body = self.blocks(fact.blocks) if fact.blocks else [self._line(Line(fact.value))]
        node = with_children(element(excellence_fact), name, with_children(element(nodes.field_body), *body))
        if len(body) > 1 or len(body[0].astext()) > WIDE_FACT:
            node["classes"] = ["excellence-wide-fact"]
        return node

    def _items(self, items: Items) -> nodes.Element:
        made: nodes.enumerated_list | nodes.bullet_list
        if items.ordered:
            made = element(nodes.enumerated_list, enumtype="arabic", prefix="", suffix=".")
        else:
            made = element(nodes.bullet_list, bullet="*")
        if items.role:
            made["classes"] = [f"excellence-{items.role}"]
        return with_children(
            made, *(with_children(element(nodes.list_item), *self.blocks(item)) for item in items.items)
        )

    def _tasks(self, tasks: Tasks) -> nodes.bullet_list:
        made = element(nodes.bullet_list, bullet="*", classes=["excellence-tasks"])
        return with_children(made, *(self._task(text) for text in tasks.items))

    def _task(self, text: str) -> nodes.list_item:
        task = with_children(element(excellence_task), *self.prose(text))
        return with_children(
            element(nodes.list_item), with_children(element(nodes.paragraph, translatable=False), task)
        )

    def _part(self, part: Part) -> list[nodes.Node]:
        rubric = with_text(
            element(nodes.rubric, translatable=False, classes=["excellence-part-title"]), _label_text(part.label)
        )
        # Sphinx writes a rubric with a level as a real heading, which keeps the page's outline whole.
        rubric["heading-level"] = min(self.heading_level, 6)
        body = self.blocks(part.blocks)
        role = f"excellence-part excellence-{part.role}" if part.role else "excellence-part"
        return [with_children(element(nodes.container, classes=role.split()), rubric, *body)]

    def _table(self, table: Table) -> excellence_scroll:
        count = len(table.columns)
        widths = table.widths or (1,) * count
        made = element(nodes.table, classes=[f"excellence-{table.role}-table", "excellence-table"])
        labels: Iterable[tuple[Inline, ...]] = ((),) * count
        if table.stacked:
            made["classes"].append("excellence-stacked")
            labels = ((), *table.columns[1:])
        columns = []
        for number, width in enumerate(widths):
            # The text formats take a width as a number of characters.
            column = element(nodes.colspec, colwidth=max(6, width * _TEXT_WIDTH // sum(widths)))
            if number == 0 and any(row[0].heading for row in table.rows):
                column["stub"] = 1
            columns.append(column)
        head = (self._head(inlines) for inlines in table.columns)
        rows = (with_children(element(nodes.row), *map(self._entry, row, labels)) for row in table.rows)
        body = with_children(element(nodes.tbody), *rows)
        group = with_children(
            element(nodes.tgroup, cols=count),
            *columns,
            with_children(element(nodes.thead), with_children(element(nodes.row), *head)),
            body,
        )
        scroll = with_children(element(excellence_scroll), with_children(made, group))
        scroll["label"] = translated(table.label)
        return scroll

    def _head(self, inlines: tuple[Inline, ...]) -> nodes.entry:
        line = self._line(Line(inlines))
        if any(len(word) > _LONGEST_WORD for word in line.astext().split()):
            line["classes"].append("excellence-long-word")
        return with_children(element(nodes.entry), line)

    def _entry(self, cell: Cell, label: tuple[Inline, ...]) -> nodes.entry:
        """Return a cell; where it has a ``label``, it says what column it is of, and has the colour of its tier."""
        if not label:
            return with_children(element(nodes.entry), *self.blocks(cell.blocks))
        words = " ".join("".join(map(plain_words, label)).split())
        made = element(excellence_cell, label=words)
        made["classes"] += [f"excellence-tier-{each.tier}" for each in label if isinstance(each, Badge) and each.tier]
        return with_children(made, *self.blocks(cell.blocks))

    def stub(self, noun: str, name: str) -> excellence_view:
        """Return a visible placeholder for a record that does not exist. It is no error of its own."""
        message = Label("No %s has this name:", (Label(noun),))
        line = Line((Label(message.message, message.args), Words(" "), Words(name, role="unknown")), role="nothing")
        return self.view(View("stub", (line,), message))


def _years(years: Years) -> excellence_years:
    names = ("label", "said", "told", "none", "earlier", "later", "play", "stop")
    texts = {name: translated(getattr(years, name)) for name in names}
    return element(excellence_years, first=years.first, last=years.last, texts=texts, classes=[UNSEARCHED])


def _label_text(label: Label | Words) -> str:
    return label.text if isinstance(label, Words) else translated(label)
