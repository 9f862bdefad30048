"""Rules about outside links: what ``sphinx-excellence links`` has found out about them, which no rule asks itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sphinx_excellence.findings import Path, Phrase, Replacement, Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.link_state import LinkState, addresses_of
from sphinx_excellence.model.record import GatheringPart
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge, Rule, Violation


@dataclass(frozen=True, slots=True)
class NamedAddress:
    """An outside address, and a place that names it.

    ``fixable`` is the path of the field that holds it, where the field holds nothing else.
    """

    address: str
    at: InRecord | InPage
    fixable: Path | None = None


def named_addresses(knowledge: Knowledge) -> Iterator[NamedAddress]:
    """Yield the outside addresses in records, then those in pages, each as often as it is named."""
    registry = knowledge.registry
    for kind in registry.kinds:
        for record in registry.of_kind(kind.name).values():
            for found in addresses_of(record):
                # The keys of a gathering record are not those of its fields.
                is_fixable = found.is_field and not isinstance(record, GatheringPart)
                at = InRecord((kind.name, record.id), found.path, before=found.before)
                yield NamedAddress(found.address, at, found.path if is_fixable else None)
    for docname, facts in sorted((knowledge.pages or {}).items()):
        turns: Counter[object] = Counter()
        for place in facts.addresses:
            yield NamedAddress(place.address, InPage(docname, place.line, place.address, place.file, turn=turns[place]))
            turns[place] += 1


def _places(
    knowledge: Knowledge, outcomes: Collection[str]
) -> Iterator[tuple[InRecord | InPage, str, LinkState, Replacement | None]]:
    """Yield where each address of these outcomes is written, its state, and the fix where it has moved."""
    wrong = {address: state for address, state in knowledge.registry.links.items() if state.outcome in outcomes}
    for named in named_addresses(knowledge) if wrong else ():
        state = wrong.get(named.address)
        if state is None:
            continue
        fix = None
        if named.fixable is not None and isinstance(named.at, InRecord) and state.outcome == "moved" and state.moved_to:
            fix = Replacement(named.at.key, named.fixable, state.moved_to)
        yield named.at, named.address, state, fix


def _reason(state: LinkState) -> tuple[str, ...]:
    return (state.reason,) if state.reason else ()


def _dead(knowledge: Knowledge) -> Iterator[Violation]:
    for at, address, state, fix in _places(knowledge, {"dead"}):
        hint = N_("link to something else, or take the link out; `sphinx-excellence links --online` asks again")
        args: tuple[str, ...] = ()
        if state.archived:
            hint, args = N_("link to the saved copy, %s"), (state.archived,)
        message = (
            N_("the address '%s' is dead since %s: %s") if state.reason else N_("the address '%s' is dead since %s")
        )
        yield Violation(at, message, (address, state.since, *_reason(state)), hint, args, fix=fix)


def _example(outcome: str, more: str = "") -> str:
    return (
        'patterns:\n  saga:\n    title: Saga\n    sources: [{title: Sagas, url: "https://example.org/sagas"}]\n'
        f'links:\n  "https://example.org/sagas": {{outcome: {outcome}, checked: 2025-12-20, since: 2025-12-01{more}}}'
    )


_GOOD = 'patterns:\n  saga:\n    title: Saga\n    sources: [{title: Sagas, url: "https://example.org/sagas"}]'
DEAD_SOURCE = Rule(
    "dead-source",
    Severity.WARNING,
    "An outside link leads nowhere, as `sphinx-excellence links` found.",
    "Readers cannot check the claim.",
    _example("dead"),
    _GOOD,
    _dead,
)


def _moved(knowledge: Knowledge) -> Iterator[Violation]:
    for at, address, state, fix in _places(knowledge, {"moved", "no-anchor"}):
        if state.outcome == "no-anchor":
            yield Violation(
                at,
                "the page at '%s' has lost the part that the link leads to",
                (address,),
                "link to another part, or to the page",
            )
        else:
            target = state.moved_to or Phrase("another address")
            yield Violation(at, "'%s' has moved to %s", (address, target), "link to %s", (target,), fix=fix)


MOVED_SOURCE = Rule(
    "moved-source",
    Severity.INFO,
    "An outside link is redirected for good, or the page has lost the part that it leads to.",
    "Redirections end some day, and readers search the page in vain.",
    _example("moved", ', moved_to: "https://example.org/articles/sagas"'),
    _GOOD,
    _moved,
)


def _unanswered(knowledge: Knowledge) -> Iterator[Violation]:
    for at, address, state, _fix in _places(knowledge, {"unanswered"}):
        message = N_("no answer from '%s' since %s: %s") if state.reason else N_("no answer from '%s' since %s")
        yield Violation(
            at,
            message,
            (address, state.since, *_reason(state)),
            "run `sphinx-excellence links --online` in some days: it is dead if there is still no answer",
        )


UNANSWERED_SOURCE = Rule(
    "unanswered-source",
    Severity.INFO,
    "The server of an outside link did not answer when it was asked.",
    "It may be back, or gone for good.",
    _example("unanswered"),
    _GOOD,
    _unanswered,
)

RULES: tuple[Rule, ...] = (DEAD_SOURCE, MOVED_SOURCE, UNANSWERED_SOURCE)
