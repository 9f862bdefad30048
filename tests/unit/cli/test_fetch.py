"""``fetch`` against servers that do anything: one line each, no file touched, no end kept waiting for."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import socket
import threading
import time
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import download, main

#: http.client leaves the closing of what it could not understand to the collector of garbage.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

VALID = json.dumps({"version": 1, "patterns": {"saga": {"title": "Saga"}}}).encode()
BEFORE = b'{"version": 1, "patterns": {"old": {"title": "Old"}}}'
Answer = bytes | Callable[[socket.socket], None]


def ok(body: bytes, *headers: bytes, status: bytes = b"200 OK") -> bytes:
    head = b"".join(b"%s\r\n" % line for line in (*headers, b"Content-Length: %d" % len(body)))
    return b"HTTP/1.1 " + status + b"\r\n" + head + b"\r\n" + body


def redirect(location: bytes, status: bytes = b"302 Found") -> bytes:
    return ok(b"", b"Location: " + location, status=status)


class Server:
    """Answers every request with the bytes that it is given, or as a function says."""

    def __init__(self) -> None:
        self.answer: Answer = b""
        self.requests = 0
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        threading.Thread(target=self._run, daemon=True).start()

    def _run(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        self.requests += 1
        try:
            with connection:
                connection.recv(65536)
                if callable(self.answer):
                    self.answer(connection)
                else:
                    connection.sendall(self.answer.replace(b"PORT", str(self.port).encode()))
        except OSError:
            pass

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def fetch(tmp_path, monkeypatch):
    server = Server()
    monkeypatch.setattr(download.download, "__kwdefaults__", {"seconds": 2.5, "step": 1.0})
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    (tmp_path / "conf.py").write_text(
        f'excellence_external = {{"core": ("http://127.0.0.1:{server.port}/", "core/excellence.json")}}\n'
    )
    file = tmp_path / "core" / "excellence.json"
    file.parent.mkdir()
    file.write_bytes(BEFORE)

    def run(answer: Answer) -> tuple[int, str]:
        server.answer = answer
        result = CliRunner().invoke(main, ["fetch", "--root", str(tmp_path)])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    run.server, run.file = server, file
    yield run
    server.close()


def drip(connection: socket.socket) -> None:
    """Send a byte at a time, each soon enough, and come to no end."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b" ")
        time.sleep(0.2)


def endless_headers(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X: y\r\n")
        time.sleep(0.2)


def for_ever_continue(connection: socket.socket) -> None:
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.01)


def silence(connection: socket.socket) -> None:
    time.sleep(30)


