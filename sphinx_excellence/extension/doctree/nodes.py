"""The docutils nodes of the toolkit.

Each is a subclass of a standard node, so that a builder that does not know it still shows what is inside.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil
from typing import Any, Protocol, Self, cast

from docutils import nodes
from sphinx import addnodes

#: How one format draws one node: what it does on entering and on leaving it.
Visitors = tuple[Callable[[Any, Any], None], Callable[[Any, Any], None] | None]
#: A badge with a longer title may be set in several lines, as `excellence.typ` does.
LONGEST_BADGE = 24


def shown_key(view: str, record: tuple[str, str]) -> str:
    """Return what names a view of a record in a page."""
    return " ".join((view, *record))


class HeldChildren(Protocol):
    """What the children of a view are made of, when code looks at them."""

    def compose(self, view: excellence_view) -> list[nodes.Node]:
        """Return the children."""


class excellence_view(nodes.container):
    """All that one directive shows; ``view`` names it, ``label`` is what assistive technology calls it.

    ``shown`` is there where a directive shows one record (see `shown_key`).

    While its page is being read it is deferred: its children are stored next to the tree, out of the way of transforms
    that have nothing to do there (see ``deferred_views``). Most views hold a value instead (see ``held_views``): it
    becomes nodes when code looks at the children, and is stored, and written as HTML, without.
    """

    #: The children, or what they are made of, while they are out of the tree.
    _deferred: tuple[nodes.Node, ...] = ()
    #: What the children are made of, as long as nobody has looked at them.
    held: HeldChildren | None = None
    _is_deferred = False
    #: What is inside as HTML, where it was written without nodes (see ``html.drawn_views``).
    drawn = ""

    @property  # type: ignore[override]
    def children(self) -> list[nodes.Node]:
        """The nodes inside; those of a value are made now."""
        if self.held is not None and not self._is_deferred:
            held, self.held = self.held, None
            self.children = held.compose(self)
            for child in self.children:
                child.parent = self
        return cast("list[nodes.Node]", self.__dict__["_children"])

    @children.setter
    def children(self, children: list[nodes.Node]) -> None:
        self.__dict__["_children"] = children

    def hold(self, held: HeldChildren) -> None:
        """Hold what the children are made of, deferred."""
        self.held, self._is_deferred = held, True

    def draw(self, drawn: str, text: str) -> None:
        """Hold HTML, and its text for code that looks for words, in the place of a value."""
        self.held, self._is_deferred, self.drawn = None, False, drawn
        self.children = [nodes.Text(text)]
        self.children[0].parent = self

    def defer(self) -> None:
        """Take the children out of the tree."""
        if self.held is not None:
            self._is_deferred = True
            return
        self._deferred = tuple(self.children)
        self.children = []

    def restore(self) -> bool:
        """Put the children back; return whether they had been taken out."""
        if self.held is not None:
            was, self._is_deferred = self._is_deferred, False
            return was
        if not self._deferred:
            return False
        self.children = list(self._deferred)
        del self._deferred
        return True

    def put_first(self, node: nodes.Node) -> None:
        """Put a node before the children, which are out of the tree."""
        node.parent = self
        self._deferred = (node, *self._deferred)

    def deepcopy(self) -> Self:
        """Copy what is out of the tree too."""
        if self.held is not None:
            twin = self.copy()
            twin.hold(self.held)
            if not self._is_deferred:
                twin.restore()
            return twin
        twin = super().deepcopy()
        twin.drawn = self.drawn
        if self._deferred:
            twin.extend(node.deepcopy() for node in self._deferred)
            twin.defer()
        return twin


class excellence_scroll(nodes.container):
    """A table that scrolls inside itself where it is wider than the page; ``label`` as above."""


class excellence_cell(nodes.entry):
    """A cell that may be under no head, where its row is a card; ``label`` is what the head of its column says."""


class excellence_path(nodes.container):
    """A path of reading: its ``title``, and a list of its stops."""


class excellence_badge(nodes.inline):
    """A tier's badge: the title as text, the sign before it in ``symbol``, or its name in ``icon``."""

    @property
    def unbroken_width(self) -> int:
        """How many characters of a table's cell it takes in one line; none where its title may break.

        It is set in smaller type, in a frame.
        """
        title = len(self.astext())
        return (
            ceil(0.85 * (title + (3 if self.get("symbol") or self.get("icon") else 0)) + 2)
            if title <= LONGEST_BADGE
            else 0
        )


