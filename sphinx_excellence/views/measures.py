"""The measures of the scorecard: each a function of records, pages and queries, with what falls short of it.

Owns the values. ``model/measure`` has the formulas in words, ``scorecard`` shows the values. What cannot be measured
has no value and says why: neither nothing nor everything is a measurement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.messages import N_
from sphinx_excellence.model.dates import day_range, months_after
from sphinx_excellence.model.decision import Decision
from sphinx_excellence.model.measure import MEASURES, Measure
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review
from sphinx_excellence.model.search_query import SearchQuery
from sphinx_excellence.model.site import Site
from sphinx_excellence.model.tier_evidence import assessments
from sphinx_excellence.model.usage_report import UsageReport
from sphinx_excellence.views.blocks import Label, said
from sphinx_excellence.views.search import search_data
from sphinx_excellence.views.search_language import SearchLanguage
from sphinx_excellence.views.search_ranking import SearchRanking

#: What is used where a measure does not say it.
CLICKS, WORDS, MONTHS = 3, 2000, 3
GUIDES = ("guides/*",)


@dataclass(frozen=True)
class Grounds:
    """All that measures are computed from.

    Without a ``site`` no page was read. Without ``queries`` none are set. ``find_first`` returns the id of the pattern
    that the search names first for a query, if it names any.
    """

    registry: Registry
    as_of: date
    site: Site | None = None
    queries: tuple[SearchQuery, ...] | None = None
    find_first: Callable[[str], str | None] | None = None


def first_pattern(registry: Registry, language: SearchLanguage) -> Callable[[str], str | None]:
    """Return what gives the id of the pattern that the search names first for a query, if it names any."""

    @cache
    def ranking() -> SearchRanking:
        # Made for the first query: it reduces every word of the records.
        return SearchRanking(search_data(registry, language.ignored), language)

    def first(query: str) -> str | None:
        found = ranking().ranked(query).patterns
        return found[0].entry.id if found else None

    return first


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One thing that falls short: a record, a page or a query, and why."""

    reason: Label
    record: RecordKey | None = None
    page: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """The value of a measure: how many of how many, what they are, and what falls short, in the order of its names.

    ``value`` is nothing where it was not measured; ``lacking`` says why then.
    """

    measure: str
    value: float | None = None
    count: int = 0
    of: int = 0
    what: Label | None = None
    short: tuple[Shortfall, ...] = ()
    lacking: Label | None = None


_NO_SITE = said(N_("Only a build knows the pages."))
_NO_PATTERNS = said(N_("There are no patterns."))


def measured(grounds: Grounds, wanted: Iterable[str] = MEASURES) -> tuple[Measured, ...]:
    """Return the values of the measures ``wanted``, in the order of :data:`MEASURES`."""
    names = set(wanted)
    return tuple(_FUNCTIONS[name](grounds, grounds.registry.scorecard[name]) for name in MEASURES if name in names)


def _share(name: str, of: int, what: Label, short: Iterable[Shortfall], nothing: Label) -> Measured:
    """Return how many of ``of`` do not fall short, in percent; not measured where there is none."""
    if of == 0:
        return Measured(name, lacking=nothing)
    found = tuple(short)
    count = of - len(found)
    return Measured(name, 100 * count / of, count, of, what, found)


def _patterns(registry: Registry) -> list[Pattern]:
    return list(registry.all_of(Pattern))


def _of_pattern(pattern: Pattern, reason: Label) -> Shortfall:
    return Shortfall(reason, ("pattern", pattern.id), title=pattern.title)


def reach(grounds: Grounds, measure: Measure) -> Measured:
    """Return the share of patterns, in percent, whose page is so many clicks or fewer from the home page.

    The distance is that of a breadth-first search over the links in bodies and tables of contents.
    """
    site = grounds.site
    if site is None:
        return Measured("reach", lacking=_NO_SITE)
    within = measure.clicks or CLICKS
    clicks, homes = site.clicks(), site.homes_of("pattern")
    patterns = _patterns(grounds.registry)

    def short() -> Iterator[Shortfall]:
        for pattern in patterns:
            page = homes.get(pattern.id)
            if page is None:
                yield _of_pattern(pattern, said(N_("has no page")))
            elif page not in clicks:
                yield _of_pattern(pattern, said(N_("no path of links leads to it")))
            elif clicks[page] > within:
                yield _of_pattern(pattern, said(N_("%s clicks"), str(clicks[page])))

    what = said(N_("patterns within %s clicks of the home page"), str(within))
    return _share("reach", len(patterns), what, short(), _NO_PATTERNS)


