"""Rules about references between records."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from sphinx_excellence.findings import (
    Path,
    Phrase,
    Replacement,
    Severity,
    any_of,
    listing_command,
    nearest,
    sole_match,
    suggestion,
)
from sphinx_excellence.loader.decision_text import LINKS
from sphinx_excellence.messages import N_
from sphinx_excellence.model.annotated_values import prose
from sphinx_excellence.model.pages import Mention
from sphinx_excellence.model.prose import may_hold_links
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.record_links import record_links
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.rule import ByRecord, InPage, InRecord, Knowledge, Reads, Rule, Violation

#: Where a record naming itself makes no sense; elsewhere (a timeline, a comparison) it may.
_OUTWARD = {"alternatives", "evolution", "related", *LINKS}


def _records(registry: Registry) -> Iterator[tuple[str, Record]]:
    for kind in registry.kinds:
        for record in registry.of_kind(kind.name).values():
            yield kind.name, record


def unknown_name(
    registry: Registry, kind: str, name: str, own: str = ""
) -> tuple[str, tuple[str, ...], str, tuple[str, ...]]:
    """Return message and arguments, accepted and arguments, for a name that leads to no record of ``kind``.

    ``own`` is the id of the record of that kind that names it: it does not mean itself.
    """
    several = registry.with_number(kind, name)
    if several:
        return (
            N_("'%s' is the number of several decisions"),
            (name,),
            N_("name one by its id: %s"),
            (any_of([f"'{each}'" for each in several]),),
        )
    noun = registry.kinds[kind].noun if kind in registry.kinds else Phrase("tier")
    choices = list(registry.tiers) if kind == "tier" else registry.names(kind)
    listed_by = listing_command(kind) if kind != "tier" else ""
    accepted, accepted_args = suggestion(name, choices, listed_by=listed_by, but=_itself(registry, kind, name, own))
    if kind == "tier" and accepted.startswith("did you mean"):
        accepted, accepted_args = N_("did you mean '%s'? accepted: %s"), (accepted_args[0], ", ".join(choices))
    elif kind == "tier" and choices:
        accepted, accepted_args = N_("accepted: %s"), (", ".join(choices),)
    elif not choices and kind in registry.kinds and not registry.kinds[kind].model.accepts_id(name):
        model = registry.kinds[kind].model
        form = model.id_help(name)
        accepted, accepted_args = (form, ()) if model.ID_WORDS else (N_("accepted: %s"), (form,))
    elif not choices and kind != "tier":
        accepted, accepted_args = N_("add one: there is no %s yet"), (noun,)
    elif kind == "tier":
        accepted = N_("keep a tier in `tiers`, or define one: all tiers are removed")
    return N_("unknown %s '%s'"), (noun, name), accepted, accepted_args


def unknown_in_record(at: InRecord, registry: Registry, kind: str, name: str) -> Violation:
    """Return the violation for an unknown name of ``kind`` in a record."""
    is_number = bool(registry.with_number(kind, name))
    # Names of decisions resemble each other: a successor has the number and often the words of the one before.
    own = at.key[1] if at.key[0] == kind == "decision" else ""
    names = registry.tiers if kind == "tier" else registry.names(kind)
    meant = None if is_number else sole_match(name, names, but=_itself(registry, kind, name, own))
    remedy = Replacement(at.key, at.path, meant) if meant is not None else None
    return Violation(at, *unknown_name(registry, kind, name, own), fix=remedy)


def _itself(registry: Registry, kind: str, name: str, own: str) -> Collection[str]:
    """Return which names that resemble ``name`` are those of the record ``own``."""
    near = nearest(name, registry.names(kind)) if own else ()
    return [each for each in near if registry.resolve_exactly(kind, each) == own]


def _unknown_in_record(registry: Registry, kind: str, record: Record) -> Iterator[Violation]:
    for reference in registry.references_of(kind, record.id):
        if reference.path[0] == "migration_paths":  # which has a rule of its own
            continue
        if not registry.is_known(reference.mark.kind, reference.value):
            at = InRecord((kind, record.id), reference.path)
            yield unknown_in_record(at, registry, reference.mark.kind, reference.value)
    written = registry.text_of(kind, record.id)
    if not may_hold_links(written) and "}`" not in written:
        return
    for text in prose(record):
        for link in record_links(text, registry.kinds):
            at = InRecord((kind, record.id), text.path, before=link.before)
            if link.kind:
                if not registry.is_known(link.kind, link.name):
                    yield Violation(at, *unknown_name(registry, link.kind, link.name))
            elif not any(registry.is_known(listed.name, link.name) for listed in registry.kinds):
                if registry.with_number("decision", link.name):
                    yield Violation(at, *unknown_name(registry, "decision", link.name))
                    continue
                accepted, accepted_args = suggestion(link.name, registry.all_names, listed_by=listing_command())
                yield Violation(at, "links to the unknown record '%s'", (link.name,), accepted, accepted_args)


def _unknown_on_pages(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for docname, facts in sorted((knowledge.pages or {}).items()):
        turns: Counter[Mention] = Counter()
        for mention in facts.mentions:
            if not registry.is_known(mention.kind, mention.name):
                at = InPage(docname, mention.line, mention.name, mention.file, mention.via, turns[mention])
                turns[mention] += 1
                yield Violation(at, *unknown_name(registry, mention.kind, mention.name))


UNKNOWN_REFERENCE = Rule(
    "unknown-reference",
    Severity.ERROR,
    "A record or page names a record that does not exist.",
    "The reference leads nowhere. An id that might be defined in an unreadable file is not reported "
    "until the file can be read.",
    "patterns:\n  tpc:\n    title: 2PC\n    alternatives: [{pattern: sga}]\n  saga: {title: Saga}",
    "patterns:\n  tpc:\n    title: 2PC\n    alternatives: [{pattern: saga}]\n  saga: {title: Saga}",
    ByRecord(_unknown_in_record, Reads.NAMES, _unknown_on_pages),
)


def _self_references(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for kind, record in _records(registry):
        for marked in registry.references_of(kind, record.id):
            if marked.mark.kind != kind or not _outward(marked.path):
                continue
            if registry.resolve(kind, marked.value) == record.id:
                yield Violation(
                    InRecord((kind, record.id), marked.path),
                    "%s '%s' refers to itself",
                    (registry.kinds[kind].noun, record.id),
                    "name another %s",
                    (registry.kinds[kind].noun,),
                )


def _outward(path: Path) -> bool:
    return path[0] in _OUTWARD


SELF_REFERENCE = Rule(
    "self-reference",
    Severity.ERROR,
    "A record names itself where it should name another: a pattern as its alternative, relative, predecessor or "
    "successor, a decision as one that it supersedes, amends or relates to.",
    "The reference leads readers back to the page they are on.",
    "patterns:\n  saga:\n    title: Saga\n    alternatives: [{pattern: saga}]",
    "patterns:\n  saga:\n    title: Saga\n    alternatives: [{pattern: outbox}]\n  outbox: {title: Outbox}",
    _self_references,
)


def _alias_clashes(knowledge: Knowledge) -> Iterator[Violation]:
    registry = knowledge.registry
    for kind in registry.kinds:
        owners: dict[str, str] = {record_id: record_id for record_id in registry.of_kind(kind.name)}
        for record_id, record in registry.of_kind(kind.name).items():
            for index, alias in enumerate(record.aliases):
                owner = owners.setdefault(alias, record_id)
                at = InRecord((kind.name, record_id), ("aliases", index))
                if alias == record_id:
                    yield Violation(
                        at,
                        "the alias '%s' is the id of the %s itself",
                        (alias, kind.noun),
                        "remove it: the id always resolves",
                    )
                elif owner != record_id:
                    yield Violation(
                        at,
                        "the alias '%s' already refers to the %s '%s'",
                        (alias, kind.noun, owner),
                        "choose a name that no other %s has",
                        (kind.noun,),
                    )


DUPLICATE_ALIAS = Rule(
    "duplicate-alias",
    Severity.ERROR,
    "An alias is the id or an alias of another record.",
    "A reference by that name is ambiguous.",
    "patterns:\n  saga: {title: Saga}\n  sagas: {title: Sagas, aliases: [saga]}",
    "patterns:\n  saga: {title: Saga, aliases: [sagas]}",
    _alias_clashes,
)

RULES: tuple[Rule, ...] = (UNKNOWN_REFERENCE, SELF_REFERENCE, DUPLICATE_ALIAS)
