"""Which directives and roles name records, by their names: what the text of a page can be searched for without a build.

Owns the names. The directives themselves are the extension's; a test keeps the two in step.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sphinx_excellence.model.kinds import Kinds
from sphinx_excellence.model.own_kinds import CATALOG_SUFFIX

#: The directives that show a part of a record, and the kind of that record.
PARTS: Mapping[str, str] = MappingProxyType({
    "modern-examples": "pattern",
    "production-checklist": "pattern",
    "pattern-alternatives": "pattern",
    "pattern-history": "pattern",
    "pattern-sources": "pattern",
    "pattern-health": "pattern",
    "tier-criteria": "pattern",
    "tier-evidence": "pattern",
    "migration-checklist": "migration",
})  # fmt: skip
#: The directives that show many records, and the kinds of those; no kind where they may be of any.
LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "pattern-catalog": ("pattern",),
    "pattern-coverage": ("pattern",),
    "compare-patterns": (),
    "pattern-radar": ("pattern", "edition"),
    "evolution-graph": ("pattern", "evolution"),
    "adr-log": ("decision",),
    "adr-graph": ("decision",),
    "edition-archive": ("edition", "pattern"),
    "edition-diff": ("edition", "pattern"),
    "excellence-counts": (),
    "excellence-scorecard": (),
    "review-checklist": (),
    "review-archive": ("review",),
    "time-machine": ("pattern", "evolution"),
    "usage-reports": ("usage-report", "pattern"),
    "what-changed": ("pattern", "decision", "review", "edition"),
    "tagged-records": (),
})  # fmt: skip
#: The directive whose argument is a kind and an id.
REFERRERS = "referrers"
#: The directives that show the toolkit, the tiers or files, and no record.
WITHOUT_RECORDS = frozenset({
    "diagram", "editions", "excellence-fields", "excellence-words", "excellence-rules", "excellence-settings",
    "excellence-search", "reading-path", "typst-warnings", "vocabulary", "health-signals", "excellence-measures",
})  # fmt: skip
#: The prefix of the names in the domain.
DOMAIN = "excellence:"


@dataclass(frozen=True)
class MarkupNames:
    """The names of directives and roles in a project: those that show a record in full, a part of it, or many; roles.

    Each gives the kind of record, those that show many give several.
    """

    full: Mapping[str, str]
    parts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]
    roles: Mapping[str, str]

    @classmethod
    def of(cls, kinds: Kinds) -> MarkupNames:
        """Return the names in a project with ``kinds``."""
        catalogues = {f"{kind.name}{CATALOG_SUFFIX}": (kind.name,) for kind in kinds}
        return cls(
            full={kind.directive_name: kind.name for kind in kinds},
            parts=PARTS,
            lists={**catalogues, **LISTS},
            roles={kind.role_name: kind.name for kind in kinds},
        )
