"""A session of the page goes on over another connection, and neither skips a message nor sends one twice."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

names = defined_in("websocket")
Session, Reload = names["Session"], names["Reload"]


def connected(session, last=0):
    """Resume after `last`; return what the connection receives, and how it is written to."""
    received = []

    def write(number, message):
        received.append((number, message))

    session.resume(write, last)
    return received, write


def test_what_was_sent_meanwhile_follows_on_the_next_connection():
    session = Session()
    received, write = connected(session)
    session.send("a")
    session.disconnected(write)
    session.send("b")
    assert received == [(1, "a")]
    received, _write = connected(session, last=1)
    session.send("c")
    assert received == [(2, "b"), (3, "c")]


def test_a_message_lost_in_flight_is_sent_again():
    session = Session()
    connected(session)
    session.send("a")
    session.send("b")
    assert connected(session, last=1)[0] == [(2, "b")]


@pytest.mark.parametrize("last", [0, 1, 5])
def test_who_missed_too_much_or_claims_what_was_not_sent_has_to_reload(last):
    session = Session(keep=2)
    for message in "abcd":
        session.send(message)
    with pytest.raises(Reload):
        connected(session, last)
    assert connected(session, last=2)[0] == [(3, "c"), (4, "d")]


def test_what_is_acknowledged_is_forgotten():
    session = Session()
    for message in "abc":
        session.send(message)
    session.acknowledge(2)
    assert list(session.kept) == [(3, "c")]
    with pytest.raises(Reload):
        connected(session, last=1)
    session.acknowledge(3)
    assert connected(session, last=3)[0] == []


def test_the_late_end_of_an_old_connection_does_not_cut_off_the_new_one():
    session = Session()
    old, write = connected(session)
    new, _write = connected(session)
    session.disconnected(write)
    session.send("a")
    assert (old, new) == ([], [(1, "a")])


def broken(_number, _message):
    raise BrokenPipeError


def test_a_connection_that_breaks_in_a_send_does_not_fail_the_sender_who_would_send_twice():
    session = Session()
    session.resume(broken, 0)
    session.send("a")
    session.send("b")
    assert connected(session)[0] == [(1, "a"), (2, "b")]


def test_a_connection_that_breaks_in_the_replay_is_left():
    session = Session()
    session.send("a")
    session.resume(broken, 0)
    assert session.write is None
    assert connected(session)[0] == [(1, "a")]


def test_a_client_may_acknowledge_in_the_middle_of_the_replay():
    session = Session()
    for message in "abc":
        session.send(message)
    received = []

    def write(number, message):
        received.append((number, message))
        session.acknowledge(number)

    session.resume(write, 0)
    assert received == [(1, "a"), (2, "b"), (3, "c")]
    assert not session.kept
