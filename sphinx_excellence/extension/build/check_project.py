"""Runs the rules over the records and over what all pages say.

Findings are computed from the stored facts of every page, whether or not it was read again, so that a second run
says the same as the first.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.domain.domain import domain_of
from sphinx_excellence.extension.markup.foreign_names import foreign_name_findings
from sphinx_excellence.extension.reading.page_facts import resolved_facts
from sphinx_excellence.extension.reading.source_columns import ColumnFinder
from sphinx_excellence.findings import Finding
from sphinx_excellence.loader.gc_pause import without_collection
from sphinx_excellence.rules.all_rules import installed_rules
from sphinx_excellence.rules.cleared_records import FILE as CLEARED
from sphinx_excellence.rules.cleared_records import ClearedRecords
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.project.session import Session


def check_project(env: BuildEnvironment, session: Session) -> list[Finding]:
    """Return every finding of this run, in order."""
    knowledge = Knowledge(
        session.loaded.registry, session.settings.as_of, resolved_facts(env, domain_of(env)), root=env.config.root_doc
    )
    foreign = foreign_name_findings(session.loaded.registry.kinds, session.loaded.origins)
    with without_collection():
        return run_rules(
            installed_rules(),
            knowledge,
            Locator(session.loaded.origins, ColumnFinder(env, session.confdir).place),
            loaded=(*session.settings.problems, *session.loaded.findings, *foreign),
            severities=session.settings.severities,
            cleared=ClearedRecords(Path(env.doctreedir) / CLEARED, __version__),
        )