def endless_body(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        connection.sendall(b" " * 65536)


HOSTILE: dict[str, tuple[Answer, str]] = {
    "nothing": (b"", "the server's answer is not valid HTTP"),
    "garbage": (b"garbage\r\n\r\n", r"not valid HTTP \(BadStatusLine\)"),
    "bytes": (bytes(range(256)) * 20, "not valid HTTP"),
    "status that is no number": (b"HTTP/1.1 xx OK\r\n\r\n", "BadStatusLine"),
    "endless status line": (b"HTTP/1.1 200 " + b"a" * 70_000 + b"\r\n\r\n", "LineTooLong"),
    "long header": (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "LineTooLong"),
    "many headers": (b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n", "HTTPException"),
    "unfinished chunk": (b'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfff\r\n{"version"', "IncompleteRead"),
    "no chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}", "(IncompleteRead)"),
    "negative chunk": (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-5\r\n{}", "the server's answer"),
    "short body": (b"HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n" + VALID, "of 999 bytes|IncompleteRead"),
    "huge length": (b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n{}", "larger than 16 MB"),
    "huge body": (endless_body, "larger than 16 MB"),
    "404": (ok(b"", status=b"404 \x1b[31mRED\x1b[0m\x07"), r"the server responds with 404 \\x1b\[31mRED\\x1b\[0m\\x07"),
    "404 in another encoding": (ok(b"", status=b"404 caf\xe9 \x9b31m"), "the server responds with 404 café \\\\x9b31m"),
    "500": (ok(b"x", status=b"500 "), "the server responds with 500"),
    "204": (ok(b"", status=b"204 No Content"), "the server responds with 204"),
    "206": (ok(VALID, status=b"206 Partial"), "the server responds with 206"),
    "304": (ok(b"", status=b"304 Not Modified"), "the server responds with 304"),
    "to a file": (redirect(b"file:///etc/passwd"), "file:///etc/passwd"),
    "to FTP": (redirect(b"ftp://127.0.0.1/x"), "which is not a web address"),
    "to data": (redirect(b"data:application/json,{}"), "data:application/json"),
    "to itself": (redirect(b"/excellence.json"), "the server responds with 302"),
    "to ever more": (redirect(b"http://127.0.0.1:PORT/%61"), "the server responds with 302"),
    "to blanks": (redirect(b"http://a b\x01/"), "which is not a web address|InvalidURL"),
    "to brackets": (redirect(b"http://[::1/"), "the server|web address"),
    "to no port": (redirect(b"http://127.0.0.1:99999999/"), "web address|the server"),
    "to escapes": (redirect(b"http://\x1b[31m/"), "web address|the server|InvalidURL"),
    "to bytes": (redirect(b"http://127.0.0.1:PORT/\xff\xfe"), "the server"),
    "to nowhere": (b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "the server responds with 302"),
    "gzip": (ok(gzip.compress(VALID), b"Content-Encoding: gzip"), "the encoding 'gzip', which was not requested"),
    "gzip bomb": (
        ok(gzip.compress(b"0" * 50_000_000), b"Content-Encoding: gzip"),
        "the encoding 'gzip', which was not requested",
    ),
    "hidden gzip": (ok(gzip.compress(VALID)), "the byte 0x8B at 1 is not UTF-8"),
    "not UTF-8": (ok(b'{"version": 1, "x": "\xff"}'), "the byte 0xFF at 21 is not UTF-8"),
    "UTF-16": (ok(VALID.decode().encode("utf-16")), "is not UTF-8"),
    "a page": (
        ok(b"<!doctype html><title>Sign in</title>", b"Content-Type: text/html"),
        "invalid JSON: Expecting value",
    ),
    "empty": (ok(b""), "the file is not an exported registry"),
    "deep": (ok(b'{"version": 1, "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"), "excellence.json"),
    "a version that acts": (
        ok(b'{"version":"\\u001b[31m\\n::error::x"}'),
        "contains the character U\\+001B|its version is",
    ),
    "another version": (ok(b'{"version": 2}'), "its version is 2"),
    "a bad record": (
        ok(b'{"version": 1, "patterns": {"x": {"title": "X", "introduced": "early"}}}'),
        "excellence.json:1:63: in the registry 'core': `introduced`: 'early' is not a date",
    ),
    "too many bad records": (
        ok(json.dumps({"version": 1, "patterns": {f"x{n}": n for n in range(50)}}).encode()),
        "and 45 more",
    ),
    "injected lines": (ok(b'{"version": 1, "\\n::error::x": 1}'), "'\\\\n::error::x' is not a kind of record"),
    "silence": (silence, "does not respond in time|timed out"),
    "drip": (drip, "longer than 2.5 seconds"),
    "endless headers": (endless_headers, "longer than 2.5 seconds"),
    "for ever continue": (for_ever_continue, "longer than 2.5 seconds"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_answer_is_told_and_changes_nothing(fetch, name):
    answer, said = HOSTILE[name]
    began = time.monotonic()
    code, output = fetch(answer)
    assert time.monotonic() - began < 30
    assert code == 1
    assert re.search(said, output), output
    assert re.search(r"[^\n -~é]", output) is None  # nothing that acts on a terminal
    assert all(line.startswith("core: ") for line in output.splitlines())
    assert len(output) < 2500
    assert fetch.file.read_bytes() == BEFORE
    assert [path.name for path in fetch.file.parent.iterdir()] == ["excellence.json"]


def test_a_good_answer_is_written_in_one_step(fetch):
    assert fetch(ok(VALID)) == (0, "core: core/excellence.json written\n")
    assert fetch.file.read_bytes() == VALID
    assert fetch(ok(VALID)) == (0, "core: core/excellence.json is up to date\n")
    body = b'{"version": 1}'
    assert (
        fetch(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(body), body))[0] == 0
    )


def test_it_follows_a_few_redirections(fetch):
    def answer(connection: socket.socket) -> None:
        step = fetch.server.requests
        connection.sendall(redirect(b"/step%d" % step) if step < 4 else ok(VALID))

    assert fetch(answer)[0] == 0
    assert fetch.server.requests == 4


def test_a_redirection_loop_ends_soon(fetch):
    def answer(connection: socket.socket) -> None:
        connection.sendall(redirect(b"/step%d" % fetch.server.requests))

    assert fetch(answer)[0] == 1
    assert fetch.server.requests <= 7


def test_https_never_leads_to_http():
    handler = download._RedirectHandler()
    request = download.urllib.request.Request("https://core.example.org/excellence.json")
    with pytest.raises(download.DownloadError, match="redirects from https"):
        handler.redirect_request(request, io.BytesIO(), 302, "", None, "http://core.example.org/excellence.json")


def test_a_folder_in_the_way_is_told(fetch):
    fetch.file.unlink()
    (fetch.file / "x").mkdir(parents=True)
    code, output = fetch(ok(VALID))
    assert code == 1
    assert "core: not fetched: " in output


@pytest.mark.parametrize("seed", range(10))
def test_random_answers_raise_nothing(fetch, seed):
    """Fuzz: a good answer with some of its bytes replaced, doubled or cut."""
    rng = random.Random(seed)
    answer = bytearray(ok(VALID, b"Content-Type: application/json", b"ETag: x"))
    for _ in range(rng.randrange(1, 8)):
        at = rng.randrange(len(answer))
        match rng.randrange(4):
            case 0:
                answer[at] = rng.randrange(256)
            case 1:
                del answer[at : at + rng.randrange(1, 30)]
            case 2:
                answer[at:at] = rng.choice([b"\r\n", b"\x00", b"\x1b[2J", b"Location: file:///\r\n", b": ", b"9" * 40])
            case _:
                answer[at:at] = answer[at : at + 10]
        answer = answer or bytearray(b"x")
    code, output = fetch(bytes(answer))
    assert "\x1b" not in output
    assert (code == 0) == (fetch.file.read_bytes() != BEFORE)
    assert fetch.file.read_bytes() == BEFORE or json.loads(fetch.file.read_bytes())["version"] == 1
