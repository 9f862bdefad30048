"""The measures of the scorecard, what is shown of them, and what is recorded."""

from datetime import date

import pytest

from sphinx_excellence.findings import Finding
from sphinx_excellence.fixes.scorecard_readings import recorded
from sphinx_excellence.fixes.yaml_splices import NotSpliceable
from sphinx_excellence.model.measure import MEASURES, Measurement
from sphinx_excellence.model.search_query import SearchQuery
from sphinx_excellence.model.site import Site, SitePage
from sphinx_excellence.views.measures import Grounds, measured
from sphinx_excellence.views.scorecard import late_key, late_view, rounded, scores_of
from tests.unit.views.outlines import outline

AS_OF = date(2026, 11, 30)
DATA = """
tiers:
  gold:
    review: {months: 3}
    criteria:
      - {title: Adoption, text: Two., measure: adopters, least: 1}
      - {title: Development, text: Alive., measure: development}
      - {title: Judgement, text: Judged.}
patterns:
  a:
    title: A
    aliases: [aa]
    tier: gold
    summary: Is.
    category: x
    sources: [{title: T}]
    reviewed: 2026-10-01
    modern_examples: [{company: C, implementation: I, source: "https://example.org/"}]
    history: [{date: 2026-08-31, tier: silver}, {date: 2026-09, tier: gold}, {date: 2026, tier: gold}]
  b: {title: B, tier: gold, reviewed: 2026-08-29, summary: Is., category: x, sources: [{title: T}]}
  c: {title: C, tier: bronze, status: legacy, summary: Is., category: x, sources: [{title: T}]}
  d: {title: D}
decisions:
  one: {title: One, status: accepted, date: 2026-10-31}
  two: {title: Two, status: accepted, date: 2026-11-01}
migrations: {m: {title: M, from: c, to: a, checklist: [One]}}
case_studies: {s: {title: S, company: C, patterns: [a]}}
reviews: {2026Q3: {closed: 2026-10-02}}
usage_reports: {r: {pattern: a, anonymous: true, date: 2026-07-31}}
"""


def _pages(**links):
    return {name.replace("_", "/"): SitePage(name.title(), tuple(leads_to)) for name, leads_to in links.items()}


SITE = Site(
    "index",
    {
        **_pages(index=["one"], one=["two", "a", "gone"], two=["three"], three=["b"], a=["s"], b=[], c=[], s=[]),
        "m": SitePage("M", ("a",), 10, ("a",)),
        "long": SitePage("Long", ("a",), 2001, ("a",)),
        "dead": SitePage("Dead", ("a", "one"), 2000, ("one",)),
        "on": SitePage("On", ("m",), 2000, ("long",)),
    },
    {("pattern", name): name for name in "abc"} | {("case-study", "s"): "s", ("migration", "m"): "m"},
)
QUERIES = tuple(
    SearchQuery(*each) for each in (("x", ("aa",)), ("y", ("c", "a")), ("z", ("c",)), ("n", ("a",)), ("u", ("zz",)))
)
FIRST = {"x": "a", "y": "c", "z": "c"}


def grounds(bench, text=DATA, **more):
    return Grounds(bench.load(text).registry, AS_OF, **more)


@pytest.fixture
def values(bench):
    given = grounds(bench, site=SITE, queries=QUERIES, find_first=FIRST.get)
    return {value.measure: value for value in measured(given)}


@pytest.mark.parametrize(
    ("name", "count", "of", "short"),
    [
        ("reach", 1, 4, {"B": "4 clicks", "C": "no path of links leads to it", "D": "has no page"}),
        ("found-first", 3, 4, {"n": "nothing is found"}),
        ("gold-first", 1, 3, {"y": "first: C", "n": "nothing is found"}),
        ("case-studies", 1, 4, {"B": "leads to no case study", "C": "leads to no case study", "D": "has no page"}),
        ("guides", 2, 4, {"Long": "2001 words", "Dead": "its last section leads nowhere"}),
        ("coverage", 2, 4, {"C": "has no alternative", "D": "has no tier"}),
        ("freshness", 1, 3, {"B": "was last reviewed on 2026-08-29", "C": "has never been reviewed"}),
        ("evidence", 1, 4, {"A": "Development: not known", "B": "Development: not known"}),
    ],
)
def test_a_share_counts_what_is_looked_at_and_names_what_falls_short(values, name, count, of, short):
    value = values[name]
    assert (value.count, value.of, value.value) == (count, of, 100 * count / of)
    assert {each.title: each.reason.message % each.reason.args for each in value.short} == short
    assert len(value.short) == of - count