def _answered(
    name: str, grounds: Grounds, what: Label, of_query: Callable[[SearchQuery], frozenset[str]], nothing: Label
) -> Measured:
    """Return the share of queries, in percent, whose first pattern is one of those that ``of_query`` gives.

    Queries for which it gives none are left out.
    """
    registry, queries, find_first = grounds.registry, grounds.queries, grounds.find_first
    if queries is None or find_first is None:
        return Measured(name, lacking=said(N_("The project names no file of queries.")))
    asked = [(query, answers) for query in queries if (answers := of_query(query))]

    def short() -> Iterator[Shortfall]:
        for query, answers in asked:
            first = find_first(query.text)
            if first not in answers:
                found = registry.pattern(first) if first is not None else None
                reason = said(N_("first: %s"), found.title) if found is not None else said(N_("nothing is found"))
                yield Shortfall(reason, title=query.text)

    return _share(name, len(asked), what, short(), nothing)


def _wanted(query: SearchQuery, registry: Registry) -> frozenset[str]:
    found = (registry.pattern(name) for name in query.wanted)
    return frozenset(pattern.id for pattern in found if pattern is not None)


def found_first(grounds: Grounds, _measure: Measure) -> Measured:
    """Return the share of the project's queries, in percent, for which the search names a wanted pattern first."""
    what = said(N_("queries for which a wanted pattern is first"))
    nothing = said(N_("No query wants a pattern that there is."))
    return _answered("found-first", grounds, what, lambda query: _wanted(query, grounds.registry), nothing)


def gold_first(grounds: Grounds, _measure: Measure) -> Measured:
    """Return the share, in percent, of the queries that want a pattern of the best tier and name such a one first."""
    registry = grounds.registry

    def best(query: SearchQuery) -> frozenset[str]:
        return frozenset(name for name in _wanted(query, registry) if _is_best(registry.find("pattern", name)))

    def _is_best(pattern: object) -> bool:
        tier = registry.tier_of(pattern) if isinstance(pattern, Pattern) else None
        return tier is not None and tier.position == 0

    what = said(N_("queries for which a wanted pattern of the best tier is first"))
    return _answered("gold-first", grounds, what, best, said(N_("No query wants a pattern of the best tier.")))


def case_studies(grounds: Grounds, _measure: Measure) -> Measured:
    """Return the share of patterns, in percent, whose page has a link to the home page of a case study."""
    site = grounds.site
    if site is None:
        return Measured("case-studies", lacking=_NO_SITE)
    studies = frozenset(site.homes_of("case-study").values())
    if not studies:
        return Measured("case-studies", lacking=said(N_("No case study has a page.")))
    homes, patterns = site.homes_of("pattern"), _patterns(grounds.registry)

    def short() -> Iterator[Shortfall]:
        for pattern in patterns:
            page = homes.get(pattern.id)
            if page is None:
                yield _of_pattern(pattern, said(N_("has no page")))
            elif studies.isdisjoint((page, *site.pages[page].links) if page in site.pages else ()):
                yield _of_pattern(pattern, said(N_("leads to no case study")))

    what = said(N_("patterns whose page leads to a case study"))
    return _share("case-studies", len(patterns), what, short(), _NO_PATTERNS)


def guides(grounds: Grounds, measure: Measure) -> Measured:
    """Return the share of guides, in percent, of at most so many words, and with a next step in the last section.

    A next step is a link to the page of a record, such as a pattern or a lineage, or to another guide.
    """
    site = grounds.site
    if site is None:
        return Measured("guides", lacking=_NO_SITE)
    listed = {name: page for name, page in sorted(site.pages.items()) if page.words is not None}
    steps = {*site.homes.values(), *listed}
    most = measure.words or WORDS

    def short() -> Iterator[Shortfall]:
        for name, page in listed.items():
            if (page.words or 0) > most:
                yield Shortfall(said(N_("%s words"), str(page.words)), page=name, title=page.title)
            elif steps.isdisjoint(page.last_links):
                yield Shortfall(said(N_("its last section leads nowhere")), page=name, title=page.title)

    what = said(N_("guides of at most %s words with a next step"), str(most))
    return _share("guides", len(listed), what, short(), said(N_("There are no guides.")))


