"""The gateway of the page refuses what it says, and hands the rest on with an identity and less time."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.site.samples import defined_in


@pytest.fixture
def gateway():
    """A gateway with two routes, and the calls that its backends got."""
    page, calls = defined_in("api-gateway"), []

    def backend(*call):
        calls.append(call)
        return 200

    routes = [page["Route"](prefix, backend, 2.0, 1, 10) for prefix in ("/orders", "/orders/export")]
    return page["Gateway"](routes, {"good": "alice"}.get), calls


def test_a_request_reaches_its_backend_with_the_callers_identity(gateway):
    gateway, calls = gateway
    assert gateway.handle("/orders/17", {"authorization": "good", "X-Client": "root", "accept": "json"}) == 200
    ((path, headers, _timeout),) = calls
    assert path == "/orders/17" and headers == {"authorization": "good", "accept": "json", "x-client": "alice"}


@pytest.mark.parametrize(
    ("path", "token", "body", "status"),
    [
        ("/orders/../admin", "good", b"", 400),
        ("/orders//17", "good", b"", 400),
        ("orders", "good", b"", 400),
        ("/orders-admin", "good", b"", 404),
        ("/orders//", "good", b"", 400),
        ("/orders/%2e%2e/admin", "good", b"", 400),
        ("/orders/..;/admin", "good", b"", 400),
        ("/orders\\..\\admin", "good", b"", 400),
        ("/orders%2fexport", "good", b"", 400),
        ("/orders/%252e%252e/admin", "good", b"", 400),
        ("/orders/17%00", "good", b"", 400),
        ("", "good", b"", 400),
        ("/", "good", b"", 404),
        ("/stock", "good", b"", 404),
        ("/orders", "bad", b"", 401),
        ("/orders", None, b"", 401),
        ("/orders", "good", b"x" * 11, 413),
    ],
)
def test_what_is_refused_reaches_no_backend(gateway, path, token, body, status):
    gateway, calls = gateway
    assert gateway.handle(path, {"authorization": token} if token else {}, body) == status
    assert calls == []


def test_the_backend_has_less_time_than_the_client_waits(gateway):
    gateway, calls = gateway
    for client_waits in (10.0, 1.0):
        gateway.handle("/orders", {"authorization": "good"}, client_waits=client_waits)
    assert [timeout for _path, _headers, timeout in calls] == [2.0, 0.9]


def test_a_full_route_leaves_the_others_alone():
    page, seen = defined_in("api-gateway"), []

    def slow(*_call):  # while it is answering, others ask
        seen.extend(gateway.handle(path, {"authorization": "good"}) for path in ("/slow", "/fast"))
        raise TimeoutError

    routes = [page["Route"]("/slow", slow, 2.0, 1, 10), page["Route"]("/fast", lambda *_: 200, 2.0, 1, 10)]
    gateway = page["Gateway"](routes, lambda _token: "alice")
    for _ in range(2):  # a call that failed gives its place back
        with pytest.raises(TimeoutError):
            gateway.handle("/slow", {"authorization": "good"})
    assert seen == [503, 200, 503, 200]


def test_the_longest_prefix_wins():
    page = defined_in("api-gateway")
    routes = [page["Route"](prefix, lambda *_, answer=prefix: answer, 1.0, 1, 10) for prefix in ("/a", "/a/b")]
    gateway = page["Gateway"](routes, lambda _token: "alice")
    assert [gateway.handle(path, {}) for path in ("/a/b/c", "/a/bc", "/a/")] == ["/a/b", "/a", "/a"]


@pytest.mark.parametrize("name", ["x-client", "X-Client", "x_client", "X_Client"])
def test_a_client_cannot_say_who_it_is(gateway, name):
    gateway, calls = gateway
    gateway.handle("/orders", {"Authorization": "good", name: "root"})
    ((_path, headers, _timeout),) = calls
    assert headers == {"authorization": "good", "x-client": "alice"}


@pytest.mark.parametrize("client_waits", [0, -1.0])
def test_nothing_is_sent_for_a_client_that_no_longer_waits(gateway, client_waits):
    gateway, calls = gateway
    assert gateway.handle("/orders", {"authorization": "good"}, client_waits=client_waits) == 504
    assert calls == []


@pytest.mark.parametrize("everything", ["", "/"])
def test_a_path_is_matched_as_the_backend_will_read_it(everything):
    page = defined_in("api-gateway")
    routes = [
        page["Route"](prefix, lambda path, *_, to=prefix: (to, path), 1.0, 1, 10) for prefix in ("/a", everything)
    ]
    gateway = page["Gateway"](routes, lambda _token: "alice")
    answers = [gateway.handle(path, {}) for path in ("/%61/b", "/", "/c")]
    assert answers == [("/a", "/%61/b"), (everything, "/"), (everything, "/c")]


def test_two_threads_do_not_share_the_last_place():
    class Limit(int):
        """One place, in whose comparison a thread may be interrupted."""

        def __le__(self, other):
            time.sleep(0.05)
            return int(self) <= other

    def backend(*_call):
        time.sleep(0.2)
        return 200

    page = defined_in("api-gateway")
    gateway = page["Gateway"]([page["Route"]("/slow", backend, 2.0, Limit(1), 10)], lambda _token: "alice")
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(gateway.handle, ["/slow"] * 2, [{}] * 2)) == [200, 503]
