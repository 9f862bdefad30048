"""The workflow of the page takes up its history, does a step again after a crash, and refuses other code."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

names = defined_in("orchestration-saga")
Workflow = names["Workflow"]


class Crash(BaseException):
    """The process ends."""


def steps(flow, done, *wanted):
    return [flow.step(name, lambda name=name: done.append(name) or f"{name} of {len(done)}") for name in wanted]


def test_what_is_recorded_is_not_done_again_and_has_the_same_result():
    history, done = [], []
    first = steps(Workflow(history), done, "charge", "ship")
    assert steps(Workflow(history), done, "charge", "ship") == first == ["charge of 1", "ship of 2"]
    assert done == ["charge", "ship"]


def test_another_process_goes_on_after_the_last_record():
    history, done = [], []
    steps(Workflow(history), done, "charge")
    assert steps(Workflow(history), done, "charge", "ship")[1] == "ship of 2"
    assert [name for name, *_rest in history] == done == ["charge", "ship"]


def test_a_crash_before_the_record_does_the_step_again():
    history, done = [], []

    def act():
        done.append("charge")
        if len(done) == 1:
            raise Crash
        return "p-2"

    with pytest.raises(Crash):
        Workflow(history).step("charge", act)
    assert history == []
    assert Workflow(history).step("charge", act) == "p-2"
    assert done == ["charge", "charge"]


def test_a_refusal_is_recorded_and_a_replay_takes_the_same_path():
    history, done, reasons = [], [], []

    def refused():
        done.append("ship")
        raise names["Rejected"]("sold out")

    def order(flow, refund):
        flow.step("charge", lambda: done.append("charge"))
        try:
            flow.step("ship", refused)
        except names["Rejected"] as refusal:
            reasons.append(str(refusal))
            return flow.step("refund", refund)

    def crash():
        raise Crash

    with pytest.raises(Crash):
        order(Workflow(history), crash)
    for _replay in range(2):
        assert order(Workflow(history), lambda: done.append("refund") or "refunded") == "refunded"
    assert done == ["charge", "ship", "refund"]
    assert reasons == ["sold out"] * 3  # the same in each replay


def test_a_release_that_inserts_a_step_stops_at_old_histories_and_does_nothing():
    history, done = [], []
    steps(Workflow(history), done, "charge", "ship")
    with pytest.raises(RuntimeError, match=r"'ship'.*'reserve'"):
        steps(Workflow(history), done, "charge", "reserve", "ship")
    assert done == ["charge", "ship"]


def test_the_order_of_the_page_charges_once_in_two_processes():
    assert names["charged"] == ["card"]
    assert [name for name, *_rest in names["history"]] == ["charge", "ship"]
