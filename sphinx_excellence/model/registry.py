"""The registry: every record of a project, by kind and id.

Owns look-up by id, alias and number, the tier and legacy of a pattern, and the digests that tell whether what a page
shows has changed. Where a record came from is the loader's business.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import NamedTuple, TypeVar

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.annotated_values import Marked, references
from sphinx_excellence.model.by_pattern import by_pattern
from sphinx_excellence.model.case_study import CaseStudy
from sphinx_excellence.model.comparison import Comparison
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.decisions_by_number import DecisionsByNumber
from sphinx_excellence.model.edition import Edition
from sphinx_excellence.model.evolution import Evolution
from sphinx_excellence.model.external import External, registry_of
from sphinx_excellence.model.fields import ReferenceTo
from sphinx_excellence.model.health import Health
from sphinx_excellence.model.health_score import HealthHistory
from sphinx_excellence.model.kinds import KINDS, Kinds
from sphinx_excellence.model.link_state import LinkState
from sphinx_excellence.model.measure import MEASURES, Measure, with_defaults
from sphinx_excellence.model.migration import Migration
from sphinx_excellence.model.own_fields import OwnField
from sphinx_excellence.model.page_text import PageText
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.queries import ANY_KIND, Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.signal import DEFAULT_SIGNALS, Signal
from sphinx_excellence.model.tier import ScaledTier, TierScale
from sphinx_excellence.model.tier_history import TierMove, TierStep, in_order_of_time, moves_of, steps_of
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.model.vocabulary import (
    CATEGORY,
    DECISION_STATUS,
    DEFAULT_VOCABULARY,
    PATTERN_STATUS,
    RELATION,
    Vocabulary,
)

R = TypeVar("R", bound=Record)

#: The kind whose records are also named by their numbers.
_NUMBERED_KIND = "decision"


class Referrer(NamedTuple):
    """A record that names another one, and the field in which it does."""

    kind: str
    id: str
    field: OwnField


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()


@dataclass(frozen=True)
class Registry:
    """Every record by kind and id, sorted, and the scale of tiers.

    ``lost`` holds what could not be read: the key of a record, or a kind alone (with an empty id) where any of its
    records may be missing. References to it are not reported. ``repaired`` are the records of which something was
    left out because it could not be read, each with the keys of that: what they lack may have been written.
    ``externals`` are the registries of other projects, by their names. ``words`` are translations of ids as words,
    ``kinds`` the kinds of record that the project has, ``vocabulary`` its words for statuses and the
    like. ``page_texts`` is what the pages say that hold decisions,
    ``folders`` where each decision is: the folder of its page or of its file. ``links`` are the addresses that were
    not fine when they were asked for.
    """

    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    tiers: TierScale = field(default_factory=lambda: TierScale({}))
    lost: frozenset[RecordKey] = frozenset()
    repaired: Mapping[RecordKey, frozenset[str]] = field(default_factory=dict)
    externals: Mapping[str, External] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    kinds: Kinds = KINDS
    page_texts: Mapping[RecordKey, PageText] = field(default_factory=dict)
    folders: Mapping[RecordKey, str] = field(default_factory=dict)
    vocabulary: Vocabulary = DEFAULT_VOCABULARY
    links: Mapping[str, LinkState] = field(default_factory=dict)

    def of_kind(self, kind: str) -> Mapping[str, Record]:
        """Return the records of a kind by id, sorted."""
        return self.records.get(kind, {})

    def all_of(self, model: type[R]) -> Iterator[R]:
        """Yield the records of a model, sorted by id."""
        for kind in self.kinds:
            if issubclass(kind.model, model):
                for record in self.of_kind(kind.name).values():
                    if isinstance(record, model):
                        yield record

    @cached_property
    def _references(self) -> Mapping[RecordKey, tuple[Marked[ReferenceTo], ...]]:
        return {
            (kind, record_id): tuple(references(record))
            for kind, records in self.records.items()
            for record_id, record in records.items()
        }

    def references_of(self, kind: str, record_id: str) -> tuple[Marked[ReferenceTo], ...]:
        """Return every reference that a record makes, links in prose left out."""
        return self._references[kind, record_id]

    @cached_property
    def _aliases(self) -> Mapping[RecordKey, str]:
        found: dict[RecordKey, str] = {}
        for kind, records in self.records.items():
            for record_id, record in records.items():
                for alias in record.aliases:
                    found.setdefault((kind, alias), record_id)
        for (kind, record_id), record in self._foreign.items():
            for alias in record.aliases:
                found.setdefault((kind, alias), record_id)
        return found

    @cached_property
    def _foreign(self) -> Mapping[RecordKey, Record]:
        return {key: record for external in self.externals.values() for key, record in external.records.items()}

    def address_of(self, kind: str, record_id: str) -> str | None:
        """Return the web address of another project's record; nothing for one of this project."""
        external = self.externals.get(registry_of(record_id) or "")
        return None if external is None else external.addresses.get((kind, record_id), "")

    @cached_property
    def _by_number(self) -> DecisionsByNumber:
        foreign = (record_id for kind, record_id in self._foreign if kind == _NUMBERED_KIND)
        return DecisionsByNumber([*self.of_kind(_NUMBERED_KIND), *foreign])

    @cached_property
    def _lost_by_number(self) -> DecisionsByNumber:
        lost = (*self.lost, *(key for external in self.externals.values() for key in external.lost))
        return DecisionsByNumber(record_id for kind, record_id in lost if kind == _NUMBERED_KIND)

    def with_number(self, kind: str, name: str) -> tuple[str, ...]:
        """Return the ids of the decisions that the number ``name`` may mean, sorted; none of another kind."""
        return self._by_number.meant_by(name) if kind == _NUMBERED_KIND else ()

    def number_in_folder(self, name: str, folder: str) -> str | None:
        """Return which of several decisions with the number ``name`` has its page in ``folder``; none for others."""
        if self.resolve(_NUMBERED_KIND, name) is not None:
            return None
        several = self.with_number(_NUMBERED_KIND, name)
        near = [each for each in several if posixpath.dirname(self._file_of(each)) == folder]
        return near[0] if len(near) == 1 else None

    def _file_of(self, decision_id: str) -> str:
        text = self.page_texts.get((_NUMBERED_KIND, decision_id))
        return text.file if text is not None else ""

    def resolve_exactly(self, kind: str, name: str) -> str | None:
        """Return the id of the record of ``kind`` with the id or alias ``name``."""
        if name in self.of_kind(kind) or (kind, name) in self._foreign:
            return name
        return self._aliases.get((kind, name))

    def resolve(self, kind: str, name: str) -> str | None:
        """Return the id of the record of ``kind`` with the id or alias ``name``; of a decision, also by its number.

        A number that several decisions have leads to none of them.
        """
        exact = self.resolve_exactly(kind, name)
        if exact is not None:
            return exact
        meant = self.with_number(kind, name)
        return meant[0] if len(meant) == 1 else None

    def find(self, kind: str, name: str) -> Record | None:
        """Return the record of ``kind`` that ``name`` leads to, as `resolve` says."""
        record_id = self.resolve(kind, name)
        if record_id is None:
            return None
        return self.of_kind(kind).get(record_id) or self._foreign[kind, record_id]

    def pattern(self, name: str) -> Pattern | None:
        """Return the pattern with the id or alias ``name``."""
        record = self.find("pattern", name)
        return record if isinstance(record, Pattern) else None

    def find_any(self, name: str) -> RecordKey | None:
        """Return the key of the record of any kind that ``name`` leads to; kinds in their listed order.

        An id or an alias of any kind comes before the number of a decision.
        """
        for resolve in (self.resolve_exactly, self.resolve):
            for kind in self.kinds:
                record_id = resolve(kind.name, name)
                if record_id is not None:
                    return kind.name, record_id
        return None

    def is_known(self, kind: str, name: str) -> bool:
        """Whether ``name`` leads somewhere, or may have led to what could not be read."""
        found = name in self.tiers if kind == "tier" else self.resolve(kind, name) is not None
        external = self.externals.get(registry_of(name) or "")
        unread = external is not None and (not external.readable or bool({(kind, name), (kind, "")} & external.lost))
        return found or unread or (kind, name) in self.lost or (kind, "") in self.lost or self._is_lost(kind, name)

    def _is_lost(self, kind: str, name: str) -> bool:
        """Whether ``name`` is the number of a decision that could not be read, and of no other."""
        return kind == _NUMBERED_KIND and not self.with_number(kind, name) and bool(self._lost_by_number.meant_by(name))

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {kind: set(records) for kind, records in self.records.items()}
        for kind, name in (*self._aliases, *self._foreign):
            found.setdefault(kind, set()).add(name)
        return {kind: tuple(sorted(names)) for kind, names in found.items()}

    def names(self, kind: str) -> tuple[str, ...]:
        """Return every id and alias of a kind, sorted."""
        return self._names.get(kind, ())

    @cached_property
    def all_names(self) -> tuple[str, ...]:
        """Every id and alias of every kind, kinds in their listed order."""
        return tuple(name for kind in self.kinds for name in self.names(kind.name))

    def tier_of(self, record: Record) -> ScaledTier | None:
        """Return a record's tier; nothing where it is unrated, the tier is unknown, or its kind has none."""
        tier = getattr(record, "tier", None)
        if tier is None:
            return None
        external = self.externals.get(registry_of(record.id) or "")
        return (self.tiers if external is None else external.tiers).get(tier)

    def vocabulary_of(self, record: Record) -> Vocabulary:
        """Return the vocabulary in whose words a record is: another project has its own."""
        external = self.externals.get(registry_of(record.id) or "")
        return self.vocabulary if external is None else external.vocabulary

    def meaning_of(self, list_name: str, record: Record, word: str | None) -> str:
        """Return what a word in a record means; nothing for one that is not listed."""
        return self.vocabulary_of(record)[list_name].meaning(word)

    def categories_of(self, record: Pattern | Decision) -> tuple[str, ...]:
        """Return the categories of a record and those that they are part of, each once."""
        words = self.vocabulary[CATEGORY]
        return tuple(dict.fromkeys(each for category in record.categories for each in words.with_parents(category)))

    def is_legacy(self, pattern: Pattern) -> bool:
        """Whether a pattern must name alternatives, by its tier or by its status."""
        return pattern.id in self._legacy

    @cached_property
    def _legacy(self) -> frozenset[str]:
        tiers = {tier.id for tier in self.tiers.values() if tier.legacy}
        statuses = frozenset(self.vocabulary[PATTERN_STATUS].that_mean("legacy"))
        return frozenset(
            pattern.id for pattern in self.all_of(Pattern) if pattern.status in statuses or pattern.tier in tiers
        ).union(*(external.legacy for external in self.externals.values()))

    def needs_alternative(self, pattern: Pattern) -> bool:
        """Whether a legacy pattern must name an alternative: by its status, or by a tier that is not just advisory."""
        tier = self.tier_of(pattern)
        by_status = self.meaning_of(PATTERN_STATUS, pattern, pattern.status) == "legacy"
        return self.is_legacy(pattern) and (by_status or tier is None or not tier.advisory)

    @cached_property
    def editions(self) -> tuple[Edition, ...]:
        """The editions, oldest first."""
        return in_order_of_time(self.all_of(Edition))

    def edition(self, name: str) -> Edition | None:
        """Return the edition with the id or alias ``name``."""
        record = self.find("edition", name)
        return record if isinstance(record, Edition) else None

    @cached_property
    def signals(self) -> Mapping[str, Signal]:
        """The signals by id: the default ones first, each as the project defines it, then the project's own."""
        return {**DEFAULT_SIGNALS, **{signal.id: signal for signal in self.all_of(Signal)}}

    @cached_property
    def scorecard(self) -> Mapping[str, Measure]:
        """Every measure by id, each with its target: as the project has it, or by default."""
        own = {measure.id: measure for measure in self.all_of(Measure)}
        return {name: with_defaults(name, own.get(name)) for name in MEASURES}

    @cached_property
    def health(self) -> HealthHistory:
        """The health of all patterns in all quarters."""
        quarters = tuple(self.all_of(Health))
        names = {name for quarter in quarters for name in quarter.patterns}
        ids = {name: self.resolve("pattern", name) for name in names}
        own = self.of_kind("pattern")
        return HealthHistory(quarters, self.signals, {name: found for name, found in ids.items() if found in own})

    @cached_property
    def _signal_digest(self) -> str:
        return _digest(*(repr(signal) for signal in self.all_of(Signal)), self._tier_digest)

    def _health_digest(self, pattern: str) -> str:
        """Return the digest of a pattern's health; empty where it has none."""
        quarters = self.health.of(pattern)
        told = (f"{each.quarter} {each.written!r}" for each in quarters)
        return _digest(*told, self._signal_digest) if quarters else ""

    @cached_property
    def histories(self) -> Mapping[str, tuple[TierStep, ...]]:
        """The histories of all patterns that have one, oldest entry first, by the ids of the patterns."""
        return {pattern.id: steps_of(pattern, self.edition) for pattern in self.all_of(Pattern) if pattern.history}

    def history_of(self, pattern: Pattern) -> tuple[TierStep, ...]:
        """Return the history of a pattern, oldest entry first."""
        return self.histories.get(pattern.id, ())

    @cached_property
    def _moves(self) -> Mapping[str, tuple[TierMove, ...]]:
        return {name: tuple(moves_of(steps)) for name, steps in self.histories.items()}

    def moves_of(self, pattern: Pattern) -> tuple[TierMove, ...]:
        """Return the changes of a pattern's tier, oldest first."""
        return self._moves.get(pattern.id, ())

    def has_left(self, pattern: Pattern) -> bool:
        """Whether the newest entry of a pattern's history says that it left."""
        history = self.history_of(pattern)
        return bool(history) and history[-1].tier is None

    def _by_pattern(self, model: type[R], names_of: Callable[[R], Iterable[str]]) -> Mapping[str, tuple[R, ...]]:
        return by_pattern(self.all_of(model), names_of, partial(self.resolve, "pattern"))

    @cached_property
    def _migrations_from(self) -> Mapping[str, tuple[Migration, ...]]:
        return self._by_pattern(Migration, lambda migration: migration.from_)

    @cached_property
    def _migrations_to(self) -> Mapping[str, tuple[Migration, ...]]:
        return self._by_pattern(Migration, lambda migration: migration.to)

    @cached_property
    def _evolutions(self) -> Mapping[str, tuple[Evolution, ...]]:
        return self._by_pattern(Evolution, Evolution.patterns)

    @cached_property
    def _comparisons(self) -> Mapping[str, tuple[Comparison, ...]]:
        return self._by_pattern(Comparison, Comparison.patterns)

    @cached_property
    def _case_studies(self) -> Mapping[str, tuple[CaseStudy, ...]]:
        return self._by_pattern(CaseStudy, lambda study: (part.pattern for part in study.patterns))

    @cached_property
    def _usage_reports(self) -> Mapping[str, tuple[UsageReport, ...]]:
        return self._by_pattern(UsageReport, lambda report: (report.pattern,))

    def migrations_from(self, pattern_id: str) -> tuple[str, ...]:
        """Return the ids of the migrations that leave a pattern, sorted."""
        return tuple(migration.id for migration in self._migrations_from.get(pattern_id, ()))

    def migrations_to(self, pattern_id: str) -> tuple[str, ...]:
        """Return the ids of the migrations that lead to a pattern, sorted."""
        return tuple(migration.id for migration in self._migrations_to.get(pattern_id, ()))

    def evolutions_of(self, pattern_id: str) -> tuple[str, ...]:
        """Return the ids of the evolutions that have a step of a pattern, sorted."""
        return tuple(evolution.id for evolution in self._evolutions.get(pattern_id, ()))

    def comparisons_of(self, pattern_id: str) -> tuple[str, ...]:
        """Return the ids of the comparisons that have a pattern as an option, sorted."""
        return tuple(comparison.id for comparison in self._comparisons.get(pattern_id, ()))

    def case_studies_of(self, pattern_id: str) -> tuple[CaseStudy, ...]:
        """Return the case studies that show a pattern, sorted by id."""
        return self._case_studies.get(pattern_id, ())

    def usage_reports_of(self, pattern_id: str) -> tuple[UsageReport, ...]:
        """Return the reports of a pattern from use, sorted by id."""
        return self._usage_reports.get(pattern_id, ())

    def verified_usage_of(self, pattern_id: str) -> tuple[UsageReport, ...]:
        """Return the reports of a pattern from use that are verified: only these are evidence for its tier."""
        return tuple(report for report in self.usage_reports_of(pattern_id) if report.is_verified)

    @cached_property
    def _referrers(self) -> Mapping[RecordKey, tuple[Referrer, ...]]:
        found: dict[RecordKey, list[Referrer]] = {}
        for kind in self.kinds:
            for field_ in kind.own_fields:
                for record_id, record in self.of_kind(kind.name).items() if field_.target else ():
                    for target in dict.fromkeys(self.resolve(field_.target, name) for name in field_.values_of(record)):
                        if target is not None:
                            found.setdefault((field_.target, target), []).append(Referrer(kind.name, record_id, field_))
        return {key: tuple(referrers) for key, referrers in found.items()}

    def referrers(self, kind: str, record_id: str) -> tuple[Referrer, ...]:
        """Return what names a record in a field of its own, by kind, field and id."""
        return self._referrers.get((kind, record_id), ())

    @cached_property
    def _tier_digest(self) -> str:
        # With the translations of ids, the vocabulary, and what the project calls kinds and fields: any record may show
        # some.
        own: list[object] = [
            (kind.name, kind.title, kind.plural, kind.own_fields, "tier" in kind.model.model_fields)
            for kind in self.kinds
            if kind.title or kind.own_fields
        ]
        own += [repr(self.vocabulary.lists), repr(self.vocabulary.labels)]
        return _digest(*(repr(tier) for tier in self.tiers.values()), repr(sorted(self.words.items())), repr(own))

    def text_of(self, kind: str, record_id: str) -> str:
        """Return a record as one line of JSON, with the keys that are written."""
        # As it is written, and as it is exported: a key that holds what it would hold anyway is there or not.
        return self.records[kind][record_id].model_dump_json(by_alias=True, exclude_unset=True)

    @cached_property
    def _record_digests(self) -> Mapping[RecordKey, str]:
        return {
            (kind, record_id): _digest(record_id, self.text_of(kind, record_id), self._tier_digest)
            for kind, records in self.records.items()
            for record_id in records
        }

    def record_digest(self, kind: str, record_id: str) -> str:
        """Return what changes with a record, and with what kinds, tiers and words there are."""
        return self._record_digests[kind, record_id]

    @cached_property
    def names_digest(self) -> str:
        """The digest of which names lead to a record, here or in another project, or may have led to one."""
        outside = [(name, each.readable, sorted(each.lost)) for name, each in sorted(self.externals.items())]
        kinds = [(kind.name, kind.role_name) for kind in self.kinds]
        names = sorted(self._names.items())
        return _digest(repr((kinds, names, list(self.tiers), sorted(self.lost), outside)))

    @cached_property
    def _kind_digests(self) -> Mapping[str, str]:
        return {
            kind: _digest(self._tier_digest, *(self._record_digests[kind, record_id] for record_id in sorted(records)))
            for kind, records in self.records.items()
        }

    @cached_property
    def _registry_digest(self) -> str:
        # The tiers too: pages show them even where there is no record.
        return _digest(
            self._tier_digest,
            *(f"{kind} {digest}" for (kind, _id), digest in sorted(self._record_digests.items())),
            *map(repr, sorted(self.links.items(), key=lambda each: each[0])),
        )

    @cached_property
    def page_text_digest(self) -> str:
        """The digest of what the pages of records say: no page shows it of another, only the export does."""
        return _digest(*(repr((key, text.sections)) for key, text in sorted(self.page_texts.items())))

    @cached_property
    def _list_digests(self) -> Mapping[str, str]:
        return {
            kind: _digest(self._tier_digest, *(self._entry_digest(kind, each) for _, each in sorted(records.items())))
            for kind, records in self.records.items()
        }

    def _link_digest(self, record: Record) -> str:
        shown = [record.id, record.title, record.summary, self._tier_digest]
        shown += [getattr(record, name, None) for name in ("tier", "status", "categories", "date", "company")]
        if isinstance(record, Edition):
            # Histories show tiers under the names that they had in it.
            shown.append(repr(record.tiers))
        if isinstance(record, Pattern) and record.tier is None and self.has_left(record):
            left = self.history_of(record)[-1]
            shown.append(repr((left.written_date, left.edition and (left.edition.id, left.edition.title))))
        return _digest(json.dumps(shown))

    @cached_property
    def _link_digests(self) -> Mapping[RecordKey, str]:
        return {
            (kind, record_id): self._link_digest(record)
            for kind, records in self.records.items()
            for record_id, record in records.items()
        } | {
            (kind, record_id): self._foreign_link_digest(kind, record)
            for (kind, record_id), record in self._foreign.items()
        }

    def _foreign_link_digest(self, kind: str, record: Record) -> str:
        # All that was kept of it, and the other project's tier and words: they are in no digest of this project's.
        words = self.vocabulary_of(record)
        status = [words[name].get(getattr(record, "status", None) or "") for name in (PATTERN_STATUS, DECISION_STATUS)]
        categories = [words[CATEGORY].get(each) for each in getattr(record, "categories", ())]
        tier = ("tier" in type(record).model_fields, self.tier_of(record))
        legacy = isinstance(record, Pattern) and self.is_legacy(record)
        shown = repr((record, tier, legacy, status, categories))
        return _digest(self._link_digest(record), shown, self.address_of(kind, record.id) or "")

    def _entry_digest(self, kind: str, record: Record) -> str:
        # A list shows the summary data and alternatives of each, and is searched by names and problems.
        alternatives = record.alternatives if isinstance(record, Pattern) else ()
        onward = [repr((part.pattern, part.name, part.url)) for part in alternatives]
        found_by = [*record.aliases, "", *record.problems, ""] if isinstance(record, Pattern) else []
        found_by += record.tags
        found_by += [str(record.featured)] if isinstance(record, Pattern) else []
        found_by += record.deciders if isinstance(record, Decision) else ()
        own = self._own_values(kind, record)
        return _digest(self._link_digest(record), str(getattr(record, "introduced", None)), *found_by, *onward, *own)

    def _own_values(self, kind: str, record: Record) -> Iterator[str]:
        """Yield what a record has in fields of the project's own, with the records that these name.

        All of them, wherever they are shown: lists are limited and ordered by any.
        """
        for each in self.kinds[kind].own_fields if kind in self.kinds else ():
            for value in each.values_of(record):
                target = self.resolve(each.target, value) if each.target else None
                named = "" if target is None else self._link_digests[each.target, target]
                yield f"{each.key} {value} {named}"

    @cached_property
    def _history_digest(self) -> str:
        moves = [
            (
                pattern,
                step.place,
                step.tier,
                step.written_date,
                step.day,
                step.edition and step.edition.id,
                step.entry.category,
            )
            for pattern, steps in self.histories.items()
            for step in steps
        ]
        editions = (self._link_digest(edition) for edition in self.editions)
        return _digest(*map(repr, moves), *editions, self._tier_digest)

    @cached_property
    def _history_text_digest(self) -> str:
        told = (f"{pattern.id} {pattern.history!r}" for pattern in self.all_of(Pattern))
        return _digest(self._history_digest, *told)

    @cached_property
    def _lineage_digest(self) -> str:
        parts: list[object] = []
        related: set[str | None] = set()
        replacing = self.vocabulary[RELATION].that_mean("replaces")

        def resolved(names: Iterable[str | None]) -> list[str | None]:
            # By where names lead and not by the names: an alias may come to be another's, here and elsewhere.
            found = [self.resolve("pattern", name) if name else None for name in names]
            related.update(found)
            return found

        for each in self.all_of(Pattern):
            replaced = (relation.pattern for relation in each.related if relation.kind in replacing)
            steps = [resolved(names) for names in (each.evolution.from_, each.evolution.to, replaced)]
            parts.append((self._link_digest(each), each.introduced, steps))
        for evolution in self.all_of(Evolution):
            steps_told = zip(evolution.timeline, resolved(entry.pattern for entry in evolution.timeline), strict=True)
            parts.append([(entry.year, pattern) for entry, pattern in steps_told])
        foreign = sorted(each for each in related if each is not None and ("pattern", each) in self._foreign)
        parts += [(self._link_digests["pattern", each], getattr(self.find("pattern", each), "introduced", None))
                 for each in foreign]  # fmt: skip
        return _digest(*map(repr, parts))

    def digest(self, query: Query) -> str:
        """Return the digest of the answer to ``query``; empty where there is no such record.

        An alias answers for its record, so that one that is given to another record has another answer.
        """
        if query.facet == "members":
            return self._list_digests.get(query.kind, "")
        if query.facet == "records":
            return self._kind_digests.get(query.kind, "")
        if query.facet == "everything":
            return self._registry_digest
        if query.facet == "tier-history":
            return self._history_digest
        if query.facet == "tier-history-texts":
            return self._history_text_digest
        if query.facet == "lineage":
            return self._lineage_digest
        if query.kind == "tier":
            return self._tier_digest
        if query.kind == ANY_KIND:
            key = self.find_any(query.id)
            return "" if key is None else _digest(key[0], self._link_digests[key])
        record_id = self.resolve(query.kind, query.id)
        if record_id is None:
            several = self.with_number(query.kind, query.id)
            return _digest(*(f"{each} {self._file_of(each)}" for each in several)) if several else ""
        if query.facet == "referrers":
            found = self.referrers(query.kind, record_id)
            return _digest(
                *(f"{each.kind} {each.field.key} {self._link_digests[each.kind, each.id]}" for each in found)
            )
        if query.facet == "health":
            return self._health_digest(record_id)
        if query.facet == "migrations":
            return _digest(*self.migrations_from(record_id))
        if query.facet == "onward":
            found_in = (self.evolutions_of, self.comparisons_of, self.migrations_from, self.migrations_to)
            return _digest(*(repr(names(record_id)) for names in found_in))
        if query.facet == "usage-reports":
            return _digest(
                *(self._record_digests["usage-report", each.id] for each in self.usage_reports_of(record_id))
            )
        if query.facet == "whole" and record_id in self.of_kind(query.kind):
            return self._record_digests[query.kind, record_id]
        return self._link_digests[query.kind, record_id]
