"""Rules about reports from use: who reports, whether it is verified, what the report leaves open."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_excellence.findings import Phrase, Severity
from sphinx_excellence.model.dates import day_range
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.rules.rule import InRecord, Knowledge, Rule, Violation

_DIGIT = re.compile(r"\d")


def _in(report: UsageReport, *path: str | int) -> InRecord:
    return InRecord(("usage-report", report.id), path)


def _without_reporter(knowledge: Knowledge) -> Iterator[Violation]:
    for report in knowledge.registry.all_of(UsageReport):
        if report.company is None and not report.anonymous:
            yield Violation(
                _in(report),
                "usage report '%s' does not say who reports",
                (report.id,),
                "add its `company`, or `anonymous: true`",
            )
        elif report.company is not None and report.anonymous:
            yield Violation(
                _in(report, "company"),
                "usage report '%s' is anonymous, but it names '%s'",
                (report.id, report.company),
                "remove the `company`, or `anonymous` where it may be named",
            )


USAGE_REPORT_WITHOUT_REPORTER = Rule(
    "usage-report-without-reporter",
    Severity.ERROR,
    "A report from use names neither a company nor is it anonymous, or it is both.",
    "Readers weigh a report by who reports. An organisation that does not want to be named is on no page, but its name "
    "is still in the data and in the export.",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    "  r1: {pattern: saga, date: 2025-11-10, verified_by: platform team}",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    "  r1: {pattern: saga, anonymous: true, date: 2025-11-10, verified_by: platform team}",
    _without_reporter,
    absent_keys=("company", "anonymous"),
)


def _unverified(knowledge: Knowledge) -> Iterator[Violation]:
    for report in knowledge.registry.all_of(UsageReport):
        if not report.is_verified:
            yield Violation(
                _in(report),
                "usage report '%s' is not verified yet",
                (report.id,),
                "add `verified_by`, the role that checked it with the reporter",
            )


UNVERIFIED_USAGE_REPORT = Rule(
    "unverified-usage-report",
    Severity.INFO,
    "A report from use is not verified.",
    "Anybody can send a report. One that nobody has verified is shown as such, and is no evidence for a tier.",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n  r1: {pattern: saga, anonymous: true, date: 2025-11-10}",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    "  r1: {pattern: saga, anonymous: true, date: 2025-11-10, verified_by: platform team}",
    _unverified,
    absent_keys=("verified_by",),
)


def _without_why(knowledge: Knowledge) -> Iterator[Violation]:
    for report in knowledge.registry.all_of(UsageReport):
        if report.recommend is not None and report.why is None:
            yield Violation(
                _in(report, "recommend"),
                "usage report '%s' gives no reason for its answer '%s'",
                (report.id, report.recommend),
                "add its `why`",
            )


RECOMMENDATION_WITHOUT_REASON = Rule(
    "recommendation-without-reason",
    Severity.INFO,
    "A report from use recommends a pattern, or does not, without saying why.",
    "Readers cannot tell whether the reason holds for them.",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    "  r1: {pattern: saga, anonymous: true, date: 2025-11-10, recommend: depends}",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    "  r1: {pattern: saga, anonymous: true, date: 2025-11-10, recommend: depends, why: Only where steps can be undone}",
    _without_why,
    absent_keys=("why",),
)


def _without_figures(knowledge: Knowledge) -> Iterator[Violation]:
    for report in knowledge.registry.all_of(UsageReport):
        for index, outcome in enumerate(report.outcomes):
            lacking = [key for key in ("before", "after") if not _DIGIT.search(getattr(outcome, key))]
            if lacking:
                yield Violation(
                    _in(report, "outcomes", index, lacking[0]),
                    "'%s' has no figure: '%s'",
                    (outcome.metric, getattr(outcome, lacking[0])),
                    "give a figure with its unit, or move the sentence to `details`",
                )


OUTCOME_WITHOUT_FIGURES = Rule(
    "outcome-without-figures",
    Severity.WARNING,
    "An outcome in a report from use has no figure before or after.",
    "A measure that nobody measured is an opinion. It belongs in the details of the report.",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n  r1:\n    pattern: saga\n    anonymous: true\n"
    "    date: 2025-11-10\n    outcomes: [{metric: Failed orders, before: many, after: few}]",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n  r1:\n    pattern: saga\n    anonymous: true\n"
    "    date: 2025-11-10\n    outcomes: [{metric: Failed orders, before: 40 a day, after: 2 a day}]",
    _without_figures,
)


def _repeated(knowledge: Knowledge) -> Iterator[Violation]:
    first: dict[tuple[str, ...], UsageReport] = {}
    for report in knowledge.registry.all_of(UsageReport):
        pattern = knowledge.registry.resolve("pattern", report.pattern) or report.pattern
        keys: list[tuple[str, ...]] = []
        if report.source is not None:
            keys.append(("source", pattern, report.source))
        if report.company is not None:
            keys.append(("company", pattern, " ".join(report.company.casefold().split()), report.date))
        earlier = next((first[key] for key in keys if key in first), None)
        for key in keys:
            first.setdefault(key, report)
        if earlier is not None:
            yield Violation(
                _in(report),
                "usage report '%s' has the same %s as '%s'",
                (report.id, _same(report, earlier), earlier.id),
                "remove one of the two, or correct what they have in common",
            )


def _same(report: UsageReport, earlier: UsageReport) -> str:
    if report.source is not None and report.source == earlier.source:
        return Phrase("pattern and source")
    return Phrase("pattern, company and date")


DUPLICATE_USAGE_REPORT = Rule(
    "duplicate-usage-report",
    Severity.WARNING,
    "Two reports from use have the same pattern and source, or the same pattern, company and date.",
    "One use that is counted twice makes a pattern look better proven than it is.",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    '  r1: {title: One, pattern: saga, anonymous: true, date: 2025-11-10, source: "https://example.org/issues/1"}\n'
    '  r2: {title: Two, pattern: saga, anonymous: true, date: 2025-11-12, source: "https://example.org/issues/1"}',
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n"
    '  r1: {title: One, pattern: saga, anonymous: true, date: 2025-11-10, source: "https://example.org/issues/1"}\n'
    '  r2: {title: Two, pattern: saga, anonymous: true, date: 2025-11-12, source: "https://example.org/issues/2"}',
    _repeated,
)


def _in_future(knowledge: Knowledge) -> Iterator[Violation]:
    for report in knowledge.registry.all_of(UsageReport):
        if knowledge.is_before(day_range(report.date)[0]):
            yield Violation(
                _in(report, "date"),
                "usage report '%s' has a date in the future: %s",
                (report.id, report.date),
                "give the day on which it was reported",
            )


FUTURE_USAGE_REPORT = Rule(
    "future-usage-report",
    Severity.WARNING,
    "A report from use has a date in the future.",
    "The date is a slip, and lists of reports begin with it.",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n  r1: {pattern: saga, anonymous: true, date: 2062-11-10}",
    "patterns:\n  saga: {title: Saga}\nusage_reports:\n  r1: {pattern: saga, anonymous: true, date: 2025-11-10}",
    _in_future,
)

RULES: tuple[Rule, ...] = (
    USAGE_REPORT_WITHOUT_REPORTER,
    UNVERIFIED_USAGE_REPORT,
    RECOMMENDATION_WITHOUT_REASON,
    OUTCOME_WITHOUT_FIGURES,
    DUPLICATE_USAGE_REPORT,
    FUTURE_USAGE_REPORT,
)
