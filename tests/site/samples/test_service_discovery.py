"""The page's registry does not believe that all died at once, and its caller survives a registry that is wrong or gone."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("service-discovery")


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def registry(clock):
    return NAMES["Registry"](clock)


def test_an_entry_lives_while_it_is_renewed(clock, registry):
    for address in "abcd":
        registry.register("pay", address)
    clock.now = 20
    for address in "abc":
        registry.register("pay", address)
    clock.now = 31
    assert registry.sweep() == [("pay", "d")]
    assert registry.lookup("pay") == {"a", "b", "c"}
    registry.deregister("pay", "a")
    assert registry.lookup("pay") == {"b", "c"}
    assert registry.lookup("other") == set()


@pytest.mark.parametrize(("dead", "removed"), [(3, 3), (4, 0), (20, 0)])
def test_many_at_once_are_not_believed_to_be_dead(clock, registry, dead, removed):
    for number in range(20):
        registry.register("pay", number)
    clock.now = 20
    for number in range(dead, 20):
        registry.register("pay", number)
    clock.now = 31
    assert len(registry.sweep()) == removed
    assert len(registry.lookup("pay")) == 20 - removed


def test_a_single_instance_may_die(clock, registry):
    registry.register("pay", "a")
    clock.now = 31
    assert registry.sweep() == [("pay", "a")]


def caller(lists, well):
    """Return a caller that gets these lists one after the other; an exception in place of a list is raised."""
    answers = iter(lists)

    def lookup(_service):
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    return NAMES["Caller"](lookup, lambda _service, address: address in well)


def test_the_last_list_stays_when_the_registry_is_gone_or_empty():
    checkout = caller([{"a", "b"}, ConnectionRefusedError(), set()], well={"a", "b"})
    assert checkout.refresh("pay")
    assert not checkout.refresh("pay")
    assert not checkout.refresh("pay")
    assert checkout.addresses("pay") == ["a", "b"]


def test_a_first_list_may_be_empty():
    checkout = caller([set()], well=set())
    assert checkout.refresh("pay")
    assert checkout.addresses("pay") == []


def test_an_instance_leaves_only_when_it_is_missing_and_does_not_answer():
    well = {"a", "b", "c"}
    checkout = caller([{"a", "b"}, {"a", "c"}, {"a", "c"}], well)
    checkout.refresh("pay")
    checkout.refresh("pay")
    assert checkout.addresses("pay") == ["a", "b", "c"]
    well.remove("b")
    assert checkout.addresses("pay") == ["a", "c"]
    checkout.refresh("pay")
    well.add("b")
    assert checkout.addresses("pay") == ["a", "c"]


def test_if_none_seems_to_answer_all_are_tried():
    checkout = caller([{"a", "b"}], well=set())
    checkout.refresh("pay")
    assert checkout.addresses("pay") == ["a", "b"]


def test_a_mass_that_has_ended_stays_until_it_is_deregistered(clock, registry):
    for number in range(20):
        registry.register("pay", number)
    for clock.now in range(10, 600, 10):
        for number in range(4, 20):
            registry.register("pay", number)
        assert registry.sweep() == []
    for number in range(2):
        registry.deregister("pay", number)
    assert registry.sweep() == [("pay", 2), ("pay", 3)]


def test_many_services_share_one_registry(clock, registry):
    for number in range(20):
        registry.register("pay", number)
    registry.register("ship", 0)
    clock.now = 31
    for number in range(20):
        registry.register("pay", number)
    assert registry.sweep() == [("ship", 0)]
    assert (registry.lookup("ship"), len(registry.lookup("pay"))) == (set(), 20)
