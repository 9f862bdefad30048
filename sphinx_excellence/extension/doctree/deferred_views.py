"""Takes views out of a page while transforms run that have nothing to do there.

Sphinx and docutils search a page about thirty times while they read it: for headings without a number, footnotes,
substitutions, unresolved targets. A view consists of finished nodes and holds none of these, and most nodes of a page
are in views. So a view is deferred when it is made, and restored before other extensions see the page
(``doctree-read``). That saves a third of a build.

The same holds when a page is written as HTML, once its references are resolved: what is left looks for code, images and
formulas, or for what another extension has brought. A view that holds nothing but text, lists, tables and links is
out of its way until the page is handed out (``doctree-resolved``); unless one of the transforms is of an extension that
may look for these.

One of those transforms does look for what a view holds: typographic quotes are set here, in those passages that have
any. What is translated there is translated in the records (see ``model.translation``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx.transforms import SphinxSmartQuotes
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from sphinx_excellence.extension.doctree import nodes as own_nodes
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below
from sphinx_excellence.extension.doctree.shown_elsewhere import lead_elsewhere

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: What ``docutils.utils.smartquotes`` may change in a text: quotes, dashes, dots, and its escapes.
_EDUCABLE = re.compile(r"[\"'`\\&\x00]|--|\.\.|\. \.")

#: In what no transform of a known extension has anything to do once references are resolved. Not what stands for
#: something that is put there later, nor what is left out by some formats.
_SETTLED: frozenset[type[nodes.Node]] = frozenset({
    nodes.Text, nodes.paragraph, nodes.inline, nodes.strong, nodes.emphasis, nodes.literal, nodes.reference,
    nodes.target, nodes.container, nodes.rubric, nodes.bullet_list, nodes.enumerated_list, nodes.list_item,
    nodes.definition_list, nodes.definition_list_item, nodes.term, nodes.definition,
    nodes.field_list, nodes.field, nodes.field_name, nodes.field_body, nodes.block_quote,
    nodes.table, nodes.tgroup, nodes.colspec, nodes.thead, nodes.tbody, nodes.row, nodes.entry,
    own_nodes.excellence_view, own_nodes.excellence_scroll, own_nodes.excellence_badge, own_nodes.excellence_sparkline,
    own_nodes.excellence_noted, own_nodes.excellence_task, own_nodes.excellence_entry, own_nodes.excellence_fact,
    own_nodes.excellence_script_only, own_nodes.excellence_controls, own_nodes.excellence_news,
    own_nodes.excellence_drawing, own_nodes.excellence_drawing_key, own_nodes.excellence_mark,
    own_nodes.excellence_folded,
})  # fmt: skip
#: The packages whose transforms are known.
_KNOWN = frozenset({"sphinx", "myst_parser", "sphinx_excellence"})


class RestoreDeferredViews(SphinxSmartQuotes):
    """Restores the views and sets their quotes as Sphinx does in the rest of the page."""

    # After dangling references are looked for (850), before the page is handed out (880).
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Restore them."""
        restored = [view for view in list(self.document.findall(excellence_view)) if view.restore()]
        lead_elsewhere(restored, self.document, self.env)
        passages = _educable_passages(restored)
        if passages:
            page = self.document
            self.document = cast("nodes.document", _Passages(page, passages))
            super().apply(**kwargs)
            self.document = page


class _Passages:
    """Some passages of a page, in the place of the whole page."""

    def __init__(self, page: nodes.document, passages: list[nodes.Element]) -> None:
        self.settings = page.settings
        self.reporter = page.reporter
        self._passages = passages

    def findall(self, condition: object) -> list[nodes.Element]:
        return self._passages


def _educable_passages(views: Iterable[excellence_view]) -> list[nodes.Element]:
    """Return the outermost text elements in ``views`` that have something to set."""
    found: dict[int, nodes.Element] = {}
    for view in views:
        for text in view.findall(nodes.Text):
            if _EDUCABLE.search(text):
                passage = text.parent
                while isinstance(passage.parent, nodes.TextElement):
                    passage = passage.parent
                found[id(passage)] = passage
    return list(found.values())


class SetViewsAside(SphinxPostTransform):
    """Takes the views out that the transforms after this one have nothing to do with."""

    default_priority = ReferencesResolver.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        """Take them out."""
        for view in _outermost(self.document):
            if all(type(node) in _SETTLED for node in nodes_below((view,))):
                view.defer()


def put_views_back(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put back the views that are out of a page whose references have been resolved."""
    for view in _outermost(doctree):
        view.restore()


def _outermost(doctree: nodes.document) -> list[excellence_view]:
    return [node for node in nodes_below((doctree,), excellence_view) if isinstance(node, excellence_view)]


def set_views_aside(app: Sphinx) -> None:
    """Spare the transforms of a page that is written as HTML the views that they have nothing to do with."""
    # When every extension has added its transforms.
    app.connect("builder-inited", _add_transform, priority=1000)
    # Before anybody else sees the page.
    app.connect("doctree-resolved", put_views_back, priority=-2000)


def _add_transform(app: Sphinx) -> None:
    transforms = app.registry.get_post_transforms()
    if app.builder.format == "html" and all(each.__module__.partition(".")[0] in _KNOWN for each in transforms):
        app.add_post_transform(SetViewsAside)
