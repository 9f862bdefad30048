"""Every rule, in the order of the manual. The one enumeration: severities, documentation and reports read it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from sphinx_excellence.rules import loading, pages, patterns, references
from sphinx_excellence.rules.rule import Rule

RULES: tuple[Rule, ...] = (*loading.RULES, *references.RULES, *patterns.RULES, *pages.RULES)
BY_NAME: Mapping[str, Rule] = MappingProxyType({rule.name: rule for rule in RULES})
