"""What a quarter's review has to look at, computed from the records as they are at the end of the quarter.

Owns the items and their order: the four groups of a review. ``reviews`` shows them, and so does the command.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.dates import day_of
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.health import quarter_days, quarter_title
from sphinx_excellence.model.health_score import contradicts_tier
from sphinx_excellence.model.link_state import addresses_of
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.model.vocabulary import DECISION_STATUS
from sphinx_excellence.views.blocks import Label, said
from sphinx_excellence.views.health import change_text, score_text

#: The groups of a review, in order, with their headings.
GROUPS = {
    "tiers": N_("Tier movements"),
    "new": N_("New patterns"),
    "content": N_("Content updates"),
    "feedback": N_("Feedback"),
}


#: What an item has in place of a kind where it is about an address that no record names; the id is the address.
LINK = "link"
_LINK_REASONS = {
    "dead": N_("The address %s is dead since %s."),
    "moved": N_("The address %s has moved since %s."),
    "no-anchor": N_("The address %s names a part that its page lacks since %s."),
}
_UNNAMED_LINK_REASONS = {
    "dead": N_("No record names it, and it is dead since %s."),
    "moved": N_("No record names it, and it has moved since %s."),
    "no-anchor": N_("No record names it, and the part that it names is missing since %s."),
}


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to look at: the record, the group, and why it is on the list.

    The record of an address that no record names is :data:`LINK` and the address.
    """

    group: str
    record: RecordKey
    reason: Label


def review_items(registry: Registry, quarter: str) -> tuple[ReviewItem, ...]:
    """Return what the review of ``quarter`` has to look at, by group and record."""
    first, last = quarter_days(quarter)
    found = [
        *_of_tiers(registry, quarter, last),
        *_new(registry, first, last),
        *_of_content(registry, quarter),
        *_of_links(registry),
        *_of_feedback(registry),
    ]
    order = list(GROUPS)
    return tuple(sorted(found, key=lambda item: (order.index(item.group), item.record)))


def by_group(items: Iterable[ReviewItem]) -> dict[str, dict[RecordKey, list[ReviewItem]]]:
    """Return items by group, and in each by record; groups and records in the order of the items."""
    found: dict[str, dict[RecordKey, list[ReviewItem]]] = {}
    for item in items:
        found.setdefault(item.group, {}).setdefault(item.record, []).append(item)
    return found


def decided_in(review: Review, registry: Registry) -> frozenset[str]:
    """Return the ids of the patterns that a review has decided about."""
    return frozenset(registry.resolve("pattern", each.pattern) or each.pattern for each in review.decisions)


def decided_in_quarter(registry: Registry, quarter: str) -> frozenset[str]:
    """Return the ids of the patterns that any review of ``quarter`` has decided about."""
    reviews = (each for each in registry.all_of(Review) if each.of_quarter == quarter)
    return frozenset().union(*(decided_in(each, registry) for each in reviews))


def newest_open_quarter(registry: Registry) -> str | None:
    """Return the quarter of the newest review that is open; nothing where none is."""
    return max((each.of_quarter for each in registry.all_of(Review) if each.is_open), default=None)


def _of_tiers(registry: Registry, quarter: str, last: date) -> Iterator[ReviewItem]:
    for pattern in registry.all_of(Pattern):
        key = ("pattern", pattern.id)
        health = registry.health.in_quarter(pattern.id, quarter)
        if health is not None and health.score is not None:
            change = health.change
            if change is not None and health.before is not None and health.has_moved_much:
                since = quarter_title(health.before.quarter)
                yield ReviewItem(
                    "tiers", key, said(N_("The health changed by %s since %s."), change_text(change), since)
                )
            if contradicts_tier(health, registry.tier_of(pattern), legacy=registry.is_legacy(pattern)):
                yield ReviewItem(
                    "tiers", key, said(N_("The health, %s, contradicts the tier."), score_text(health.score))
                )
        yield from _due(registry, pattern, last)
        for waiver in pattern.waivers:
            if waiver.until is not None and day_of(waiver.until) <= last:
                yield ReviewItem("tiers", key, said(N_("The waiver of %s ends on %s."), waiver.rule, waiver.until))


