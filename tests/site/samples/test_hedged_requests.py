"""The hedge of the page is late, first come first served, paid from a budget, and leaves nothing running."""

from __future__ import annotations

import asyncio

import pytest

from tests.site.samples import defined_in


class Replicas:
    """Replicas that take a given time and answer or fail, and what was asked of them."""

    def __init__(self, **behaviour):
        self.behaviour, self.asked, self.cancelled, self.finished = behaviour, [], [], []

    async def call(self, name):
        self.asked.append(name)
        seconds, fails = self.behaviour[name]
        try:
            await asyncio.sleep(seconds)
        except asyncio.CancelledError:
            self.cancelled.append(name)
            raise
        self.finished.append(name)
        if fails:
            raise ConnectionError(name)
        return name


def ask(replicas, delay=0.02, budget=None, names=("a", "b")):
    page = defined_in("hedged-requests")
    budget = budget or page["HedgeBudget"]()

    async def run():
        try:
            return await page["hedged"](replicas.call, names, delay, budget)
        finally:
            await asyncio.sleep(0)  # let what was cancelled notice

    return asyncio.run(run())


def test_a_quick_answer_is_not_hedged():
    replicas = Replicas(a=(0, False), b=(0, False))
    assert ask(replicas) == "a" and replicas.asked == ["a"]


def test_a_slow_one_is_overtaken_and_cancelled():
    replicas = Replicas(a=(5, False), b=(0, False))
    assert ask(replicas) == "b" and replicas.cancelled == ["a"]


def test_the_first_copy_may_still_win():
    replicas = Replicas(a=(0.05, False), b=(5, False))
    assert ask(replicas) == "a" and replicas.cancelled == ["b"]


def test_a_failure_before_the_delay_is_not_hedged():
    replicas = Replicas(a=(0, True), b=(0, False))
    with pytest.raises(ConnectionError):
        ask(replicas)
    assert replicas.asked == ["a"]


@pytest.mark.parametrize("failing", ["a", "b"])
def test_the_failure_of_one_copy_does_not_end_the_call(failing):
    times = {"a": 0.05, "b": 0.05}
    times[failing] = 0.04 if failing == "a" else 0.01
    replicas = Replicas(**{name: (seconds, name == failing) for name, seconds in times.items()})
    assert ask(replicas) == ("b" if failing == "a" else "a")


def test_when_both_fail_the_call_fails():
    with pytest.raises(ConnectionError):
        ask(Replicas(a=(0.04, True), b=(0.01, True)))


def test_a_copy_that_is_cancelled_elsewhere_does_not_end_the_call():
    class Pool(Replicas):
        async def call(self, name):
            try:
                return await super().call(name)
            finally:
                if name == "a":
                    raise asyncio.CancelledError  # as from a connection pool that closes

    replicas = Pool(a=(0.04, False), b=(0.05, False))
    assert ask(replicas) == "b"


def test_a_lone_replica_is_waited_for():
    budget = defined_in("hedged-requests")["HedgeBudget"]()
    replicas = Replicas(a=(0.05, False))
    assert ask(replicas, budget=budget, names=["a"]) == "a"
    assert replicas.asked == ["a"] and budget.tokens == 10


def test_a_caller_that_gives_up_leaves_no_copy_behind():
    replicas = Replicas(a=(5, False), b=(5, False))
    page = defined_in("hedged-requests")

    async def run():
        second_asked = asyncio.Event()

        def ask_one(name):
            if name == "b":
                asyncio.get_running_loop().call_soon(second_asked.set)  # once the copy has begun
            return replicas.call(name)

        call = asyncio.ensure_future(page["hedged"](ask_one, ["a", "b"], 0.01, page["HedgeBudget"]()))
        await second_asked.wait()
        call.cancel()
        with pytest.raises(asyncio.CancelledError):
            await call
        await asyncio.sleep(0)

    asyncio.run(run())
    assert sorted(replicas.cancelled) == ["a", "b"]


def test_an_empty_budget_means_one_copy():
    budget = defined_in("hedged-requests")["HedgeBudget"](share=0.05, reserve=1)
    budget.take()
    replicas = Replicas(a=(0.05, False), b=(0, False))
    assert ask(replicas, budget=budget) == "a" and replicas.asked == ["a"]


def test_over_many_calls_the_budget_is_a_share_of_them():
    budget = defined_in("hedged-requests")["HedgeBudget"](share=0.05, reserve=10)
    taken = 0
    for _ in range(10_000):
        budget.call_began()
        taken += budget.take()
    assert 500 <= taken <= 511
