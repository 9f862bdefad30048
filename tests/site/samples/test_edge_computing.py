"""A site of the page allows what it can verify, refuses what is false, and asks where it may be behind."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

SECRETS = {"k1": b"secret one", "k2": b"secret two"}
CLAIMS = {"session": "s1", "user": "ann", "expires": 1000}


@pytest.fixture(scope="module")
def page():
    return defined_in("edge-computing")


@pytest.fixture
def gate(page):
    return page["Gate"](SECRETS, revoked={"s9"}, revoked_at=100.0)


def test_a_signed_token_is_allowed_until_it_expires(page, gate):
    token = page["sign"](CLAIMS, "k1", SECRETS["k1"])
    assert gate.decide(token, now=120) == "allow"
    gate.revoked_at = 999
    assert gate.decide(token, now=1000) == "refuse"


def test_a_token_that_was_changed_is_refused(page, gate):
    token = page["sign"](CLAIMS, "k1", SECRETS["k1"])
    forged = page["sign"]({**CLAIMS, "user": "root"}, "k1", b"guessed")
    key, body, signature = token.split(".")
    _, other, _ = forged.split(".")
    for each in (
        forged,
        f"{key}.{other}.{signature}",
        f"k2.{body}.{signature}",
        f"{key}.{body}",
        f"{key}.{body}.",
        "k1.",
    ):
        assert gate.decide(each, now=120) == "refuse"


def test_a_key_that_has_not_arrived_is_no_reason_to_refuse(page, gate):
    token = page["sign"](CLAIMS, "k3", b"the newest")
    assert gate.decide(token, now=120) == "ask the origin"
    assert gate.decide("", now=120) == "ask the origin"


def test_revoked_sessions_are_refused_and_an_old_list_is_not_trusted(page, gate):
    revoked, fine = (page["sign"]({**CLAIMS, "session": each}, "k2", SECRETS["k2"]) for each in ("s9", "s1"))
    assert gate.decide(revoked, now=120) == "refuse"
    assert gate.decide(fine, now=160) == "allow"
    assert gate.decide(fine, now=161) == "ask the origin"
    assert gate.decide(revoked, now=161) == "refuse"


def test_a_site_whose_clock_is_behind_its_list_does_not_trust_either(page, gate):
    token = page["sign"](CLAIMS, "k1", SECRETS["k1"])
    assert gate.decide(token, now=99) == "allow"
    assert gate.decide(token, now=39) == "ask the origin"


def test_claims_that_are_not_signed_are_not_parsed(page, gate):
    assert gate.decide("k1.not base64 of json.00", now=120) == "refuse"
