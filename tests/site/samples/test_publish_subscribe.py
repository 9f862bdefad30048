"""The topic of the page copies to each subscription, and no subscriber holds up another or loses messages unawares."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("publish-subscribe")


def read(subscription):
    messages = []
    while (delivery := subscription.next()) is not None:
        messages.append(delivery[1])
        subscription.acknowledge(delivery[0])
    return messages


def test_each_subscription_gets_each_message_it_wants_in_order(page):
    topic = page["Topic"]()
    stock, even = topic.subscribe("stock"), topic.subscribe("even", lambda message: message % 2 == 0)
    for number in range(4):
        topic.publish(number)
    assert read(stock) == [0, 1, 2, 3] and read(even) == [0, 2]


def test_a_full_subscription_holds_up_no_one_and_is_told_of_the_gap(page):
    topic = page["Topic"]()
    slow, other = topic.subscribe("slow", limit=2), topic.subscribe("other")
    for number in range(5):
        topic.publish(number)
    assert read(other) == [0, 1, 2, 3, 4]
    topic.publish(5)
    assert read(slow) == [page["GAP"], 5]


def test_a_subscriber_that_crashes_while_it_reads_the_state_is_told_of_the_gap_again(page):
    topic = page["Topic"]()
    slow = topic.subscribe("slow", limit=1)
    topic.publish("A")
    topic.publish("B")
    assert slow.next() == slow.next()
    assert read(slow) == [page["GAP"]]


def test_a_second_gap_is_not_acknowledged_with_the_first(page):
    topic = page["Topic"]()
    slow = topic.subscribe("slow", limit=2)
    for number in range(3):
        topic.publish(number)
    first, _ = slow.next()
    topic.publish(3)
    topic.publish(4)  # full again, while the state is read
    slow.acknowledge(first)
    assert read(slow) == [page["GAP"]]


def test_a_message_that_was_dropped_while_it_was_handled_can_be_acknowledged(page):
    topic = page["Topic"]()
    slow = topic.subscribe("slow", limit=1)
    topic.publish("A")
    number, _ = slow.next()
    topic.publish("B")
    slow.acknowledge(number)
    assert read(slow) == [page["GAP"]], "and the acknowledgement of A removes nothing else"
    slow.acknowledge(number)


def test_a_subscriber_that_restarts_finds_what_was_published_meanwhile(page):
    topic = page["Topic"]()
    topic.subscribe("mail")
    topic.publish("while it was down")
    assert read(topic.subscribe("mail")) == ["while it was down"]


def test_what_is_not_acknowledged_is_delivered_again(page):
    topic = page["Topic"]()
    mail = topic.subscribe("mail")
    topic.publish("A")
    assert mail.next()[1] == "A" and mail.next()[1] == "A"


def test_a_late_subscription_has_nothing_from_before(page):
    topic = page["Topic"]()
    topic.publish("A")
    assert read(topic.subscribe("late")) == []


def test_the_numbers_of_the_page():
    assert round(0.999**6, 3) == 0.994 and round((1 - 0.999**6) * 730, 1) == 4.4
    assert round(500 * 7 * 86_400 / 1e6) == 302 and round(500 * 7 * 86_400 * 2_000 / 1e9) == 605
    assert round(500 * 7 / 300, 1) == 11.7
    assert 500 * 2_000 == 1e6 and 500 * 2_000 * 7 == 7e6 and 500 * (1 - 0.02) == 490
