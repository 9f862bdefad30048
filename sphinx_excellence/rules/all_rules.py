"""Every rule, in the order of the manual. Severities, documentation and reports all use these lists.

The toolkit's own are constants; those of kinds that other packages offer come on top, once they are asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from sphinx_excellence.model.kind_error import KindError
from sphinx_excellence.model.kinds import KINDS
from sphinx_excellence.rules import (
    block_markup,
    comparisons,
    decision_pages,
    decisions,
    editions,
    evidence,
    health,
    history,
    lineages,
    links,
    loading,
    migrations,
    names,
    navigation,
    pages,
    patterns,
    prose_markup,
    references,
    reviews,
    scorecard,
    selectors,
    supersession,
    tiers,
    usage_reports,
    vocabulary,
    waivers,
)
from sphinx_excellence.rules.rule import Rule

#: The rules by family, in the order of the manual.
FAMILIES: Mapping[str, tuple[Rule, ...]] = MappingProxyType(
    {
        "files": (*loading.RULES, *block_markup.RULES, *prose_markup.RULES),
        "references": (*references.RULES, *names.RULES, *tiers.RULES, *vocabulary.RULES),
        "patterns": (*patterns.RULES, *evidence.RULES),
        "history": (*history.RULES, *editions.RULES, *lineages.RULES),
        "health": (*health.RULES, *reviews.RULES),
        "links": links.RULES,
        "scorecard": scorecard.RULES,
        "comparisons": comparisons.RULES,
        "decisions": (*supersession.RULES, *decisions.RULES, *decision_pages.RULES),
        "migrations": migrations.RULES,
        "selectors": selectors.RULES,
        "usage-reports": usage_reports.RULES,
        "pages": (*pages.RULES, *navigation.RULES),
        "waivers": waivers.RULES,
    }
)
RULES: tuple[Rule, ...] = tuple(rule for family in FAMILIES.values() for rule in family)
BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})


@cache
def installed_families() -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules by family, with those of installed kinds, each under the kind's key.

    Raises ``KindError`` where a kind's rules cannot be used.
    """
    families = dict(FAMILIES)
    known = set(BY_NAME)
    for kind in KINDS:
        if not kind.rules:
            continue
        for rule in kind.rules:
            if not isinstance(rule, Rule):
                raise KindError(f"the kind of record '{kind.name}' has {type(rule).__name__} among its rules")
            if rule.name in known:
                raise KindError(f"the kind of record '{kind.name}' has a rule '{rule.name}', and there is one already")
            known.add(rule.name)
        families[kind.key] = (*families.get(kind.key, ()), *kind.rules)
    return MappingProxyType(families)


@cache
def installed_rules() -> tuple[Rule, ...]:
    """Return every rule, with those of installed kinds."""
    return tuple(rule for family in installed_families().values() for rule in family)


@cache
def installed_by_name() -> Mapping[str, Rule]:
    """Return every rule by its name, with those of installed kinds."""
    return MappingProxyType({rule.name: rule for rule in installed_rules()})
