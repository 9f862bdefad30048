"""Takes views out of a page while transforms run that have nothing to do there.

Sphinx and docutils search a page about thirty times while they read it: for headings without a number, footnotes,
substitutions, unresolved targets. A view consists of finished nodes and holds none of these, and most nodes of a page
are in views. So a view is deferred when it is made, and restored before other extensions see the page
(``doctree-read``). That saves a third of a build.

The same holds when a page is written as HTML, once its references are resolved: what is left looks for code, images and
formulas, or for what another extension has brought. A view that holds nothing but text, lists, tables and links is
out of its way until the page is handed out (``doctree-resolved``); unless one of the transforms is of an extension that
may look for these.

One of those transforms does look for what a view holds: typographic quotes are set when a view is restored. What is
translated there is translated in the records (see ``model.translation``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import ReferencesResolver, SphinxPostTransform

from sphinx_excellence.extension.doctree import nodes as own_nodes
from sphinx_excellence.extension.doctree.held_views import HeldView
from sphinx_excellence.extension.doctree.nodes import excellence_view
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below
from sphinx_excellence.extension.doctree.quotes import set_quotes, sets_quotes
from sphinx_excellence.extension.doctree.shown_elsewhere import lead_elsewhere
from sphinx_excellence.extension.storage.application import application_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: In what no transform of a known extension has anything to do once references are resolved. Not what stands for
#: something that is put there later, nor what is left out by some formats.
_SETTLED: frozenset[type[nodes.Node]] = frozenset({
    nodes.Text, nodes.paragraph, nodes.inline, nodes.strong, nodes.emphasis, nodes.literal, nodes.reference,
    nodes.target, nodes.container, nodes.rubric, nodes.bullet_list, nodes.enumerated_list, nodes.list_item,
    nodes.definition_list, nodes.definition_list_item, nodes.term, nodes.definition,
    nodes.field_list, nodes.field, nodes.field_name, nodes.field_body, nodes.block_quote,
    nodes.table, nodes.tgroup, nodes.colspec, nodes.thead, nodes.tbody, nodes.row, nodes.entry,
    own_nodes.excellence_cell,
    own_nodes.excellence_view, own_nodes.excellence_scroll, own_nodes.excellence_badge, own_nodes.excellence_sparkline,
    own_nodes.excellence_noted, own_nodes.excellence_task, own_nodes.excellence_entry, own_nodes.excellence_fact,
    own_nodes.excellence_script_only, own_nodes.excellence_controls, own_nodes.excellence_news,
    own_nodes.excellence_drawing, own_nodes.excellence_drawing_key, own_nodes.excellence_mark,
    own_nodes.excellence_folded,
})  # fmt: skip
#: The packages whose transforms are known.
_KNOWN = frozenset({"sphinx", "myst_parser", "sphinx_excellence"})


class RestoreDeferredViews(SphinxTransform):
    """Restores the views and sets their quotes as Sphinx does in the rest of the page.

    Views that are held as values stay out of the tree until the page is read to the end, unless another extension may
    look for what is in them.
    """

    # After dangling references are looked for (850), before the page is handed out (880).
    default_priority = 860

    def apply(self, **kwargs: Any) -> None:
        """Restore them."""
        views = outermost_views(self.document)
        has_quotes = bool(views) and sets_quotes(self.document)
        are_seen = _are_seen_when_read(application_of(self.env))
        restored = [view for view in views if view.held is None and view.restore()]
        lead_elsewhere(views, self.document, self.env)
        for view in views:
            if isinstance(view.held, HeldView):
                view.held = view.held.with_quotes(has_quotes=has_quotes)
                if are_seen:
                    view.restore()
        if has_quotes:
            set_quotes(self.document, restored)


def _are_seen_when_read(app: Sphinx) -> bool:
    """Whether another extension may look for what is in views when a page has been read."""
    transforms = app.registry.get_transforms()
    late = (each for each in transforms if (each.default_priority or 0) > RestoreDeferredViews.default_priority)
    return not (all(map(is_known, late)) and is_known_to_all(app, "doctree-read"))


def is_known(named: object, others: frozenset[str] = frozenset()) -> bool:
    """Whether a transform or a handler is of a package without interest in views, or of ``others``."""
    return (getattr(named, "__module__", "") or "").partition(".")[0] in _KNOWN | others


def is_known_to_all(app: Sphinx, event: str, others: frozenset[str] = frozenset()) -> bool:
    """Whether all who handle an event are of packages without interest in views, or of ``others``."""
    return all(is_known(listener.handler, others) for listener in app.events.listeners.get(event, ()))


class RestoreHeldViews(SphinxTransform):
    """Lets those who look at a page that has been read see what is in its views."""

    # After all others.
    default_priority = 9999

    def apply(self, **kwargs: Any) -> None:
        """Restore them."""
        for view in outermost_views(self.document):
            view.restore()


class SetViewsAside(SphinxPostTransform):
    """Takes the views out that the transforms after this one have nothing to do with."""

    default_priority = ReferencesResolver.default_priority + 1

    def run(self, **kwargs: Any) -> None:
        """Take them out."""
        for view in outermost_views(self.document):
            if not view.drawn and all(type(node) in _SETTLED for node in nodes_below((view,))):
                view.defer()


def put_views_back(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put back the views that are out of a page whose references have been resolved."""
    for view in outermost_views(doctree):
        view.restore()


def outermost_views(doctree: nodes.document) -> list[excellence_view]:
    """Return the views of a page that are in no other view."""
    return [node for node in nodes_below((doctree,), excellence_view) if isinstance(node, excellence_view)]


def set_views_aside(app: Sphinx) -> None:
    """Spare the transforms of a page that is written as HTML the views that they have nothing to do with."""
    # When every extension has added its transforms.
    app.connect("builder-inited", _add_transform, priority=1000)
    # Before anybody else sees the page.
    app.connect("doctree-resolved", put_views_back, priority=-2000)


def _add_transform(app: Sphinx) -> None:
    if app.builder.format == "html" and all(map(is_known, app.registry.get_post_transforms())):
        app.add_post_transform(SetViewsAside)
