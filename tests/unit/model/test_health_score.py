"""The score of a pattern's health: one formula, for any signals that there are."""

from datetime import date

import pytest
from pydantic import ValidationError

from sphinx_excellence.model.health import Reading, quarter_of
from sphinx_excellence.model.health_score import signal_score
from sphinx_excellence.model.signal import DEFAULT_SIGNALS, ScorePoint, Signal

END = date(2025, 12, 31)
SOURCE = 'source: "https://example.org/", retrieved: 2025-12-01'


def a_signal(points, **more):
    scores = tuple(ScorePoint(value=str(value), score=score) for value, score in points.items())
    return Signal(id="s", title="S", scores=scores, **more)


@pytest.mark.parametrize(
    ("value", "score"),
    [("-5", 0), ("0", 0), ("2.5", 0.25), ("5", 0.5), ("20", 0.75), ("35", 1), ("1e3", 1),
     ("nan", None), ("inf", None), ("1_0", None), ("٣", None), ("ten", None), ("", None)],
)  # fmt: skip
def test_a_number_is_scored_between_the_points_around_it(value, score):
    assert a_signal({35: 1, 0: 0, 5: 0.5}).score(value, END) == pytest.approx(score)


@pytest.mark.parametrize(("value", "score"), [("1000", 0), ("100000", 0.5), ("10000000", 1), ("0", 0), ("-3", None)])
def test_a_logarithmic_scale_goes_by_magnitudes(value, score):
    assert DEFAULT_SIGNALS["downloads"].score(value, END) == pytest.approx(score)


@pytest.mark.parametrize(
    ("value", "score"),
    [("2025-12-31", 1), ("2025-07-05", 1), ("2024-04", 0.5), ("2022-12-31", 0), ("1999", 0), ("2027-01-01", 1), ("x", None)],
)  # fmt: skip
def test_a_date_is_scored_by_its_age_in_months_at_the_end_of_the_quarter(value, score):
    assert DEFAULT_SIGNALS["last-release"].score(value, END) == pytest.approx(score, abs=0.01)


def test_support_that_ends_later_scores_higher():
    support = DEFAULT_SIGNALS["vendor-support"]
    assert [round(support.score(day, END), 1) for day in ("2028-01-01", "2027-01-01", "2025-12-31", "2024-01-01")] == [
        1.0, 0.5, 0.0, 0.0,
    ]  # fmt: skip


@pytest.mark.parametrize(("combine", "score"), [("best", 1), ("worst", 0.2), ("mean", 0.6), ("total", 1)])
def test_several_readings_become_one_score(combine, score):
    signal = a_signal({0: 0, 10: 1}, combine=combine)
    readings = [Reading(value="2"), Reading(value="10"), Reading(value="many")]
    assert signal_score(signal, readings, END) == pytest.approx(score)
    assert signal_score(signal, [Reading(value="many")], END) is None


@pytest.mark.parametrize(
    ("limits", "accepted"),
    [({}, ["-1", "0", "100", "101"]), ({"least": 0}, ["0", "100", "101"]), ({"most": 100}, ["-1", "0", "100"]),
     ({"least": 0, "most": 100}, ["0", "100"])],
)  # fmt: skip
def test_a_number_outside_of_the_limits_has_no_score(limits, accepted):
    signal = a_signal({0: 0, 10: 1}, **limits)
    values = ["-1", "0", "100", "101"]
    assert [value for value in values if signal.accepts(value)] == accepted
    assert [value for value in values if signal.score(value, END) is not None] == accepted


def test_no_count_is_negative_and_no_share_more_than_all():
    numbers = [signal for signal in DEFAULT_SIGNALS.values() if signal.type == "number"]
    assert len(numbers) > 5
    assert not any(signal.accepts("-1") for signal in numbers)
    assert [signal.id for signal in numbers if not signal.accepts("101")] == ["usage"]


@pytest.mark.parametrize(
    "wrong",
    [{"scores": []}, {"scores": [{"value": "x", "score": 1}]}, {"scores": [{"value": 1, "score": 2}]},
     {"scores": [{"value": 1, "score": 1}, {"value": "1.0", "score": 0}]}, {"type": "choice", "combine": "total"},
     {"weight": -1}, {"weight": float("nan")}, {"least": 3, "most": 2}, {"least": float("inf")},
     {"type": "date", "least": 0}, {"type": "choice", "most": 3}],
)  # fmt: skip
def test_a_signal_that_cannot_be_scored_is_refused(wrong):
    with pytest.raises(ValidationError):
        Signal(**{"id": "s", "title": "S", "scores": [{"value": 1, "score": 1}], **wrong})


def health(bench, text):
    return bench.load("patterns: {a: {title: A, aliases: [b]}}\n" + text).registry.health


