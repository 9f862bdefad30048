"""Scripts and style sheets that only some pages load: those with a form, a drawing, a list of changes or a record.

Owns which node needs which file. One walk over a page finds all of them. The search page, which is no document, has its
own (see ``search.page``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_excellence.extension.doctree.nodes import (
    excellence_controls,
    excellence_diagram,
    excellence_drawing,
    excellence_figure,
    excellence_news,
    excellence_path,
    excellence_scroll,
    excellence_search_box,
    excellence_sparkline,
    excellence_view,
)
from sphinx_excellence.extension.doctree.quick_nodes import nodes_below
from sphinx_excellence.extension.html.filter.scripts import ENTRIES, FILTER

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder

    from sphinx_excellence.extension.doctree.control_values import Form


@dataclass(frozen=True, slots=True)
class Assets:
    """What a page loads: a sheet, if any, scripts in the order in which they run, and a sheet that others share."""

    sheet: str = ""
    scripts: tuple[str, ...] = ()
    shared: str = ""


#: The script that reports which links to records a reader follows.
EVENTS = Assets(scripts=("excellence-events.js",))
_HOME = Assets("excellence-home.css")
_STANDING = "excellence-standing.css"
_FIELDS = "excellence-fields.css"
_CARDS = "excellence-cards.css"
_OPTIONS = "excellence-decisions.css"
_MEASURES = Assets("excellence-measures.css")
#: The drawings that need no other: a first page has one, and stays light.
_WITH_OWN_SHEET = frozenset({"time-machine-thumbnail"})
_STACKED = Assets("excellence-stacked.css")
#: What keeps the ticks of a reader.
KEPT = Assets("excellence-kept.css", ("excellence-kept.js",))
_SCROLLING = Assets("excellence-scroll.css")
#: The nodes that scroll inside themselves where they are too wide for the page.
_WIDE = (excellence_scroll, excellence_diagram, excellence_drawing, excellence_figure)
_ANY_FORM, _FORM_OF_ENTRIES = "form", "form of entries"
#: What a page loads, by the type of a node in it, by the name of a view, by the class of a list
#: of definitions, or by what a form does.
ASSETS: Mapping[type[nodes.Node] | str, Assets] = MappingProxyType({
    excellence_drawing: Assets("excellence-drawings.css"),
    # After the sheet of all drawings, and before the form, which takes items out of the list.
    "radar": Assets("excellence-radar.css", ("excellence-radar.js",)),
    # Before the sheets that arrange cards.
    "catalogue": Assets(shared=_CARDS),
    "selector": Assets(_STACKED.sheet, (), _CARDS),
    _ANY_FORM: Assets("excellence-filter.css", ("excellence-lists.js",), _FIELDS),
    _FORM_OF_ENTRIES: Assets("excellence-entries.css", (ENTRIES,)),
    # The last, which uses the others.
    excellence_controls: Assets(scripts=(FILTER,)),
    excellence_diagram: Assets("excellence-diagrams.css"),
    excellence_figure: Assets("excellence-figures.css"),
    excellence_path: KEPT,
    excellence_sparkline: Assets("excellence-sparklines.css"),
    excellence_view: EVENTS,
    excellence_search_box: _HOME,
    "counts": _HOME,
    "banner": Assets("excellence-banner.css"),
    "compare": Assets("excellence-compare.css", ("excellence-lists.js", "excellence-compare.js"), _FIELDS),
    "time-machine": Assets("excellence-time-machine.css", ("excellence-time-machine.js",), _STANDING),
    "time-machine-thumbnail": Assets(shared=_STANDING),
    "checklist": KEPT,
    "playbook": Assets(KEPT.sheet, KEPT.scripts, _OPTIONS),
    "decision": Assets(_OPTIONS),
    "scorecard": _MEASURES,
    "measure": _MEASURES,
    "questions": _STACKED,
    "excellence-rules": Assets("excellence-rules.css"),
    "matrix": _STACKED,
    excellence_news: Assets("excellence-changes.css", ("excellence-changes.js",)),
})  # fmt: skip


def add_page_assets(app: Sphinx) -> None:
    """Let each page load what its nodes need."""
    app.connect("builder-inited", _load_everywhere)
    # Before any handler that adds something to a page.
    app.connect("html-page-context", _remove_assets_of_other_pages, priority=-1000)
    app.connect("html-page-context", _load)


def _has_one_list(builder: Builder) -> bool:
    """Whether a builder (`json`, `pickle`) names scripts and sheets once for all pages, and in no page."""
    return hasattr(builder, "globalcontext_filename")


def _load_everywhere(app: Sphinx) -> None:
    if _has_one_list(app.builder):
        for assets in dict.fromkeys((*ASSETS.values(), _SCROLLING)):
            add_assets(app, assets)


def _remove_assets_of_other_pages(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Take out what was added to the last page, as the other builders do.

    The list would depend on which pages were written, and by which process. The attributes are private, so nothing is
    assumed about them. To be removed once ``SerializingHTMLBuilder.handle_page`` does it.
    """
    if not _has_one_list(app.builder):
        return
    for name in ("css_files", "js_files"):
        files, first = getattr(app.builder, f"_{name}", None), getattr(app.builder, f"_orig_{name}", None)
        if isinstance(files, list) and isinstance(first, list):
            files[:] = first


def _has_own_sheet(node: nodes.Node) -> bool:
    """Whether a node is a drawing that needs nothing of the sheet for drawings."""
    return type(node) is excellence_drawing and node["view"] in _WITH_OWN_SHEET


def _has_entries(form: Form) -> bool:
    """Whether a form does more than leave entries out: readers search, sort or arrange them, or begin with a case."""
    return any(control["match"] not in {"is", "has"} for control in form["controls"])


def _load(
    app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    if doctree is None:
        return
    every = nodes_below((doctree,))
    there: set[type[nodes.Node] | str] = {type(node) for node in every if not _has_own_sheet(node)}
    forms = [node["form"] for node in every if isinstance(node, excellence_controls)]
    there |= {_ANY_FORM for _form in forms} | {_FORM_OF_ENTRIES for form in forms if _has_entries(form)}
    there |= {name for node in every if isinstance(node, nodes.definition_list) for name in node["classes"]}
    there |= {node["view"] for node in every if isinstance(node, excellence_view)}
    needed = [assets for kind, assets in ASSETS.items() if kind in there]
    # In a view that is written as HTML already there are no nodes.
    if any(isinstance(node, _WIDE) or "excellence-scroll" in getattr(node, "drawn", "") for node in every):
        needed.append(_SCROLLING)
    if EVENTS not in needed and any(isinstance(n, nodes.inline) and "excellence-ref" in n["classes"] for n in every):
        needed.append(EVENTS)
    for assets in dict.fromkeys(needed):
        add_assets(app, assets)


def add_assets(app: Sphinx, assets: Assets) -> None:
    """Let the page that is being written load scripts and a sheet."""
    for script in assets.scripts:
        app.add_js_file(script, loading_method="defer")
    for sheet in filter(None, (assets.shared, assets.sheet)):
        app.add_css_file(sheet)
