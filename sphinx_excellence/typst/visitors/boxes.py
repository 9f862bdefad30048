"""Boxes: admonitions, quotes, notes of versions, containers, and the components of sphinx-design."""

from __future__ import annotations

from docutils import nodes
from sphinx.locale import admonitionlabels

from sphinx_excellence.typst.literals import Code
from sphinx_excellence.typst.visitors.inline import semantic_colour
from sphinx_excellence.typst.writing.emitter import Emitter

#: The components of sphinx-design by the function that draws them; the others only hold what is in them.
COMPONENTS = {
    "card": "card",
    "card-header": "card-header",
    "card-title": "card-title",
    "card-footer": "card-footer",
    "card-body": "card-body",
    "dropdown": "dropdown",
    "tab-item": "tab-item",
    "aside": "topic",
    "button": "button",
}
QUOTES = {"epigraph", "highlights", "pull-quote"}


class BoxVisitors(Emitter):
    """Boxes."""

    def visit_note(self, node: nodes.Element) -> None:
        """Draw an admonition under the name that Sphinx gives it."""
        kind = type(node).__name__
        while kind not in admonitionlabels:  # a subclass of an extension
            kind = next((each.__name__ for each in type(node).__mro__ if each.__name__ in admonitionlabels), "note")
        title = Code(self.text_code(str(admonitionlabels[kind])))
        self.open("admonition", block=True, kind=kind, title=title)

    depart_note = Emitter.close_after
    visit_attention = visit_caution = visit_danger = visit_error = visit_important = visit_note
    visit_tip = visit_hint = visit_warning = visit_seealso = visit_note
    depart_attention = depart_caution = depart_danger = depart_error = depart_important = depart_note
    depart_tip = depart_hint = depart_warning = depart_seealso = depart_note

    def visit_admonition(self, node: nodes.Element) -> None:
        """Draw an admonition under a title of its own; a class may say what kind it is."""
        kind = next((each for each in node["classes"] if each in admonitionlabels), "note")
        self.open("admonition", block=True, kind=kind)

    depart_admonition = Emitter.close_after
    visit_todo_node = visit_admonition
    depart_todo_node = Emitter.close_after

    def visit_versionmodified(self, node: nodes.Element) -> None:
        """Draw a note of a version: since when, until when."""
        self.open("version-note", block=True, kind=node.get("type", ""))

    depart_versionmodified = Emitter.close_after

    def visit_block_quote(self, node: nodes.Element) -> None:
        """Draw a quote; a list that is merely indented in the source is none."""
        shown = [child for child in node.children if not isinstance(child, nodes.Invisible)]
        if all(isinstance(child, (nodes.bullet_list, nodes.enumerated_list, nodes.definition_list)) for child in shown):
            self.open("", block=True)
        else:
            self.open("quotation", block=True, prominent=not QUOTES.isdisjoint(node["classes"]))

    depart_block_quote = Emitter.close_after

    def visit_attribution(self, node: nodes.Element) -> None:
        """Draw whom a quote is by."""
        self.open("attribution", block=True)

    depart_attribution = Emitter.close_after

    def visit_container(self, node: nodes.Element) -> None:
        """Draw a component of sphinx-design as what it is; other containers only hold what is in them."""
        component = node.get("design_component", "")
        if "literal-block-wrapper" in node["classes"]:
            caption = self.capture_child(node, nodes.caption)
            self.open("captioned-code", block=True, number=self.number_of(node, "code-block"), caption=caption)
        elif component == "grid-row":
            self.open_arguments("grid-row", block=True, columns=_columns_of(node))
        elif component == "grid-item" and self.frames[-1].arguments:
            self.open("", block=True)
        elif component in COMPONENTS:
            self.open(COMPONENTS[component], block=True)
        else:
            self.open("", block=True)
            self.draw_label(node)

    depart_container = Emitter.close_after

    def visit_dropdown_main(self, node: nodes.Element) -> None:
        """Draw a dropdown, open."""
        self.open("dropdown", block=True)

    depart_dropdown_main = Emitter.close_after
    visit_aside_main = depart_aside_main = Emitter.pass_through

    def visit_dropdown_title(self, node: nodes.Element) -> None:
        """Draw a dropdown's title."""
        self.open("box-title")

    depart_dropdown_title = Emitter.close_after

    def visit_sd_tab_label(self, node: nodes.Element) -> None:
        """Draw a tab's label."""
        self.open("box-title")

    depart_sd_tab_label = Emitter.close_after
    visit_sd_tab_input = Emitter.skip

    def visit_details(self, node: nodes.Element) -> None:
        """Draw what an extension lets a reader unfold: unfolded."""
        self.open("dropdown", block=True)

    depart_details = Emitter.close_after

    def visit_summary(self, node: nodes.Element) -> None:
        """Draw the title of a folded block."""
        self.open("box-title")

    depart_summary = Emitter.close_after

    # -- tabs of extensions ----------------------------------------------------------------------------------------

    def visit_TabContainer(self, node: nodes.Element) -> None:  # noqa: N802 - the class is named so
        """Draw a tab of sphinx-inline-tabs; its label is a node in it."""
        self.open("tab-item", block=True)

    depart_TabContainer = Emitter.close_after  # noqa: N815 - as above

    def visit_SphinxTabsTablist(self, node: nodes.Element) -> None:  # noqa: N802 - as above
        """Leave out the row of labels of sphinx-tabs: each is drawn with what it is a label of."""
        panels = [each for each in node.parent.children if type(each).__name__ == "SphinxTabsPanel"]
        named = {each.get("aria-labelledby") for each in panels if isinstance(each, nodes.Element)}
        if all(not named.isdisjoint(label["ids"]) for label in node.children if isinstance(label, nodes.Element)):
            raise nodes.SkipNode
        self.open("", block=True)

    depart_SphinxTabsTablist = Emitter.close_after  # noqa: N815 - as above

    def visit_SphinxTabsPanel(self, node: nodes.Element) -> None:  # noqa: N802 - as above
        """Draw a tab of sphinx-tabs under its label, which is in a list next to the tabs."""
        self.open("tab-item", block=True)
        name = node.get("aria-labelledby")
        for label in node.parent.findall(nodes.paragraph):
            if name in label["ids"] and type(label).__name__ == "SphinxTabsTab":
                self.open("box-title")
                for child in label.children:
                    child.walkabout(self)
                self.close()

    depart_SphinxTabsPanel = Emitter.close_after  # noqa: N815 - as above

    def button(self, node: nodes.Element) -> str | None:
        """Return the colour of a reference that is drawn as a button; nothing where it is none."""
        return (semantic_colour(node["classes"]) or "") if "sd-btn" in node["classes"] else None


def _columns_of(row: nodes.Element) -> int:
    """Return how many columns a grid has: what its classes say for the width of a page, else one an item."""
    items = sum(1 for child in row.children if isinstance(child, nodes.container)) or 1
    counts = {}
    for each in row["classes"]:
        parts = each.split("-")
        if each.startswith("sd-row-cols-") and parts[-1].isdecimal():
            counts[parts[3] if len(parts) == 5 else ""] = int(parts[-1])
    count = counts.get("md") or counts.get("sm") or counts.get("") or counts.get("xs") or min(items, 3)
    return max(1, min(count, items, 4))
