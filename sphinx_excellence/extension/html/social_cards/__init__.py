"""Pictures that other sites show where they link to a page (Open Graph), and what the head of a page says for them.

``reading.page_cards`` notes what is on them. ``cards`` knows their names, ``tags`` leads there, ``drawing`` makes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.html.social_cards.drawing import publish_cards
from sphinx_excellence.extension.html.social_cards.tags import add_tags

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_social_cards(app: Sphinx) -> None:
    """Have pages say what other sites may show of them, and draw it."""
    # When other extensions have said theirs.
    app.connect("html-page-context", add_tags, priority=900)
    app.connect("build-finished", publish_cards)
