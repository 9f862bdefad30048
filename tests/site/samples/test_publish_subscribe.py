"""The topic of the page copies to each subscription, and no subscriber holds up another or loses messages unawares."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("publish-subscribe")


def read(subscription):
    messages = []
    while (message := subscription.next()) is not None:
        messages.append(message)
        subscription.acknowledge()
    return messages


def test_each_subscription_gets_each_message_it_wants_in_order(page):
    topic = page["Topic"]()
    stock, even = topic.subscribe("stock"), topic.subscribe("even", lambda message: message % 2 == 0)
    for number in range(4):
        topic.publish(number)
    assert read(stock) == [0, 1, 2, 3] and read(even) == [0, 2]


def test_a_full_subscription_holds_up_no_one_and_is_told_once_of_the_gap(page):
    topic = page["Topic"]()
    slow, other = topic.subscribe("slow", limit=2), topic.subscribe("other")
    for number in range(5):
        topic.publish(number)
    assert read(other) == [0, 1, 2, 3, 4]
    with pytest.raises(page["Gap"]):
        slow.next()
    assert slow.next() is None
    topic.publish(5)
    assert read(slow) == [5]


def test_a_subscriber_that_restarts_finds_what_was_published_meanwhile(page):
    topic = page["Topic"]()
    topic.subscribe("mail")
    topic.publish("while it was down")
    assert read(topic.subscribe("mail")) == ["while it was down"]


def test_what_is_not_acknowledged_is_delivered_again(page):
    topic = page["Topic"]()
    mail = topic.subscribe("mail")
    topic.publish("A")
    assert mail.next() == "A" and mail.next() == "A"


def test_a_late_subscription_has_nothing_from_before(page):
    topic = page["Topic"]()
    topic.publish("A")
    assert read(topic.subscribe("late")) == []


def test_the_numbers_of_the_page():
    assert round(0.999**6, 3) == 0.994 and round((1 - 0.999**6) * 730, 1) == 4.4
    assert round(500 * 7 * 86_400 / 1e6) == 302 and round(500 * 7 * 86_400 * 2_000 / 1e9) == 605
    assert round(500 * 7 / 300, 1) == 11.7
