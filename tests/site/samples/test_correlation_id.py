"""The id belongs to one request at a time, foreign ids are not taken over, and late replies reach no one."""

from __future__ import annotations

import asyncio
import contextvars
import logging
import threading

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("correlation-id")
correlated, headers, Replies = PAGE["correlated"], PAGE["headers"], PAGE["Replies"]


def current():
    return headers().get("X-Request-Id", "-")


def test_an_id_is_taken_over_from_those_who_are_trusted_and_ends_with_the_request():
    with correlated("7f3a-0001", trusted=True) as given:
        assert given == current() == "7f3a-0001"
        with correlated() as inner:
            assert current() == inner != "7f3a-0001"
        assert current() == "7f3a-0001"
    assert current() == "-"


@pytest.mark.parametrize(
    "received", [None, "", "short", "a" * 65, "abcdefgh\nlevel=INFO", "abcdefgh;", "\uff41bcdefgh"]
)
def test_what_is_not_well_formed_is_replaced(received):
    with correlated(received, trusted=True) as given:
        assert given != received and len(given) == 16


def test_a_client_cannot_choose_its_id():
    with correlated("7f3a-0001") as given:
        assert given != "7f3a-0001"


def test_where_there_is_no_id_none_is_sent():
    assert headers() == {}


def test_an_error_does_not_leave_the_id_behind():
    with pytest.raises(ZeroDivisionError), correlated():
        raise ZeroDivisionError
    assert current() == "-"


def test_requests_that_share_a_thread_are_kept_apart():
    async def request(name):
        with correlated(name, trusted=True):
            await asyncio.sleep(0)
            return current()

    async def both():
        return await asyncio.gather(request("request-1"), request("request-2"))

    assert asyncio.run(both()) == ["request-1", "request-2"]


def test_a_thread_gets_the_id_only_with_a_copy_of_the_context():
    seen = []
    with correlated("request-1", trusted=True):
        for target in (lambda: seen.append(current()), contextvars.copy_context().run):
            arguments = () if not seen else (lambda: seen.append(current()),)
            thread = threading.Thread(target=target, args=arguments)
            thread.start()
            thread.join()
    assert seen == ["-", "request-1"]


def test_log_lines_have_it():
    record = logging.LogRecord("shop", logging.INFO, "", 0, "paid", (), None)
    with correlated("request-1", trusted=True):
        assert PAGE["AddId"]().filter(record)
    assert record.correlation_id == "request-1"


def test_a_handler_has_the_id_in_the_lines_of_all_loggers():
    lines = []
    handler = logging.Handler()
    handler.setFormatter(logging.Formatter("%(correlation_id)s %(message)s"))
    handler.emit = lambda record: lines.append(handler.format(record))
    handler.addFilter(PAGE["AddId"]())
    parent = logging.getLogger("page-correlation-id")
    parent.propagate = False
    parent.addHandler(handler)
    with correlated("request-1", trusted=True):
        parent.getChild("library").warning("paid")
    assert lines == ["request-1 paid"]


def test_replies_find_the_one_who_asked_whatever_their_order():
    replies, sent, got = Replies(), [], []
    for name in ("one", "two"):
        replies.ask(sent.append, lambda reply, name=name: got.append((name, reply)))
    replies.receive(sent[1], "b")
    replies.receive(sent[0], "a")
    assert got == [("two", "b"), ("one", "a")] and replies.unexpected == 0


def test_late_repeated_and_foreign_replies_are_counted_and_not_delivered():
    replies, sent, got = Replies(), [], []
    key = replies.ask(sent.append, got.append)
    replies.give_up(key)
    replies.receive(key, "late")
    other = replies.ask(sent.append, got.append)
    replies.receive(other, "first")
    replies.receive(other, "again")
    replies.receive("unknown", "foreign")
    assert got == ["first"] and replies.unexpected == 3


def test_a_request_that_could_not_be_sent_is_not_waited_for():
    replies, sent, got = Replies(), [], []

    def send(key):
        sent.append(key)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        replies.ask(send, got.append)
    replies.receive(sent[0], "after all")
    assert got == [] and replies.unexpected == 1


def test_a_reply_that_comes_during_the_sending_is_delivered():
    replies, got = Replies(), []
    replies.ask(lambda key: replies.receive(key, "at once"), got.append)
    assert got == ["at once"]
