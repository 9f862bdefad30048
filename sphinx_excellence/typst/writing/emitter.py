"""Emits Typst code for a doctree: calls as frames that open and close, text as string literals, anchors, warnings.

``visitors`` decide which function draws a node, the template what the function draws.

Visitors of other extensions (``app.add_node(MyNode, typst=(visit, depart))``) are handed the translator. Its public
surface is ``open``, ``open_arguments``, ``close``, ``capture``, ``emit``, ``write``, ``anchor``, ``warn``; the module
``literals`` makes code of values. For instance::

    def visit_shout(self, node):
        self.open("text", weight="bold")     # text(weight: "bold", ...what the children write...)

    def depart_shout(self, node):
        self.close()
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.docutils import SphinxTranslator

from sphinx_excellence.typst import literals, locations
from sphinx_excellence.typst.builder_base import DocumentBuilder
from sphinx_excellence.typst.diagnostics import Subtype, __, warn

if TYPE_CHECKING:
    from sphinx_excellence.typst.assembly.link_targets import Labels

#: Typst gives up on blocks nested deeper than its limit of 64 show rules, of which a block takes two or three.
MAX_DEPTH = 14
#: The blocks that take more of it than others.
BLOCK_DEPTHS = {"data-table": 2}
#: The named arguments that hold text rather than shape.
TEXT_ARGUMENTS = {"title", "caption", "legend", "name"}
#: What draws the arguments of a call that is too deep: one after the other.
FLAT = "flat"
#: What draws a line of text, and what draws it where blocks are in it: a formula on its own in a paragraph, a list in
#: an inline. Typst leaves blocks out of paragraphs.
BLOCK_VARIANTS = {
    "par": "prose",
    "line-of-block": "line-of-blocks",
    "signature": "signature-of-blocks",
    "super": "raised-blocks",
    "sub": "lowered-blocks",
}
#: What else is a block, though it holds but a line.
ONE_LINE_BLOCKS = {"section", "box-title", "box-label", "card-link"}
#: The attributes in which extensions keep the words on a box.
LABEL_ATTRIBUTES = ("label", "title", "summary", "heading", "caption")
#: What is set in a line though it may hold blocks: these are not the line's.
INLINE_BOXES = {"note", "heading-note", "kbd", "badge", "button"}
#: Words longer than these may be broken, in running text and in a literal.
LONG_WORD = 28
LONG_LITERAL = 12
SPACES = re.compile(r"[ \t\r\n\f\v]+")
#: Scripts written without spaces: a line end between two of their characters is none in print either.
_UNSPACED = "\u2e80-\u2fff\u3000-\u30ff\u31f0-\u31ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60"
_UNSPACED_LINE_END = re.compile(rf"(?<=[{_UNSPACED}])\n(?=[{_UNSPACED}])")


@dataclass(slots=True)
class Frame:
    """A call that is being written. In a call for ``arguments`` each item is an argument, else all are its body."""

    function: str
    named: str = ""
    arguments: bool = False
    block: bool = False
    #: How much it adds to the depth that the compiler limits.
    depth: int = 0
    #: A comment with the location in the source that it comes from.
    comment: str = ""
    holds_blocks: bool = False
    items: list[str] = field(default_factory=list)

    def code(self) -> str:
        """Return the finished call."""
        function = BLOCK_VARIANTS.get(self.function, self.function) if self.holds_blocks else self.function
        if self.arguments:
            if not function:
                return literals.array(self.items)
            return f"{self.comment}{function}({self.named}{', '.join(self.items)})"
        body = joined(self.items, lines=self.block)
        return f"{self.comment}{function}({self.named}{body})" if function else body


def joined(items: list[str], *, lines: bool = False) -> str:
    """Return code for what ``items`` show one after the other."""
    if not items:
        return "[]"
    if len(items) == 1 and not items[0].startswith("include "):
        return items[0]
    return "{\n" + "\n".join(items) + "\n}" if lines else "{" + "; ".join(items) + "}"


@dataclass(slots=True)
class Page:
    """The code of one page of the source, in a file of its own, and what may go wrong in it."""

    docname: str
    items: list[str] = field(default_factory=list)
    #: Every character that the page prints, with the location of the first.
    characters: dict[str, str] = field(default_factory=dict)
    #: How many they are.
    printed: int = 0
    #: The file and the line that the visitors have come to.
    location: str = ""

    @property
    def path(self) -> str:
        """The file, from the root of the document's sources."""
        return f"/pages/{self.docname}.typ"


