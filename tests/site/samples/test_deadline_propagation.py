"""The deadline of the page shrinks from hop to hop, survives bad headers, and never leaves a call without time."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    names = defined_in("deadline-propagation")
    return names["Deadline"], names["DeadlineExceeded"]


def at(now):
    return lambda: now[0]


def test_each_hop_gets_less(page):
    deadline_of, _ = page
    entry, a, b = [100.0], [5.0], [9_000.0]  # three machines whose clocks have nothing in common
    first = deadline_of(1.0, at(entry))
    _, headers = first.for_call(limit=3.0)
    second = deadline_of.of_request(headers, 10.0, at(a))
    a[0] += 0.15
    timeout, headers = second.for_call(limit=3.0)
    assert 0.825 < timeout <= 0.83 and headers == {"x-timeout-ms": str(round(timeout * 1000))}
    third = deadline_of.of_request(headers, 10.0, at(b))
    assert third.left() == pytest.approx(timeout)


def test_a_call_is_not_longer_than_its_own_limit(page):
    deadline_of, _ = page
    timeout, _ = deadline_of(10.0, lambda: 0.0).for_call(limit=0.25)
    assert timeout == 0.25


@pytest.mark.parametrize(
    "sent", [{}, *({"x-timeout-ms": each} for each in ("", "soon", "1e9", "99999999", "9" * 400, "9" * 5000))]
)
def test_what_arrives_is_limited(page, sent):
    deadline_of, _ = page
    assert deadline_of.of_request(sent, 2.0, lambda: 0.0).left() == 2.0


@pytest.mark.parametrize("sent", ["0", "-5"])
def test_a_deadline_that_has_passed_is_not_a_default(page, sent):
    deadline_of, exceeded = page
    with pytest.raises(exceeded):
        deadline_of.of_request({"x-timeout-ms": sent}, 2.0, lambda: 0.0).check()


def test_work_that_cannot_end_in_time_is_not_begun(page):
    deadline_of, exceeded = page
    now = [0.0]
    deadline = deadline_of(1.0, at(now))
    now[0] = 0.98
    deadline.check(needed=0.01)
    with pytest.raises(exceeded, match="20 ms left, 30 needed"):
        deadline.check(needed=0.03)


def test_no_call_is_sent_without_a_millisecond(page):
    deadline_of, exceeded = page
    now = [0.0]
    deadline = deadline_of(1.0, at(now))
    now[0] = 0.9895
    with pytest.raises(exceeded):
        deadline.for_call(limit=1.0)