class excellence_drawing(nodes.General, nodes.TextElement):
    """A drawing: ``view`` names it, ``width``, ``height``, ``label``, ``description``, and what is drawn in ``shapes``.

    Its children are the marks of records, on top of the rest: a link each, or a mark alone where there is nothing to
    lead to. A text element, since links may be in nothing else. Builders that cannot draw never see one.
    """


class excellence_figure(excellence_drawing):
    """The drawing of the directive ``diagram``: an image without marks.

    Until it is laid out, ``diagram`` is its record. Its children are its texts, for translation.
    """


class excellence_figure_text(addnodes.translatable, nodes.Element):
    """A text in a drawing, as written in ``original`` and as shown in ``text``; nothing is drawn of it."""

    def preserve_original_messages(self) -> None:
        """Do nothing: the original is kept from the beginning."""

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take a translation, in plain words as the text itself."""
        self["text"] = translated_message

    def extract_original_messages(self) -> list[str]:
        """Return the text."""
        return [self["original"]]


class excellence_drawing_key(nodes.paragraph):
    """What is to be known under a drawing; left out together with it."""


class excellence_mark(nodes.Inline, nodes.TextElement):
    """The mark of a record in a drawing: its ``shapes``, and the record in a few words in ``about``.

    ``tip`` is drawn while a reader points at it, in HTML. ``address`` is where it leads when that is outside the
    project.
    """


class excellence_diagram(nodes.General, nodes.Element):
    """A Mermaid diagram: ``svg`` is its drawing, ``label`` names it; LaTeX finds it in ``file``. Holds its source."""


class excellence_folded(nodes.container):
    """What a reader unfolds, by ``label``: the words of a drawing, or more about a record."""


class excellence_elsewhere(nodes.container):
    """What another view of the page may show, the one whose ``shown`` is the same, behind a line that leads there."""


class excellence_sparkline(nodes.inline):
    """Numbers as little bars, in ``values`` and ``top``. What they say is its text; where it is drawn, in ``label``."""


class excellence_noted(nodes.inline):
    """A word of the project's, with what it means in ``note``: a tip where it is drawn in HTML."""


class excellence_tag(nodes.inline):
    """A tag of a record; ``title`` is its heading in the index of tags.

    It leads to a page that lists the records with the tag, or else to the index where there is one.
    """


class excellence_task(nodes.inline):
    """The text of one item of a checklist."""


class excellence_entry(nodes.container):
    """Blocks with ``data`` for the script, as names and values; a container everywhere else."""


class excellence_script_only(nodes.container):
    """Blocks that make sense only where a script runs; taken out of every other output."""


class excellence_on_demand(nodes.container):
    """Blocks that a page loads when the form next to them is used; ``texts`` are what the form says until then."""


class excellence_search_box(addnodes.translatable, nodes.General, nodes.Element):
    """A box for a search of the site, with ``examples`` of searches; ``texts`` are its words. Removed as above.

    The examples and the ``placeholder`` are translated with the page; ``original`` has them as written.
    """

    def preserve_original_messages(self) -> None:
        """Keep what is written."""
        self["original"] = [*self["examples"], *filter(None, [self["placeholder"]])]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take a translation of an example, or of the placeholder."""
        self["examples"] = [translated_message if each == original_message else each for each in self["examples"]]
        if self["placeholder"] == original_message:
            self["placeholder"] = translated_message

    def extract_original_messages(self) -> list[str]:
        """Return the examples and the placeholder."""
        return list(self["original"])


class excellence_controls(nodes.Element):
    """A form that filters and sorts the entries next to it; ``form`` describes it. Removed as the above is.

    Where it offers to compare what is left, it holds the link to where that is done.
    """


class excellence_news(nodes.Element):
    """Where a script says what is new to the reader; ``texts`` are what it may say. Removed as the above is."""


class excellence_years(nodes.Element):
    """Where a reader moves through years, from ``first`` to ``last``; ``texts`` are its words. Removed as above."""


class excellence_feeds(nodes.container):
    """Where a site leads to its feeds, of one ``category`` or of everything; replaced when the page is written."""


class excellence_late_view(nodes.container):
    """Where a view goes that depends on all pages; replaced in every output.

    ``key`` names the view, ``docname`` is the page, ``heading_level`` the level of its small headings.
    """


class excellence_editions(nodes.container):
    """Where the other editions of a site are offered; replaced when the page is written, for what is there by then."""


class excellence_fact(nodes.field):
    """One label with its value, in a list of facts."""


class excellence_box_item(nodes.list_item):
    """An item of a list with a box for its sign, ticked where ``checked``. Only LaTeX has it."""


class excellence_book_part(nodes.Part, nodes.TextElement):
    """The title of a part of the book, before its chapters. Only LaTeX has it."""
