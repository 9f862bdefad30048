"""What a rule is: a name, why it matters, and a function that yields its violations.

Owns rules as values, and their input. ``engine`` applies them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import Enum

from sphinx_excellence.findings import Addition, Fix, Path, RecordKey, Renaming, Severity, sole_match
from sphinx_excellence.model.pages import PageFacts
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.rules.cleared_records import ClearedRecords


@dataclass(frozen=True, slots=True)
class InRecord:
    """The value at ``path`` in a record, its key, or what follows the text ``before`` in it."""

    key: RecordKey
    path: Path = ()
    on_key: bool = False
    before: str | None = None


def in_pattern(pattern: Pattern, *path: str | int, on_key: bool = False) -> InRecord:
    """Return the value at ``path`` in a pattern, or its key."""
    return InRecord(("pattern", pattern.id), path, on_key)


@dataclass(frozen=True, slots=True)
class InPage:
    """A line of a page, or of ``file`` where the page includes that.

    ``word`` is what is written there, for the column, and ``via`` the role or directive that it is written in.
    ``turn`` counts equal words before it on the same line. ``option`` is the option of a directive in whose value the
    word is; without a word, it is the option itself.
    """

    docname: str
    line: int = 1
    word: str = ""
    file: str = ""
    via: str = ""
    turn: int = 0
    option: str = ""


@dataclass(frozen=True, slots=True)
class Violation:
    """What a rule found, before it is placed in a file.

    ``severity`` is given where it is not the rule's own, ``fix`` where it can be fixed automatically.
    """

    at: InRecord | InPage
    message: str
    args: tuple[str, ...] = ()
    accepted: str = ""
    accepted_args: tuple[str, ...] = ()
    severity: Severity | None = None
    fix: Fix | None = None


@dataclass(frozen=True)
class Knowledge:
    """All that a rule may look at.

    ``pages`` is ``None`` where no page was read, as in a check of the data alone; ``root`` is the page that readers
    begin with. The day that counts as today is asked for by ``is_after`` and ``is_before``: so it is known on which day
    an answer changes, and with it the findings.
    """

    registry: Registry
    _today: date
    pages: Mapping[str, PageFacts] | None = None
    root: str = "index"
    _turns: list[date] = field(default_factory=list, init=False, repr=False, compare=False)

    def is_after(self, day: date) -> bool:
        """Whether ``day`` is over."""
        if self._today <= day < date.max:
            self._turns.append(day + timedelta(days=1))
        return self._today > day

    def is_before(self, day: date) -> bool:
        """Whether ``day`` has not begun."""
        if self._today < day:
            self._turns.append(day)
        return self._today < day

    @property
    def as_of(self) -> date:
        """The day that counts as today. A rule that asks for it is asked again on every day."""
        if self._today < date.max:
            self._turns.append(self._today + timedelta(days=1))
        return self._today

    @property
    def next_turn(self) -> date | None:
        """The first day on which something that was asked so far has another answer; ``None`` for never."""
        return min(self._turns, default=None)


def misspelled_key(at: InRecord, accepted: Iterable[str], present: Collection[str]) -> Renaming | None:
    """Return the fix for the key at ``at``: the one key that must have been meant, unless it is ``present``."""
    meant = sole_match(str(at.path[-1]), [each for each in accepted if each not in present])
    return Renaming(at.key, at.path, meant) if meant is not None else None


Check = Callable[[Knowledge], Iterable[Violation]]


class Reads(Enum):
    """What the findings about one record depend on, besides the record and what kinds, tiers and words there are."""

    NOTHING_ELSE = "nothing else"
    NAMES = "which records there are"


@dataclass(frozen=True, slots=True)
class ByRecord:
    """A check that looks at each record by itself, and with ``rest`` at everything else.

    ``of_record`` takes the registry, a kind and a record. It is not asked again about a record in which it found
    nothing, until something of what it ``reads`` changes.
    """

    of_record: Callable[[Registry, str, Record], Iterable[Violation]]
    reads: Reads
    rest: Check | None = None

    def __call__(self, knowledge: Knowledge) -> Iterator[Violation]:
        """Yield what there is to find in all records, and in the rest."""
        return self.in_changed(knowledge, "", ClearedRecords())

    def in_changed(self, knowledge: Knowledge, rule: str, cleared: ClearedRecords) -> Iterator[Violation]:
        """Yield what ``rule`` finds in the records that are not cleared, and in the rest; clear those without any."""
        registry = knowledge.registry
        clear = cleared.begin(rule, registry.names_digest if self.reads is Reads.NAMES else "")
        for kind in registry.kinds:
            for record_id, record in registry.of_kind(kind.name).items():
                digest = registry.record_digest(kind.name, record_id) if cleared.is_kept else ""
                if not digest or digest not in clear:
                    found = list(self.of_record(registry, kind.name, record))
                    yield from found
                    if found:
                        continue
                cleared.clear(rule, digest)
        if self.rest is not None:
            yield from self.rest(knowledge)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check.

    ``summary`` says what it finds, ``rationale`` why that is bad; ``bad`` and ``good`` are YAML (or, for a rule
    about pages, Markdown) without and with the fix. Violations of a rule without ``check`` are
    found while records are loaded or a page is read. ``absent_keys`` are keys of a record whose absence the rule
    reports: it is not applied to a record in which they could not be read. Nor does any rule ask for an addition under
    such a key.
    """

    name: str
    severity: Severity
    summary: str
    rationale: str
    bad: str
    good: str
    check: Check | None = field(default=None, compare=False)
    needs_pages: bool = False
    absent_keys: tuple[str, ...] = ()


def violations_of(rule: Rule, knowledge: Knowledge, cleared: ClearedRecords | None = None) -> Iterator[Violation]:
    """Yield what a rule finds; nothing for a rule about pages where no page was read.

    A rule that looks at each record by itself does not look at those that are ``cleared``.
    """
    if rule.check is None or (rule.needs_pages and knowledge.pages is None):
        return
    mended = knowledge.registry.repaired
    check = rule.check
    if isinstance(check, ByRecord) and cleared is not None:
        found: Iterable[Violation] = check.in_changed(knowledge, rule.name, cleared)
    else:
        found = check(knowledge)
    for violation in found:
        lost = mended.get(violation.at.key, frozenset()) if isinstance(violation.at, InRecord) else frozenset()
        asked = violation.fix
        is_unread = isinstance(asked, Addition) and asked.path[0] in mended.get(asked.key, ())
        if lost.isdisjoint(rule.absent_keys) and not is_unread:
            yield violation
