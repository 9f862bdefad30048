"""The kinds of record: the one line where a new kind is listed."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.model import case_study, comparison, decision, evolution, migration, pattern
from sphinx_excellence.model.record import Kind

KINDS: tuple[Kind, ...] = (
    pattern.KIND,
    evolution.KIND,
    comparison.KIND,
    decision.KIND,
    migration.KIND,
    case_study.KIND,
)
BY_NAME: Mapping[str, Kind] = MappingProxyType({kind.name: kind for kind in KINDS})
BY_KEY: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in KINDS})
TIERS_KEY = "tiers"
