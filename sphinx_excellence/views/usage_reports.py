"""What pages show of reports from use: one in full, those of a pattern, and a line about them.

``usage_catalogue`` lists the reports of all patterns.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.decision import Outcome
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.usage_report import UsageReport, UsageScale
from sphinx_excellence.views.blocks import (
    Block,
    Cell,
    Fact,
    Facts,
    Inline,
    Items,
    Label,
    Line,
    ListLink,
    Part,
    Rich,
    StatusLabel,
    Table,
    View,
    WebLink,
    Words,
)
from sphinx_excellence.views.contributed_prose import contributed_block, contributed_blocks, contributed_items
from sphinx_excellence.views.record_labels import listed, pattern_reference, reference
from sphinx_excellence.views.sources import sources_part

#: The answers to whether a team would recommend a pattern, each with its label.
RECOMMENDATIONS = {"yes": N_("Yes"), "no": N_("No"), "depends": N_("It depends")}
_DASH = Words("\N{EN DASH}")
#: At most as many scales are named in a line.
_MOST_SCALES = 3


def header(report: UsageReport, registry: Registry) -> View:
    """Return a report in full."""
    key = ("usage-report", report.id)
    facts = [
        Fact(Label(N_("Pattern")), (pattern_reference(report.pattern, registry),)),
        Fact(Label(N_("Reported by")), (reporter(report),)),
        Fact(Label(N_("Reported on")), (Words(report.date),)),
    ]
    if report.scale:
        facts.append(Fact(Label(N_("Scale")), scale_inlines(report.scale)))
    if report.duration:
        facts.append(Fact(Label(N_("In production")), (Words(report.duration),)))
    if report.recommend:
        facts.append(Fact(Label(N_("Would recommend it")), (recommendation(report),)))
    if report.verified_by:
        facts.append(Fact(Label(N_("Verified by")), (Words(report.verified_by),)))
    else:
        facts.append(Fact(Label(N_("Verified by")), (verification_sign(report),)))
    if report.source:
        facts.append(Fact(Label(N_("Source")), (WebLink(report.source, report.source.partition("://")[2]),)))
    blocks: list[Block] = [Facts(tuple(facts), role="facts")]
    if report.summary:
        blocks.append(Line((Rich(report.summary),), role="summary"))
    if report.details:
        details = contributed_blocks(report.details, key, ("details",), registry)
        blocks.append(Part(Label(N_("Details")), details))
    if report.outcomes:
        blocks.append(Part(Label(N_("Outcomes")), (_outcomes([(report, each) for each in report.outcomes]),)))
    if report.lessons:
        lessons = contributed_items(report.lessons, key, ("lessons",), registry)
        blocks.append(Part(Label(N_("Lessons learned")), (lessons,)))
    if report.why:
        blocks.append(Part(Label(N_("Why")), (contributed_block(report.why, key, ("why",), registry),)))
    blocks += sources_part(report.sources)
    return View("usage-report", tuple(blocks), Label(N_("Report from use: %s"), (report.title,)))


def reporter(report: UsageReport) -> Inline:
    """Return who reports."""
    company = report.named_company
    return Words(company) if company is not None else Label(N_("Anonymous"))


def recommendation(report: UsageReport) -> Inline:
    """Return whether the team would recommend the pattern; a dash where it does not say."""
    return Label(RECOMMENDATIONS[report.recommend]) if report.recommend is not None else _DASH


def verification_sign(report: UsageReport) -> StatusLabel:
    """Return the sign that says whether a report is verified."""
    if report.is_verified:
        return StatusLabel("verification", "verified", Label(N_("Verified")), "in-force")
    return StatusLabel("verification", "unverified", Label(N_("Not verified")), "closed")


def scale_inlines(scale: UsageScale) -> tuple[Inline, ...]:
    """Return a scale: the figure with its unit, and what is said of it."""
    made: list[Inline] = [Words(scale.measure)] if scale.measure else []
    if scale.text:
        made += [*([Words(" \N{EN DASH} ")] if made else []), Rich(scale.text)]
    return tuple(made)


def newest_first(reports: Iterable[UsageReport]) -> list[UsageReport]:
    """Return reports in the order in which they are shown: verified ones first, of these the newest first."""
    return sorted(reports, key=lambda each: (not each.is_verified, -listed_day(each.date).toordinal(), each.id))


def count_label(reports: Sequence[UsageReport]) -> Label:
    """Return how many reports there are, and how many of them are verified."""
    verified = sum(report.is_verified for report in reports)
    if len(reports) == 1:
        return Label(N_("1 report from use, verified") if verified else N_("1 report from use, not verified"))
    return Label(N_("%s reports from use, %s verified"), (str(len(reports)), str(verified)))


# The reports of one pattern ----------------------------------------------------------------------------------------


def reports_of(pattern: Pattern, registry: Registry) -> View:
    """Return a pattern's reports: how many, at which scales, who would recommend it, with what outcomes."""
    label = Label(N_("Reports from use of %s"), (pattern.title,))
    reports = newest_first(registry.usage_reports_of(pattern.id))
    if not reports:
        return View("usage-reports", (Line((Label(N_("There are no reports from use yet.")),), role="nothing"),), label)
    head = Line((count_label(reports),), role="head")
    blocks: list[Block] = [head, *_summary(reports)]
    outcomes = [(report, outcome) for report in reports for outcome in report.outcomes]
    if outcomes:
        blocks.append(Part(Label(N_("Outcomes")), ()))
        blocks.append(_outcomes(outcomes, named=True))
    blocks.append(Part(Label(N_("Reports")), (Items(tuple(_item(each, registry) for each in reports)),)))
    return View("usage-reports", tuple(blocks), label)


