"""``links`` against a local server that answers well, slowly, wrongly and with evil intent."""

from __future__ import annotations

import json
import socket
import threading
from collections import Counter
from datetime import date
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import link_client, links_command, main
from sphinx_excellence.cli.answer_cache import AnswerCache
from sphinx_excellence.cli.link_client import LinkClient
from sphinx_excellence.loader.load import load

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

DAY = date(2026, 11, 30)
PAGE = b"<html><body><h1 id=\"one\">1</h1><a name='t&amp;o'></a><p id=user-content-git></p></body></html>"


class Site:
    """Answers by path: a status with headers and content, or what a function writes. Counts what is asked for."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        self.asked: list[str] = []
        self.at_once: Counter[str] = Counter()
        self.most_at_once: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                host = self.headers.get("Host", "")
                site.at_once[host] += 1
                site.most_at_once[host] = max(site.most_at_once[host], site.at_once[host])
                try:
                    site.asked.append(f"{self.command} {self.path}")
                    site.headers.append(dict(self.headers.items()))
                    found = site.answers.get(self.path, (404, {}, b""))
                    if callable(found):
                        found(self)
                        return
                    status, headers, content = found
                    self.send_response(status)
                    for name, value in headers.items():
                        self.send_header(name, value)
                    if "Content-Length" not in headers:
                        self.send_header("Content-Length", str(len(content)))
                    self.end_headers()
                    if self.command != "HEAD":
                        self.wfile.write(content)
                except OSError:
                    pass
                finally:
                    site.at_once[host] -= 1

            do_HEAD = do_GET  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                pass

        self.server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


@pytest.fixture
def site(monkeypatch):
    monkeypatch.setattr(link_client, "_PAUSE", 0.0)
    monkeypatch.setattr(link_client, "_SECONDS", 1.0)
    monkeypatch.setattr(link_client, "_STEP", 0.5)
    monkeypatch.setenv("no_proxy", "*")
    made = Site()
    yield made
    made.server.shutdown()
    made.server.server_close()


def html(content=PAGE):
    return 200, {"Content-Type": "text/html; charset=utf-8"}, content


def to(status, target):
    return status, {"Location": target}, b""


def broken(handler):
    handler.wfile.write(b"\x1b]0;evil\x07 no HTTP at all\r\n\r\n")


def hanging(handler):
    threading.Event().wait(0.8)


def without_head(handler):
    status = 405 if handler.command == "HEAD" else 200
    handler.send_response(status)
    handler.send_header("Content-Length", "0")
    handler.end_headers()


ANSWERS = {
    "/good": html(),
    "/dead": (404, {}, b""),
    "/gone": (410, {}, b""),
    "/headless": without_head,
    "/moved": to(301, "/good"),
    "/moved-on": to(308, "/moved"),
    "/for-now": to(302, "/good"),
    "/moved-for-now": to(301, "/for-now"),
    "/loop": to(301, "/loop"),
    "/to-file": to(301, "file:///etc/passwd"),
    "/evil-target": to(301, "http://a.b/\x1b[31m"),
    "/moved-to-dead": to(301, "/dead"),
    "/broken": broken,
    "/hanging": hanging,
    "/down": (503, {}, b""),
    "/closed": (403, {}, b""),
    "/evil-reason": lambda handler: handler.wfile.write(b"HTTP/1.1 500 \x1b[31mred\r\nContent-Length: 0\r\n\r\n"),
    "/huge": (200, {"Content-Type": "text/html", "Content-Length": str(10**12)}, b"x"),
    "/private": (200, {}, b""),
    "/caf%C3%A9": html(),
    "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /private\n"),
}
VERDICTS = {
    "/good": "fine", "/good#one": "fine", "/good#t&o": "fine", "/good#git": "fine", "/good#absent": "no-anchor",
    "/good#L12": "fine", "/good#:~:text=x": "fine", "/good#!/x": "fine", "/dead": "dead", "/dead#one": "dead",
    "/gone": "dead", "/headless": "fine", "/moved": "moved /good", "/moved#one": "moved /good#one",
    "/moved#absent": "no-anchor", "/moved-on": "moved /good", "/for-now": "fine", "/moved-for-now": "moved /for-now",
    "/loop": "unanswered", "/to-file": "unanswered", "/evil-target": "unanswered", "/moved-to-dead": "dead", "/broken": "unanswered",
    "/hanging": "unanswered", "/down": "unanswered", "/closed": "refused", "/evil-reason": "unanswered",
    "/huge": "fine", "/private": "refused", "/café": "fine",
}  # fmt: skip


def client(site, **more):
    return LinkClient(DAY, AnswerCache(None), sleep=lambda _: None, **more)


def test_what_each_answer_means(site, monkeypatch):
    monkeypatch.setattr(link_client, "_FAILURES", 99)
    site.answers = dict(ANSWERS)
    found = client(site).ask([site.base + path for path in VERDICTS])
    shown = {}
    for address, verdict in found.items():
        moved = (
            f" {verdict.moved_to.removeprefix(site.base)}" if verdict.moved_to and verdict.outcome == "moved" else ""
        )
        shown[address.removeprefix(site.base)] = verdict.outcome + moved
        assert verdict.day == DAY
        assert (verdict.reason + verdict.moved_to).isprintable()
    assert shown == VERDICTS
    assert {path for path in site.asked if "passwd" in path or "private" in path} == set()
    assert all(headers["User-Agent"].startswith("sphinx-excellence/") for headers in site.headers)


def test_a_page_is_asked_for_once_and_gone_only_where_readers_do_not_get_it_either(site):
    site.answers = {"/good": html(), "/headless": without_head}
    client(site).ask([f"{site.base}{path}" for path in ("/good#one", "/good#two", "/good", "/headless", "/dead")])
    assert site.asked == [
        "GET /robots.txt", "GET /good", "HEAD /headless", "GET /headless", "HEAD /dead", "GET /dead",
    ]  # fmt: skip
    assert set(site.most_at_once.values()) == {1}


def test_a_host_that_does_not_answer_is_not_asked_for_every_page():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        base = f"http://127.0.0.1:{taken.getsockname()[1]}"
        asked = []

        def counting(address, *arguments, **more):
            asked.append(address)
            return link_client.exchange(address, *arguments, **more)

        found = client(None, exchange=counting).ask([f"{base}/{number}" for number in range(9)])
    assert {verdict.outcome for verdict in found.values()} == {"unanswered"}
    assert len(asked) == 3  # robots.txt, and two pages


@pytest.mark.parametrize(
    ("after", "outcomes", "waited"),
    [("2", ["fine", "fine"], [2.0]), ("3600", ["refused", "refused"], []), (None, ["refused", "refused"], []),
     ("nonsense", ["refused", "refused"], [])],
)  # fmt: skip
def test_a_host_that_wants_to_be_left_alone_is_left_alone(site, after, outcomes, waited):
    def busy(handler):
        site.answers["/a"] = html()
        handler.send_response(429)
        if after is not None:
            handler.send_header("Retry-After", after)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    site.answers = {"/a": busy, "/b": html()}
    pauses = []
    asking = LinkClient(DAY, AnswerCache(None), sleep=pauses.append)
    found = asking.ask([f"{site.base}/a", f"{site.base}/b"])
    assert [verdict.outcome for verdict in found.values()] == outcomes
    assert [pause for pause in pauses if pause] == waited


def test_names_that_are_none_are_not_asked_for(site):
    found = client(site).ask([f"http://{'ä' * 70}.net/", "http://nowhere..net/x"])
    assert {verdict.outcome for verdict in found.values()} == {"unanswered"}


def test_a_certificate_that_does_not_fit_is_told(site):
    (verdict,) = client(site).ask([site.base.replace("http:", "https:") + "/good"]).values()
    assert verdict.outcome == "unanswered"
    assert "SSL" in verdict.reason.upper()


RECORDS = """
patterns:
  saga:
    title: Saga
    summary: "See [x](BASE/dead)."
    sources: [{title: A, url: "BASE/moved"}, {title: B, url: "BASE/down"}, {title: C, url: "https://example.org/x"}]
