"""The balancer of the page avoids slow instances and failing ones, with the figures that the page gives."""

from __future__ import annotations

import heapq
import random
from collections import Counter

from tests.site.samples import defined_in


def shares(duration, *, fails=False, penalty=1.0, seconds=3.0):
    """Send 2,000 requests a second to 20 instances, of which the first takes a duration; return each one's share."""
    now, rng, sent, ends = 0.0, random.Random(7), Counter(), []
    balancer = defined_in("load-balancing")["Balancer"](range(20), lambda: now, penalty, rng)
    while now < seconds:
        now += rng.expovariate(2000)
        while ends and ends[0][0] <= now:
            balancer.finished(instance := heapq.heappop(ends)[1], failed=fails and instance == 0)
        instance = balancer.choose()
        sent[instance] += 1
        heapq.heappush(ends, (now + (duration if instance == 0 else 0.010), instance))
    return {instance: count / sent.total() for instance, count in sent.items()}


def test_a_slow_instance_gets_two_requests_a_second_instead_of_a_hundred():
    share = shares(2.0)
    assert share[0] * 2000 < 4  # its first ones included
    assert all(0.04 < share[instance] < 0.065 for instance in range(1, 20))


def test_an_instance_that_fails_at_once_attracts_no_traffic():
    assert shares(0.001, fails=True)[0] < 0.01
    assert 0.07 < shares(0.001, fails=True, penalty=0)[0] < 0.09  # 8%: what the penalty is for


def test_an_error_is_forgotten_after_the_penalty():
    now = [0.0]
    balancer = defined_in("load-balancing")["Balancer"](["a", "b"], lambda: now[0])
    balancer.finished(failed := balancer.choose(), failed=True)
    assert balancer.load(failed) == 1
    now[0] = 1.0
    assert balancer.load(failed) == 0


def test_of_a_thousand_requests_on_a_thousand_servers_none_gets_four():
    balancer = defined_in("load-balancing")["Balancer"](range(1000), lambda: 0.0, rng=random.Random(1))
    assert max(Counter(balancer.choose() for _ in range(1000)).values()) == 3
    rng = random.Random(1)
    assert max(Counter(rng.randrange(1000) for _ in range(1000)).values()) in {5, 6}


def test_the_last_instance_gets_everything():
    balancer = defined_in("load-balancing")["Balancer"](["only"], lambda: 0.0)
    assert [balancer.choose() for _ in range(3)] == ["only"] * 3 and balancer.load("only") == 3
