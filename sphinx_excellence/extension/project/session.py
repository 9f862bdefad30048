"""The session of one run: the settings, and the records that were loaded.

Made once a run, before pages are read, and never stored with the environment: it is derived from files.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.project.kind_errors import kind_errors_as_extension_errors
from sphinx_excellence.extension.project.read_settings import Settings, data_folder, read_settings, written_folders
from sphinx_excellence.extension.project.record_catalogs import catalogue_files, collects_messages
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.front_matter import Page
from sphinx_excellence.loader.load import Loaded, load
from sphinx_excellence.loader.markup_settings import Markup
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.loader.translations import read_translations
from sphinx_excellence.model.record import share_key_sets
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.translation import translated
from sphinx_excellence.rules.all_rules import installed_rules
from sphinx_excellence.views.translatable_texts import ids_as_words

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: The settings on which the title of a page depends.
MARKUP_SETTINGS = (
    "myst_enable_extensions", "myst_substitutions", "rst_prolog", "rst_epilog", "version", "release",
)  # fmt: skip
CACHE_FOLDER = "excellence-parsed"


@dataclass(frozen=True)
class Session:
    """The settings and records of one run.

    ``registry`` is what pages show: the records in the language of the project. As they are written they are in
    ``loaded``.
    """

    settings: Settings
    loaded: Loaded
    confdir: Path
    parsed: int
    registry: Registry


def open_session(app: Sphinx, env: BuildEnvironment) -> Session:
    """Load the project's records, from its data files and from the front matter of its pages."""
    folder = data_folder(app)
    with kind_errors_as_extension_errors():
        installed_rules()
        settings = read_settings(app.config, Path(app.confdir))
    cache = ParseCache(Path(app.doctreedir) / CACHE_FOLDER)
    plain = {suffix for suffix, parser in app.config.source_suffix.items() if parser == "restructuredtext"}
    markup = Markup.of({name: getattr(app.config, name, None) for name in MARKUP_SETTINGS})
    pages = [
        Page(docname, path, path.suffix in plain, markup, kind_of_page(docname, settings.pages), settings.headings)
        for docname in env.found_docs
        for path in (Path(env.doc2path(docname)),)
    ]
    with kind_errors_as_extension_errors():
        loaded = load(
            folder,
            settings.data,
            pages,
            cache=cache,
            setting=settings.data_place,
            external=settings.external,
            without=written_folders(app),
            foreign=settings.foreign_keys,
            page_kinds=settings.pages,
            page_kinds_setting=settings.pages_place,
            templates=settings.templates,
            templates_setting=settings.templates_place,
            queries=settings.queries,
            queries_setting=settings.queries_place,
        )
    share_key_sets(record for records in loaded.registry.records.values() for record in records.values())
    return Session(settings, loaded, folder, cache.parsed, _shown(app, loaded.registry))


def _shown(app: Sphinx, registry: Registry) -> Registry:
    files = [] if collects_messages(app.builder) else catalogue_files(app.config, Path(app.srcdir))
    return translated(registry, read_translations(files), ids_as_words(registry)) if files else registry
