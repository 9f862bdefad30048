"""The cache of the page refuses late fills, lets one reader query, and leaves no value behind an error."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in


class Database:
    """Rows that can change, or fail, while they are read."""

    def __init__(self, **rows):
        self.rows, self.reads, self.during = rows, 0, lambda: None

    def read(self, key):
        self.reads += 1
        value = self.rows.get(key)
        self.during()
        return value

    def write(self, key, value):
        self.rows[key] = value


@pytest.fixture
def shop():
    """A catalogue with one product, and its clock."""
    page, now = defined_in("cache-aside"), [0.0]
    database = Database(lamp=10)
    cache = page["Cache"](lambda: now[0], ttl=300.0, lease_time=10.0)
    return page["Catalogue"](cache, database, pause=lambda: None), database, now


def read_while_the_database_fails(catalogue, database):
    """Read the lamp in vain; afterwards the database answers again."""

    def fail():
        raise TimeoutError

    database.during = fail
    with pytest.raises(TimeoutError):
        catalogue.read("lamp")
    database.during = lambda: None


def test_a_second_read_needs_no_query_until_the_value_expires(shop):
    catalogue, database, now = shop
    assert (catalogue.read("lamp"), catalogue.read("lamp")) == (10, 10)
    assert database.reads == 1
    now[0] = 300.0
    catalogue.read("lamp")
    assert database.reads == 2


def test_a_value_read_before_a_write_is_not_stored_after_it(shop):
    catalogue, database, _ = shop
    database.during = lambda: (setattr(database, "during", lambda: None), catalogue.write("lamp", 12))
    assert catalogue.read("lamp") == 10  # it was the value when the query ran
    assert catalogue.read("lamp") == 12


def test_only_one_of_many_readers_fills_and_the_others_still_get_an_answer(shop):
    catalogue, database, _ = shop
    _, lease = catalogue.cache.get("lamp")
    assert catalogue.read("lamp") == 10
    assert catalogue.cache.values == {}, "the reader without a lease filled it"
    catalogue.cache.fill("lamp", 10, lease)
    catalogue.read("lamp")
    assert database.reads == 1


def test_a_reader_that_waits_gets_what_the_other_one_filled(shop):
    catalogue, database, _ = shop
    _, lease = catalogue.cache.get("lamp")
    catalogue.pause = lambda: catalogue.cache.fill("lamp", 10, lease)
    assert catalogue.read("lamp") == 10
    assert database.reads == 0


def test_after_its_last_pause_a_reader_looks_into_the_cache_again(shop):
    catalogue, database, _ = shop
    _, lease = catalogue.cache.get("lamp")
    pauses = []

    def pause():
        pauses.append(1)
        if len(pauses) == 3:
            catalogue.cache.fill("lamp", 10, lease)

    catalogue.pause = pause
    assert catalogue.read("lamp") == 10
    assert (len(pauses), database.reads) == (3, 0)


def test_the_lease_of_a_reader_that_died_ends_and_its_late_fill_is_refused(shop):
    catalogue, database, now = shop
    _, lost = catalogue.cache.get("lamp")
    now[0] = 10.0
    database.rows["lamp"] = 12
    catalogue.read("lamp")
    catalogue.cache.fill("lamp", 10, lost)
    assert catalogue.read("lamp") == 12


def test_a_reader_whose_query_failed_does_not_keep_the_others_from_filling(shop):
    catalogue, database, _ = shop

    read_while_the_database_fails(catalogue, database)
    assert (catalogue.read("lamp"), catalogue.read("lamp")) == (10, 10)
    assert database.reads == 2, "the lease was kept, and the second answer was not stored"


def test_giving_back_a_lease_that_is_void_frees_no_later_one(shop):
    catalogue, _, _ = shop
    _, old = catalogue.cache.get("lamp")
    catalogue.cache.delete("lamp")
    _, new = catalogue.cache.get("lamp")
    catalogue.cache.give_back("lamp", old)
    catalogue.cache.fill("lamp", 10, new)
    assert catalogue.cache.get("lamp") == (10, None)


def test_a_write_with_unknown_outcome_deletes_the_value(shop):
    catalogue, database, _ = shop
    assert catalogue.read("lamp") == 10

    def commits_and_times_out(key, value):
        database.rows[key] = value
        raise TimeoutError

    database.write = commits_and_times_out
    with pytest.raises(TimeoutError):
        catalogue.write("lamp", 12)
    assert catalogue.read("lamp") == 12


def test_a_fill_without_a_lease_is_refused(shop):
    catalogue, _, _ = shop
    catalogue.cache.fill("lamp", 10, None)
    assert catalogue.cache.values == {}


def test_a_missing_row_is_remembered_and_an_error_is_not(shop):
    catalogue, database, now = shop
    assert catalogue.read("vase") is None
    assert catalogue.read("vase") is None
    assert database.reads == 1

    read_while_the_database_fails(catalogue, database)
    now[0] = 10.0
    assert catalogue.read("lamp") == 10
