"""The log of the page keeps order by key, lets each group read for itself, and does not hide what expired."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def topic():
    """A topic with ten events of each of three customers."""
    topic = defined_in("event-streaming")["Topic"](4)
    for number in range(10):
        for key in ("ann", "bob", "cy"):
            topic.append(key, number)
    return topic


def read_all(topic, group):
    events = []
    for partition in range(4):
        while (batch := topic.poll(group, partition, limit=3))[0]:
            events += batch[0]
            topic.commit(group, partition, batch[1])
    return events


def test_each_group_reads_everything_in_the_order_of_a_key(topic):
    for group in ("warehouse", "fraud"):
        events = read_all(topic, group)
        assert len(events) == 30
        assert all([value for each, value in events if each == key] == list(range(10)) for key in ("ann", "bob", "cy"))
        assert read_all(topic, group) == []


def test_what_was_not_committed_is_read_again(topic):
    partition = topic.append("ann", "last")
    assert topic.poll("g", partition, limit=3) == topic.poll("g", partition, limit=3)


def test_a_group_that_starts_again_reads_the_same(topic):
    first = read_all(topic, "g")
    for partition in range(4):
        topic.commit("g", partition, 0)
    assert read_all(topic, "g") == first


def test_events_that_expired_unread_are_an_error_and_not_a_gap(topic):
    partition = topic.append("ann", "last")
    everything, end = topic.poll("ahead", partition)
    topic.commit("ahead", partition, 5)
    topic.expire(partition, 5)
    assert topic.poll("ahead", partition) == (everything[5:], end)
    topic.commit("behind", partition, 4)
    with pytest.raises(LookupError, match="behind wants 4, the log has 5 to"):
        topic.poll("behind", partition)
    topic.expire(partition, 3)  # what is gone already stays gone
    assert topic.begins[partition] == 5


def test_a_group_that_comes_after_the_first_events_expired_begins_where_the_log_does(topic):
    partition = topic.append("ann", "last")
    topic.expire(partition, 5)
    assert topic.poll("new", partition)[0] == topic.logs[partition]
    topic.expire(partition, 6)
    with pytest.raises(LookupError):
        topic.poll("new", partition)  # it has read from 5 on and handled nothing


def test_expiry_of_more_than_there_is_moves_no_one_who_has_read_everything(topic):
    partition = topic.append("ann", "last")
    read_all(topic, "g")
    topic.expire(partition, 1_000)
    assert topic.append("ann", "after") == partition
    assert read_all(topic, "g") == [("ann", "after")]


def test_a_position_that_the_log_does_not_have_yet_is_an_error_and_skips_nothing(topic):
    partition = topic.append("ann", "last")
    topic.commit("g", partition, 1_000)
    with pytest.raises(LookupError):
        topic.poll("g", partition)


def test_the_numbers_of_the_page():
    assert 6_000 / 500 == 12 and int(500 / 6_000 * 100) == 8
    assert round(50e6 * 7 * 86_400 * 3 / 1e12) == 91 and 50 * (2 + 5) == 350
    assert 6_000 * 3_600 == 21_600_000 and 21_600_000 / 2_000 / 3_600 == 3 and 21_600_000 / 500 / 3_600 == 12
    assert 64 * 6_000 / 2_000 == 192