@dataclass(frozen=True, slots=True)
class Refusable:
    """A call that the compiler may refuse: what warns of it, its node, its page, and its code."""

    subtype: Subtype
    node: nodes.Node
    docname: str
    code: str


class Emitter(SphinxTranslator):
    """The base of all visitors: frames, text, anchors and warnings."""

    builder: DocumentBuilder

    def __init__(self, document: nodes.document, builder: DocumentBuilder, labels: Labels) -> None:
        super().__init__(document, builder)
        self.labels = labels
        self.pages: list[Page] = []
        self.docnames: list[str] = [document.get("docname", "")]
        self.frames: list[Frame] = [Frame("", block=True)]
        self.open_pages: list[Page] = [self.new_page(self.docnames[0])]
        #: What the visitors are in, counted because it nests.
        self.verbatim = self.in_title = self.in_literal = self.in_cell = self.in_heading = 0
        #: Footnotes of the heading being written: they come behind it, for a heading is drawn more than once.
        self.heading_notes: list[str] = []
        #: Parts that the compiler may refuse, and that are then drawn as their fallback, by the key in their call.
        self.fallbacks: dict[str, Refusable] = {}
        #: How long a word may be before it is broken anywhere: what a column of a table is wide.
        self.longest_words: list[int | None] = [None]
        self._waiting_anchors: list[str] = []
        self._unknown: set[tuple[str, str]] = set()
        #: Nodes for which a visitor opened one frame more than it always does.
        self.extra_frames: set[int] = set()
        self._blocks = 0
        self._too_deep = False

    # -- code ------------------------------------------------------------------------------------------------------

    def open(self, function: str = "", /, *, block: bool = False, **named: Any) -> None:
        """Open a call of a function of the template; what is written until ``close`` is its last argument.

        Without a function what is written is a group. A ``block`` is on lines of its own and holds blocks.
        """
        depth = BLOCK_DEPTHS.get(function, 1) if block and function else 0
        if block or function in BLOCK_VARIANTS or function in ONE_LINE_BLOCKS:
            self._note_block()
        words: list[str] = []
        if depth and self._is_too_deep(depth):
            # Captions and titles are kept; what only shapes the block is not.
            words = [code for name, code in named.items() if name in TEXT_ARGUMENTS and isinstance(code, literals.Code)]
            function, named = "", {}
        comment = self._location_comment() if block and function else ""
        self.frames.append(Frame(function, literals.arguments(named), block=block, depth=depth, comment=comment))
        self._place_waiting_anchors()
        for code in words:
            self.frames[-1].items += ["parbreak()", code, "parbreak()"]

    def open_arguments(self, function: str = "", /, *, block: bool = False, **named: Any) -> None:
        """Open a call each of whose arguments is what is emitted next; without a function, an array."""
        depth = BLOCK_DEPTHS.get(function, 1) if block and function else 0
        if block:
            self._note_block()
        if depth and self._is_too_deep(depth):
            function, named = FLAT, {}
        comment = self._location_comment() if block and function else ""
        self.frames.append(
            Frame(
                function,
                literals.arguments(named),
                arguments=True,
                block=block,
                depth=depth,
                comment=comment,
            )
        )

    def _note_block(self) -> None:
        """Let what surrounds a block draw it: a line of text has no room for one."""
        for frame in reversed(self.frames):
            if frame.holds_blocks:
                return
            frame.holds_blocks = True
            if frame.function in INLINE_BOXES:
                return

    def close(self) -> str:
        """Close the call opened last and emit it; return its code."""
        code = self.capture()
        self.emit(code)
        if self._waiting_anchors and not self.frames[-1].arguments:
            self._place_waiting_anchors()
        return code

    def _place_waiting_anchors(self) -> None:
        waiting, self._waiting_anchors = self._waiting_anchors, []
        self.frames[-1].items += waiting

    def capture(self) -> str:
        """Close the call opened last and return its code instead of emitting it."""
        frame = self.frames.pop()
        self._blocks -= frame.depth
        return frame.code()

    def emit(self, code: str, *, block: bool = False) -> None:
        """Emit code as it is; a ``block`` is on lines of its own."""
        if block:
            self._note_block()
            code = code if code.startswith("include ") else self._location_comment() + code
        self.frames[-1].items.append(code)

    def write(self, text: str) -> None:
        """Emit text as data."""
        self.note_characters(text)
        items = self.frames[-1].items
        longest = LONG_LITERAL if self.in_literal or self.in_cell else LONG_WORD
        for number, piece in enumerate(literals.breakable(text, longest, self.longest_words[-1])):
            if number:
                items.append("z")
            items.append(literals.string(piece))

    def note_characters(self, text: str) -> None:
        """Note what the page prints, so that a character that no font has can be reported."""
        self.open_pages[-1].printed += len(text)
        characters = self.open_pages[-1].characters
        for character in set(text).difference(characters):
            characters[character] = self.open_pages[-1].location

    def text_code(self, text: str) -> str:
        """Return code for ``text`` outside the flow: a label, a number."""
        self.frames.append(Frame(""))
        self.write(text)
        return self.frames.pop().code()

    def call(self, function: str, *positional: str, **named: Any) -> str:
        """Return a call with positional arguments of code and named ones of values."""
        return f"{function}({literals.arguments(named)}{', '.join(positional)})"

    def capture_child(self, node: nodes.Element, kind: type[nodes.Element]) -> literals.Code | None:
        """Draw the child of a kind, such as a caption, and return its code; nothing where there is none."""
        part = next((child for child in node.children if isinstance(child, kind)), None)
        if part is None:
            return None
        is_title = issubclass(kind, (nodes.title, nodes.caption))
        self.open("", block=not is_title)
        self.in_title += is_title
        for child in part.children:
            child.walkabout(self)
        self.in_title -= is_title
        return literals.Code(self.capture())

    def number_of(self, node: nodes.Element, kind: str) -> str | None:
        """Return the number of a figure, table or code block as Sphinx prints it: `Fig. 1.2`."""
        if not self.config.numfig:
            return None
        numbers: Any = self.builder.env.toc_fignumbers.get(self.docname, {}).get(kind, {})
        for name in node["ids"]:
            if name in numbers:
                pattern = str(self.config.numfig_format.get(kind, "%s"))
                return pattern.replace("%s", ".".join(map(str, numbers[name])))
        return None

    @property
    def top_level(self) -> bool:
        """Whether nothing but the page surrounds what is written next: it may break and turn pages."""
        return not any(frame.function for frame in self.frames)

    # -- locations ----------------------------------------------------------------------------------------------------

    @property
    def docname(self) -> str:
        """The page of the source that is being written."""
        return self.docnames[-1]

    def anchor(self, node: nodes.Element) -> None:
        """Let links lead here; after the next opening where no content is allowed."""
        label = self.labels.of(node)
        if label is None:
            return
        code = f"anchor({literals.string(label)})"
        if self.frames[-1].arguments:
            self._waiting_anchors.append(code)
        else:
            self.emit(code)

    def refusable(self, subtype: Subtype, node: nodes.Node, function: str, *positional: str, **named: Any) -> str:
        """Return a call that the compiler may refuse; by the key in it, a diagnostic finds the node."""
        key = f"{subtype.subtype}-{len(self.fallbacks) + 1}"
        code = self.call(function, *positional, key=key, **named)
        self.fallbacks[key] = Refusable(subtype, node, self.docname, code)
        return code

    def warn(self, subtype: Subtype, message: str, *args: Any, node: nodes.Node) -> None:
        """Warn of ``message`` at a node."""
        warn(subtype, message, *args, location=self.location_of(node))

    def location_of(self, node: nodes.Node) -> str:
        """Return the file and the line of a node; where nothing around it has them, those last come to."""
        return locations.location_of(node) or self.open_pages[-1].location

    def new_page(self, docname: str) -> Page:
        """Return a page of the source, at its first line."""
        path = self.builder.env.doc2path(docname) if docname else self.builder.confdir / "conf.py"
        return Page(docname, location=f"{path}:1")

    def _location_comment(self) -> str:
        """Return a comment with the location in the source of the code after it."""
        return locations.location_comment(self.open_pages[-1].location, Path(self.builder.srcdir))

    def _is_too_deep(self, depth: int) -> bool:
        self._blocks += depth
        if self._blocks <= MAX_DEPTH:
            return False
        if not self._too_deep:
            self._too_deep = True
            warn(
                Subtype.DEPTH,
                __("blocks are nested more than %s deep; the innermost are drawn flat"),
                MAX_DEPTH,
                location=self.open_pages[-1].location,
            )
        return True

    # -- dispatch --------------------------------------------------------------------------------------------------

    #: Nodes that place their own label.
    anchored_by_themselves: tuple[type[nodes.Node], ...] = ()

    def dispatch_visit(self, node: nodes.Node) -> None:
        """Visit ``node`` as its class or the nearest base class that has a visitor; place its anchor before."""
        if isinstance(node, nodes.Element):
            self.enter(node)
        super().dispatch_visit(node)

    def enter(self, node: nodes.Element) -> None:
        """Note the location of a node, and let links lead to it."""
        if node.line:
            self.open_pages[-1].location = self.location_of(node)
        if node["ids"] and not isinstance(node, self.anchored_by_themselves):
            self.anchor(node)

    def unknown_visit(self, node: nodes.Node) -> None:
        """Warn of a node that has no visitor, once a page and class; its children are drawn."""
        name = type(node).__name__
        if (self.docname, name) not in self._unknown:
            self._unknown.add((self.docname, name))
            self.warn(
                Subtype.UNKNOWN_NODE,
                __("no visitor for the node %s; what it holds is kept. Extensions add one by app.add_node"),
                name,
                node=node,
            )
        if self.frames[-1].arguments:
            self.open("")
            self.extra_frames.add(id(node))
        self.draw_label(node)

    def draw_label(self, node: nodes.Node) -> None:
        """Draw the words on a box that its node keeps besides its content, as a summary or a title."""
        given = (node.get(name) for name in LABEL_ATTRIBUTES) if isinstance(node, nodes.Element) else ()
        label = next((each for each in given if isinstance(each, str) and each.strip()), "")
        if label and label not in node.astext():
            self.open("box-label")
            self.write(label)
            self.close()

    def unknown_departure(self, node: nodes.Node) -> None:
        """Close what ``unknown_visit`` opened."""
        self.close_extra_frame(node)

    def close_extra_frame(self, node: nodes.Node) -> None:
        """Close the frame that only this node needed, if it did."""
        if id(node) in self.extra_frames:
            self.extra_frames.remove(id(node))
            self.close()

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802 - the class is named so
        """Write text: as it is in a literal, with single spaces elsewhere."""
        text = node.astext()  # a Text keeps marks of what was escaped; this leaves them out
        if self.in_literal and not self.verbatim:
            # Spaces count, but it flows with its paragraph.
            self.write(text.replace("\n", " "))
            return
        if not self.verbatim:
            self.write(SPACES.sub(" ", _UNSPACED_LINE_END.sub("", text)))
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self.emit("linebreak()")
            if line:
                self.write(line.expandtabs(8))

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802 - as above
        """Text holds nothing."""

    def close_after(self, node: nodes.Element) -> None:
        """Close what the visitor opened; the departure of most nodes."""
        self.close()

    def pass_through(self, node: nodes.Element) -> None:
        """Draw nothing but the children."""

    def skip(self, node: nodes.Element) -> None:
        """Draw nothing at all."""
        raise nodes.SkipNode