def test_each_value_says_what_was_counted_and_each_that_is_lacking_why(bench, values):
    counted = {name: value.what.message % value.what.args for name, value in values.items()}
    assert counted == {
        "reach": "patterns within 3 clicks of the home page",
        "found-first": "queries for which a wanted pattern is first",
        "gold-first": "queries for which a wanted pattern of the best tier is first",
        "case-studies": "patterns whose page leads to a case study",
        "guides": "guides of at most 2000 words with a next step",
        "contributions": "contributions from 2026-08 to 2026-10",
        "coverage": "patterns with all that lists and the search show",
        "freshness": "patterns reviewed within the period of their tier",
        "evidence": "criteria that the records show to be met",
    }
    assert {value.what.role for value in values.values()} == {"said"}
    given = grounds(bench, "{}", site=Site("index"), queries=(), find_first=FIRST.get)
    reasons = {value.measure: value.lacking.message for value in measured(given)}
    assert reasons["freshness"] == "No pattern has a tier with a period."
    assert reasons["evidence"] == "No pattern has a tier with criteria to measure."
    assert reasons["guides"] == "There are no guides."
    unknown = grounds(bench, site=SITE, queries=(SearchQuery("u", ("zz",)),), find_first=FIRST.get)
    reasons = {value.measure: value.lacking for value in measured(unknown)}
    assert reasons["found-first"].message == "No query wants a pattern that there is."
    assert reasons["gold-first"].message == "No query wants a pattern of the best tier."


def test_contributions_are_those_of_the_last_full_months(values):
    # 31 August, September, the decision of 31 October, the review of 2 October; neither July, November nor a year.
    assert (values["contributions"].count, values["contributions"].value) == (4, pytest.approx(4 / 3))


def test_what_cannot_be_measured_has_no_value_and_says_why(bench):
    for given in (grounds(bench, "{}"), grounds(bench, "{}", site=Site("index"), queries=(), find_first=FIRST.get)):
        values = measured(given)
        assert [value.measure for value in values] == list(MEASURES)
        assert [value.measure for value in values if value.value is not None or value.lacking is None] == []
        assert {score.state for score in scores_of(given, values)} == {"not-measured"}
    without = {value.measure for value in measured(grounds(bench)) if value.value is None}
    assert without == {"reach", "found-first", "gold-first", "case-studies", "guides"}


def test_the_settings_of_measures_count(bench):
    data = DATA + "scorecard: {reach: {clicks: 4}, guides: {words: 5000}, contributions: {months: 1}}\n"
    values = {value.measure: value for value in measured(grounds(bench, data, site=SITE))}
    assert (values["reach"].count, values["guides"].count, values["contributions"].value) == (2, 3, 2)


def test_a_share_that_lacks_anything_is_not_rounded_to_all():
    assert (rounded(99.99), rounded(100), rounded(32.653)) == (99.9, 100, 32.7)


