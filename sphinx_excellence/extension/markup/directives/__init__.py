"""The directives, a module for each kind of record and each view; a new module is imported and listed here."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.extension.markup.directives import (
    case_studies,
    catalogue,
    compare,
    comparisons,
    decisions,
    diagrams,
    editions,
    evolutions,
    health,
    home,
    lineages,
    manual,
    migrations,
    own_records,
    patterns,
    radar,
    radar_editions,
    reading_paths,
    reviews,
    scorecard,
    selectors,
    tags,
    tiers,
    time_machine,
    usage_reports,
    vocabulary,
    what_changed,
)
from sphinx_excellence.extension.markup.directives.own_filters import with_own_options
from sphinx_excellence.model.kinds import Kinds

_MODULES = (
    patterns,
    evolutions,
    lineages,
    comparisons,
    decisions,
    diagrams,
    migrations,
    case_studies,
    selectors,
    tags,
    tiers,
    vocabulary,
    catalogue,
    compare,
    radar,
    radar_editions,
    reading_paths,
    editions,
    health,
    reviews,
    scorecard,
    time_machine,
    usage_reports,
    what_changed,
    home,
    manual,
    own_records,
)
#: The directives that list records of a kind, which fields of a project's own may filter.
_LISTS = MappingProxyType({
    "pattern-catalog": "pattern", "adr-log": "decision", "adr-graph": "decision", "usage-reports": "usage-report",
})  # fmt: skip
DIRECTIVES: Mapping[str, type[SphinxDirective]] = MappingProxyType(
    {name: directive for module in _MODULES for name, directive in module.DIRECTIVES.items()}
)


def directives_of(kinds: Kinds) -> Mapping[str, type[SphinxDirective]]:
    """Return all directives of a project: the toolkit's, those that packages bring, and those of its own kinds."""
    made: dict[str, type[SphinxDirective]] = dict(DIRECTIVES)
    for kind in kinds:
        made = {**own_records.directives_of(kind), **kind.directives, **made}
    for name, kind_name in _LISTS.items():
        made[name] = with_own_options(made[name], kinds[kind_name])
    return made
