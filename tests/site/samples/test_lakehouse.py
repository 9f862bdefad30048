"""The table of the page commits in one step, lets writers add side by side, and opens only the files it needs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("lakehouse")


@pytest.fixture
def table(page):
    return page["Table"]({})


def test_a_file_is_read_only_after_its_commit(table):
    added = table.write("a", [1, 2])
    assert table.scan(0, 9) == ([], 0)
    table.commit(0, added)
    assert table.scan(0, 9) == ([1, 2], 1)


def test_a_reader_keeps_its_version_while_others_commit(table):
    table.commit(0, table.write("a", [1, 2]))
    version = table.latest()
    table.commit(version, table.write("b", [3]), remove=["a"])
    assert table.scan(0, 9, version) == ([1, 2], 1)
    assert table.scan(0, 9) == ([3], 1)


def test_two_writers_add_on_top_of_each_other(table):
    first, second = table.write("a", [1]), table.write("b", [2])
    assert [table.commit(0, first), table.commit(0, second)] == [1, 2]
    assert table.scan(0, 9)[0] == [1, 2]


def test_a_writer_that_is_overtaken_between_looking_and_writing_tries_again(page):
    class Store(dict):
        def setdefault(self, key, value):
            if key == ("version", 1) and key not in self:
                super().setdefault(key, {"other": (5, 5)})  # another writer is faster
            return super().setdefault(key, value)

    store = Store()
    table = page["Table"](store)
    store["file", "other"] = (5,)
    assert table.commit(0, table.write("a", [1])) == 2
    assert table.scan(0, 9)[0] == [1, 5]


def test_what_is_withdrawn_may_be_any_iterable(table):
    base = table.commit(0, table.write("a", [1]))
    table.commit(base, table.write("b", [2]), remove=(name for name in ["a"]))
    assert table.scan(0, 9) == ([2], 1)


def test_two_writers_cannot_replace_the_same_file(page, table):
    base = table.commit(0, table.write("a", [1, 2]))
    table.commit(base, table.write("b", [1]), remove=["a"])
    with pytest.raises(page["Conflict"]):
        table.commit(base, table.write("c", [2]), remove=["a"])
    assert table.scan(0, 9)[0] == [1]


def test_a_file_that_was_added_after_the_base_is_not_removed_unseen(page, table):
    table.commit(0, table.write("a", [1]))
    with pytest.raises(page["Conflict"]):
        table.commit(0, {}, remove=["a"])


def test_only_files_whose_range_touches_the_question_are_opened(table):
    for day in range(10):
        table.commit(table.latest(), table.write(f"day{day}", [day * 10, day * 10 + 9]))
    assert table.scan(30, 39) == ([30, 39], 1)
    table.commit(table.latest(), table.write("late", [31, 99]))
    assert table.scan(30, 39)[1] == 2


def test_expired_versions_take_their_files_with_them_and_no_others(table):
    first = table.commit(0, {**table.write("a", [1]), **table.write("b", [2])})
    second = table.commit(first, table.write("c", [1]), remove=["a"])
    table.expire(second)
    assert table.scan(0, 9)[0] == [1, 2]
    assert {name for kind, name in table.store if kind == "file"} == {"b", "c"}
    with pytest.raises(KeyError):
        table.scan(0, 9, first)


def test_a_file_is_not_overwritten_under_a_reader(table):
    table.commit(0, table.write("a", [1, 2]))
    with pytest.raises(FileExistsError):
        table.write("a", [7])
    assert table.scan(0, 9)[0] == [1, 2]


def test_an_empty_file_is_not_left_behind_and_any_rows_can_be_written(table):
    with pytest.raises(ValueError, match="empty"):
        table.write("a", [])
    table.commit(0, table.write("a", iter([2, 1])))
    assert table.scan(0, 9)[0] == [1, 2]


def test_the_latest_version_never_expires(table):
    table.commit(0, table.write("a", [1]))
    table.expire(99)
    assert table.latest() == 1 and table.scan(0, 9)[0] == [1]


def test_writers_in_parallel_lose_nothing(table):
    def write(writer):
        for number in range(30):
            added = table.write(f"{writer}-{number}", [writer * 100 + number])
            table.commit(table.latest(), added)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    assert table.latest() == 240
    assert table.scan(0, 999)[0] == [writer * 100 + number for writer in range(8) for number in range(30)]


def test_the_first_fault_that_the_page_names_is_there(table):
    table.write("not committed yet", [1])
    table.expire(0)
    assert ("file", "not committed yet") not in table.store


def test_the_second_fault_that_the_page_names_is_there(page):
    class Store(dict):
        def setdefault(self, key, value):
            if key == ("version", 1) and "cleaned" not in vars(self):
                self.cleaned = True
                other = page["Table"](self)
                for name in ("b", "c"):
                    other.commit(other.latest(), other.write(name, [5]))
                other.expire(2)
            return super().setdefault(key, value)

    table = page["Table"](Store())
    assert table.commit(0, table.write("a", [1])) == 1
    assert table.latest() == 2 and table.scan(0, 9)[0] == [5, 5]


def test_the_numbers_of_the_page():
    day = 20_000 * 200 * 86_400
    assert round(day / 1e9) == 346 and 10 * 1440 == 14_400 and round(day / 14_400 / 1e6) == 24
    assert round(day / 512e6) == 675 and round(14_400 * 365 / 1e6, 1) == 5.3 and round(675 * 365 / 1000) == 246
    assert 1440 * 7 == 10_080 and 1000 * 512e6 == 512e9
    assert round(7 * 0.512, 1) == 3.6
