"""The findings of the last run, cached for a run that has nothing to do.

Owns what counts as an input of the findings, and where they are stored.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.project.read_settings import (
    configured_value,
    data_folder,
    day_of,
    external_of,
    paths_of,
    templates_of,
    unregistered,
    written_folders,
)
from sphinx_excellence.extension.project.record_catalogs import catalogue_files
from sphinx_excellence.findings import Place
from sphinx_excellence.loader.cached_findings import signed
from sphinx_excellence.loader.data_files import find_data_files
from sphinx_excellence.loader.template_files import template_paths
from sphinx_excellence.settings import SETTINGS
from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def signature(app: Sphinx, env: BuildEnvironment) -> str:
    """Return a digest of what findings are computed from.

    That is the toolkit's version, the settings, the day, the data files, conf.py, whether the templates of new records
    exist, the catalogues of translations, the moment each page was read, and which homes the builder keeps.
    """
    config, folder = app.config, data_folder(app)
    external = [folder / source.path for source in external_of(config).values() if source.path]
    without = (*external, *written_folders(app))
    files, missing = find_data_files(folder, paths_of(config), setting=Place("conf.py"), without=without)
    return signed(
        (Path(app.confdir, "conf.py"), *files, *external, *catalogue_files(config, Path(env.srcdir))),
        __version__,
        day_of(config).isoformat(),
        [repr(configured_value(config, setting)) for setting in SETTINGS],
        unregistered(config),
        missing,
        [path.is_file() for path in template_paths(templates_of(config), folder)],
        sorted(env.all_docs.items()),
        domain_of(env).condition_results(),
    )


def result_file(doctreedir: Path) -> Path:
    """Return the file that holds the findings of the last run."""
    return doctreedir / "excellence-findings.json"
