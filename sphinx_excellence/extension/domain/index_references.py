"""References to indices and the search in outputs that have no such page: they are the page's title, as text.

Sphinx leaves the label in such a place: ``genindex``, ``excellence-tiers``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import docname_join

from sphinx_excellence.extension.storage.application import application_of

if TYPE_CHECKING:
    from sphinx.builders import Builder

#: The roles that may name a label; the last is that of MyST's links.
_ROLES = frozenset({"ref", "any", "myst"})


class SetTitlesOfIndices(SphinxPostTransform):
    """Makes text of references to pages of Sphinx's own that the builder does not write."""

    default_priority = 8  # before MyST resolves its links, at 9, and Sphinx the others, at 10

    def run(self, **_kwargs: Any) -> None:
        """Replace the references."""
        builder = application_of(self.env).builder
        if isinstance(builder, StandaloneHTMLBuilder) and builder.use_index and builder.search:
            return  # every such page is written
        labels = self.env.domains.standard_domain.labels
        for node in list(self.document.findall(addnodes.pending_xref)):
            docname, anchor, title = labels.get(self._label_of(node), ("", "", ""))
            if docname and not anchor and docname not in self.env.all_docs and not _is_written(builder, docname):
                explicit = node.get("refexplicit") and node.astext()
                text = nodes.inline("", "", *node.children) if explicit else nodes.inline(title, title)
                node.replace_self(text)

    def _label_of(self, node: addnodes.pending_xref) -> str:
        role, target = node.get("reftype"), str(node.get("reftarget", ""))
        if role not in _ROLES or docname_join(node.get("refdoc", self.env.docname), target) in self.env.all_docs:
            return ""
        return target.lower() if role == "any" else target


def _is_written(builder: Builder, docname: str) -> bool:
    """Whether a builder writes a page that is none of the project's, such as ``genindex``."""
    try:
        builder.get_target_uri(docname)
    except NoUri:
        return False
    if isinstance(builder, StandaloneHTMLBuilder):
        return {"genindex": bool(builder.use_index), "search": builder.search}.get(docname, True)
    return True
