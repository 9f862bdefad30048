"""Lists of every kind: bullets, numbers, definitions, fields, options, lines, columns, task lists."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.typst.literals import Code
from sphinx_excellence.typst.writing.emitter import Emitter

NUMBERINGS = {"arabic": "1", "loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
#: What takes no room: it does not make a list loose.
EMPTY_NODES = (nodes.Invisible, nodes.target, addnodes.index, nodes.raw)
LISTS = (nodes.bullet_list, nodes.enumerated_list)


def _shown(node: nodes.Element) -> list[nodes.Node]:
    return [child for child in node.children if not isinstance(child, EMPTY_NODES)]


def is_tight(node: nodes.Element) -> bool:
    """Whether each item is a line of text, with lists below it at most."""
    return all(
        isinstance(child, (nodes.paragraph, nodes.TextElement) if position == 0 else LISTS)
        and not isinstance(child, nodes.FixedTextElement)
        for item in node.children
        if isinstance(item, nodes.list_item)
        for position, child in enumerate(_shown(item))
    )


def stands_alone(node: nodes.Element) -> bool:
    """Whether a paragraph is all that a cell or an item shows, so that it needs no room around it."""
    parent = node.parent
    if isinstance(parent, nodes.list_item):
        return _shown(parent)[:1] == [node] and isinstance(parent.parent, nodes.Element) and is_tight(parent.parent)
    if isinstance(parent, nodes.footnote):
        # The number and the note share a line.
        return next(child for child in parent.children if not isinstance(child, nodes.label)) is node
    if isinstance(parent, (nodes.entry, nodes.field_body, nodes.definition, nodes.description)):
        return len(_shown(parent)) == 1
    return False


def checkbox_of(item: nodes.Node) -> bool | None:
    """Return whether an item of a task list is checked; nothing where it has no box. MyST gives the box as HTML."""
    if not (isinstance(item, nodes.list_item) and "task-list-item" in item["classes"]):
        return None
    box = next((each for each in item.findall(nodes.raw) if "task-list-item-checkbox" in each.astext()), None)
    return None if box is None else 'checked="' in box.astext()


class ListVisitors(Emitter):
    """Lists."""

    def visit_paragraph(self, node: nodes.Element) -> None:
        """Draw a paragraph; one that is alone in a cell or an item of a list is no more than its text."""
        self.open("" if stands_alone(node) else "par")

    depart_paragraph = Emitter.close_after
    visit_compact_paragraph = visit_paragraph
    depart_compact_paragraph = Emitter.close_after

    def visit_bullet_list(self, node: nodes.Element) -> None:
        """Draw a bullet list; the boxes of a task list are its bullets."""
        task = any(checkbox_of(item) is not None for item in node.children)
        self.open_arguments("task-list" if task else "bullets", block=True, tight=is_tight(node))

    depart_bullet_list = Emitter.close_after

    def visit_enumerated_list(self, node: nodes.Element) -> None:
        """Draw a numbered list, with the numbers of the source."""
        pattern = NUMBERINGS.get(node.get("enumtype", "arabic"), "1")
        self.open_arguments(
            "numbered",
            block=True,
            tight=is_tight(node),
            start=node.get("start", 1),
            pattern=pattern,
            prefix=node.get("prefix", ""),
            suffix=node.get("suffix", "."),
        )

    depart_enumerated_list = Emitter.close_after

    def visit_list_item(self, node: nodes.Element) -> None:
        """Draw an item; one of a task list says whether it is done."""
        function = self.frames[-1].function
        if function == "task-list":
            self.open("task", checked=checkbox_of(node))
        else:
            self.open("" if self.frames[-1].arguments else "bulleted", block=True)

    depart_list_item = Emitter.close_after

    # -- terms and fields ------------------------------------------------------------------------------------------

    def visit_definition_list(self, node: nodes.Element) -> None:
        """Draw terms with their definitions."""
        self.open("definitions", block=True)

    depart_definition_list = Emitter.close_after
    visit_glossary = visit_definition_list_item = Emitter.pass_through
    depart_glossary = depart_definition_list_item = Emitter.pass_through

    def visit_term(self, node: nodes.Element) -> None:
        """Draw a term."""
        self.open("term", block=True)

    def depart_term(self, node: nodes.Element) -> None:
        """Draw the classifier of a term next to it; docutils puts it after the term."""
        siblings = node.parent.children
        for sibling in siblings[siblings.index(node) + 1 :]:
            if not isinstance(sibling, nodes.classifier):
                break
            self.open("classifier")
            for child in sibling.children:
                child.walkabout(self)
            self.close()
        self.close()

    def visit_classifier(self, node: nodes.Element) -> None:
        """Draw what something is classified as, where no term has drawn it."""
        siblings = node.parent.children
        before = siblings[: siblings.index(node)]
        while before and isinstance(before[-1], nodes.classifier):
            before.pop()
        if before and isinstance(before[-1], nodes.term):
            raise nodes.SkipNode
        self.open("classifier")

    depart_classifier = Emitter.close_after

    def visit_definition(self, node: nodes.Element) -> None:
        """Draw a definition."""
        self.open("definition", block=True)

    depart_definition = Emitter.close_after

    def visit_field_list(self, node: nodes.Element) -> None:
        """Draw fields: names next to bodies."""
        self.open_arguments("field-list", block=True)

    depart_field_list = Emitter.close_after

    def visit_field(self, node: nodes.Element) -> None:
        """Draw one field; outside a list of fields, as a list of one."""
        self.open_field_list(node)
        name = next((child for child in node.children if isinstance(child, nodes.field_name)), None)
        self.open("")
        if name is not None:
            for child in name.children:
                child.walkabout(self)
        classes = {"classes": list(node["classes"])} if node["classes"] else {}
        self.open("field", block=True, name=Code(self.capture()), **classes)

    def depart_field(self, node: nodes.Element) -> None:
        """End the field."""
        self.close()
        self.close_extra_frame(node)

    def open_field_list(self, node: nodes.Element) -> None:
        """Open a list of fields for a field that is in none."""
        # A list with a class may be drawn by a function of the project's.
        in_list = isinstance(node.parent, (nodes.field_list, nodes.docinfo)) and self.frames[-1].arguments
        if not in_list:
            self.open_arguments("field-list", block=True)
            self.extra_frames.add(id(node))

    def visit_field_name(self, node: nodes.Element) -> None:
        """Draw a name that is not its field's: that has been drawn with it."""
        parent = node.parent
        if isinstance(parent, nodes.field) and next(parent.findall(nodes.field_name)) is node:
            raise nodes.SkipNode
        self.open("strong")

    depart_field_name = Emitter.close_after
    visit_field_body = depart_field_body = Emitter.pass_through

    def visit_option_list(self, node: nodes.Element) -> None:
        """Draw the options of a command."""
        self.open("definitions", block=True)

    depart_option_list = Emitter.close_after
    visit_option_list_item = depart_option_list_item = Emitter.pass_through

    def visit_option_group(self, node: nodes.Element) -> None:
        """Draw the names of one option."""
        self.open("term", block=True)

    depart_option_group = Emitter.close_after

    def visit_option(self, node: nodes.Element) -> None:
        """Draw one of an option's names."""
        if node.parent.index(node):
            self.write(", ")
        self.open("literal")
        self.in_literal += 1

    def depart_option(self, node: nodes.Element) -> None:
        """End the name."""
        self.in_literal -= 1
        self.close()

    visit_option_string = depart_option_string = Emitter.pass_through

    def visit_option_argument(self, node: nodes.Element) -> None:
        """Draw an option's argument, with the delimiter before it."""
        self.write(node.get("delimiter", " "))
        self.open("emph")

    depart_option_argument = Emitter.close_after

    def visit_description(self, node: nodes.Element) -> None:
        """Draw what an option does."""
        self.open("definition", block=True)

    depart_description = Emitter.close_after

    # -- lines and columns -----------------------------------------------------------------------------------------

    def visit_line_block(self, node: nodes.Element) -> None:
        """Draw lines that end where they do in the source; a block within a block is indented."""
        self.open("lines", block=True)

    depart_line_block = Emitter.close_after

    def visit_line(self, node: nodes.Element) -> None:
        """Draw one line; an empty one is as high as the others."""
        self.open("line-of-block")
        if not node.children:
            self.emit("sym.space.nobreak")

    depart_line = Emitter.close_after

    def visit_hlist(self, node: nodes.Element) -> None:
        """Draw a list in columns."""
        self.open_arguments("columned", block=True)

    depart_hlist = Emitter.close_after

    def visit_hlistcol(self, node: nodes.Element) -> None:
        """Draw one column."""
        self.open("", block=True)

    depart_hlistcol = Emitter.close_after

    def visit_steps_list(self, node: nodes.Element) -> None:
        """Draw the steps of sphinx-design."""
        self.visit_enumerated_list(node)

    depart_steps_list = Emitter.close_after
