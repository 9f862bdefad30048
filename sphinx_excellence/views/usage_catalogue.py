"""What pages show of the reports of all patterns from use: a table, which readers may filter and sort."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import listed_day
from sphinx_excellence.model.prose import plain_text
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.views.blocks import (
    UNBROKEN,
    Block,
    Cell,
    Controls,
    Group,
    Label,
    Line,
    Option,
    Reference,
    Table,
    View,
    Words,
)
from sphinx_excellence.views.catalogue_entries import Data, folded, tag_data
from sphinx_excellence.views.own_columns import FieldFilter, column_fields, entry_values, entry_words, own_choices
from sphinx_excellence.views.own_columns import cells as own_cells
from sphinx_excellence.views.own_columns import heads as own_heads
from sphinx_excellence.views.reader_controls import Choice, order_data, reader_controls, tag_choice
from sphinx_excellence.views.record_labels import pattern_reference, tag_title
from sphinx_excellence.views.usage_reports import (
    RECOMMENDATIONS,
    count_label,
    newest_first,
    recommendation,
    reporter,
    scale_inlines,
    verification_sign,
)

_DASH = Words("\N{EN DASH}")
#: The values of whether a report is verified, each with its label.
VERIFICATIONS = {"verified": N_("Verified"), "unverified": N_("Not verified")}


@dataclass(frozen=True, slots=True)
class UsageFilter:
    """Which reports a catalogue lists: of any of these patterns, answers and states; all where there are none."""

    patterns: tuple[str, ...] = ()
    recommend: tuple[str, ...] = ()
    verified: bool = False
    own: tuple[FieldFilter, ...] = ()

    def lets_through(self, report: UsageReport, registry: Registry) -> bool:
        """Whether a report is listed."""
        return (
            (not self.patterns or registry.resolve("pattern", report.pattern) in self.patterns)
            and (not self.recommend or report.recommend in self.recommend)
            and (not self.verified or report.is_verified)
            and all(each.lets_through(report, registry) for each in self.own)
        )


def usage_catalogue(registry: Registry, wanted: UsageFilter = UsageFilter(), *, filterable: bool = False) -> View:
    """Return the reports, verified ones first and of these the newest.

    A ``filterable`` catalogue can be filtered and sorted further by its readers.
    """
    label = Label(N_("Reports from use"))
    found = newest_first(each for each in registry.all_of(UsageReport) if wanted.lets_through(each, registry))
    if not found:
        nothing = N_("There are no reports from use yet.") if wanted == UsageFilter() else N_("No report matches.")
        return View("usage-reports", (Line((Label(nothing),), role="nothing"),), label)
    data = _data(found, registry) if filterable else {}
    table = _table(found, registry, data)
    head: Block = _controls(found, registry) if filterable else Line((count_label(found),), role="head")
    return View("usage-reports", (head, table), label)


def _table(reports: Sequence[UsageReport], registry: Registry, data: dict[str, Data]) -> Table:
    own = column_fields(registry.kinds["usage-report"])
    with_scale = any(report.scale for report in reports)
    rows = []
    for report in reports:
        head: Block = Line((Reference("usage-report", report.id, report.title),))
        if data:
            head = Group((head,), role="row", data=data[report.id])
        row = [
            Cell((head,), heading=True),
            Cell((Line((pattern_reference(report.pattern, registry),)),)),
            Cell(
                (
                    Line((reporter(report),)),
                    Line((verification_sign(report),)),
                    Line((Words(report.date, role=UNBROKEN),)),
                )
            ),
        ]
        if with_scale:
            row.append(Cell((Line(scale_inlines(report.scale) if report.scale else (_DASH,)),)))
        row += [
            Cell((Line((recommendation(report),)),)),
            *own_cells(own, report, registry),
        ]
        rows.append(tuple(row))
    names = [N_("Report"), N_("Pattern"), N_("Reported by"), *([N_("Scale")] if with_scale else [])]
    names.append(N_("Recommended"))
    widths = (4, 3, 3, *((3,) if with_scale else ()), 2, *[2] * len(own))
    heads = (*((Label(name),) for name in names), *own_heads(own, registry))
    return Table(heads, tuple(rows), Label(N_("Reports from use")), widths, role="catalogue")


def _controls(reports: Sequence[UsageReport], registry: Registry) -> Controls:
    return reader_controls(
        Label(N_("Filter reports")),
        (
            _pattern_choice(reports, registry),
            _word_choice("recommend", Label(N_("Recommended")), RECOMMENDATIONS, (each.recommend for each in reports)),
            _word_choice("verified", Label(N_("Verified")), VERIFICATIONS, map(_verification, reports)),
            tag_choice(reports, registry),
            *own_choices(registry.kinds["usage-report"], reports, registry),
        ),
        (Option(name, Label(title)) for name, title in _ORDERS.items()),
    )


def _verification(report: UsageReport) -> str:
    return "verified" if report.is_verified else "unverified"


def _pattern_of(report: UsageReport, registry: Registry) -> str:
    return registry.resolve("pattern", report.pattern) or report.pattern


def _pattern_title(name: str, registry: Registry) -> str:
    pattern = registry.pattern(name)
    return pattern.title if pattern is not None else name


def _pattern_choice(reports: Sequence[UsageReport], registry: Registry) -> Choice:
    values = [_pattern_of(report, registry) for report in reports]
    named = sorted(set(values), key=lambda name: (_pattern_title(name, registry).casefold(), name))
    options = tuple(Option(name, Words(_pattern_title(name, registry))) for name in named)
    return Choice("pattern", Label(N_("Pattern")), "is", options, tuple((value,) for value in values))


def _word_choice(name: str, label: Label, words: dict[str, str], values: Iterable[str | None]) -> Choice:
    given = tuple((value,) if value else () for value in values)
    used = {value for found in given for value in found}
    options = tuple(Option(word, Label(title)) for word, title in words.items() if word in used)
    return Choice(name, label, "is", options, given)


#: The orders that readers can choose, the first to begin with.
_ORDERS = {"verified": N_("Verified first"), "newest": N_("Newest first"), "pattern": N_("Pattern")}


def _data(reports: Sequence[UsageReport], registry: Registry) -> dict[str, Data]:
    """Return what each report is filtered and sorted by."""
    orders = {
        "verified": reports,
        "newest": sorted(reports, key=lambda each: (-listed_day(each.date).toordinal(), each.id)),
        "pattern": sorted(
            reports, key=lambda each: (_pattern_title(_pattern_of(each, registry), registry).casefold(), each.id)
        ),
    }
    places = order_data((name, orders[name]) for name in _ORDERS)
    return {report.id: (*_entry(report, registry), *places[report.id]) for report in reports}


def _entry(report: UsageReport, registry: Registry) -> Data:
    kind = registry.kinds["usage-report"]
    words = (
        *(report.title, *report.aliases, plain_text(report.summary or ""), report.named_company or ""),
        _pattern_title(_pattern_of(report, registry), registry),
        *((report.scale.measure, plain_text(report.scale.text or "")) if report.scale else ()),
        *(tag_title(tag, registry) for tag in report.tags),
        *entry_words(kind, report, registry),
    )
    return (
        ("key", report.id),
        ("pattern", _pattern_of(report, registry)),
        ("recommend", report.recommend or ""),
        ("verified", _verification(report)),
        *tag_data(report),
        *entry_values(kind, report, registry),
        ("words", folded(words)),
    )
