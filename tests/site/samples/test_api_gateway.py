"""The gateway of the page refuses what it says, and hands the rest on with an identity and less time."""

from __future__ import annotations

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
        ("/", "good", b"", 400),
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
