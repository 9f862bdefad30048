"""Every rule, in the order of the manual. The one enumeration: severities, documentation and reports read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.rules import (
    comparisons,
    decisions,
    evidence,
    history,
    lineages,
    loading,
    migrations,
    names,
    navigation,
    pages,
    patterns,
    references,
    waivers,
)
from sphinx_excellence.rules.rule import Rule

RULES: tuple[Rule, ...] = (
    *loading.RULES,
    *references.RULES,
    *patterns.RULES,
    *evidence.RULES,
    *lineages.RULES,
    *comparisons.RULES,
    *decisions.RULES,
    *migrations.RULES,
    *history.RULES,
    *names.RULES,
    *pages.RULES,
    *navigation.RULES,
    *waivers.RULES,
)
BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})