def _summary(reports: Sequence[UsageReport]) -> Iterable[Block]:
    facts = []
    scales = [scale_inlines(report.scale) for report in reports if report.scale]
    if scales:
        facts.append(Fact(Label(N_("Scales")), _parted(scales)))
    answers = [
        Label("%s: %s", (Label(title), str(count)))
        for answer, title in RECOMMENDATIONS.items()
        if (count := sum(report.recommend == answer for report in reports))
    ]
    if answers:
        facts.append(Fact(Label(N_("Would recommend it")), listed(answers)))
    if facts:
        yield Facts(tuple(facts), role="facts")


def _parted(rows: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    return tuple(inline for number, row in enumerate(rows) for inline in ((Words("; "), *row) if number else row))


def _outcomes(outcomes: Sequence[tuple[UsageReport, Outcome]], *, named: bool = False) -> Table:
    """Return the outcomes of reports; ``named`` with who reports them."""
    qualified = any(outcome.qualifier for _report, outcome in outcomes)
    heads = [N_("Metric"), N_("Before"), N_("After"), *([N_("Measured as")] if qualified else [])]
    columns: list[tuple[Inline, ...]] = [(Label(head),) for head in heads]
    rows = []
    for report, outcome in outcomes:
        values = [outcome.before, outcome.after, *([outcome.qualifier or "\N{EN DASH}"] if qualified else [])]
        cells = [Cell((Line((Words(outcome.metric),)),), heading=True)]
        cells += [Cell((Line((Words(value),)),)) for value in values]
        if named:
            cells.append(Cell((Line((reporter(report), Words(" "), verification_sign(report))),)))
        rows.append(tuple(cells))
    if named:
        columns.append((Label(N_("Reported by")),))
    return Table(tuple(columns), tuple(rows), Label(N_("Outcomes")), role="outcomes")


def _item(report: UsageReport, registry: Registry) -> tuple[Block, ...]:
    """Return a report as an item: a link with its sign, then why the team would recommend the pattern."""
    line: list[Inline] = [reference("usage-report", report.id, registry), Words(" "), verification_sign(report)]
    told: list[Inline] = [] if report.title_says_scale else [Words(report.date)]
    if report.scale and not report.title_says_scale:
        told += [Words(", "), *scale_inlines(report.scale)]
    elif report.scale and report.scale.text:
        told.append(Rich(report.scale.text))
    if told:
        line += [Words(" \N{EN DASH} "), *told]
    if report.recommend:
        line += [Words(". "), Label(N_("Would recommend it:")), Words(" "), recommendation(report)]
    blocks: list[Block] = [Line(tuple(line))]
    if report.why:
        blocks.append(contributed_block(report.why, ("usage-report", report.id), ("why",), registry))
    return tuple(blocks)


# Lines about them elsewhere ----------------------------------------------------------------------------------------


def banner_line(pattern: Pattern, registry: Registry) -> Iterable[Line]:
    """Yield how many reports a pattern has, as a link to where a page lists them; nothing where there are none."""
    reports = registry.usage_reports_of(pattern.id)
    if reports:
        yield Line((ListLink(count_label(reports), list_key(pattern.id)),), role="usage")


def list_key(pattern_id: str) -> str:
    """Return the name of the list of a pattern's reports, which no tag has: no text in data holds the separator."""
    return f"usage-reports\x1f{pattern_id}"


def selector_line(pattern: Pattern, registry: Registry) -> Iterable[Line]:
    """Yield how many verified reports say that a pattern is in use, and at which scales; nothing without any."""
    reports = newest_first(registry.verified_usage_of(pattern.id))
    if not reports:
        return
    scales = list(dict.fromkeys(report.scale.measure for report in reports if report.scale and report.scale.measure))
    shown = ", ".join(scales[:_MOST_SCALES]) + (", \N{HORIZONTAL ELLIPSIS}" if len(scales) > _MOST_SCALES else "")
    match len(reports), bool(scales):
        case 1, True:
            text = Label(N_("Reported in use by 1 team, at %s"), (shown,))
        case 1, False:
            text = Label(N_("Reported in use by 1 team"))
        case count, True:
            text = Label(N_("Reported in use by %s teams, at %s"), (str(count), shown))
        case count, _:
            text = Label(N_("Reported in use by %s teams"), (str(count),))
    yield Line((text,), role="usage")
