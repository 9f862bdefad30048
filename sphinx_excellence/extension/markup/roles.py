"""The roles: links to records with their badges, and a tier's badge."""

from __future__ import annotations

from docutils import nodes
from sphinx.util.docutils import ReferenceRole, SphinxRole

from sphinx_excellence.extension.doctree.composer import Composer, badge_node
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.reading.source_positions import source_line_of_markup
from sphinx_excellence.model.pages import Mention
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.record_labels import tier_badge


class RecordRole(ReferenceRole):
    """A link to a record of one kind, with its title and badge.

    ``text <id>`` gives it another text, ``!id`` shows it without a link. A number that several decisions have means the
    one whose page is in the same folder.
    """

    def __init__(self, kind: str) -> None:
        """Make the role of ``kind``."""
        super().__init__()
        self.kind = kind

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the link and its badge; the name as it is where there is no such record."""
        name = " ".join(self.target.lstrip("!").split())
        source, line = self.get_source_info()
        docname = self.env.docname
        domain = domain_of(self.env)
        composer = Composer(domain, docname, source, line, self.inliner.document)
        text = self.title if self.has_explicit_title else None
        if self.rawtext.lstrip(":{").startswith("external"):
            # Intersphinx has called: the record is another project's, and only its inventory knows it.
            return [
                composer.pending(
                    self.kind, name, nodes.inline("", text or name), explicit=text is not None, known=False
                )
            ], []
        if self.kind == "decision":
            near = domain.registry.number_in_folder(name, docname.rpartition("/")[0])
            if near is not None:
                domain.note_query(docname, Query(self.kind, name, "link"))
                name = near
        domain.note_mention(docname, Mention(self.kind, name, self.name, *source_line_of_markup(self, domain)))
        if domain.registry.resolve(self.kind, name) is None:
            domain.note_query(docname, Query(self.kind, name, "link"))
            # Not the composer's: intersphinx may know it.
            content = nodes.inline("", text or name, classes=["excellence-unknown"])
            return [content if self.disabled else composer.pending(self.kind, name, content, known=False)], []
        made = composer.named(self.kind, name, text=text, link=not self.disabled)
        for node in made:
            self.set_source_info(node)
        return made, []


class TierRole(SphinxRole):
    """A tier's badge."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the badge; the name as it is where there is no such tier."""
        name = self.text.strip()
        domain = domain_of(self.env)
        domain.note_mention(self.env.docname, Mention("tier", name, self.name, *source_line_of_markup(self, domain)))
        domain.note_query(self.env.docname, Query("tier", name, "whole"))
        tier = domain.registry.tiers.get(name)
        if tier is None:
            return [nodes.inline("", name, classes=["excellence-unknown"])], []
        node = badge_node(tier_badge(tier))
        self.set_source_info(node)
        return [node], []