def test_what_is_shown_says_value_target_result_trend_and_how_many_more(bench):
    patterns = "patterns: {" + ", ".join(f"p{number}: {{title: P{number}}}" for number in range(10)) + "}\n"
    data = patterns + (
        "scorecard:\n  coverage:\n    target: {most: 50, reason: Ours.}\n    readings:\n"
        "      2026Q2: {value: 30, computed: 2026-05-01, version: a}\n"
        "      2026Q3: {value: 40, computed: 2026-08-01, version: b}\n"
        "      2026Q4: {value: 99, computed: 2026-10-01, version: c}\n"
    )
    shown = (
        outline(late_view(late_key(["coverage"]), grounds(bench, data)))
        .replace("\\xa0", "\N{NO-BREAK SPACE}")
        .replace("\\u2212", "\N{MINUS SIGN}")
    )
    for text in ("0\N{NO-BREAK SPACE}%", "'at most %s'('50\N{NO-BREAK SPACE}%')", "met", "Ours.", "and %s more'('2')"):
        assert text in shown
    assert "'%s since %s'('\N{MINUS SIGN}40', '2026 Q3')" in shown
    assert "2026 Q2: 30\N{NO-BREAK SPACE}%, 2026 Q3: 40\N{NO-BREAK SPACE}%, 2026 Q4: 0\N{NO-BREAK SPACE}%" in shown
    assert "P7" in shown
    assert "P8" not in shown


READING = Measurement(value=32.5, count=13, of=40, computed="2026-11-30", version="1a2b")


@pytest.mark.parametrize(
    "text",
    [
        "scorecard:\n  # why\n  guides: {words: 900}  # few\n",
        "patterns: {a: {title: A}}\nscorecard:\n  reach:\n    target: {least: 95}\n",
        "scorecard:\n  reach:\n    readings:\n      2026Q3: {value: 1, computed: 2026-08-01, version: a}\n",
        "scorecard:\n  reach:\n    readings:\n      2026Q4: {value: 1, computed: 2026-10-01, version: a}  # kept\n",
        "scorecard:\n  reach:\n    readings:\n      2026Q4:\n        value: 1\n        version: a\n",
    ],
)
def test_a_reading_is_written_into_the_file_and_nothing_else_changes(bench, text):
    before = bench.load(text)
    file = recorded({"reach": READING}, "2026Q4", before, bench.root, bench.root / "data/new.yaml")
    after = bench.load(file.after).registry
    assert after.scorecard["reach"].readings["2026Q4"] == READING
    kept = {quarter for quarter in before.registry.scorecard["reach"].readings if quarter != "2026Q4"}
    assert set(after.scorecard["reach"].readings) == kept | {"2026Q4"}
    assert after.scorecard["guides"] == before.registry.scorecard["guides"]
    assert [line for line in text.splitlines() if "#" in line and line not in file.after and "2026Q4" not in line] == []


def test_a_reading_goes_into_a_new_file_where_no_measure_is_written(bench):
    loaded = bench.load("patterns: {a: {title: A}}\n")
    file = recorded({"reach": READING}, "2026Q4", loaded, bench.root, bench.root / "data/scorecard.yaml")
    assert (file.path.name, file.before) == ("scorecard.yaml", "")
    assert bench.load(file.after).registry.scorecard["reach"].readings == {"2026Q4": READING}
    assert recorded({}, "2026Q4", loaded, bench.root, bench.root / "x.yaml") is None


@pytest.mark.parametrize("target", ["{}", "{least: 3, most: 2}", "{least: -1}", "{least: many}", "{reason: Why}"])
def test_a_target_that_means_nothing_is_refused(bench, target):
    findings = bench.load(f"scorecard: {{reach: {{target: {target}}}}}").findings
    assert findings
    assert all(isinstance(each, Finding) and each.help and each.place.line == 1 for each in findings)


def test_a_measure_that_there_is_not_is_refused_with_the_nearest(bench):
    (finding,) = bench.load("scorecard: {reech: {target: {least: 3}}}").findings
    assert (finding.rule, finding.place.column) == ("wrong-id", 13)
    assert finding.help.startswith("did you mean 'reach'? accepted: reach, ") or "did you mean 'reach'" in finding.help


def test_a_file_that_is_no_yaml_mapping_is_not_written(bench):
    loaded = bench.load("scorecard: {reach: {readings: &x {2026Q4: &y {value: 1}}}, guides: {readings: *x}}\n")
    with pytest.raises(NotSpliceable):
        recorded({"reach": READING}, "2026Q4", loaded, bench.root, bench.root / "data/new.yaml")