def contributions(grounds: Grounds, measure: Measure) -> Measured:
    """Return the contributions a month: how many are dated in the last full months before today, by their number."""
    months = measure.months or MONTHS
    end = grounds.as_of.replace(day=1)
    begin = months_after(end, -months)
    dated = [days for written in _dates(grounds.registry) if (days := _month_of(written)) is not None]
    if not dated:
        return Measured("contributions", lacking=said(N_("No contribution is dated by a day or a month.")))
    count = sum(begin <= first < end for first in dated)
    what = said(N_("contributions from %s to %s"), f"{begin:%Y-%m}", f"{months_after(end, -1):%Y-%m}")
    return Measured("contributions", count / months, count, 0, what)


def _dates(registry: Registry) -> Iterator[str]:
    """Yield when records were contributed to: entries of histories, decisions, closed reviews, reports from use."""
    for pattern in registry.all_of(Pattern):
        yield from (step.written_date for step in registry.history_of(pattern))
    for decision in registry.all_of(Decision):
        yield decision.date or ""
    for review in registry.all_of(Review):
        yield review.closed or ""
    for report in registry.all_of(UsageReport):
        yield report.date


def _month_of(written: str) -> date | None:
    """Return the first day of a date that lies in one month; nothing for any other."""
    if not written:
        return None
    first, last = day_range(written)
    return first if (first.year, first.month) == (last.year, last.month) else None


def coverage(grounds: Grounds, _measure: Measure) -> Measured:
    """Return the share of patterns, in percent, that have all that lists, the search and the selector show."""
    registry = grounds.registry
    patterns = _patterns(registry)

    def short() -> Iterator[Shortfall]:
        for pattern in patterns:
            lacking = next(_absent(pattern, registry), None)
            if lacking is not None:
                yield _of_pattern(pattern, lacking)

    what = said(N_("patterns with all that lists and the search show"))
    return _share("coverage", len(patterns), what, short(), _NO_PATTERNS)


def _absent(pattern: Pattern, registry: Registry) -> Iterator[Label]:
    if pattern.tier is None and not registry.has_left(pattern):
        yield said(N_("has no tier"))
    if not pattern.summary:
        yield said(N_("has no summary"))
    if not pattern.categories:
        yield said(N_("has no category"))
    if not pattern.sources:
        yield said(N_("has no source"))
    if registry.needs_alternative(pattern) and not pattern.alternatives and not pattern.no_alternative:
        yield said(N_("has no alternative"))


def freshness(grounds: Grounds, _measure: Measure) -> Measured:
    """Return the share of patterns of tiers with a period, in percent, that were reviewed within it."""
    registry = grounds.registry
    periods = [
        (pattern, tier.review)
        for pattern in registry.all_of(Pattern)
        if (tier := registry.tier_of(pattern)) is not None and tier.review is not None
    ]

    def short() -> Iterator[Shortfall]:
        for pattern, period in periods:
            if pattern.reviewed is None:
                yield _of_pattern(pattern, said(N_("has never been reviewed")))
            elif period.due_after(pattern.reviewed) < grounds.as_of:
                yield _of_pattern(pattern, said(N_("was last reviewed on %s"), pattern.reviewed))

    what = said(N_("patterns reviewed within the period of their tier"))
    return _share("freshness", len(periods), what, short(), said(N_("No pattern has a tier with a period.")))


def evidence(grounds: Grounds, _measure: Measure) -> Measured:
    """Return the share of the criteria that can be measured, in percent, that the records show to be met."""
    registry = grounds.registry
    listed = [
        (pattern, each)
        for pattern in registry.all_of(Pattern)
        for each in assessments(pattern, registry)
        if each.criterion.measure is not None
    ]

    def short() -> Iterator[Shortfall]:
        for pattern, each in listed:
            if not each.is_met:
                message = N_("%s: not met") if each.is_met is False else N_("%s: not known")
                yield _of_pattern(pattern, said(message, each.criterion.title))

    what = said(N_("criteria that the records show to be met"))
    return _share("evidence", len(listed), what, short(), said(N_("No pattern has a tier with criteria to measure.")))


_FUNCTIONS: Mapping[str, Callable[[Grounds, Measure], Measured]] = MappingProxyType({
    "reach": reach,
    "found-first": found_first,
    "gold-first": gold_first,
    "case-studies": case_studies,
    "guides": guides,
    "contributions": contributions,
    "coverage": coverage,
    "freshness": freshness,
    "evidence": evidence,
})  # fmt: skip
