"""The page's decision depends on person, device and resource, never on the network, and what it allows ends soon."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("zero-trust")
Request, Device, Rule, Denied, decide = (NAMES[name] for name in ("Request", "Device", "Rule", "Denied", "decide"))
HOUR = 3600

GROUPS = {"payroll": {"ada"}, "everyone": {"ada", "bob"}}
DEVICES = {"laptop": Device("ada", 2, reported=0), "old": Device("ada", 1, reported=0), "phone": Device("bob", 2, 0)}
RULES = {"salaries": Rule("payroll", 2, login_for=HOUR / 2), "wiki": Rule("everyone", 1)}
ASKED = Request("ada", login=0, device="laptop", resource="wiki")


def allowed(now=60, devices=DEVICES, groups=GROUPS, **changes):
    return decide(replace(ASKED, **changes), groups, devices, RULES, now)


def refused(reason, **changes):
    with pytest.raises(Denied, match=reason):
        allowed(**changes)


def test_a_known_person_on_a_known_device_gets_a_quarter_of_an_hour():
    assert allowed() == 60 + 900


def test_the_answer_ends_with_the_first_fact_that_ends():
    assert allowed(now=3500) == 3600  # the device's report
    assert allowed(now=1700, resource="salaries") == 1800  # the login


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"resource": "salaries", "person": "bob", "device": "phone"}, "no access"),
        ({"resource": "no-such-thing"}, "no access"),
        ({"device": "unknown"}, "registered"),
        ({"device": "phone"}, "registered"),
        ({"resource": "salaries", "device": "old"}, "update"),
        ({"now": HOUR}, "not reported"),
        ({"now": 1800, "resource": "salaries"}, "log in again"),
        ({"login": 121}, "log in again"),
        ({"login": float("nan")}, "log in again"),
        ({"devices": {"laptop": Device("ada", 2, reported=121)}}, "not reported"),
        ({"devices": {"laptop": Device("ada", 2, reported=float("nan"))}}, "not reported"),
    ],
)
def test_each_missing_fact_refuses_with_its_reason(changes, reason):
    refused(reason, **changes)


def test_clocks_of_servers_may_differ_a_little():
    assert allowed(login=120) == 60 + 900
    assert allowed(devices={"laptop": Device("ada", 2, reported=120)}) == 60 + 900


def test_a_changed_fact_counts_at_once():
    refused("no access", groups={**GROUPS, "everyone": {"bob"}})
    refused("update", devices={"laptop": Device("ada", 0, reported=0)})


def test_what_does_not_exist_is_refused_like_what_is_forbidden():
    texts = set()
    for resource in ("salaries", "no-such-thing"):
        with pytest.raises(Denied) as caught:
            allowed(person="bob", device="phone", resource=resource)
        texts.add(str(caught.value))
    assert len(texts) == 1


def test_the_network_is_not_asked():
    known = set(inspect.signature(decide).parameters) | set(Request.__dataclass_fields__)
    assert not known & {"address", "ip", "network", "source", "zone"}
