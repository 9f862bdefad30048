"""The log of the page: what was committed comes back, and a tail that was torn, damaged or never written does not."""

from __future__ import annotations

import io
import os

import pytest

from tests.site.samples import defined_in

Log = defined_in("wal")["Log"]


def opened(path):
    log = Log(path)
    recovered = log.recovered
    log.file.close()
    return recovered


@pytest.fixture
def path(tmp_path):
    """A log of three records."""
    log = Log(tmp_path / "log")
    for payload in (b"one", b"two", b"three"):
        log.append(payload)
    log.commit()
    log.file.close()
    return tmp_path / "log"


def test_what_was_committed_comes_back_in_order(path):
    assert opened(path) == [b"one", b"two", b"three"]
    assert opened(path) == [b"one", b"two", b"three"]


def test_a_new_log_is_empty(tmp_path):
    assert opened(tmp_path / "new") == []


def test_wherever_the_last_record_is_torn_the_others_come_back_and_new_ones_follow(path):
    whole = path.read_bytes()
    for cut in range(len(whole) - len(b"three") - 8, len(whole)):
        path.write_bytes(whole[:cut])
        log = Log(path)
        assert log.recovered == [b"one", b"two"]
        log.append(b"four")
        log.commit()
        log.file.close()
        assert opened(path) == [b"one", b"two", b"four"]


@pytest.mark.parametrize("zeros", [1, 8, 4096])
def test_a_tail_of_zeros_is_no_record(path, zeros):
    path.write_bytes(path.read_bytes() + bytes(zeros))
    assert opened(path) == [b"one", b"two", b"three"]
    assert not path.read_bytes().endswith(b"\0")


def test_a_damaged_record_ends_the_log(path):
    damaged = bytearray(path.read_bytes())
    damaged[8] ^= 1  # in the payload of the first
    path.write_bytes(damaged)
    assert opened(path) == []


def test_a_length_that_leads_beyond_the_end_is_a_torn_record(path):
    path.write_bytes(path.read_bytes() + b"\xff\xff\xff\x7f\0\0\0\0rest")
    assert opened(path) == [b"one", b"two", b"three"]


def test_a_length_that_leads_beyond_the_end_is_not_read(path):
    path.write_bytes(path.read_bytes() + b"\xff\xff\xff\xff\0\0\0\0rest")
    asked = []

    class Watched(io.BufferedRandom):
        def read(self, size=-1):
            asked.append(size)
            return super().read(size)

    names = defined_in("wal")
    names["open"] = lambda path, mode: Watched(io.FileIO(path, mode.replace("b", "")))
    log = names["Log"](path)
    log.file.close()
    assert log.recovered == [b"one", b"two", b"three"]
    assert max(asked) <= path.stat().st_size, "four gigabytes were asked for a torn record"


def test_what_is_recovered_is_on_disk_before_anyone_acts_on_it(path, monkeypatch):
    flushed, fsync = [], os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (flushed.append(os.fstat(file).st_size), fsync(file)))
    whole = path.stat().st_size
    path.write_bytes(path.read_bytes() + b"torn")
    assert opened(path) == [b"one", b"two", b"three"]
    assert flushed == [whole]


def test_a_record_of_nothing_is_refused(path):
    log = Log(path)
    with pytest.raises(ValueError, match="zero bytes"):
        log.append(b"")
    log.file.close()