def _due(registry: Registry, pattern: Pattern, last: date) -> Iterator[ReviewItem]:
    tier = registry.tier_of(pattern)
    if tier is None or tier.review is None:
        return
    if pattern.reviewed is None:
        yield ReviewItem("tiers", ("pattern", pattern.id), said(N_("It has never been reviewed.")))
        return
    due = tier.review.due_after(pattern.reviewed)
    if due <= last:
        yield ReviewItem("tiers", ("pattern", pattern.id), said(N_("The review is due on %s."), due.isoformat()))


def _new(registry: Registry, first: date, last: date) -> Iterator[ReviewItem]:
    for pattern in registry.all_of(Pattern):
        key = ("pattern", pattern.id)
        moves = registry.moves_of(pattern)
        if pattern.tier is None and not registry.has_left(pattern):
            yield ReviewItem("new", key, said(N_("It has no tier.")))
        elif moves and moves[0].before is None and first <= moves[0].step.day <= last:
            yield ReviewItem("new", key, said(N_("It is new since %s."), moves[0].step.written_date))


def _of_content(registry: Registry, quarter: str) -> Iterator[ReviewItem]:
    for pattern in registry.all_of(Pattern):
        key = ("pattern", pattern.id)
        tier = registry.tier_of(pattern)
        if tier is not None and tier.position == 0 and not registry.case_studies_of(pattern.id):
            yield ReviewItem("content", key, said(N_("No case study shows it.")))
        if tier is not None and tier.evidence.cited and not pattern.sources:
            yield ReviewItem("content", key, said(N_("It has no source.")))
        for example in pattern.modern_examples:
            if example.source is None:
                yield ReviewItem("content", key, said(N_("The claim about %s has no source."), example.company))
        if registry.health.of(pattern.id) and registry.health.in_quarter(pattern.id, quarter) is None:
            yield ReviewItem("content", key, said(N_("It was not measured in %s."), quarter_title(quarter)))
    for evolution in registry.all_of(Evolution):
        for step in evolution.timeline:
            if step.context and step.source is None and not evolution.sources:
                reason = said(N_("The step of %s has no source."), step.year)
                yield ReviewItem("content", ("evolution", evolution.id), reason)
        for migration in evolution.real_world_migrations:
            if migration.source is None:
                reason = said(N_("The claim about %s has no source."), migration.company)
                yield ReviewItem("content", ("evolution", evolution.id), reason)
    for study in registry.all_of(CaseStudy):
        if not study.sources:
            yield ReviewItem("content", ("case-study", study.id), said(N_("It has no source.")))


def _of_links(registry: Registry) -> Iterator[ReviewItem]:
    """Yield the addresses that died or moved, at the records that name them; what no record names, by itself."""
    wrong = {address: state for address, state in registry.links.items() if state.outcome in _LINK_REASONS}
    named: set[str] = set()
    for kind in registry.kinds if wrong else ():
        for record in registry.of_kind(kind.name).values():
            for address in dict.fromkeys(found.address for found in addresses_of(record) if found.address in wrong):
                named.add(address)
                reason = _LINK_REASONS[wrong[address].outcome]
                yield ReviewItem("content", (kind.name, record.id), said(reason, address, wrong[address].since))
    for address in sorted(wrong.keys() - named):
        state = wrong[address]
        yield ReviewItem("content", (LINK, address), said(_UNNAMED_LINK_REASONS[state.outcome], state.since))


def _of_feedback(registry: Registry) -> Iterator[ReviewItem]:
    for report in registry.all_of(UsageReport):
        if not report.is_verified:
            yield ReviewItem("feedback", ("usage-report", report.id), said(N_("It waits for its verification.")))
    for decision in registry.all_of(Decision):
        if registry.meaning_of(DECISION_STATUS, decision, decision.status) == "open":
            yield ReviewItem("feedback", ("decision", decision.id), said(N_("It is not decided yet.")))
