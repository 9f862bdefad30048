"""What speaks for the tier of a pattern: for each criterion, whether the records show it, and which do.

Owns how a criterion is measured. A criterion without ``measure`` is a matter of judgement, and is not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.figures import measure
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import Criterion, ScaledTier

#: The signals that say whether what implements a pattern is developed.
_DEVELOPMENT = ("maintenance", "last-release", "release-cadence")
#: The score from which such a signal speaks for the pattern.
_DEVELOPED = 0.5


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that speaks for a criterion: a record, words with the address of their source, or the checklist.

    ``amount`` is a figure with its unit, where there is one; ``items`` how many the pattern's own checklist has.
    """

    record: RecordKey | None = None
    text: str = ""
    url: str | None = None
    amount: str = ""
    items: int = 0


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether a criterion is met, and by what. ``is_met`` is nothing where it is not known."""

    criterion: Criterion
    is_met: bool | None
    shown: tuple[Shown, ...] = ()


def assessments(pattern: Pattern, registry: Registry) -> tuple[Assessment, ...]:
    """Return the criteria of a pattern's tier in their order, each with what speaks for it; none without a tier."""
    tier = registry.tier_of(pattern)
    return tuple(_assessed(pattern, registry, each) for each in tier.criteria) if tier is not None else ()


def _assessed(pattern: Pattern, registry: Registry, criterion: Criterion) -> Assessment:
    assess = _MEASURES.get(criterion.measure or "")
    if assess is None:
        return Assessment(criterion, None)
    return assess(pattern, registry, criterion)


def _adopters(pattern: Pattern, registry: Registry, criterion: Criterion) -> Assessment:
    """Return the organisations that use it, by examples, case studies and verified reports, each with a source."""
    found: dict[str, Shown] = {}
    for example in pattern.modern_examples:
        if example.source is not None:
            found.setdefault(example.company.casefold(), Shown(text=example.company, url=example.source))
    for study in registry.case_studies_of(pattern.id):
        if study.sources:
            found.setdefault(study.company.casefold(), Shown(record=("case-study", study.id)))
    for report in registry.verified_usage_of(pattern.id):
        # One that does not want to be named is one more all the same.
        name = (report.named_company or f" {report.id}").casefold()
        found.setdefault(name, Shown(record=("usage-report", report.id)))
    return Assessment(criterion, len(found) >= criterion.at_least, tuple(found.values()))


def _scale(pattern: Pattern, registry: Registry, criterion: Criterion) -> Assessment:
    """Return the examples and verified reports with a figure in the unit of the criterion that is large enough."""
    known = [each for each in pattern.modern_examples if each.figure is not None and each.unit == criterion.unit]
    large = [each for each in known if (each.figure or 0) >= criterion.at_least and each.source is not None]
    shown = [Shown(text=each.company, url=each.source, amount=measure(each.figure or 0, each.unit)) for each in large]
    scales = [
        (report.id, report.scale) for report in registry.verified_usage_of(pattern.id) if report.scale is not None
    ]
    reported = [(report_id, scale) for report_id, scale in scales if scale.unit == criterion.unit]
    for report_id, scale in reported:
        if (scale.figure or 0) >= criterion.at_least:
            shown.append(Shown(record=("usage-report", report_id), amount=scale.measure))
    return Assessment(criterion, True if shown else False if known or reported else None, tuple(shown))


def _development(pattern: Pattern, registry: Registry, criterion: Criterion) -> Assessment:
    """Return whether the signals of the newest health say that an implementation is developed."""
    newest = registry.health.newest(pattern.id)
    scores = [newest.scores[name] for name in _DEVELOPMENT if name in newest.scores] if newest is not None else []
    if newest is None or not scores:
        return Assessment(criterion, None)
    return Assessment(criterion, sum(scores) / len(scores) >= _DEVELOPED, (Shown(record=("health", newest.quarter)),))


def _operation(pattern: Pattern, registry: Registry, criterion: Criterion) -> Assessment:
    """Return what says how it is run: its own checklist, and the playbooks that lead to it."""
    leading = registry.migrations_to(pattern.id)
    items = len(pattern.production_checklist)
    shown = tuple(Shown(record=("migration", migration)) for migration in leading)
    if items:
        shown = (Shown(items=items), *shown)
    return Assessment(criterion, items + len(leading) >= criterion.at_least, shown)


def _successors(pattern: Pattern, registry: Registry, criterion: Criterion) -> Assessment:
    """Return the alternatives that are of a better tier."""
    tier = registry.tier_of(pattern)
    better = []
    for alternative in pattern.alternatives:
        other = registry.pattern(alternative.pattern) if alternative.pattern is not None else None
        found = registry.tier_of(other) if other is not None else None
        if other is not None and found is not None and tier is not None and _is_better(found, tier):
            better.append(Shown(record=("pattern", other.id)))
    return Assessment(criterion, len(better) >= criterion.at_least, tuple(better))


def _is_better(one: ScaledTier, other: ScaledTier) -> bool:
    return one.position < other.position


_MEASURES: Mapping[str, Callable[[Pattern, Registry, Criterion], Assessment]] = MappingProxyType({
    "adopters": _adopters,
    "scale": _scale,
    "development": _development,
    "operation": _operation,
    "successors": _successors,
})  # fmt: skip
