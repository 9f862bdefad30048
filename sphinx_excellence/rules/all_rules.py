"""Every rule, in the order of the manual. Severities, documentation and reports all use this list."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.rules import (
    block_markup,
    comparisons,
    decision_pages,
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
    prose_markup,
    references,
    selectors,
    supersession,
    tiers,
    waivers,
)
from sphinx_excellence.rules.rule import Rule

#: The rules by family, in the order of the manual.
FAMILIES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "files": (*loading.RULES, *block_markup.RULES, *prose_markup.RULES),
        "references": (*references.RULES, *names.RULES, *tiers.RULES),
        "patterns": (*patterns.RULES, *evidence.RULES),
        "history": (*history.RULES, *lineages.RULES),
        "comparisons": comparisons.RULES,
        "decisions": (*supersession.RULES, *decisions.RULES, *decision_pages.RULES),
        "migrations": migrations.RULES,
        "selectors": selectors.RULES,
        "pages": (*pages.RULES, *navigation.RULES),
        "waivers": waivers.RULES,
    }
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES.values() for rule in family)
BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})
