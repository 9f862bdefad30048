"""Signatures of the page hold for the bytes, the id and the time; its sender repeats, and gives up in the end."""

from __future__ import annotations

import http.client

import pytest

from tests.site.samples import defined_in

SECRET, OLD = b"new secret", b"old secret"


@pytest.fixture
def page():
    return defined_in("webhook")


def request(page, body=b'{"a": 1}', secret=SECRET, event="81", now=1000):
    headers = {"webhook-id": event, "webhook-timestamp": str(now)}
    return {**headers, "webhook-signature": page["sign"](secret, event, now, body)}, body


def test_a_signed_request_is_accepted_with_either_secret_during_a_change(page):
    for secret in (SECRET, OLD):
        headers, body = request(page, secret=secret)
        assert page["verify"]([SECRET, OLD], headers, body, now=1000) == "81"
    headers, body = request(page, secret=OLD)
    with pytest.raises(page["Refused"]):
        page["verify"]([SECRET], headers, body, now=1000)


def test_a_sender_may_sign_with_both_secrets(page):
    headers, body = request(page, secret=OLD)
    both = {**headers, "webhook-signature": "v0 " + headers["webhook-signature"]}
    assert page["verify"]([OLD], both, body, now=1000) == "81"


@pytest.mark.parametrize("change", ["body", "webhook-id", "webhook-timestamp", "webhook-signature"])
def test_whatever_is_changed_is_noticed(page, change):
    headers, body = request(page)
    if change == "body":
        body = b'{"a":1}'  # the same JSON in other bytes
    else:
        headers[change] = {"webhook-id": "82", "webhook-timestamp": "1001", "webhook-signature": "0" * 64}[change]
    with pytest.raises(page["Refused"], match="no signature fits"):
        page["verify"]([SECRET], headers, body, now=1000)


@pytest.mark.parametrize("now", [1301, 699])
def test_a_recorded_request_is_refused_later(page, now):
    headers, body = request(page)
    assert page["verify"]([SECRET], headers, body, now=1300) == page["verify"]([SECRET], headers, body, now=700) == "81"
    with pytest.raises(page["Refused"], match="too old"):
        page["verify"]([SECRET], headers, body, now=now)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": None},
        {"webhook-id": "\udce9"},
        {"webhook-timestamp": "soon"},
        {"webhook-signature": None},
        {"webhook-signature": "\udce9"},
    ],
)
def test_a_request_of_the_wrong_form_is_refused_and_not_an_error(page, change):
    headers, body = request(page)
    malformed = {key: value for key, value in {**headers, **change}.items() if value is not None}
    with pytest.raises(page["Refused"], match="missing or has the wrong form"):
        page["verify"]([SECRET], malformed, body, now=1000)


def test_a_signature_outside_ascii_does_not_fit(page):
    headers, body = request(page)
    with pytest.raises(page["Refused"], match="no signature fits"):
        page["verify"]([SECRET], {**headers, "webhook-signature": "\xe9" * 64}, body, now=1000)


def arrivals_after(outage, pauses):
    """Count arrivals at each second from the end of an outage on, for one event a second before and after."""
    counts: dict[int, int] = {}
    for published in range(4 * outage):
        at = published
        for pause in pauses:
            if at >= outage:
                break
            at += pause
        counts[at] = counts.get(at, 0) + 1
    return counts


class Endpoint:
    def __init__(self, *answers):
        self.answers, self.seen = list(answers), []

    def __call__(self, url, headers, body):
        self.seen.append((int(headers["webhook-timestamp"]), headers["webhook-id"], headers["webhook-signature"]))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer


def run(sender, until):
    for now in range(until):
        while sender.work(now):
            pass


def test_a_failed_delivery_is_repeated_with_the_same_id_and_a_new_signature(page):
    endpoint = Endpoint(OSError("timed out"), 500, 204)
    sender = page["Sender"](endpoint, SECRET)
    sender.publish("https://shop.example/hook", "81", b"{}", 0)
    run(sender, 400)
    assert [seen[:2] for seen in endpoint.seen] == [(0, "81"), (5, "81"), (305, "81")]
    assert len({signature for _at, _id, signature in endpoint.seen}) == 3
    assert sender.due == [] and sender.disabled == set()


@pytest.mark.parametrize("error", [http.client.BadStatusLine("?"), UnicodeError("label too long")])
def test_what_a_stranger_typed_or_answers_stops_no_other_delivery(page, error):
    endpoint = Endpoint(error, 204)
    sender = page["Sender"](endpoint, SECRET)
    sender.publish("https://shop.example/hook", "81", b"{}", 0)
    sender.publish("https://other.example/hook", "82", b"{}", 0)
    run(sender, 10)
    assert [seen[:2] for seen in endpoint.seen] == [(0, "81"), (0, "82"), (5, "81")]
    assert sender.due == []


def test_after_the_last_pause_the_endpoint_is_disabled_and_gets_nothing_more(page):
    endpoint = Endpoint(500)
    sender = page["Sender"](endpoint, SECRET)
    sender.publish("https://shop.example/hook", "81", b"{}", 0)
    for now in (0, 5, 305, 2105, 9305, 27_305, 63_305, 99_305):
        assert sender.work(now)
    assert endpoint.seen[-1][0] == sum(sender.PAUSES) == 99_305
    assert sender.disabled == {"https://shop.example/hook"}
    sender.publish("https://shop.example/hook", "82", b"{}", 99_306)
    assert sender.work(99_306) and len(endpoint.seen) == 8


def test_one_event_that_is_always_refused_does_not_disable_an_endpoint_that_accepts_others(page):
    sender = page["Sender"](lambda url, headers, body: 400 if body == b"bad" else 204, SECRET)
    sender.publish("https://shop.example/hook", "81", b"bad", 0)
    sender.publish("https://shop.example/hook", "82", b"good", 50_000)
    for now in (0, 5, 305, 2105, 9305, 27_305, 50_000, 63_305, 99_305):
        assert sender.work(now)
    assert sender.due == [] and sender.disabled == set()


def test_gone_is_believed_at_once_and_other_endpoints_go_on(page):
    sender = page["Sender"](lambda url, headers, body: 410 if "old" in url else 204, SECRET)
    sender.publish("https://old.example", "1", b"", 0)
    sender.publish("https://new.example", "1", b"", 0)
    run(sender, 1)
    assert sender.disabled == {"https://old.example"} and sender.due == []


def test_the_numbers_of_the_page():
    assert 2000 / 5 == 400 and 500 * 3 * 0.2 == 300 and 150 * 10 == 1500
    assert 99_305 == 27 * 3600 + 35 * 60 + 5
    assert round(1500 * 0.02 * 99_305 / 1e6, 1) == 3.0 and round(1500 * 0.02 * 99_305 * 2000 / 1e9) == 6
    assert 10 * 3600 / (20 / 0.005) == 9


def test_after_an_hour_without_the_receiver_the_pauses_spread_what_comes_back_over_two_hours(page):
    counts = arrivals_after(3600, page["Sender"].PAUSES)
    assert max(counts.values()) == 4
    late = [second for second, count in counts.items() if count > 1]
    assert 3600 + 7000 < max(late) <= 3600 + 7200
