"""Documents, pages, parts, sections and their titles, and topics, sidebars and rubrics."""

from __future__ import annotations

from docutils import nodes
from docutils.languages import get_language
from sphinx import addnodes
from sphinx.locale import _ as sphinx_text
from sphinx.util.docutils import new_document

from sphinx_excellence.typst.assembly.nodes import typst_file, typst_part
from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.visitors.lists import ListVisitors
from sphinx_excellence.typst.visitors.references import ReferenceVisitors

#: PDF readers and Typst know no deeper headings.
MAX_HEADING_LEVEL = 9


class StructureVisitors(ListVisitors, ReferenceVisitors):
    """The structure of the document."""

    #: The heading level of a section that is in no other; parts shift it by one.
    first_level = 1
    #: The level of headings that begin a page; 0: none does.
    chapter_level = 1
    #: Whether each heading has a label, also where nothing leads to it; and the code of those that have, by label.
    labels_headings = False
    headings: dict[str, str]
    _level = 0
    _heading_label: str | None = None

    def visit_document(self, node: nodes.document) -> None:
        """Place the anchor of a start page without a heading; its frame is open from the start."""
        self.anchor(node)

    def depart_document(self, node: nodes.document) -> None:
        """Draw what the pages have left over."""
        self.draw_deferred_footnotes()

    def visit_start_of_file(self, node: nodes.Element) -> None:
        """Begin a file of its own for a page of the source."""
        self.docnames.append(node["docname"])
        self.open_pages.append(self.new_page(node["docname"]))
        self.open("", block=True)
        self.anchor(node)

    def depart_start_of_file(self, node: nodes.Element) -> None:
        """End the page's file and put it here."""
        self.draw_deferred_footnotes()
        page = self.open_pages.pop()
        page.items = self.frames.pop().items
        self.docnames.pop()
        self.pages.append(page)
        self.emit(f"include {string(page.path)}", block=True)

    def visit_typst_part(self, node: typst_part) -> None:
        """Begin a part."""
        self.emit(f"part({self.text_code(node['title'])})")
        raise nodes.SkipNode

    def visit_typst_appendices(self, node: nodes.Element) -> None:
        """Begin the appendices."""
        self.emit("appendices()")

    depart_typst_appendices = ListVisitors.pass_through

    def visit_typst_contents(self, node: nodes.Element) -> None:
        """Put the table of contents here."""
        self.emit("contents-page()")
        raise nodes.SkipNode

    def visit_typst_indices(self, node: nodes.Element) -> None:
        """Put the indices here, which have a file of their own."""
        self.emit('include "/indices.typ"')
        raise nodes.SkipNode

    def visit_typst_file(self, node: typst_file) -> None:
        """Put a Typst file of the user's here."""
        self.emit(f"include {string(node['path'])}")
        raise nodes.SkipNode

    def visit_section(self, node: nodes.section) -> None:
        """Go one level down; the title of the whole document is on the title page, not here."""
        if node.get("typst-title"):
            self.anchor(node)
            return
        self._level += 1

    def depart_section(self, node: nodes.section) -> None:
        """Go up again."""
        if not node.get("typst-title"):
            self._level -= 1

    def visit_title(self, node: nodes.title) -> None:
        """Draw the title of a section, a topic or a box."""
        parent = node.parent
        is_elsewhere = isinstance(parent, nodes.table) or parent.get("typst-title")
        if is_elsewhere and next(each for each in parent.children if isinstance(each, nodes.title)) is node:
            # The one is drawn as a caption, the other on the title page.
            raise nodes.SkipNode
        self.in_title += 1
        if isinstance(parent, nodes.section):
            self.in_heading += 1
            self._open_heading(parent)
        elif isinstance(parent, nodes.topic):
            self.open("topic-title", block=True)
        else:
            self.open("box-title")

    def depart_title(self, node: nodes.title) -> None:
        """End the title."""
        self.in_title -= 1
        code = self.close()
        if isinstance(node.parent, nodes.section):
            self.in_heading -= 1
            if self._heading_label:
                self.headings[self._heading_label] = code
            notes, self.heading_notes = self.heading_notes, []
            for note in notes:
                self.emit(note)

    def _open_heading(self, section: nodes.Element) -> None:
        # What introduces comes before all parts, and begins no page.
        preface = bool(section.get("typst-preface"))
        level = 1 if preface else min(self._level + self.first_level - 1, MAX_HEADING_LEVEL)
        if level <= self.chapter_level and self.top_level and not preface:
            self.emit("new-chapter()")
        self._heading_label = self.labels.of(section)
        if self._heading_label is None and self.labels_headings:
            self._heading_label = f"heading:{len(self.headings) + 1}"
        self.open(
            "section",
            level=level,
            number=section.get("typst-number"),
            name=self._heading_label,
            **({"preface": True} if preface else {}),
        )

    def visit_subtitle(self, node: nodes.subtitle) -> None:
        """Draw a subtitle."""
        self.open("subtitle", block=True)

    depart_subtitle = ListVisitors.close_after

    def visit_topic(self, node: nodes.topic) -> None:
        """Draw a topic as a box, a local table of contents as a list."""
        self.open("contents-list" if "contents" in node["classes"] else "topic", block=True)

    depart_topic = ListVisitors.close_after

    def visit_sidebar(self, node: nodes.sidebar) -> None:
        """Draw a sidebar as a box of full width: nothing flows around it in print."""
        self.open("topic", block=True)

    depart_sidebar = ListVisitors.close_after

    def visit_rubric(self, node: nodes.rubric) -> None:
        """Draw a rubric; not the one over footnotes, which are at the foot of the page."""
        if len(node) == 1 and node.astext() in {"Footnotes", sphinx_text("Footnotes")}:
            raise nodes.SkipNode
        self.in_title += 1
        level = node.get("heading-level")
        self.open("rubric", block=True, level=level if isinstance(level, int) else None)

    def depart_rubric(self, node: nodes.rubric) -> None:
        """End the rubric."""
        self.in_title -= 1
        self.close()

    def visit_transition(self, node: nodes.transition) -> None:
        """Draw a transition."""
        self.emit("transition()", block=True)

    depart_transition = ListVisitors.pass_through

    def visit_decoration(self, node: nodes.Element) -> None:
        """Leave out a page's own header and footer: the book has its own."""
        raise nodes.SkipNode

    visit_header = visit_footer = visit_decoration
    visit_meta = ListVisitors.skip

    def visit_docinfo(self, node: nodes.Element) -> None:
        """Draw bibliographic fields as a list of fields."""
        self.open_arguments("field-list", block=True)

    depart_docinfo = ListVisitors.close_after

    def visit_author(self, node: nodes.Element) -> None:
        """Draw one bibliographic field under its name in the document's language."""
        if isinstance(node.parent, nodes.authors):
            self.open("par")
            return
        self.open_field_list(node)
        name = type(node).__name__
        labels = get_language(self.config.language, new_document("").reporter).labels
        self.open("field", name=Code(self.text_code(labels.get(name, name.capitalize()))))

    def depart_author(self, node: nodes.Element) -> None:
        """End the field."""
        self.close()
        self.close_extra_frame(node)

    visit_authors = visit_organization = visit_contact = visit_version = visit_revision = visit_author
    visit_status = visit_date = visit_copyright = visit_author
    depart_authors = depart_organization = depart_contact = depart_version = depart_revision = depart_author
    depart_status = depart_date = depart_copyright = depart_author

    def visit_address(self, node: nodes.Element) -> None:
        """Draw an address with its lines as they are."""
        self.visit_author(node)
        self.verbatim += 1

    def depart_address(self, node: nodes.Element) -> None:
        """End the address."""
        self.verbatim -= 1
        self.close()
        self.close_extra_frame(node)

    visit_compound = visit_tabular_col_spec = visit_highlightlang = visit_generated = ListVisitors.pass_through
    depart_compound = depart_tabular_col_spec = depart_highlightlang = depart_generated = ListVisitors.pass_through
    # Resolved before writing; what is left says nothing.
    visit_toctree = visit_comment = visit_substitution_definition = visit_pending = ListVisitors.skip
    visit_only = depart_only = ListVisitors.pass_through
    # Comments by their class, yet they hold what autosummary lists.
    visit_autosummary_table = depart_autosummary_table = ListVisitors.pass_through
    visit_autosummary_toc = depart_autosummary_toc = ListVisitors.pass_through

    def visit_centered(self, node: addnodes.centered) -> None:
        """Draw a centred line."""
        self.open("centred", block=True)

    depart_centered = ListVisitors.close_after

    def visit_acks(self, node: nodes.Element) -> None:
        """Draw acknowledgements as one paragraph of names; what is no list of them as it is."""
        names = [item.astext() for item in node.findall(nodes.list_item)]
        if "".join(names) == "".join(node.astext().split("\n\n")):
            self.emit(f"par({self.text_code(', '.join(names))})", block=True)
            raise nodes.SkipNode

    depart_acks = ListVisitors.pass_through