"""
PAGES = {
    "index.md": "# T\n\nGo to [a](BASE/good#absent)\nand <BASE/closed>.\n\n```\nBASE/in-code\n```\n\n[i](BASE/left-out)\n",
    "r.rst": "T\n=\n\n`A <BASE/gone>`_ and BASE/good.\n",
    "n.ipynb": json.dumps({"cells": [{"cell_type": "markdown", "source": ["x\n", "[c](BASE/dead)"]}]}, indent=1),
}


@pytest.fixture
def project(tmp_path, site, monkeypatch):
    site.answers = dict(ANSWERS)
    monkeypatch.setattr(links_command, "today", lambda: DAY)
    for name, text in {**{f"source/{name}": text for name, text in PAGES.items()}, "data/a.yaml": RECORDS}.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text.replace("BASE", site.base))
    (tmp_path / "conf.py").write_text(
        "extensions = ['myst_nb', 'sphinx_excellence']\nlinkcheck_ignore = ['.*/left-out', '(', 3]\n"
    )

    def run(*arguments):
        result = CliRunner().invoke(main, ["links", "--root", str(tmp_path), *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert "\x1b" not in result.output
        return result

    run.root = tmp_path
    return run


def test_a_run_reports_writes_and_is_known_without_the_network(project, site, monkeypatch):
    def on(day, *arguments):
        monkeypatch.setattr(links_command, "today", lambda: day)
        site.asked.clear()
        return project(*arguments)

    root, base = project.root, site.base
    listed = on(DAY, "--format", "json")
    assert site.asked == []
    assert f"    7 {base.removeprefix('http://')}" in listed.stdout
    result = on(DAY, "--online", "--save", str(root / "answers.json"))
    assert result.exit_code == 1
    report = result.stdout
    assert "data/a.yaml:5:14: warning dead-source" in report.replace(str(root) + "/", "")
    for place in (
        "data/a.yaml:6:31",
        "data/a.yaml:6:80",
        "source/index.md:3:11",
        "source/r.rst:4:5",
        "source/n.ipynb:7:",
    ):
        assert place in report, (place, report)
    assert "in-code" not in report + result.stderr
    assert "left-out" not in report
    assert "/closed yourself: the server responds with 403" in result.stderr
    assert "`linkcheck_ignore` has '('" in result.stderr
    assert (
        "7 addresses: 1 fine, 1 moved, 1 without the part that is meant, 2 dead, 1 could not be asked" in result.stderr
    )
    written = (root / "data/links.yaml").read_text()
    assert f'"{base}/moved": {{outcome: moved, checked: 2026-11-30, since: 2026-11-30' in written
    loaded = load(root, ("data",))
    assert [finding.text for finding in loaded.findings] == []
    assert {each.removeprefix(base): state.outcome for each, state in loaded.registry.links.items()} == {
        "/dead": "dead", "/gone": "dead", "/moved": "moved", "/down": "unanswered", "/good#absent": "no-anchor",
    }  # fmt: skip

    # The same day, nothing is asked again, and the file stays as it is.
    again = on(DAY, "--online")
    assert (again.stdout, again.exit_code, site.asked) == (report, 1, [])
    assert (root / "data/links.yaml").read_text() == written
    # Without the network, answers of an earlier run or of another machine do as well.
    for source in (["--cached"], ["--from", str(root / "answers.json")]):
        assert (on(DAY, *source).stdout, site.asked) == (report, [])
    checked = CliRunner().invoke(main, ["check", "--root", str(root), "--as-of", "2026-11-30"])
    assert "warning dead-source" in checked.stdout
    # Those that are back are fine again; those without an answer for too long are dead.
    site.answers["/dead"] = html()
    later = on(date(2026, 12, 14), "--online", "--older-than", "7")
    states = load(root, ("data",)).registry.links
    assert f"{base}/dead" not in states
    assert (states[f"{base}/down"].outcome, states[f"{base}/down"].since) == ("dead", "2026-11-30")
    assert later.exit_code == 1


def test_a_moved_address_is_fixed_where_a_field_holds_it(project, site):
    project("--online")
    CliRunner().invoke(main, ["fix", "--root", str(project.root), "--yes"])
    assert f'url: "{site.base}/good"' in (project.root / "data/a.yaml").read_text()


@pytest.mark.parametrize(
    ("arguments", "content", "said"),
    [(["--online", "--cached"], None, "do not go together"),
     (["--from", "x.json"], None, "No such file"),
     (["--from", "x.json"], "{}", "expected what --save has written"),
     (["--from", "x.json"], '{"version": 1, "answers": {"a": {"outcome": "evil\\u001b", "day": "2026-01-01"}}}', "outcome"),
     (["--cached"], 'links: {"https://a.net": {outcome: ded}}', "fix the errors in `links` first"),
     (["--cached"], 'links: {"https://a.net": {outcome: dead, checked: 2026-01-01, since: 2026-01-01}}\npatterns: {}',
      "with other keys")],
)  # fmt: skip
def test_misuse_is_told(project, arguments, content, said):
    if content is not None:
        (project.root / ("x.json" if "x.json" in arguments else "data/l.yaml")).write_text(content)
    result = project(*[str(project.root / each) if each == "x.json" else each for each in arguments])
    assert result.exit_code == 2
    assert said in result.stderr


def test_what_people_wrote_stays(project, site):
    path = project.root / "data/links.yaml"
    path.write_text(
        f'# Ours.\nlinks:\n  "{site.base}/dead": {{outcome: dead, checked: 2026-01-01, since: 2025-12-01, '
        'archived: "https://web.archive.org/web/1/x"}\n  "https://no.longer.net/": {outcome: dead, checked: 2026-01-01, since: 2026-01-01}\n'
    )
    result = project("--online")
    assert "saved copy, https://web.archive.org/web/1/x" in result.stdout
    written = path.read_text()
    assert written.startswith("# Ours.\nlinks:\n")
    assert "since: 2025-12-01, reason: 404 Not Found, archived:" in written
    assert "no.longer.net" not in written
