"""What a page on a path of reading says at its end: which stop it is, and which is the next."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sphinx_excellence.extension.html.page_assets import KEPT, add_assets
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.reading.reading_paths import Stop, stops_by_page
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

_BUILDERS = frozenset({"html", "dirhtml"})
#: What the script says.
TEXTS = {"read": N_("%s of %s read"), "mark": N_("I have read this")}


def path_data(path_page: str, anchor: str) -> dict[str, str]:
    """Return the attributes by which the script knows a path, wherever something of it is."""
    return {"data-path": f"{path_page}#{anchor}", **{f"data-{name}": worded(text) for name, text in TEXTS.items()}}


class StopLines:
    """The lines at the end of pages on a path; where the stops are is looked up once in a build."""

    def __init__(self) -> None:
        """Know of no path yet."""
        self._stops: dict[str, tuple[Stop, ...]] | None = None

    def connect(self, app: Sphinx) -> None:
        """Add the lines to all pages that Sphinx writes from now on."""
        app.connect("env-before-read-docs", self._forget)
        app.connect("html-page-context", self._add)

    def _forget(self, app: Sphinx, env: BuildEnvironment, docnames: list[str]) -> None:
        self._stops = None

    def _add(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Add the lines to a page."""
        if doctree is None or app.builder.name not in _BUILDERS:
            return
        if self._stops is None:
            self._stops = stops_by_page(app.env)
        if stops := self._stops.get(pagename, ()):
            context["body"] += "".join(_line(stop, pagename, app.builder) for stop in stops)
            add_assets(app, KEPT)


def _line(stop: Stop, pagename: str, builder: Builder) -> str:
    def link(page: str, title: str, anchor: str = "") -> str:
        address = builder.get_relative_uri(pagename, page) + (f"#{quote(anchor)}" if anchor else "")
        return f'<a class="reference internal" href="{html.escape(address)}">{html.escape(title)}</a>'

    where = html.escape(worded(N_("Stop %s of %s of the path %s.")))
    said = where % (stop.number, stop.total, link(stop.path_page, stop.path.title, stop.path.anchor))
    following = html.escape(worded(N_("This is the last stop.")))
    if stop.following:
        following = html.escape(worded(N_("Next: %s"))) % link(stop.following, stop.following_title)
    data = {"data-total": str(stop.total), **path_data(stop.path_page, stop.path.anchor)}
    given = " ".join(f'{name}="{html.escape(value)}"' for name, value in data.items())
    label = html.escape(worded(N_("Reading path")))
    return f'<nav class="excellence excellence-stop" aria-label="{label}" {given}><p>{said} {following}</p></nav>\n'
