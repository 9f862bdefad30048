"""The cache of the page loads what is missing at once, keeps nothing that was invalidated meanwhile, and outlives errors."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


class Profiles:
    """A loader that notes its queries, and can fail or be interrupted."""

    def __init__(self):
        self.rows, self.queries, self.fails, self.during = {"ada": 1, "bo": 2}, [], False, lambda: None

    def load_many(self, keys):
        self.queries.append(list(keys))
        if self.fails:
            raise TimeoutError
        rows = {key: self.rows[key] for key in keys if key in self.rows}
        self.during()
        return rows


@pytest.fixture
def cached():
    """A cache, the profiles behind it, and its clock."""
    now, profiles = [0.0], Profiles()
    cache = defined_in("read-through")["ReadThrough"](profiles.load_many, lambda: now[0], fresh=60.0, keep=3600.0)
    return cache, profiles, now


def test_one_query_for_all_missing_keys_and_none_for_fresh_ones(cached):
    cache, profiles, now = cached
    cache.get_many(["ada"])
    assert cache.get_many(["bo", "ada", "bo", "cy"]) == {"bo": 2, "ada": 1, "cy": None}
    assert profiles.queries == [["ada"], ["bo", "cy"]]
    cache.get_many(["cy"])
    assert len(profiles.queries) == 2, "a missing row is remembered"
    now[0] = 60.0
    cache.get_many(["ada", "bo", "cy"])
    assert profiles.queries[-1] == ["ada", "bo", "cy"]


def test_a_value_that_was_invalidated_while_it_loaded_is_not_kept(cached):
    cache, profiles, _ = cached

    def change():
        profiles.during = lambda: None
        profiles.rows["ada"] = 9
        cache.invalidate("ada")

    profiles.during = change
    assert cache.get_many(["ada", "bo"]) == {"ada": 1, "bo": 2}
    assert cache.get_many(["ada", "bo"]) == {"ada": 9, "bo": 2}
    assert profiles.queries[-1] == ["ada"]


def test_a_load_that_fails_leaves_nothing_behind(cached):
    cache, profiles, _ = cached
    profiles.fails = True
    for key in ("ada", "invented"):
        with pytest.raises(TimeoutError):
            cache.get_many([key])
    assert (cache.entries, cache.loading) == ({}, {})
    profiles.fails = False
    assert cache.get_many(["ada"]) == {"ada": 1}


def test_of_two_loads_at_once_the_one_that_asked_later_is_kept(cached):
    cache, profiles, _ = cached

    def ask_again():
        profiles.during = lambda: None
        profiles.rows["ada"] = 9
        assert cache.get_many(["ada"]) == {"ada": 9}

    profiles.during = ask_again
    assert cache.get_many(["ada"]) == {"ada": 1}
    assert cache.get_many(["ada"]) == {"ada": 9}


def test_the_age_counts_from_the_question(cached):
    cache, profiles, now = cached
    profiles.during = lambda: now.__setitem__(0, 50.0)  # the query takes 50 seconds
    cache.get_many(["ada"])
    profiles.during = lambda: None
    now[0] = 60.0
    cache.get_many(["ada"])
    assert len(profiles.queries) == 2


def test_old_values_are_served_while_loading_fails_but_not_for_ever(cached):
    cache, profiles, now = cached
    cache.get_many(["ada"])
    profiles.fails = True
    now[0] = 3599.0
    assert cache.get_many(["ada"]) == {"ada": 1}
    with pytest.raises(TimeoutError):
        cache.get_many(["ada", "bo"])  # nothing is held of the second
    now[0] = 3600.0
    with pytest.raises(TimeoutError):
        cache.get_many(["ada"])
