"""The page's ambassador hides many servers, repeats only what may be repeated, and keeps within the time it was given."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

Ambassador = defined_in("ambassador")["Ambassador"]


class Far:
    """Servers on the far side: `answers` says what each does, and every call takes as long as it is allowed to, or less."""

    def __init__(self, answers):
        self.answers, self.calls, self.now = answers, [], 0.0

    def clock(self):
        return self.now

    def send(self, server, request, seconds):
        self.calls.append((server, pytest.approx(seconds)))
        answer = self.answers[server]
        if answer == "hangs":
            self.now += seconds
            raise TimeoutError(server)
        if answer == "down":
            raise ConnectionRefusedError(server)
        return answer


def ambassador(far, shards=(("a", "b"),), **options):
    return Ambassador(far.send, shards, far.clock, **options)


def get(key="cart:1", **more):
    return {"operation": "get", "key": key, **more}


def test_a_key_is_always_at_the_same_shard_and_keys_are_spread():
    far = Far({"a": 1, "b": 2, "c": 3})
    one, two = (ambassador(far, shards=(("a",), ("b",), ("c",))) for _ in range(2))
    keys = [f"cart:{number}" for number in range(300)]
    assert [one.shard(key) for key in keys] == [two.shard(key) for key in keys]
    assert all(70 < [one.shard(key) for key in keys].count(shard) < 130 for shard in range(3))
    assert one.shard("cart:1") == 1  # written down: a restart or another version of Python must not move it


def test_a_read_goes_to_the_replica_when_the_first_server_fails():
    far = Far({"a": "down", "b": "basket"})
    assert ambassador(far).handle(get()) == "basket"
    assert [server for server, _ in far.calls] == ["a", "b"]


def test_a_server_that_hangs_leaves_time_for_the_next():
    far = Far({"a": "hangs", "b": "basket"})
    assert ambassador(far).handle(get()) == "basket"
    assert far.calls == [("a", 0.1), ("b", 0.1)]


def test_a_server_that_fails_at_once_leaves_all_the_time():
    far = Far({"a": "down", "b": "basket"})
    ambassador(far).handle(get())
    assert far.calls == [("a", 0.1), ("b", 0.2)]


@pytest.mark.parametrize("request_", [{"operation": "set", "key": "cart:1"}, get(once=True)])
def test_a_write_or_what_the_program_forbids_is_not_repeated(request_):
    far = Far({"a": "down", "b": "basket"})
    with pytest.raises(TimeoutError):
        ambassador(far).handle(request_)
    assert [server for server, _ in far.calls] == ["a"]


@pytest.mark.parametrize(("asked", "given"), [(0.05, 0.05), (9.0, 0.2)])
def test_the_program_may_shorten_the_time_and_not_lengthen_it(asked, given):
    far = Far({"a": "hangs", "b": "hangs"})
    with pytest.raises(TimeoutError):
        ambassador(far).handle(get(patience=asked))
    assert far.now == pytest.approx(given)


def test_without_time_nothing_is_sent():
    far = Far({"a": "basket", "b": "basket"})
    with pytest.raises(TimeoutError):
        ambassador(far).handle(get(patience=0))
    assert far.calls == []


def test_a_time_that_is_no_number_is_not_taken():
    far = Far({"a": "hangs", "b": "basket"})
    assert ambassador(far).handle(get(patience=float("nan"))) == "basket"
    assert far.calls == [("a", 0.1), ("b", 0.1)]
