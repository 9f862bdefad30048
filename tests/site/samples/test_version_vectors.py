"""The replicas of the page agree in any order, keep what a writer had not read, and miss conflicts when a name is used again."""

from __future__ import annotations

from copy import deepcopy
from itertools import permutations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("version-vectors")


def values(replica):
    return sorted(replica.get()[0])


def test_one_vector_covers_another_or_neither_does(page):
    covers = page["covers"]
    assert covers({"a": 2, "b": 1}, {"a": 1}) and not covers({"a": 1}, {"a": 2, "b": 1})
    assert covers({}, {}) and covers({"a": 1}, {})
    assert not covers({"a": 2}, {"a": 1, "b": 1}) and not covers({"a": 1, "b": 1}, {"a": 2})


def test_a_write_with_the_read_context_replaces_and_one_without_does_not(page):
    server = page["Replica"]("server")
    server.put("old", {})
    _, context = server.get()
    server.put("new", context)
    assert values(server) == ["new"]
    server.put("blind", {})
    assert values(server) == ["blind", "new"]


def test_two_clients_of_one_replica_that_read_the_same_both_survive_and_no_more(page):
    server = page["Replica"]("server")
    server.put("v0", {})
    _, context = server.get()
    server.put("a", context)
    server.put("b", context)  # had not read a: a plain vector of the server could not tell
    assert values(server) == ["a", "b"]
    server.put("merged", server.get()[1])
    assert values(server) == ["merged"]


def test_replicas_agree_whatever_the_order_and_however_often(page):
    laptop, server, phone = (page["Replica"](name) for name in ("laptop", "server", "phone"))
    laptop.put("1", {})
    server.receive(laptop)
    phone.receive(server)
    laptop.put("2", laptop.get()[1])
    phone.put("3", phone.get()[1])
    ends = set()
    for order in permutations((laptop, server, phone)):
        end = page["Replica"]("end")
        for replica in (*order, *order):
            end.receive(deepcopy(replica))
        ends.add((tuple(values(end)), tuple(sorted(end.seen.items()))))
    assert ends == {(("2", "3"), (("laptop", 2), ("phone", 1)))}


def test_an_old_copy_does_not_bring_back_what_was_replaced(page):
    laptop, server = page["Replica"]("laptop"), page["Replica"]("server")
    laptop.put("old", {})
    late = deepcopy(laptop)
    server.receive(laptop)
    server.put("new", server.get()[1])
    server.receive(late)
    assert values(server) == ["new"]
    laptop.receive(server)
    assert values(laptop) == ["new"]


def test_a_replica_restored_under_its_old_name_hides_a_conflict(page):
    laptop, server = page["Replica"]("laptop"), page["Replica"]("server")
    laptop.put("a", {})
    image = deepcopy(laptop)
    laptop.put("b", laptop.get()[1])
    server.receive(laptop)
    image.put("c", image.get()[1])
    server.receive(image)
    assert len(values(server)) == 1  # of b and c, with no sign that there were two


def test_a_value_that_was_read_elsewhere_is_replaced_there_too(page):
    laptop, server = page["Replica"]("laptop"), page["Replica"]("server")
    laptop.put("old", {})
    server.put("new", laptop.get()[1])  # the client read from one replica and writes to another
    server.receive(laptop)
    assert values(server) == ["new"]
    laptop.receive(server)
    assert values(laptop) == ["new"]


def test_a_context_with_a_higher_count_of_the_replica_itself_does_not_lose_the_write(page):
    restored, other = page["Replica"]("server"), page["Replica"]("laptop")
    restored.put("new", {"server": 5})
    other.seen = {"server": 5}
    other.receive(restored)
    assert values(other) == ["new"]


def test_the_numbers_of_the_page():
    assert 20 * (16 + 8 + 8) == 640 and 3 * 16 == 48 and 5000 * 16 == 80_000
    assert 25 * 16 * 200_000 == 80_000_000
    day = 86_400
    assert round(10 * 10 * 30 / day, 3) == 0.035 and round(day / (10 * 10 * 30)) == 29
