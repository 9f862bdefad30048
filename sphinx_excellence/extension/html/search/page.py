"""The scripts and sheets of the search: those of the search page, and the key that opens the search on any page."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx_excellence.extension.html.search.cached_data import BUILDERS, SCRIPT, is_searchable
from sphinx_excellence.extension.html.search.scripts import DIALOG, RESULTS, SEARCH, SHORTCUT, joined
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.project.read_settings import has_instant_search
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

#: In the order in which they run: what is known, how it is ranked, what shows it, and the events.
SCRIPTS = (SCRIPT, SEARCH, RESULTS, "excellence-events.js")
SHEET = "excellence-search.css"
DIALOG_SHEET = "excellence-dialog.css"
#: The name under which Sphinx writes the page; no document of a project's own can have it then.
PAGE = "search"
#: What the dialog says before the data are loaded, which have its other texts.
_TEXTS = {
    "label": N_("Search"),
    "placeholder": N_("A problem, a pattern, a product"),
    "close": N_("Close"),
    "keys": N_("Arrow keys choose, Enter opens"),
    "failed": N_("The search cannot be loaded. Press Enter for the search page."),
}


@cache
def _version() -> str:
    """Return a checksum of what the dialog loads by itself, and which Sphinx therefore gives none."""
    sheet = Path(__file__).parents[1] / "static" / DIALOG_SHEET
    written = "".join(map(joined, (SEARCH, DIALOG))) + sheet.read_text(encoding="utf-8")
    return sha256(written.encode()).hexdigest()[:8]


def add_search_assets(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Add them to the page that Sphinx makes for its search, and the key to every page, if there is something to find.

    Deferred: they run when Sphinx's own scripts have, and before its search begins, which waits for the page.
    """
    if app.builder.name not in BUILDERS or not is_searchable(Path(app.doctreedir)):
        return
    if pagename == PAGE and doctree is None:
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer")
        app.add_css_file(SHEET)
    # Themes have this option from Sphinx; as text where a configuration file of a theme sets it.
    is_wanted = str(context.get("theme_enable_search_shortcuts", True)).lower() not in {"false", "0", ""}
    if is_wanted and has_instant_search(app.config):
        given: dict[str, Any] = {f"data-{name}": worded(text) for name, text in _TEXTS.items()}
        given["data-page"] = context["pathto"](PAGE)
        given["data-version"] = _version()
        app.add_js_file(SHORTCUT, loading_method="defer", **given)
