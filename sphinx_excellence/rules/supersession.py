"""Rules about decisions that replace or change each other, and about what rests on one that no longer holds."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from sphinx_excellence.findings import Addition, Severity
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.external import registry_of
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.vocabulary import DECISION_STATUS
from sphinx_excellence.rules.find_cycles import cycles
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

#: What the status of a decision means that no longer holds.
_DEAD = frozenset({"superseded", "closed", "legacy"})


def _in(decision: Decision, *path: str | int) -> InRecord:
    return InRecord(("decision", decision.id), path)


def _found(registry: Registry, name: str) -> Decision | None:
    record = registry.find("decision", name)
    return record if isinstance(record, Decision) else None


def _without_successor(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    superseded = {registry.resolve("decision", name) for d in registry.all_of(Decision) for name in d.supersedes}
    for decision in registry.all_of(Decision):
        meaning = registry.meaning_of(DECISION_STATUS, decision, decision.status)
        if meaning == "superseded" and not decision.superseded_by and decision.id not in superseded:
            yield Violation(
                _in(decision, "status"),
                "decision '%s' is %s, but no decision supersedes it",
                (decision.id, str(decision.status)),
                "name its successor: `superseded_by: [...]`",
            )


SUPERSEDED_WITHOUT_SUCCESSOR = Rule(
    "superseded-without-successor",
    Severity.ERROR,
    "A decision is superseded, but no decision supersedes it.",
    "Readers learn that the decision is no longer in force, but not which decision replaces it.",
    "decisions:\n  adr-1: {title: A, status: superseded, date: 2026-01-01}",
    "decisions:\n  adr-1: {title: A, status: superseded, date: 2026-01-01, superseded_by: [adr-2]}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, supersedes: [adr-1]}",
    _without_successor,
    absent_keys=("superseded_by",),
)


def _one_sided(knowledge: Knowledge, pairs: Iterable[tuple[str, str, str]]) -> Iterator[Violation]:
    """Yield where a decision names another under a key, and the other does not name it under the reverse key."""
    registry = knowledge.registry
    for decision in registry.all_of(Decision):
        for key, reverse, message in pairs:
            for index, name in enumerate(getattr(decision, key)):
                other = _found(registry, name)
                if other is None or other is decision or registry_of(other.id) is not None:
                    continue
                if decision.id not in {registry.resolve("decision", back) for back in getattr(other, reverse)}:
                    yield Violation(
                        _in(decision, key, index),
                        message,
                        (decision.id, other.id),
                        *_said_back(registry, decision, reverse, other),
                        fix=Addition(("decision", other.id), (reverse,), decision.id),
                    )


#: What adr-tools writes in the section of the status, by the field that it gives.
_IN_STATUS = {
    "superseded_by": "Superseded by", "supersedes": "Supersedes", "amended_by": "Amended by", "amends": "Amends",
}  # fmt: skip


def _said_back(registry: Registry, decision: Decision, key: str, other: Decision) -> tuple[str, tuple[str, ...]]:
    """Return what ``other`` has to say of a decision: where its status is a section of its page, in the words there."""
    text, target = (registry.page_texts.get(("decision", each.id)) for each in (other, decision))
    if text is None or not text.status_heading or target is None or not target.file:
        return N_("add '%s' to `%s` of '%s'"), (decision.id, key, other.id)
    path = posixpath.relpath(target.file, posixpath.dirname(text.file) or ".")
    link = f"[{decision.title}]({quote(path)})" if text.file.endswith(".md") else f"`{decision.title} <{path}>`_"
    return N_("write in the section '%s' of '%s': %s"), (text.status_heading, other.id, f"{_IN_STATUS[key]} {link}")


_SUPERSESSION = (
    ("supersedes", "superseded_by", N_("decision '%s' supersedes '%s', which does not name it in `superseded_by`")),
    ("superseded_by", "supersedes", N_("decision '%s' is superseded by '%s', which does not name it in `supersedes`")),
)
_AMENDMENT = (
    ("amends", "amended_by", N_("decision '%s' amends '%s', which does not name it in `amended_by`")),
    ("amended_by", "amends", N_("decision '%s' is amended by '%s', which does not name it in `amends`")),
)

ASYMMETRIC_SUPERSESSION = Rule(
    "asymmetric-supersession",
    Severity.WARNING,
    "Only one of two decisions says that one supersedes the other.",
    "Readers of the other decision do not see that it is superseded.",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, supersedes: [adr-1]}",
    "decisions:\n  adr-1: {title: A, status: superseded, date: 2026-01-01, superseded_by: [adr-2]}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, supersedes: [adr-1]}",
    lambda knowledge: _one_sided(knowledge, _SUPERSESSION),
)

ASYMMETRIC_AMENDMENT = Rule(
    "asymmetric-amendment",
    Severity.WARNING,
    "Only one of two decisions says that one amends the other.",
    "Readers of the other decision do not see that part of it has changed.",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, amends: [adr-1]}",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01, amended_by: [adr-2]}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, amends: [adr-1]}",
    lambda knowledge: _one_sided(knowledge, _AMENDMENT),
)


def _successions(registry: Registry) -> Mapping[str, dict[str, InRecord]]:
    """Return, by decision, those that replace it and where that is written."""
    leads: dict[str, dict[str, InRecord]] = {decision.id: {} for decision in registry.all_of(Decision)}
    for decision in registry.all_of(Decision):
        for index, name in enumerate(decision.superseded_by):
            other = registry.resolve("decision", name)
            if other is not None and other != decision.id:
                leads[decision.id].setdefault(other, _in(decision, "superseded_by", index))
        for index, name in enumerate(decision.supersedes):
            other = registry.resolve("decision", name)
            if other in leads and other != decision.id:
                leads[other].setdefault(decision.id, _in(decision, "supersedes", index))
    return leads


def _supersession_cycles(knowledge: Knowledge) -> Iterator[Violation]:
    leads = _successions(knowledge.registry)
    for cycle in cycles(leads):
        yield Violation(
            leads[cycle[-1]][cycle[0]],
            "decisions supersede each other in a cycle: %s",
            (" \N{RIGHTWARDS ARROW} ".join([*cycle, cycle[0]]),),
            "keep one of them in force, superseded by none of the others",
        )


SUPERSESSION_CYCLE = Rule(
    "supersession-cycle",
    Severity.ERROR,
    "Decisions supersede each other in a cycle.",
    "None of them is in force.",
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01, superseded_by: [adr-2], supersedes: [adr-2]}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, superseded_by: [adr-1], supersedes: [adr-1]}",
    "decisions:\n  adr-1: {title: A, status: superseded, date: 2026-01-01, superseded_by: [adr-2]}\n"
    "  adr-2: {title: B, status: accepted, date: 2026-02-01, supersedes: [adr-1]}",
    _supersession_cycles,
)


def _holding_now(cited: Decision) -> tuple[str, tuple[str, ...]]:
    if not cited.superseded_by:
        return N_("name the decision that is in force now"), ()
    return N_("name the decision that is in force now: %s"), (", ".join(cited.superseded_by),)


def _dead_citations(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for kind in registry.kinds:
        for record_id, record in registry.of_kind(kind.name).items():
            if isinstance(record, Decision):  # decisions name each other to say just this
                continue
            for reference in registry.references_of(kind.name, record_id):
                cited = _found(registry, reference.value) if reference.mark.kind == "decision" else None
                if cited is None or registry.meaning_of(DECISION_STATUS, cited, cited.status) not in _DEAD:
                    continue
                if isinstance(record, Pattern) and not _is_newest(record, reference.path, registry):
                    continue
                yield Violation(
                    InRecord((kind.name, record_id), reference.path),
                    "%s '%s' cites decision '%s', which is %s",
                    (kind.noun, record_id, cited.id, str(cited.status)),
                    *_holding_now(cited),
                )


def _is_newest(pattern: Pattern, path: tuple[str | int, ...], registry: Registry) -> bool:
    """Whether ``path`` leads into the newest entry of a pattern's history: older ones may rest on what held then."""
    if path[0] != "history" or not isinstance(path[1], int):
        return True
    steps = registry.history_of(pattern)
    return any(step.place == path[1] and step.day == steps[-1].day for step in steps)


DEAD_DECISION_CITED = Rule(
    "dead-decision-cited",
    Severity.WARNING,
    "A record cites a decision that is no longer in force.",
    "The reason that the record gives is no longer valid.",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{date: 2026-01-01, tier: gold, decision: adr-1}]\n"
    "decisions:\n  adr-1: {title: A, status: rejected, date: 2026-01-01}",
    "patterns:\n  saga:\n    title: Saga\n    tier: gold\n"
    "    history: [{date: 2026-01-01, tier: gold, decision: adr-1}]\n"
    "decisions:\n  adr-1: {title: A, status: accepted, date: 2026-01-01}",
    _dead_citations,
)

RULES: tuple[Rule, ...] = (
    SUPERSEDED_WITHOUT_SUCCESSOR,
    ASYMMETRIC_SUPERSESSION,
    ASYMMETRIC_AMENDMENT,
    SUPERSESSION_CYCLE,
    DEAD_DECISION_CITED,
)
