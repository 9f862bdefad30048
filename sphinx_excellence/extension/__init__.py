"""Everything that touches Sphinx, and its set-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.build.event_handlers import Run
from sphinx_excellence.extension.build.gate_builder import ExcellenceBuilder
from sphinx_excellence.extension.build.node_visitors import add_nodes
from sphinx_excellence.extension.doctree.clicked_links import remove_clicked_links
from sphinx_excellence.extension.doctree.deferred_views import set_views_aside
from sphinx_excellence.extension.doctree.diagrams import add_diagrams
from sphinx_excellence.extension.doctree.drawings import add_drawings
from sphinx_excellence.extension.doctree.figures import add_figures
from sphinx_excellence.extension.doctree.late_views import put_late_views
from sphinx_excellence.extension.doctree.reported_references import LeaveReportedLinks, leave_references_in_texts
from sphinx_excellence.extension.doctree.script_only import remove_script_only_parts
from sphinx_excellence.extension.domain.domain import ExcellenceDomain
from sphinx_excellence.extension.domain.index_references import SetTitlesOfIndices
from sphinx_excellence.extension.epub.manifest import complete_manifest, exclude_doctrees
from sphinx_excellence.extension.gettext.words_of_images import WordsOfImages
from sphinx_excellence.extension.html import shared_icons
from sphinx_excellence.extension.html.add_style_sheets import add_style
from sphinx_excellence.extension.html.drawn_views import draw_held_views
from sphinx_excellence.extension.html.editions import EditionOffers, copy_editions
from sphinx_excellence.extension.html.feeds import add_feed_links
from sphinx_excellence.extension.html.index_pages import set_index_page
from sphinx_excellence.extension.html.not_found_page import add_not_found_page
from sphinx_excellence.extension.html.page_assets import add_page_assets
from sphinx_excellence.extension.html.page_outline import add_outlines
from sphinx_excellence.extension.html.parts_on_demand import remove_other_parts
from sphinx_excellence.extension.html.published_files import copy_published_files
from sphinx_excellence.extension.html.reading_paths import StopLines
from sphinx_excellence.extension.html.search import add_search
from sphinx_excellence.extension.html.search.stemming import cache_stems
from sphinx_excellence.extension.html.single_page import add_single_page
from sphinx_excellence.extension.html.social_cards import add_social_cards
from sphinx_excellence.extension.html.tag_links import link_tags
from sphinx_excellence.extension.incremental.doctree_folder import add_checks
from sphinx_excellence.extension.incremental.image_names import assign_image_names
from sphinx_excellence.extension.incremental.output_folder import add_output_checks
from sphinx_excellence.extension.incremental.section_numbers import clear_section_numbers
from sphinx_excellence.extension.latex import add_latex_edition
from sphinx_excellence.extension.text.table_cells import add_plain_cells
from sphinx_excellence.extension.text.table_widths import fit_tables
from sphinx_excellence.extension.typst import add_typst_edition
from sphinx_excellence.navigation import setup as set_up_navigation
from sphinx_excellence.settings import SETTINGS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PACKAGE = Path(__file__).parent.parent


def set_up(app: Sphinx) -> None:
    """Register settings, domain, nodes, builder and event handlers; the markup follows when pages are read."""
    app.require_sphinx("8.1.1")
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, setting.rebuild, description=setting.description)
    app.add_message_catalog("sphinx_excellence", str(PACKAGE / "locales"))
    add_nodes(app)
    app.add_domain(ExcellenceDomain)
    app.add_builder(ExcellenceBuilder)
    add_checks(app)
    add_output_checks(app)
    add_style(app)
    add_single_page(app)
    remove_script_only_parts(app)
    remove_clicked_links(app)
    put_late_views(app)
    set_views_aside(app)
    draw_held_views(app)
    add_search(app)
    add_drawings(app)
    add_figures(app)
    add_diagrams(app)
    add_plain_cells(app)
    app.connect("builder-inited", fit_tables)
    add_page_assets(app)
    add_feed_links(app)
    add_not_found_page(app)
    add_social_cards(app)
    add_outlines(app)
    StopLines().connect(app)
    add_latex_edition(app)
    add_typst_edition(app)
    set_up_navigation(app)
    app.add_post_transform(WordsOfImages)
    app.add_post_transform(LeaveReportedLinks)
    app.add_post_transform(SetTitlesOfIndices)
    app.connect("warn-missing-reference", leave_references_in_texts, priority=100)  # before the domains report it
    app.connect("builder-inited", cache_stems)
    app.connect("doctree-resolved", link_tags)
    app.connect("html-page-context", set_index_page)
    app.connect("html-page-context", remove_other_parts)
    EditionOffers().connect(app)
    shared_icons.connect(app)
    # Before Sphinx counts sections, and before the pages to write are found.
    app.connect("env-get-updated", clear_section_numbers, priority=100)
    app.connect("env-get-updated", assign_image_names, priority=100)
    app.connect("html-collect-pages", exclude_doctrees, priority=950)
    app.connect("build-finished", copy_editions)
    app.connect("build-finished", copy_published_files)
    app.connect("build-finished", complete_manifest)
    for event, handler, priority in Run(app).handlers():
        app.connect(event, handler, priority=priority)
