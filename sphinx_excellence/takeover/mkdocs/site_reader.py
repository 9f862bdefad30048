"""Reading a site whole: a ``Source`` of its settings, files, navigation, and what is reported of them.

Its root is the folder of the pages, so that pages keep their paths.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.mkdocs.extensions import usable_extensions
from sphinx_excellence.takeover.mkdocs.icons import icon_reader
from sphinx_excellence.takeover.mkdocs.included_files import PLUGIN, IncludedFiles
from sphinx_excellence.takeover.mkdocs.navigation import read_navigation
from sphinx_excellence.takeover.mkdocs.rendering import renderer
from sphinx_excellence.takeover.mkdocs.settings_told import told_settings
from sphinx_excellence.takeover.mkdocs.site import Site, read_site
from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles, read_files
from sphinx_excellence.takeover.mkdocs.target_paths import target_paths
from sphinx_excellence.takeover.mkdocs.titles import page_titles
from sphinx_excellence.takeover.source import Source, SourcePage


def read_site_tree(root: Path) -> Source:
    """Read a site. Raises ``UnreadableSource``."""
    site = read_site(root)
    try:
        files = read_files(site)
    except OSError as error:
        raise UnreadableSource(Phrase("docs_dir cannot be read: %s", error.strerror or str(error))) from error
    extensions = usable_extensions(site)
    navigation = read_navigation(site, files)
    included = IncludedFiles(site) if PLUGIN in site.plugins else None
    render = renderer(files, extensions, included)
    pages = tuple(
        SourcePage(path, data, files.urls.get(path), None if path in files.drafts else render)
        for path, data in files.pages.items()
    )
    return Source(
        format="mkdocs",
        root=site.docs,
        title=site.name,
        dialect="mkdocs",
        pages=pages,
        assets=files.assets,
        navigation=navigation.root,
        settings={
            **_settings(site, files),
            "included_files": included,
            "titles": page_titles(files, navigation.root),
        },
        notes=(*site.notes, *files.notes, *extensions.notes, *navigation.notes, *told_settings(site, files)),
    )


def _settings(site: Site, files: SiteFiles) -> dict[str, Any]:
    """Return the settings that later steps need."""
    return {
        "site": site,
        "urls": dict(files.urls),
        "targets": target_paths(files),
        "drafts": files.drafts,
        "replaced": files.replaced,
        "markdown_extensions": dict(site.extensions),
        "markdown_options": {"icon": icon_reader(site)},
        "plugins": dict(site.plugins),
        "directory_urls": site.directory_urls,
        "config_folder": site.config_folder,
        "tree": site.root,
    }
