"""Sessions of the page read their own writes, never go back, and are not misled by positions of an old leader."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def site():
    names = defined_in("leader-follower")
    leader, fast, slow = names["Replica"](), names["Replica"](), names["Replica"]()
    return names["Session"], leader, fast, slow


def test_a_user_reads_what_the_user_has_written(site):
    session_of, leader, fast, slow = site
    user = session_of(leader, [slow, fast])
    entry = user.write("basket", 1)
    assert user.read("basket") == 1  # no follower has it yet: the leader answers
    fast.apply(*entry)
    leader.rows["basket"] = "not from the leader"
    assert user.read("basket") == 1


def test_a_session_never_goes_back_to_an_older_state(site):
    session_of, leader, fast, slow = site
    writer = session_of(leader, [])
    fast.apply(*writer.write("price", 5))
    reader = session_of(leader, [fast, slow])
    assert reader.read("price") == 5
    reader.followers.reverse()  # the balancer now prefers the follower that is behind
    assert reader.read("price") == 5


def test_another_session_may_read_old_data(site):
    session_of, leader, _fast, slow = site
    session_of(leader, []).write("price", 5)
    assert session_of(leader, [slow]).read("price") is None


def test_a_repeat_changes_nothing_and_a_gap_is_refused(site):
    session_of, leader, fast, _slow = site
    user = session_of(leader, [])
    first, second, third = (user.write("price", each) for each in (1, 2, 3))
    with pytest.raises(LookupError):
        fast.apply(*second)
    for entry in (first, second, first, third):
        fast.apply(*entry)
    assert (fast.position, fast.rows["price"]) == (3, 3)


def failed_over(site, writes):
    """Hand over after so many writes: the old follower has all of them, and the new leader has lost all but two."""
    session_of, leader, new_leader, old_follower = site
    for value in range(writes):
        entry = session_of(leader, []).write("price", value)
        old_follower.apply(*entry)
        if value < 2:
            new_leader.apply(*entry)
    new_leader.term = 2
    return site


def test_followers_of_an_old_leader_do_not_answer_after_a_failover(site):
    session_of, _leader, new_leader, slow = failed_over(site, 3)
    user = session_of(new_leader, [slow])
    user.write("price", "new")  # at position 3, where the old follower has another write
    assert slow.position == new_leader.position
    assert user.read("price") == "new"
    with pytest.raises(PermissionError):
        new_leader.apply(1, 4, 1, "price", "from the old leader")


def test_a_follower_with_entries_of_the_old_leader_takes_none_of_the_new_one(site):
    session_of, _leader, new_leader, ahead = failed_over(site, 5)
    entries = [session_of(new_leader, []).write("price", value) for value in "abcde"]
    for entry in entries:  # at positions 3 to 7, and `ahead` is at 5: neither the first nor the next one fits
        with pytest.raises(LookupError):
            ahead.apply(*entry)
    assert (ahead.at(), ahead.rows["price"]) == ((1, 5), 4)


def test_a_follower_that_is_behind_catches_up_over_a_change_of_leader(site):
    session_of, leader, new_leader, behind = site
    entries = [session_of(leader, []).write("price", value) for value in range(2)]
    for entry in entries:
        new_leader.apply(*entry)
    new_leader.term = 2
    entries += [session_of(new_leader, []).write("price", value) for value in "ab"]
    for entry in entries:
        behind.apply(*entry)
    behind.apply(*entries[-1])
    assert (behind.at(), behind.rows) == ((2, 4), {"price": "b"})


def test_a_leader_may_send_everything_again_after_a_change_of_leader(site):
    session_of, leader, new_leader, follower = site
    entries = [session_of(leader, []).write("price", value) for value in range(2)]
    for entry in entries:
        new_leader.apply(*entry)
    new_leader.term = 2
    entries.append(session_of(new_leader, []).write("price", "new"))
    for entry in entries * 2:  # the confirmations were lost, and the leader begins again
        follower.apply(*entry)
    assert (follower.at(), follower.rows) == ((2, 3), {"price": "new"})
