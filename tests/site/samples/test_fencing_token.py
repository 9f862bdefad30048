"""The row of the page refuses a holder that was replaced, and the check on the client's side does not."""

from __future__ import annotations

import threading

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def page():
    return defined_in("fencing-token")


def test_a_check_before_the_write_does_not_help_a_suspended_holder(page):
    written = []

    class Lock:
        def is_held(self):
            written.append("by the new holder, while this one is suspended")
            return True

    class Store:
        write = written.append

    page["export"](Lock(), Store(), "by the old holder")
    assert written[-1] == "by the old holder"


def test_a_late_write_is_refused_and_a_holder_may_write_twice(page):
    export = page["Export"]()
    export.write(10, token=34)
    export.write(11, token=34)
    with pytest.raises(page["Refused"]):
        export.write(5, token=33)
    assert export.register(35) == 11


def test_after_registration_nothing_that_was_read_can_change(page):
    export = page["Export"]()
    export.register(33)
    assert export.register(34) == 0
    with pytest.raises(page["Refused"]):
        export.write(5, token=33)
    assert export.register(34) == 0


def test_without_registration_the_late_write_would_be_accepted(page):
    export = page["Export"]()
    export.register(33)
    export.write(5, token=33)  # 34 has been granted, and the row does not know
    assert export.register(34) == 5


def test_an_old_holder_cannot_register_again(page):
    export = page["Export"]()
    export.register(34)
    with pytest.raises(page["Refused"]):
        export.register(33)


def test_of_holders_that_race_the_newest_has_the_last_word(page, tmp_path):
    path = str(tmp_path / "export.db")
    page["Export"](path)

    def write(token):
        export = page["Export"].__new__(page["Export"])  # a second connection to the same row
        export.db = page["sqlite3"].connect(path)
        try:
            export.write(token * 10, token)
        except page["Refused"]:
            pass
        finally:
            export.db.close()

    threads = [threading.Thread(target=write, args=(token,)) for token in (5, 1, 4, 2, 3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with page["sqlite3"].connect(path) as db:
        assert db.execute("SELECT position, token FROM export").fetchall() == [(50, 5)]
    db.close()


def test_a_restart_keeps_the_newest_token(page, tmp_path):
    path = str(tmp_path / "export.db")
    page["Export"](path).write(10, token=34)
    restarted = page["Export"](path)
    with pytest.raises(page["Refused"]):
        restarted.write(5, token=33)
    assert restarted.register(35) == 10


@pytest.mark.parametrize("wrong", ["", "x", b"34", 34.5, float("inf")])
def test_what_is_no_number_does_not_lock_all_others_out(page, wrong):
    export = page["Export"]()
    export.register(33)
    with pytest.raises((page["Refused"], page["sqlite3"].Error)):
        export.write(5, token=wrong)
    assert export.register(34) == 0


def test_a_number_that_arrives_as_text_is_compared_as_a_number(page):
    export = page["Export"]()
    export.register("9")
    assert export.register("10") == 0
    with pytest.raises(page["Refused"]):
        export.write(5, token="9")


def test_a_missing_token_is_refused(page):
    export = page["Export"]()
    with pytest.raises(page["Refused"]):
        export.write(5, token=None)
