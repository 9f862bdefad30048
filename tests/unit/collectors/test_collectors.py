"""Each collector reads the documented answer of its service, and says what it does not understand."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import tarfile
from datetime import date

import pytest

from sphinx_excellence.collectors import collector as collectors
from sphinx_excellence.collectors.collection import Subject, plan_tasks
from sphinx_excellence.collectors.collector import Collector, CollectorError, Measure, Measured, Request
from sphinx_excellence.collectors.periods import Period
from tests.unit.collectors.measuring import DAY, NOW, PAST, measured, reasons, values

REPOSITORY = {"full_name": "o/r", "archived": False, "created_at": "2016-02-01T10:00:00Z"}


def release(day, **more):
    return {"tag_name": "v1", "draft": False, "prerelease": False, "published_at": f"{day}T23:30:00Z", **more}


def test_github_tells_releases_and_whether_a_repository_is_archived():
    releases = [
        release("2026-12-24"),  # after the day of the answer
        release("2026-11-20", prerelease=True),
        release("2026-11-19", draft=True, published_at=None),
        *(release(f"2026-0{month}-02") for month in (9, 5, 1)),
        release("2025-11-29"),  # a year before: not within it
    ]
    found = measured({"/releases?": releases, "/repos/o/r": REPOSITORY}, github="o/r")
    assert values(found) == {"maintenance": "maintained", "last-release": date(2026, 9, 2), "release-cadence": 3}
    assert {reading.source for reading in found.readings} == {
        "https://github.com/o/r",
        "https://github.com/o/r/releases",
    }
    assert values(measured({"/repos/o/r": {**REPOSITORY, "archived": True}}, github="o/r")) == {
        "maintenance": "archived"
    }
    assert reasons(measured({"/releases?": []}, github="o/r")) == ["the repository has no releases"]


def test_github_asks_for_the_releases_of_a_whole_year_and_for_no_more():
    page = [release("2026-11-01") for _ in range(100)]
    old = [release("2024-11-01") for _ in range(100)]
    assert values(measured({"&page=1": page, "&page=2": page, "&page=3": old}, github="o/r"))["release-cadence"] == 200
    found = measured({"/releases": page}, github="o/r")
    assert "release-cadence" not in values(found)
    assert reasons(found) == ["there are more than 500 releases in a year, and no more were asked for"]


def test_what_is_so_today_says_nothing_of_a_quarter_long_past():
    assert reasons(
        measured({"/releases": [release("2026-01-01")], "/repos": {**REPOSITORY, "archived": True}}, PAST, github="o/r")
    ) == ["the repository is archived; GitHub does not say whether it was in 2026Q2"]
    assert values(measured({"/repos/o/r": REPOSITORY}, PAST, github="o/r")) == {"maintenance": "maintained"}
    assert reasons(measured({"osv": {}}, PAST, osv="PyPI:x"))
    assert reasons(measured({"doc.json": {"name": "rfc1"}}, PAST, ietf="rfc1"))
    late = Period("2026Q3", date(2026, 10, 31))
    assert values(measured({"osv": {}}, late, osv="PyPI:x")) == {"open-advisories": 0}


def file(day, *, yanked=False):
    return {"upload_time_iso_8601": f"{day}T09:00:00.000000Z", "yanked": yanked, "size": 1}


def test_pypi_counts_final_releases_that_were_not_yanked():
    releases = {
        "1.0": [file("2026-10-02"), file("2026-09-01")],
        "1.1": [file("2026-11-01", yanked=True)],
        "1.2rc1": [file("2026-11-02")],
        "2.0": [],
        "1.0.post1": [file("2026-03-03")],
        "0.9": [file("2020-01-01")],
        "not-a-version": [file("2026-11-03")],
    }
    found = measured({"/json": {"info": {"name": "x"}, "releases": releases}}, pypi="x")
    assert values(found) == {"last-release": date(2026, 9, 1), "release-cadence": 2}


def series(first, days, downloads=10):
    rows = [
        {"category": category, "date": date.fromordinal(first.toordinal() + day).isoformat(), "downloads": count}
        for day in range(days)
        for category, count in (("without_mirrors", downloads), ("with_mirrors", 99))
    ]
    return {"data": rows, "package": "x", "type": "overall_downloads"}


def test_downloads_are_the_mean_of_the_months_that_have_passed():
    found = measured({"pypistats": series(date(2026, 9, 20), 70)}, pypi="x")
    assert values(found) == {"downloads": 310}
    whole = Period("2026Q3", date(2026, 10, 10))
    assert values(measured({"pypistats": series(date(2026, 6, 20), 110)}, whole, pypi="x")) == {"downloads": 307}
    lacking = measured({"pypistats": series(date(2026, 10, 2), 60)}, pypi="x")
    assert reasons(lacking) == ["1 of 31 days are not in the answer, from 2026-10-01 on"]
    early = Period("2026Q4", date(2026, 10, 20))
    assert reasons(measured({}, early, pypi="x", npm="x", stack_exchange="x")).count(
        "no month of 2026Q4 has passed yet"
    ) == 3  # fmt: skip
    answer = {"downloads": 5000, "start": "2026-10-01", "end": "2026-10-31", "package": "@a/x"}
    npm = measured({"/point/2026-10-01:2026-10-31/@a/x": answer}, npm="@a/x")
    assert values(npm) == {"downloads": 5000}
    other = measured({"/point/": {**answer, "start": "2026-01-01"}}, npm="@a/x")
    assert reasons(other) == ["the answer is for 2026-01-01 to 2026-10-31"]


def package(name="x", **latest):
    days = {"created": "2019-01-01T00:00:00Z", "1.0.0": "2026-02-02T00:00:00Z", "1.1.0-beta.1": "2026-11-01T00:00:00Z",
            "0.9.0": "2026-01-05T00:00:00Z", "0.0.1": "2026-11-02T00:00:00Z"}  # fmt: skip
    versions = {"1.0.0": {"name": "x", **latest}, "1.1.0-beta.1": {}, "0.9.0": {"deprecated": "old"}}
    return {"name": name, "dist-tags": {"latest": "1.0.0"}, "versions": versions, "time": days}


def test_npm_counts_the_versions_that_are_there_and_tells_deprecated_packages():
    found = measured({"registry.npmjs.org/@a%2Fx": package("@a/x")}, npm="@a/x")
    assert values(found) == {"last-release": date(2026, 2, 2), "release-cadence": 2}
    deprecated = measured({"registry": package(deprecated="no longer maintained")}, npm="x", github="o/r")
    assert values(deprecated)["maintenance"] == "archived"
    assert "maintenance" not in values(measured({"registry": package(deprecated=False)}, npm="x"))


def advisory(*ranges, **more):
    affected = {"package": {"ecosystem": "PyPI", "name": "My_Package"}, "ranges": ranges}
    return {"id": "GHSA-1", "published": "2026-01-01T00:00:00Z", "affected": [affected], **more}


def events(*given):
    return {"type": "ECOSYSTEM", "events": [dict([event]) for event in given]}


def test_osv_counts_the_advisories_that_no_release_fixes():
    begun, fixed = ("introduced", "0"), ("fixed", "1.2")
    vulns = [
        advisory(events(begun)),
        advisory(events(begun, fixed)),
        advisory(events(begun, ("last_affected", "2"))),
        advisory(events(begun, fixed, ("introduced", "2"))),
        advisory(events(begun, fixed), events(begun)),
        advisory(events(begun), withdrawn="2026-02-01T00:00:00Z"),
        advisory(events(begun), published="2026-12-31T00:00:00Z"),
    ]
    found = measured({'"page_token": "t"': {"vulns": vulns[3:]}, "query": {"vulns": vulns[:3], "next_page_token": "t"}}, osv="PyPI:my-package")  # fmt: skip
    assert values(found) == {"open-advisories": 3}
    assert values(measured({"query": {}}, osv="Maven:org.example:library")) == {"open-advisories": 0}
    assert reasons(measured({"query": {"vulns": [advisory()]}}, osv="PyPI:my-package")) == [
        "the advisory GHSA-1 lists versions alone, and not whether a release fixes it"
    ]
    assert "does not say which versions" in reasons(measured({"query": {"vulns": [advisory()]}}, osv="npm:x"))[0]
    endless = {"vulns": vulns[:1], "next_page_token": "t"}
    assert reasons(measured({"query": endless}, osv="PyPI:my-package")) == [
        "there are more than 5 advisories, and no more were asked for"
    ]


@pytest.mark.parametrize(
    ("name", "document", "obsoleting", "state"),
    [
        ("rfc6455", {"std_level": "Proposed Standard", "state": "Published"}, 0, "proposed-standard"),
        ("rfc2616", {"std_level": "Draft Standard"}, 6, "obsoleted"),
        ("rfc9110", {"std_level": "Internet Standard"}, 0, "internet-standard"),
        ("rfc1", {"std_level": "Historic"}, 0, "historic"),
        ("draft-a-b", {"state": "Active", "std_level": None}, 0, "draft"),
        ("draft-a-b", {"state": "Expired"}, 0, "expired"),
    ],
)
def test_the_datatracker_tells_the_state_of_rfcs_and_drafts(name, document, obsoleting, state):
    answers = {
        f"/doc/{name}/doc.json": {"name": name, "rev": "", **document},
        f"target__name={name}": {"meta": {"total_count": obsoleting, "limit": 1}, "objects": []},
    }
    found = measured(answers, ietf=name)
    assert values(found) == {"standard-state": state}
    assert found.readings[0].source == f"https://datatracker.ietf.org/doc/{name}/"


@pytest.mark.parametrize(
    ("name", "document", "said"),
    [
        (
            "rfc1",
            {"name": "rfc1", "std_level": "Best Current Practice"},
            "the level 'Best Current Practice' has no word",
        ),
        ("rfc1", {"name": "rfc2", "std_level": "Historic"}, "the answer is for 'rfc2'"),
        ("draft-a-b", {"name": "draft-a-b", "state": "RFC"}, "the draft has become an RFC"),
        ("draft-a-b", {"name": "draft-a-b", "state": "Replaced"}, "the state 'Replaced' of the draft has no word"),
        ("draft-a-b", {"name": "draft-a-b"}, "the state 'None' of the draft has no word"),
    ],
)
def test_a_state_of_which_there_is_no_word_is_told(name, document, said):
    answers = {"doc.json": document, "target__name": {"meta": {"total_count": 0}}}
    (reason,) = reasons(measured(answers, ietf=name))
    assert reason.startswith(said)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Recommendation", "recommendation"),
        ("Candidate Recommendation Draft", "candidate-recommendation"),
        ("First Public Working Draft", "working-draft"),
        ("Superseded Recommendation", "obsoleted"),
        ("Retired", "retired"),
    ],
)
def test_the_w3c_tells_the_status_of_a_specification(status, state):
    version = {"status": status, "date": "2025-05-01", "uri": "https://www.w3.org/TR/2025/x/", "rec-track": True}
    assert values(measured({"/specifications/x-1/versions/latest": version}, w3c="x-1")) == {"standard-state": state}
    later = measured({"api.w3.org": {**version, "date": "2026-11-01"}}, PAST, w3c="x-1")
    assert reasons(later) == ["its latest version is of 2026-11-01, after 2026Q2"]
    unknown = measured({"api.w3.org": {**version, "status": "Group Note"}}, w3c="x-1")
    assert reasons(unknown) == ["the status 'Group Note' has no word among the states of standards"]


def cycle(name, end, *, ended=False, latest="2026-10-01"):
    return {
        "name": name,
        "isEol": ended,
        "eolFrom": end,
        "isMaintained": not ended,
        "latest": {"name": "1", "date": latest},
    }


def test_endoflife_tells_when_support_ends():
    def product(*cycles):
        return {"products/nodejs/": {"schema_version": "1.2.0", "result": {"name": "nodejs", "releases": cycles}}}

    both = product(
        cycle("24", "2028-04-30", latest="2026-11-03"), cycle("22", "2027-04-30"), cycle("6", None, ended=True)
    )
    assert values(measured(both, endoflife="nodejs")) == {
        "vendor-support": date(2028, 4, 30),
        "last-release": date(2026, 11, 3),
    }
    assert values(measured(both, endoflife="nodejs/22")) == {
        "vendor-support": date(2027, 4, 30),
        "last-release": date(2026, 10, 1),
    }
    assert "it has no release '23'" in reasons(measured(both, endoflife="nodejs/23"))
    unknown = measured(product(cycle("25", None)), endoflife="nodejs")
    assert "no end of support is known for its release '25'" in reasons(unknown)


def web_features(features):
    data = json.dumps({"features": features}).encode()
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        info = tarfile.TarInfo("package/data.json")
        info.size = len(data)
        archive.addfile(info, io.BytesIO(data))
    content = packed.getvalue()
    checksum = base64.b64encode(hashlib.sha512(content).digest()).decode()
    latest = {"version": "3.1.0", "dist": {"integrity": f"sha512-{checksum}"}}
    return {"/web-features/latest": latest, "/-/web-features-3.1.0.tgz": content}


def feature(baseline, low=None, high=None):
    return {"kind": "feature", "name": "X", "status": {"baseline": baseline, "baseline_low_date": low, "baseline_high_date": high, "support": {}}}  # fmt: skip


@pytest.mark.parametrize(
    ("status", "period", "word"),
    [
        (feature("high", "2020-01-01", "2022-07-01"), NOW, "widely"),
        (feature("high", "≤2018-10-02", "≤2021-04-02"), PAST, "widely"),
        (feature("high", "2024-01-01", "2026-07-01"), PAST, "newly"),
        (feature("low", "2026-07-01"), NOW, "newly"),
        (feature("low", "2026-07-01"), PAST, "limited"),
        (feature(False), NOW, "limited"),
    ],
)
def test_web_features_tell_what_baseline_was_at_the_end_of_a_quarter(status, period, word):
    assert values(measured(web_features({"x": status}), period, web_feature="x")) == {"baseline": word}


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (None, "web-features 3.1.0 has no feature 'x'"),
        ({"kind": "moved", "redirect_target": "y"}, "the feature is now called 'y'"),
        ({"kind": "split", "redirect_targets": ["y", "z"]}, "web-features says of it 'split', not 'feature'"),
        (feature("medium"), "`status.baseline` is 'medium'; expected high, low or false"),
        (feature("low"), "the day on which it became available is missing"),
        (feature("low", "soon"), "the answer is not understood: `date`: 'soon' is not a date"),
    ],
)
def test_a_feature_without_a_baseline_is_told(status, said):
    answers = web_features({} if status is None else {"x": status})
    assert reasons(measured(answers, web_feature="x")) == [said]


def test_a_package_of_web_features_that_is_not_what_npm_says_is_refused():
    answers = web_features({"x": feature("low", "2020-01-01")})
    swapped = {**answers, "/-/": answers["/-/web-features-3.1.0.tgz"] + b" "}
    swapped.pop("/-/web-features-3.1.0.tgz")
    assert "does not have the checksum" in reasons(measured(swapped, web_feature="x"))[0]
    for content in (b"", b"no gzip"):
        checksum = base64.b64encode(hashlib.sha512(content).digest()).decode()
        latest = {"version": "3.1.0", "dist": {"integrity": f"sha512-{checksum}"}}
        broken = {"latest": latest, "/-/": content}
        assert "cannot be unpacked" in reasons(measured(broken, web_feature="x"))[0]
    odd = {"latest": {"version": "../../x", "dist": {"integrity": "sha512-x"}}}
    assert reasons(measured(odd, web_feature="x")) == ["'../../x' is not the version of a release"]


def test_stack_exchange_counts_the_questions_of_a_tag_that_exists():
    tags = {"items": [{"name": "c++", "count": 1}], "has_more": False, "quota_remaining": 299}
    total = {"total": 25}
    first, last = 1790812800, 1793491199
    answers = {
        f"fromdate={first}&todate={last}&tagged=c%2B%2B&site=softwareengineering": total,
        "/tags/c%2B%2B/info": tags,
    }
    found = measured(answers, stack_exchange="softwareengineering:c++")
    assert values(found) == {"questions": 25}
    december = Period("2026Q4", date(2026, 12, 1))
    assert values(measured({"/tags": tags, "/questions": total}, december, stack_exchange="c++")) == {"questions": 12.5}
    none = measured({"/tags": {"items": []}, "/questions": total}, stack_exchange="saga")
    assert reasons(none) == ["the site 'stackoverflow' has no tag 'saga'"]


HOSTILE = {
    "a page": (b"<!DOCTYPE html><title>Sign in</title>", "a page of HTML"),
    "nothing": (b" \n", "the answer is empty"),
    "truncated": (b'{"total": 1', "not valid JSON"),
    "nested": (b"[" * 100_000, "not valid JSON"),
    "nested inside": (b'{"total": ' + b'{"a":' * 100_000, "not valid JSON"),
    "no number": (b'{"total": NaN}', "`total`"),
    "endless": (b'{"total": Infinity}', "`total`"),
    "negative": (b'{"total": -1}', "`total`"),
    "huge": (b'{"total": 99999999999999999999}', "`total`"),
    "huge digits": (b'{"total": ' + b"9" * 10_000 + b"}", "not"),
    "a text": (b'{"total": "12"}', "`total`"),
    "a fraction": (b'{"total": 1.5}', "`total`"),
    "a truth": (b'{"total": true}', "`total`"),
    "a list": (b"[1]", "not understood"),
    "another key": (b'{"items": []}', "`total`"),
    "bytes": (b'{"total": "\xff\xfe"}', "not"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_an_answer_that_is_not_as_expected_gives_one_reason_and_no_value(name):
    content, said = HOSTILE[name]
    found = measured({"/tags": {"items": [{"name": "x"}]}, "/questions": content}, stack_exchange="x")
    assert found.readings == []
    (reason,) = reasons(found)
    assert said in reason
    assert len(reason) < 300


def test_texts_with_control_characters_and_impossible_dates_are_refused():
    for status, day in (
        ("Recommend\x1b[31mation", "2020-01-01"),
        ("Recommendation", "0001-01-01"),
        ("Recommendation", "9999-99-99"),
        ("Recommendation", 5),
    ):
        assert reasons(measured({"api.w3.org": {"status": status, "date": day}}, w3c="x"))[0].startswith(
            "the answer is not understood"
        )


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("github", ["x", "a/..", "a/b/c", "a/b?c", "-a/b", "a/b\n"]),
        ("pypi", ["", "a b", "a/../b", "-a", "a?x"]),
        ("npm", ["@a", "a/b", "../x", "a b", "@a/../b", "a#b"]),
        ("osv", ["celery", "PyPI:", ":x", "PyPI:a b"]),
        ("ietf", ["6455", "RFC6455", "rfc0", "draft-", "rfc1/../x"]),
        ("w3c", ["", "a/b", "../x"]),
        ("endoflife", ["a/b/c", "../x", "Node", "a?b"]),
        ("web_feature", ["A", "a_b", "../x"]),
        ("stack_exchange", ["a b", "a:b:c", "a/b", "a;b"]),
    ],
)
def test_a_name_that_would_lead_somewhere_else_is_never_asked_for(name, wrong):
    for value in wrong:
        tasks, gaps = plan_tasks([Subject("p", "x", {name: value})], collectors.installed_collectors())
        assert (list(tasks), len(gaps)) == ([], 1), value
        assert "cannot be looked up; accepted: " in gaps[0].reason


def test_a_registry_comes_before_the_repository_and_saves_its_requests():
    answers = {"registry": package(), "/releases": [release("2020-01-01")], "/repos": REPOSITORY}
    found = measured(answers, npm="x", github="o/r")
    assert values(found)["last-release"] == date(2026, 2, 2)
    assert not [gap for gap in found.gaps if "/releases" in gap.address]
    fallen_back = measured({"/releases": [release("2026-01-01")]}, npm="x", github="o/r")
    assert values(fallen_back)["last-release"] == date(2026, 1, 1)


class Point:
    """An entry point of another package."""

    dist = None

    def __init__(self, value, name="crates"):
        self.name, self.value, self._given = name, "other:COLLECTOR", value

    def load(self):
        if isinstance(self._given, Exception):
            raise self._given
        return self._given


def crates(measure, name="crates"):
    import re

    return Collector(name, "crates.io", re.compile(r"[a-z]+"), "a crate", (Measure(("downloads",), measure),))


def ask_once(subject, period):
    answer = yield Request(f"https://crates.example/{subject}")
    return [Measured("downloads", len(answer.content), "https://crates.example/")]


def ask_for_ever(subject, period):
    while True:
        yield Request("https://crates.example/")


def fail(subject, period):
    yield Request("https://crates.example/")
    raise KeyError("x")


def test_another_package_can_add_a_collector(monkeypatch):
    monkeypatch.setattr(collectors, "entry_points", lambda group: [Point(crates(ask_once))])
    found = measured({"crates.example/tokio": b"four"}, crates="tokio")
    assert values(found) == {"downloads": 4}
    assert found.readings[0].retrieved == DAY
    for measure, said in ((ask_for_ever, "asks more than 50 times"), (fail, "the collector fails: KeyError")):
        monkeypatch.setattr(collectors, "entry_points", lambda group, measure=measure: [Point(crates(measure))])
        assert said in reasons(measured({"crates": b"x"}, crates="tokio"))[0]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (ImportError("x"), "cannot be imported: ImportError"),
        ("text", "is str; expected a Collector"),
        (crates(ask_once, name="npm"), "there is another one named 'npm'"),
        (crates(ask_once, name="A b"), "has the name 'A b'"),
    ],
)
def test_a_collector_that_cannot_be_used_is_told(monkeypatch, given, said):
    monkeypatch.setattr(collectors, "entry_points", lambda group: [Point(given)])
    with pytest.raises(CollectorError, match="the collector 'crates'") as error:
        collectors.installed_collectors()
    assert said in str(error.value)


def test_the_entry_points_are_those_that_the_package_knows():
    import tomllib
    from pathlib import Path

    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["entry-points"][collectors.ENTRY_POINT_GROUP]
    assert declared == {name: f"sphinx_excellence.collectors.{name}:COLLECTOR" for name in collectors.OWN}
    assert list(collectors.installed_collectors()) == list(collectors.OWN)
