"""The chain of the page keeps confirmed writes through each failure, and shows readers nothing that is unconfirmed."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def chain():
    names = defined_in("chain-replication")
    return names["Chain"]([names["Node"]() for _ in range(3)]), names["Node"]


def begin(chain, key, value, *, reached):
    """Write at the head, and stop on the way, when so many nodes have it."""
    head = chain.nodes[0]
    entry = (key, head.latest(key) + 1, value)
    for node in chain.nodes[:reached]:
        node.update(*entry)


def everywhere(chain, key):
    return [chain.read(node, key) for node in chain.nodes]


def test_a_write_is_read_at_every_node(chain):
    chain, _node = chain
    chain.write("a", 1)
    chain.write("a", 2)
    assert everywhere(chain, "a") == [2, 2, 2]
    assert all(len(node.versions["a"]) == 1 and not node.unconfirmed for node in chain.nodes)


@pytest.mark.parametrize("reached", [1, 2])
def test_nobody_reads_a_write_before_the_tail_has_it(chain, reached):
    chain, _node = chain
    chain.write("a", 1)
    begin(chain, "a", 2, reached=reached)
    assert everywhere(chain, "a") == [1, 1, 1]


@pytest.mark.parametrize("reached", [1, 2])
def test_a_first_write_that_is_on_its_way_is_not_read_either(chain, reached):
    chain, _node = chain
    begin(chain, "a", 1, reached=reached)
    assert everywhere(chain, "a") == [None, None, None]


@pytest.mark.parametrize("failed", [0, 1, 2])
@pytest.mark.parametrize("reached", [1, 2])
def test_after_a_failure_the_rest_agrees_and_confirmed_writes_are_there(chain, failed, reached):
    chain, _node = chain
    chain.write("a", 1)
    begin(chain, "a", 2, reached=reached)
    chain.remove(chain.nodes[failed])
    values = everywhere(chain, "a")
    assert values == ([1, 1] if (failed, reached) == (0, 1) else [2, 2])  # only the head had it
    chain.write("a", 3)
    assert everywhere(chain, "a") == [3, 3]


def test_a_new_tail_has_everything_before_it_answers(chain):
    chain, node = chain
    chain.write("a", 1)
    begin(chain, "a", 2, reached=2)
    chain.append(node())
    assert everywhere(chain, "a") == [2, 2, 2, 2]
    for each in chain.nodes[:3]:
        chain.remove(each)
    assert everywhere(chain, "a") == [2]


def test_a_confirmation_that_was_lost_does_not_bring_an_old_version_back(chain):
    chain, _node = chain
    chain.write("a", 1)
    begin(chain, "a", 2, reached=3)
    chain.nodes[-1].confirm("a", 2)  # and the node before it fails
    chain.remove(chain.nodes[1])
    assert not chain.nodes[0].unconfirmed
    chain.write("a", 3)
    chain.remove(chain.nodes[-1])
    assert everywhere(chain, "a") == [3]


def test_a_node_that_returns_forgets_what_was_never_confirmed(chain):
    chain, _node = chain
    chain.write("a", 1)
    begin(chain, "a", "only the head has it", reached=1)
    head = chain.nodes[0]
    chain.remove(head)
    chain.write("a", 2)  # with the same number
    chain.append(head)
    assert everywhere(chain, "a") == [2, 2, 2]
    chain.write("a", 3)
    assert everywhere(chain, "a") == [3, 3, 3] and not head.unconfirmed


def test_the_last_node_is_not_removed(chain):
    chain, _node = chain
    chain.write("a", 1)
    for node in chain.nodes[1:]:
        chain.remove(node)
    with pytest.raises(RuntimeError, match="wait"):
        chain.remove(chain.nodes[0])
    assert everywhere(chain, "a") == [1]
