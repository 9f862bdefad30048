"""The search page: the scripts and the sheet that it alone loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_excellence.extension.html.search.cached_data import BUILDERS, SCRIPT, cached_search_data

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: In the order in which they run: what is known, how it is matched and ranked, the two that show it, and the events.
SCRIPTS = (
    SCRIPT,
    "excellence-words.js",
    "excellence-ranking.js",
    "excellence-results.js",
    "excellence-panel.js",
    "excellence-events.js",
)
SHEET = "excellence-search.css"
#: The name under which Sphinx writes the page; no document of a project's own can have it then.
PAGE = "search"


def add_search_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add them to the page that Sphinx makes for its search, where there is something to find.

    Deferred: they run when Sphinx's own scripts have, and before its search begins, which waits for the page.
    """
    searches = pagename == PAGE and doctree is None and app.builder.name in BUILDERS
    if searches and cached_search_data(Path(app.doctreedir)):
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")
        app.add_css_file(SHEET)
