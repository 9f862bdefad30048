"""What a rule is: a name, why it matters, and a function that yields its breaches.

Owns the mechanism: rules as values, what they may look at, and turning breaches into findings in one order with
the configured severities and the waivers applied.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sphinx_excellence.findings import Finding, Place, Severity, in_order
from sphinx_excellence.loader.origins import Origins
from sphinx_excellence.model.markers import Path
from sphinx_excellence.model.pages import PageFacts
from sphinx_excellence.model.questions import RecordKey
from sphinx_excellence.model.registry import Registry


@dataclass(frozen=True, slots=True)
class InRecord:
    """The value at ``path`` in a record, or its key."""

    key: RecordKey
    path: Path = ()
    on_key: bool = False


@dataclass(frozen=True, slots=True)
class InPage:
    """A line of a page; ``word`` is what stands there, for the column."""

    docname: str
    line: int = 1
    word: str = ""


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule found, before it is placed in a file."""

    at: InRecord | InPage
    message: str
    args: tuple[str, ...] = ()
    accepted: str = ""
    accepted_args: tuple[str, ...] = ()


@dataclass(frozen=True)
class Knowledge:
    """All that a rule may look at.

    ``pages`` is ``None`` where no page was read, as in a check of the data alone; ``as_of`` is the day that
    counts as today.
    """

    registry: Registry
    as_of: date
    pages: Mapping[str, PageFacts] | None = None


Check = Callable[[Knowledge], Iterable[Breach]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named check.

    ``summary`` says what it finds, ``rationale`` why that is bad; ``bad`` and ``good`` are YAML (or, for a rule
    about pages, Markdown) without and with the remedy. A rule without ``check`` is found while loading or while
    reading a page.
    """

    name: str
    severity: Severity
    summary: str
    rationale: str
    bad: str
    good: str
    check: Check | None = field(default=None, compare=False)
    needs_pages: bool = False


def breaches_of(rule: Rule, knowledge: Knowledge) -> Iterator[Breach]:
    """Yield what a rule finds; nothing for a rule about pages where no page was read."""
    if rule.check is not None and not (rule.needs_pages and knowledge.pages is None):
        yield from rule.check(knowledge)


@dataclass(frozen=True)
class Placing:
    """How breaches become findings: where records stand, and where a word stands in a line of a page."""

    origins: Origins
    column_of: Callable[[str, int, str], tuple[int, int]]

    def finding(self, rule: Rule, breach: Breach, pages: Mapping[str, PageFacts]) -> Finding:
        """Return the finding for a breach."""
        at = breach.at
        record: RecordKey | None = None
        if isinstance(at, InRecord):
            place, record = self.origins.place(at.key, at.path, on_key=at.on_key), at.key
        else:
            file = pages[at.docname].file
            place = Place(file, *self.column_of(at.docname, at.line, at.word))
        return Finding(
            rule.name, place, breach.message, breach.args, breach.accepted, breach.accepted_args, record,
            rule.severity,
        )  # fmt: skip


def run_rules(
    rules: Iterable[Rule],
    knowledge: Knowledge,
    placing: Placing,
    *,
    loaded: Iterable[Finding] = (),
    severities: Mapping[str, Severity] | None = None,
) -> list[Finding]:
    """Return every finding of ``rules``, and those that loading made, in order.

    ``severities`` overrides a rule's own; a rule set to ``OFF`` is not run, and a record's waiver that still
    holds on ``knowledge.as_of`` silences its rule there.
    """
    chosen = dict(severities or {})
    found = list(loaded)
    for rule in rules:
        if chosen.get(rule.name) is not Severity.OFF:
            pages = knowledge.pages or {}
            found += [placing.finding(rule, breach, pages) for breach in breaches_of(rule, knowledge)]
    settled = (replace(finding, severity=chosen.get(finding.rule, finding.severity)) for finding in found)
    return in_order(
        finding for finding in settled if finding.severity is not Severity.OFF and not _waived(finding, knowledge)
    )


def _waived(finding: Finding, knowledge: Knowledge) -> bool:
    if finding.record is None:
        return False
    record = knowledge.registry.find(*finding.record)
    return record is not None and any(
        waiver.rule == finding.rule and (waiver.until is None or knowledge.as_of <= date.fromisoformat(waiver.until))
        for waiver in record.waivers
    )
