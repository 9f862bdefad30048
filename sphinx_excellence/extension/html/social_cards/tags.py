"""What the head of a page says to sites that link to it (https://ogp.me), where another extension has not said it."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_excellence.extension.html.social_cards.cards import (
    FOLDER,
    HEIGHT,
    WIDTH,
    are_drawn,
    card_of,
    content_of,
    file_of,
    title_of,
)
from sphinx_excellence.extension.project.site_address import site_address, site_title

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

_NAMES = re.compile(r'<meta\b[^>]*\b(?:name|property)="([^"]*)"')


def add_tags(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Say it in the head of a page."""
    card = card_of(app, pagename) if doctree is not None and are_drawn(app) else None
    if card is None:
        return
    base, title = site_address(app.config) or "", title_of(app, pagename)
    picture = quote(file_of(pagename, content_of(app, pagename, card)))
    tags = {
        "og:type": "website" if pagename == app.config.root_doc else "article",
        "og:site_name": site_title(app.config),
        "og:title": title,
        "og:description": card.sentence,
        "og:url": f"{base}{app.builder.get_target_uri(pagename)}",
        "og:image": f"{base}{FOLDER}/{picture}",
        "og:image:type": "image/png",
        "og:image:width": str(WIDTH),
        "og:image:height": str(HEIGHT),
        "og:image:alt": ". ".join(filter(None, (title, card.about, card.sentence))),
        "description": card.sentence,
        "twitter:card": "summary_large_image",
    }
    said = context.get("metatags", "")
    there = set(_NAMES.findall(said))
    if "og:image" in there:
        # Of another picture, size and text alternative are other ones.
        there |= {name for name in tags if name.startswith("og:image:")}
    context["metatags"] = said + "".join(
        f'<meta {"property" if name.startswith("og:") else "name"}="{name}" content="{html.escape(content)}" />\n'
        for name, content in tags.items()
        if content and name not in there
    )
