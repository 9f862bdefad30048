"""An actor handles one message at a time and in order, restarts on a fault, gives up, and refuses when it is full."""

from __future__ import annotations

import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from tests.site.samples import defined_in

Actor = defined_in("actor-model")["Actor"]


@pytest.fixture
def pool():
    with ThreadPoolExecutor(8) as pool:
        yield pool


def settled(actor):
    """Wait until it has no mail and is not running."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        with actor.lock:
            if not actor.mail and (not actor.scheduled or actor.behaviour is None):
                return actor
        time.sleep(0.001)
    raise AssertionError("it does not come to rest")


class Counter:
    total = inside = most = 0

    def __call__(self, message):
        self.inside += 1
        self.most = max(self.most, self.inside)
        before = self.total
        time.sleep(0)  # another thread gets its chance to come in between
        self.total = before + message
        self.inside -= 1


def test_it_handles_one_message_at_a_time_without_a_lock_around_the_state(pool):
    counter = Counter()
    actor = Actor(pool, lambda: counter, capacity=10_000)

    def sends():
        for _ in range(250):
            assert actor.tell(1)

    senders = [threading.Thread(target=sends) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    settled(actor)
    assert counter.total == 1000 and counter.most == 1


def test_messages_of_one_sender_keep_their_order(pool):
    got = []
    actor = Actor(pool, lambda: got.append, capacity=10_000)
    for number in range(500):
        actor.tell(number)
    settled(actor)
    assert got == list(range(500))


def test_a_fault_costs_the_message_and_the_state_and_not_the_next_message(pool):
    answers = []

    def make():
        state = []

        def behaviour(message):
            state.append(10 / message)
            answers.append(len(state))

        return behaviour

    actor = Actor(pool, make)
    for message in (1, 1, 0, 1):
        actor.tell(message)
    settled(actor)
    assert answers == [1, 2, 1]


def test_a_fault_that_does_not_pass_ends_the_actor(pool):
    begun = []
    actor = Actor(pool, lambda: begun.append(1) or (lambda message: 1 / 0), restarts=3)
    for _ in range(10):
        actor.tell("x")
    settled(actor)
    assert len(begun) == 4 and actor.behaviour is None and not actor.mail
    assert not actor.tell("y")


def test_a_fault_while_it_makes_its_state_is_a_failure_too_and_the_mail_is_not_lost(pool):
    made, got = [], []

    def make():
        made.append(1)
        if len(made) in {2, 3}:
            raise OSError("the store is down")

        def behaviour(message):
            got.append(10 / message)

        return behaviour

    actor = Actor(pool, make, restarts=3)
    for message in (1, 0, 1):
        actor.tell(message)
    settled(actor)
    assert got == [10, 10] and len(made) == 4


def test_an_actor_whose_state_cannot_be_made_gives_up_and_says_so(pool):
    made = []

    def make():
        made.append(1)
        if len(made) > 1:
            raise OSError("the store is down")
        return lambda message: 1 / 0

    actor = Actor(pool, make, restarts=3)
    for _ in range(10):
        actor.tell("x")
    settled(actor)
    assert len(made) == 4 and not actor.tell("y")


def test_what_makes_the_state_may_send_to_the_actor(pool):
    got, actors = [], []

    def make():
        for actor in actors:
            assert actor.tell("load")

        def behaviour(message):
            if message == "bad":
                raise ValueError
            got.append(message)

        return behaviour

    actors.append(Actor(pool, make))
    actors[0].tell("bad")
    settled(actors[0])
    assert got == ["load"]


def test_a_full_mailbox_refuses(pool):
    go = Future()
    actor = Actor(pool, lambda: lambda message: go.result(10), capacity=3)
    assert actor.tell(0)
    while actor.mail:
        time.sleep(0.001)
    assert [actor.tell(n) for n in range(4)] == [True, True, True, False]
    go.set_result(None)
    settled(actor)
    assert actor.tell(5)
    settled(actor)


def test_a_busy_actor_makes_room_for_another():
    order = []
    with ThreadPoolExecutor(1) as pool:
        go = Future()
        pool.submit(go.result, 10)
        busy = Actor(pool, lambda: lambda message: order.append("busy"))
        other = Actor(pool, lambda: lambda message: order.append("other"))
        for _ in range(100):
            busy.tell("x")
        other.tell("x")
        go.set_result(None)
        settled(busy), settled(other)
    assert order.index("other") == 10 and order.count("busy") == 100


def test_the_numbers_of_the_page():
    assert 2e6 * 3e3 == 6e9 and 2e6 * 1e6 == 2e12
    assert 100_000 * 5e-6 == 0.5 and 20 * 5e-3 == 0.1 and 5000 * 5e-3 == 25 and 1000 / 25 == 40
    assert round(0.9 / 0.1) == 9 and round(0.99 / 0.01) == 99 and round(0.9 / (2 * 0.1), 1) == 4.5
    assert 200 * 2e3 * 3600 == 1.44e9
