"""Leads readers and their programs to the feeds: from the head of every page, and where a list of changes is."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.util.osutil import relative_uri

from sphinx_excellence.extension.doctree.nodes import excellence_feeds
from sphinx_excellence.extension.html.feeds.publishing import ATOM, JSON, feed_title, file_of, kept_feeds
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_excellence.extension.html.feeds.entries import Feed

_TYPES = {ATOM: "application/atom+xml", JSON: "application/feed+json"}
_NAMES = {ATOM: "Atom", JSON: "JSON Feed"}


def offer_feeds(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Replace each place by a paragraph with links to the feeds; by nothing where there is none."""
    places = list(doctree.findall(excellence_feeds))
    if not places:
        return
    found = {feed["category"]: feed["name"] for feed in kept_feeds(app)}
    for place in places:
        name = found.get(place["category"])
        if name is None:
            place.parent.remove(place)
            continue
        here = app.builder.get_target_uri(docname)
        paragraph = nodes.paragraph("", worded(N_("Follow these changes in a feed reader:")), classes=place["classes"])
        for number, (form, title) in enumerate(_NAMES.items()):
            paragraph += nodes.Text(", " if number else " ")
            address = relative_uri(here, file_of(name, form))
            paragraph += nodes.reference("", title, refuri=address, internal=True)
        place.replace_self(paragraph)


class HeadLinks:
    """Links in the head of pages, by which browsers and feed readers find the feed of everything."""

    def __init__(self) -> None:
        """Know of no feed yet."""
        self._whole: list[Feed] | None = None

    def add(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Add the links to a page."""
        if self._whole is None:
            self._whole = kept_feeds(app)[:1]
        for feed in self._whole:
            title = html.escape(feed_title(app.config, feed))
            for form, media_type in _TYPES.items():
                address = html.escape(context["pathto"](file_of(feed["name"], form), 1))
                link = f'<link rel="alternate" type="{media_type}" title="{title}" href="{address}" />'
                context["metatags"] = f"{context.get('metatags', '')}{link}\n"
