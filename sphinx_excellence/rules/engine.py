"""Runs the rules: violations become findings, in one order, with severities and waivers applied."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sphinx_excellence.findings import Finding, Place, RecordKey, Severity, in_order
from sphinx_excellence.loader.record_positions import Origins
from sphinx_excellence.model.pages import PageFacts
from sphinx_excellence.rules.cleared_records import ClearedRecords
from sphinx_excellence.rules.rule import InPage, InRecord, Knowledge, Rule, Violation, violations_of
from sphinx_excellence.rules.waivers import excused, unused_waivers


def line_alone(at: InPage, file: str) -> Place:
    """Return the line of a page whose own file is ``file``, without looking for the column."""
    return Place(at.file or file, at.line)


@dataclass(frozen=True)
class Locator:
    """How violations become findings: where records are written, and where a word is in a page, given its file."""

    origins: Origins
    in_page: Callable[[InPage, str], Place] = line_alone

    def finding(self, rule: Rule, violation: Violation, pages: Mapping[str, PageFacts]) -> Finding:
        """Return the finding for a violation."""
        at = violation.at
        record: RecordKey | None = None
        if isinstance(at, InRecord):
            place, record = self.origins.place(at.key, at.path, on_key=at.on_key, before=at.before), at.key
        else:
            place = self.in_page(at, pages[at.docname].file)
        return Finding(
            rule.name, place, violation.message, violation.args, violation.accepted, violation.accepted_args, record,
            violation.severity or rule.severity, at.path if isinstance(at, InRecord) else (),
            violation.fix,
        )  # fmt: skip


def run_rules(
    rules: Sequence[Rule],
    knowledge: Knowledge,
    locator: Locator,
    *,
    loaded: Iterable[Finding] = (),
    severities: Mapping[str, Severity] | None = None,
    cleared: ClearedRecords | None = None,
) -> list[Finding]:
    """Return every finding of ``rules``, and those that loading made, in order.

    ``severities`` overrides a rule's own; a rule set to ``OFF`` is not run, and a record's waiver that still
    holds on the day of ``knowledge`` silences its rule there. ``cleared`` has the records in which rules need not look
    again, and is stored.
    """
    chosen = {rule.name: rule.severity for rule in rules} | dict(severities or {})
    pages = knowledge.pages or {}
    running = [rule for rule in rules if chosen[rule.name] is not Severity.OFF]
    found = [finding for finding in loaded if chosen.get(finding.rule) is not Severity.OFF]
    found += [
        locator.finding(rule, violation, pages)
        for rule in running
        for violation in violations_of(rule, knowledge, cleared)
    ]
    if cleared is not None:
        cleared.store()
    waived = [finding for finding in found if excused(finding, knowledge)]
    silenced = set(waived)
    kept = [finding for finding in found if finding not in silenced]
    ran = {rule.name for rule in running if not (rule.needs_pages and knowledge.pages is None)}
    for rule, violation in unused_waivers(knowledge, chosen, ran, {(f.record, f.rule) for f in waived}):
        if chosen.get(rule.name, Severity.OFF) is not Severity.OFF:
            kept.append(locator.finding(rule, violation, pages))
    return in_order(
        replace(finding, severity=(severities or {}).get(finding.rule, finding.severity)) for finding in kept
    )