def quarter(name, **signals):
    rows = "".join(f"        {key.replace('_', '-')}: {{value: {value}, {SOURCE}}}\n" for key, value in signals.items())
    return f"  {name}:\n    b:\n      signals:\n{rows}" if rows else f"  {name}:\n    b: {{signals: {{}}}}\n"


def test_a_missing_signal_counts_neither_as_nothing_nor_as_all(bench):
    (known,) = health(bench, "health:\n" + quarter("2025Q4", maintenance="maintained", downloads=100000)).of("a")
    assert known.score == pytest.approx((2 * 1 + 1 * 0.5) / 3)
    assert (known.confidence, known.certainty, known.trend, known.change) == (2 / 5, "low", "", None)


def test_the_change_is_of_the_signals_that_both_quarters_have(bench):
    text = (
        "health:\n"
        + quarter("2025Q4", named_adopters=5, maintenance="maintained")
        + quarter("2025Q2", named_adopters=4)
    )
    before, after = health(bench, text).of("a")
    assert (before.quarter, after.quarter) == ("2025Q2", "2025Q4")
    assert after.change == pytest.approx(0.1)
    assert after.trend == "rising"
    assert after.score == pytest.approx((2 * 0.5 + 2 * 1) / 4)


def readings(name, signal, **values):
    rows = ", ".join(f"{{of: {of}, value: {value}, {SOURCE}}}" for of, value in values.items())
    return f"  {name}: {{b: {{signals: {{{signal}: [{rows}]}}}}}}\n"


@pytest.mark.parametrize(
    ("signal", "before", "after", "change", "is_like"),
    [("named-adopters", {"x": 4}, {"x": 4, "y": 9}, 0, False), ("named-adopters", {"x": 2, "y": 9}, {"x": 4}, 0.2, False),
     ("named-adopters", {"x": 2, "y": 4}, {"y": 4, "x": 4}, 0, True), ("downloads", {"x": 1000}, {"x": 1000, "y": 10**7}, 0, False),
     ("named-adopters", {"x": 2}, {"y": 4}, None, False)],
)  # fmt: skip
def test_the_change_compares_each_thing_with_itself(bench, signal, before, after, change, is_like):
    text = "health:\n" + readings("2025Q3", signal, **before) + readings("2025Q4", signal, **after)
    newest = health(bench, text).newest("a")
    assert newest.change == (None if change is None else pytest.approx(change))
    assert newest.is_like_before is is_like


def test_what_was_measured_of_nothing_named_is_compared_with_its_like(bench):
    text = "health:\n" + quarter("2025Q3", named_adopters=2) + quarter("2025Q4", named_adopters=4)
    assert health(bench, text).newest("a").change == pytest.approx(0.2)
    named = "health:\n" + quarter("2025Q3", named_adopters=2) + readings("2025Q4", "named-adopters", x=4)
    assert health(bench, named).newest("a").change is None


@pytest.mark.parametrize(("adopters", "trend"), [(4.9, "stable"), (5, "rising"), (3.1, "stable"), (3, "declining")])
def test_a_small_change_is_none(bench, adopters, trend):
    text = "health:\n" + quarter("2025Q3", named_adopters=4) + quarter("2025Q4", named_adopters=adopters)
    assert health(bench, text).newest("a").trend == trend


def test_without_a_signal_in_common_there_is_no_trend(bench):
    text = "health:\n" + quarter("2025Q3", downloads=4) + quarter("2025Q4", named_adopters=4)
    assert health(bench, text).newest("a").change is None
    empty = health(bench, "health:\n" + quarter("2025Q4"))
    assert (empty.newest("a").score, empty.newest("a").certainty) == (None, "low")


def test_a_signal_of_the_project_replaces_the_default_one_and_one_without_weight_is_not_scored(bench):
    text = "signals:\n  downloads: {title: D, scores: [{value: 0, score: 0}, {value: 10, score: 1}]}\n"
    text += "  maintenance: {title: M, type: choice, weight: 0, scores: [{value: archived, score: 0}]}\n"
    text += "health:\n" + quarter("2025Q4", downloads=5, maintenance="archived")
    known = health(bench, text).newest("a")
    assert dict(known.scores) == {"downloads": 0.5}


def test_the_quarter_of_a_day():
    assert [quarter_of(date(2026, month, 1)) for month in (1, 3, 4, 9, 12)] == [
        "2026Q1", "2026Q1", "2026Q2", "2026Q3", "2026Q4",
    ]  # fmt: skip


def test_health_is_exported_as_it_is_written(bench):
    text = "health:\n" + quarter("2025Q4", downloads=4)
    record = bench.load("patterns: {a: {title: A, aliases: [b]}}\n" + text).registry.of_kind("health")["2025Q4"]
    assert record.model_dump(by_alias=True, exclude_unset=True, exclude={"id"}) == {
        "title": "2025 Q4",
        "b": {"signals": {"downloads": {"value": "4", "source": "https://example.org/", "retrieved": "2025-12-01"}}},
    }
