"""The part of a run that loads records: needed only when something has changed.

Imports everything that is slow to import. ``event_handlers`` imports this module late, so that a build with nothing to
do costs what it would cost without the toolkit.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from sphinx.search import languages

from sphinx_excellence.export import export, export_text
from sphinx_excellence.extension.build.check_project import check_project
from sphinx_excellence.extension.domain.collect_objects import collect_objects
from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.domain.objects import COMPARE_PLACE
from sphinx_excellence.extension.gettext.record_messages import collect_messages
from sphinx_excellence.extension.html.feeds.entries import Feeds, feeds_of
from sphinx_excellence.extension.html.search.data import search_script
from sphinx_excellence.extension.html.search.site_texts import filterable_list, filterable_lists, page_texts
from sphinx_excellence.extension.incremental.pages_to_read import pages_of_changed_records
from sphinx_excellence.extension.markup.registration import add_markup
from sphinx_excellence.extension.project.read_settings import wants_cards
from sphinx_excellence.extension.project.session import open_session
from sphinx_excellence.extension.reading.page_cards import card_of_page
from sphinx_excellence.extension.reading.page_facts import note_page
from sphinx_excellence.extension.reading.reading_paths import paths_in
from sphinx_excellence.extension.reading.site_pages import site_of
from sphinx_excellence.model.interface_words import words_in
from sphinx_excellence.model.queries import Query
from sphinx_excellence.version import __version__
from sphinx_excellence.views.measures import Grounds, first_pattern
from sphinx_excellence.views.record_labels import SIGNS
from sphinx_excellence.views.scorecard import late_view
from sphinx_excellence.views.search_language import search_language
from sphinx_excellence.views.search_related import PageText, searched_kinds

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.findings import Finding
    from sphinx_excellence.views.search_answers import FilterableList


class ReadPhase:
    """The part of a run in which records are known."""

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        """Load the records."""
        self._app = app
        self._env = env
        self._domain = domain_of(env)
        self._session = self._domain.session = open_session(app, env)
        vocabulary = self._session.registry.vocabulary
        has_new_words = self._domain.set_words(words_in(app.config.language, vocabulary.labels))
        registry = self._session.registry
        self._has_new_names = self._domain.set_kinds(registry.kinds, registry.words) or has_new_words
        self._has_markup = False

    def outdated_pages(self) -> set[str]:
        """Return the pages that show something of a record that has changed; all where markup or words have."""
        return set(self._env.all_docs) if self._has_new_names else pages_of_changed_records(self._env)

    def add_markup(self) -> None:
        """Make the directives and roles known to the parsers, once."""
        if not self._has_markup:
            add_markup(self._app, self._domain)
            self._has_markup = True

    def note_page(self, docname: str, doctree: nodes.document) -> None:
        """Note what a page that was just read says by itself, and which record its front matter makes it home to."""
        note_page(self._domain, docname, doctree)
        made_from = self._domain.dependencies_of(docname)
        made_from.paths = paths_in(doctree, docname, self._domain)
        made_from.home = self._domain.home_by_front_matter(docname)
        if wants_cards(self._app.config):
            made_from.card = card_of_page(self._domain, docname, doctree)
        made_from.filterable = filterable_list(doctree, docname)

    def collect_objects(self) -> None:
        """Set the objects of the domain, now that all pages are read."""
        self._domain.set_objects(collect_objects(self._session.registry, self._domain.homes()))
        self._domain.set_tag_lists()

    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules find, in order."""
        return tuple(check_project(self._env, self._session))

    def set_late_views(self, *, is_site_wanted: bool) -> None:
        """Compute the views that depend on all pages, and what they are computed from, where anything asks for it."""
        keys = {key for made_from in self._domain.dependencies.values() for key in made_from.late_views}
        if not (keys or is_site_wanted):
            self._domain.set_site(None)
            self._domain.set_late_views({})
            return
        registry = self._session.registry
        site = site_of(self._env, self._domain, registry)
        self._domain.set_site(site)
        config = self._app.config
        language = search_language(config.html_search_language or config.language or "en", languages)
        grounds = Grounds(
            registry,
            self._session.settings.as_of,
            site,
            self._session.loaded.queries,
            first_pattern(registry, language),
        )
        self._domain.set_late_views({key: late_view(key, grounds) for key in sorted(keys)})

    def collect_messages(self) -> None:
        """Give the texts of the records to the builder that collects them for translators."""
        collect_messages(self._app.builder, self._session.loaded, self._session.confdir)

    def basis(self) -> str:
        """Return what changes with any record, and with the toolkit."""
        return f"{__version__} {self._session.registry.digest(Query('', '', 'everything'))}"

    def export_basis(self) -> str:
        """Return what changes with the exported registry, which has the sections of pages too."""
        return f"{self.basis()} {self._session.registry.page_text_digest}"

    def feeds_basis(self) -> str:
        """Return what changes with anything that the feeds say."""
        return repr((self.basis(), self._app.config.language, self._session.settings.as_of.isoformat()))

    def feeds(self) -> Feeds:
        """Return the feeds of what has changed, without the pages."""
        return feeds_of(self._session.registry, self._session.settings.as_of)

    def search_basis(self) -> str:
        """Return what changes with anything that the search page knows."""
        homes = sorted((*key, found.docname, found.anchor) for key, found in self._domain.objects.items())
        registry, config = self._session.registry, self._app.config
        outside = sorted(key for external in registry.externals.values() for key in external.records)
        link_digests = [registry.digest(Query(*key, "link")) for key in outside]
        site = self._searched_site
        return repr((self.basis(), config.language, config.html_search_language, homes, link_digests, site))

    @cached_property
    def _searched_site(self) -> tuple[list[PageText], list[FilterableList], str]:
        """What the search knows of pages, once all are read."""
        pages = page_texts(self._env, self._domain, searched_kinds(self._session.registry))
        place = self._domain.tag_lists.get(COMPARE_PLACE)
        return pages, filterable_lists(self._domain), place.docname if place is not None else ""

    def exported(self) -> str:
        """Return the whole registry as text, without the pages."""
        return export_text(export(self._session.registry))

    def search_script(self) -> str:
        """Return what the search page knows of the records; empty where there is nothing to find."""
        pages, lists, compare = self._searched_site
        return search_script(
            self._session.registry, self._domain.objects, self._app.config, pages=pages, lists=lists, compare=compare
        )

    def tier_colours(self) -> dict[str, tuple[str, str]]:
        """Return the light and the dark colour of each tier, best tier first."""
        return {tier.id: (tier.colours.light, tier.colours.dark) for tier in self._session.registry.tiers.values()}

    def sign_colours(self) -> dict[str, tuple[str, str]]:
        """Return the light and the dark colour of each word that has any, by the class of its sign."""
        lists = self._session.registry.vocabulary.lists
        return {
            f"excellence-{role}-{word.id}": word.colours
            for role, name in SIGNS.items()
            for word in lists[name].values()
            if word.colours is not None
        }
