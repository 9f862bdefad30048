"""Helpers of the page's unit are there from the program's first line to its last, and files appear whole."""

from __future__ import annotations

import os
import stat
import sys

import pytest

from tests.site.samples import defined_in

NAMES = defined_in("sidecar")


class Helper:
    def __init__(self, name, log, after=0):
        self.name, self.log, self.after = name, log, after

    def __repr__(self):
        return self.name

    def start(self):
        self.log.append(f"+{self.name}")

    def ready(self):
        self.after -= 1
        return self.after < 0

    def stop(self):
        self.log.append(f"-{self.name}")


def unit(program, helpers, **options):
    return NAMES["Unit"](program, helpers, pause=lambda: None, **options)


def test_helpers_start_before_and_stop_after_the_program():
    log = []

    def program():
        log.append("program")
        return 7

    assert unit(program, [Helper("keys", log, after=2), Helper("proxy", log)]).run() == 7
    assert log == ["+keys", "+proxy", "program", "-proxy", "-keys"]


def test_a_helper_waits_for_the_one_before_it():
    log = []
    keys = Helper("keys", log, after=3)
    pauses = []
    NAMES["Unit"](lambda: log.append("program"), [keys, Helper("proxy", log)],
                  pause=lambda: pauses.append(list(log))).run()  # fmt: skip
    assert pauses == [["+keys"]] * 3


def test_a_program_that_fails_takes_its_helpers_along():
    log = []

    def program():
        raise ValueError("bad order")

    with pytest.raises(ValueError, match="bad order"):
        unit(program, [Helper("proxy", log)]).run()
    assert log == ["+proxy", "-proxy"]


def test_without_its_helper_the_program_does_not_run():
    log = []
    helpers = [Helper("keys", log), Helper("proxy", log, after=99), Helper("logs", log)]
    with pytest.raises(TimeoutError, match="proxy was not ready"):
        unit(lambda: log.append("program"), helpers, attempts=5).run()
    assert log == ["+keys", "+proxy", "-proxy", "-keys"]


def test_a_helper_that_fails_to_stop_does_not_keep_the_others_alive():
    log = []
    stuck = Helper("proxy", log)

    def stop():
        log.append("!proxy")
        raise OSError("no such process")

    stuck.stop = stop
    with pytest.raises(OSError, match="no such process"):
        unit(lambda: log.append("program"), [Helper("keys", log), stuck, Helper("logs", log)]).run()
    assert log == ["+keys", "+proxy", "+logs", "program", "-logs", "!proxy", "-keys"]


def test_a_helper_that_does_not_start_is_not_stopped():
    log = []
    broken = Helper("proxy", log)

    def start():
        raise OSError("no such file")

    broken.start = start
    with pytest.raises(OSError, match="no such file"):
        unit(lambda: log.append("program"), [Helper("keys", log), broken]).run()
    assert log == ["+keys", "-keys"]


def test_a_file_is_replaced_as_a_whole(tmp_path):
    path = tmp_path / "key"
    NAMES["publish"](path, "old")
    (tmp_path / ".key.new").write_text("left by a crash")
    with path.open() as reader:  # a reader that has opened it keeps the old text
        NAMES["publish"](path, "new")
        assert reader.read() == "old"
    assert path.read_text() == "new"
    assert [each.name for each in tmp_path.iterdir()] == ["key"]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_no_one_else_reads_it(tmp_path):
    NAMES["publish"](tmp_path / "key", "secret")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_the_group_reads_it_where_it_has_to_whatever_the_umask(tmp_path, umask):
    before = os.umask(umask)
    try:
        NAMES["publish"](tmp_path / "key", "secret", mode=0o640)
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o640
