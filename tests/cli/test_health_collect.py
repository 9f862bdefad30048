"""``health collect`` against a local server that answers well, slowly, wrongly and with evil intent."""

from __future__ import annotations

import gzip
import json
import re
import threading
from collections import Counter
from datetime import date
from http.server import BaseHTTPRequestHandler
from socketserver import ThreadingTCPServer

import pytest
from click.testing import CliRunner

from sphinx_excellence.cli import download, health_collect, main, polite_client
from sphinx_excellence.loader.load import load

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")

DAY = date(2026, 11, 29)
HOSTS = (
    "api.github.com", "pypi.org", "pypistats.org", "registry.npmjs.org", "api.npmjs.org", "api.osv.dev",
    "datatracker.ietf.org", "api.w3.org", "endoflife.date", "api.stackexchange.com",
)  # fmt: skip
RECORDS = """
patterns:
  circuit-breaker:
    title: Circuit breaker
    tier: gold
    aliases: [fuse]
    tracked:
      - {name: Resilience4j, github: o/r}
      - {name: opossum, npm: opossum}
  saga:
    title: Saga
    tier: gold
    tracked: [{stack_exchange: saga}, {osv: "PyPI:celery"}]
"""
GOOD = {
    "/api.github.com/repos/o/r": {"archived": False, "created_at": "2016-01-01T00:00:00Z"},
    "/api.github.com/repos/o/r/releases?per_page=100&page=1": [
        {"draft": False, "prerelease": False, "published_at": "2026-03-01T12:00:00Z"}
    ],
    "/registry.npmjs.org/opossum": {
        "name": "opossum",
        "dist-tags": {"latest": "9.0.0"}, "versions": {"9.0.0": {}}, "time": {"9.0.0": "2026-05-06T07:08:09.000Z"},
    },
    "/api.npmjs.org/downloads/point/2026-10-01:2026-10-31/opossum": {
        "downloads": 1234567, "start": "2026-10-01", "end": "2026-10-31", "package": "opossum",
    },
    "/api.stackexchange.com/2.3/tags/saga/info?site=stackoverflow": {"items": [{"name": "saga"}]},
    "/api.stackexchange.com/2.3/questions": {"total": 7},
    "/api.osv.dev/v1/query": {"vulns": []},
}  # fmt: skip


class Services:
    """Answers by path: a value as JSON, or what a function writes. Counts the requests, and keeps their headers."""

    def __init__(self) -> None:
        self.answers = dict(GOOD)
        self.asked: Counter[str] = Counter()
        self.headers: list[dict[str, str]] = []
        self.at_once = self.most_at_once = 0
        services = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                services.at_once += 1
                services.most_at_once = max(services.most_at_once, services.at_once)
                try:
                    services.asked[self.path] += 1
                    services.headers.append(dict(self.headers.items()))
                    self.rfile.read(int(self.headers.get("Content-Length", 0)))
                    found = services.answers.get(self.path, services.answers.get(self.path.partition("?")[0]))
                    if callable(found):
                        found(self)
                    elif found is None:
                        answer(b"{}", status=404)(self)
                    else:
                        answer(json.dumps(found).encode())(self)
                except OSError:
                    pass
                finally:
                    services.at_once -= 1

            do_POST = do_GET  # noqa: N815

            def log_message(self, *arguments: object) -> None:
                pass

        # An HTTPServer would ask the name service for the name of this machine.
        self.server = ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.base = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()


def answer(content, status=200, **headers):
    def write(handler):
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), str(value))
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return write


@pytest.fixture
def services():
    made = Services()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def waits(monkeypatch):
    found = []
    monkeypatch.setattr(polite_client.PoliteClient, "_wait", lambda self, host, seconds: found.append(seconds))
    return found


@pytest.fixture
def handbook(project, services, waits, monkeypatch):
    project.write({"conf.py": 'extensions = ["sphinx_excellence"]\n', "data/patterns.yaml": RECORDS})
    monkeypatch.setattr(health_collect, "today", lambda: DAY)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("GITHUB_TOKEN", raising=False)
    return project


def run(handbook, *arguments, quarter="2026Q4"):
    done = CliRunner().invoke(
        main, ["health", "collect", "--quarter", quarter, "--root", str(handbook.root), *map(str, arguments)]
    )
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    assert re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u202e]", done.output) is None
    return done


def online(handbook, services, *arguments, **more):
    mirrors = [option for host in HOSTS for option in ("--instead", f"https://{host}={services.base}/{host}")]
    return run(handbook, "--online", *mirrors, *arguments, **more)


def written(handbook):
    return (handbook.root / "data/health/2026Q4.yaml").read_text(encoding="utf-8")


def test_nothing_is_asked_unless_it_is_said(handbook, services):
    done = run(handbook)
    assert (done.exit_code, services.asked) == (0, {})
    assert done.stdout.splitlines() == [
        "https://api.github.com/repos/o/r",
        "https://api.github.com/repos/o/r/releases?per_page=100&page=1",
        "https://registry.npmjs.org/opossum",
        "https://api.npmjs.org/downloads/point/2026-10-01:2026-10-31/opossum",
        "https://api.stackexchange.com/2.3/tags/saga/info?site=stackoverflow",
        'POST https://api.osv.dev/v1/query {"package": {"ecosystem": "PyPI", "name": "celery"}}',
    ]
    assert not (handbook.root / "data/health").exists()
    assert len(json.loads(run(handbook, "--pattern", "fuse", "--format", "json").stdout)["requests"]) == 4


def test_readings_are_written_and_read_as_records(handbook, services):
    done = online(handbook, services)
    assert done.exit_code == 0, done.output
    assert written(handbook).splitlines()[:7] == [
        "health:",
        "  2026Q4:",
        "    circuit-breaker:",
        "      signals:",
        "        maintenance:",
        '          - {of: Resilience4j, value: maintained, source: "https://github.com/o/r", retrieved: 2026-11-29, collector: github}',
        "        last-release:",
    ]
    loaded = load(handbook.root, ["data"])
    assert not loaded.findings
    (quarter,) = loaded.registry.health.quarters
    signals = quarter.patterns["circuit-breaker"].signals
    assert {reading.of: reading.value for reading in signals["last-release"]} == {
        "Resilience4j": "2026-03-01",
        "opossum": "2026-05-06",
    }
    assert signals["downloads"][0].value == "1234567"
    assert quarter.patterns["saga"].signals["questions"][0].value == "7"
    assert services.most_at_once == 1
    assert {headers["User-Agent"] for headers in services.headers} == {polite_client.USER_AGENT}
    checked = CliRunner().invoke(
        main, ["check", "--root", str(handbook.root), "--as-of", "2026-11-30", "--fail-on", "error"]
    )
    assert checked.exit_code == 0, checked.output


def test_a_second_run_asks_nothing_twice_and_changes_nothing(handbook, services, monkeypatch):
    validated = answer(
        json.dumps(GOOD["/api.github.com/repos/o/r"]).encode(),
        ETag='W/"1"',
        Last_Modified="Sat, 28 Nov 2026 10:00:00 GMT",
    )
    services.answers["/api.github.com/repos/o/r"] = validated
    online(handbook, services)
    before, asked = written(handbook), services.asked.total()
    done = online(handbook, services)
    assert (written(handbook), services.asked.total()) == (before, asked)
    assert "8 unchanged." in done.output
    monkeypatch.setattr(health_collect, "today", lambda: date(2026, 11, 30))
    services.answers["/api.github.com/repos/o/r"] = answer(b"", status=304)
    services.headers.clear()
    done = online(handbook, services)
    assert services.headers[0]["If-None-Match"] == 'W/"1"'
    assert services.headers[0]["If-Modified-Since"] == "Sat, 28 Nov 2026 10:00:00 GMT"
    assert "8 unchanged." in done.output
    assert written(handbook) == before.replace("retrieved: 2026-11-29", "retrieved: 2026-11-30")


def test_a_cache_that_somebody_else_made_is_not_believed(handbook, services):
    online(handbook, services)
    asked = services.asked.total()
    for path in (handbook.root / ".excellence_cache/answers").iterdir():
        path.write_bytes(path.read_bytes().replace(b"1234567", b"9999999"))
    online(handbook, services)
    assert "1234567" in written(handbook)
    assert services.asked.total() == asked + 1
    online(handbook, services, "--no-cache")
    assert services.asked.total() == asked + 1 + asked


def test_saved_answers_give_the_same_bytes(handbook, services, tmp_path):
    services.answers["/api.npmjs.org/downloads/point/2026-10-01:2026-10-31/opossum"] = answer(b"", status=404)
    first = online(handbook, services, "--save", tmp_path / "answers")
    asked, text = services.asked.total(), written(handbook)
    (handbook.root / "data/health/2026Q4.yaml").unlink()
    again = run(handbook, "--from", tmp_path / "answers")
    assert (again.output, written(handbook), services.asked.total()) == (first.output, text, asked)
    assert (
        "the server responds with 404 Not Found [https://api.npmjs.org/downloads/point/2026-10-01:2026-10-31/opossum]"
        in again.output
    )
    other = run(handbook, "--from", tmp_path / "answers", "--into", handbook.root / "data/other.yml")
    assert (other.exit_code, "2026Q4 is in" in other.output) == (2, True)
    wrong = run(handbook, "--from", tmp_path / "answers", quarter="2026Q3")
    assert (wrong.exit_code, "has the answers for 2026Q4, not for 2026Q3" in wrong.output) == (2, True)


def test_what_people_wrote_stays(handbook, services):
    by_hand = (
        "health: # ours\r\n  2026Q3: {saga: {signals: {}}}\r\n  2026Q4:\r\n    # The fuse\r\n    fuse:\r\n      signals:\r\n"
        "        downloads: {of: opossum, value: 3, source: 'https://a.example', retrieved: 2026-10-02} # counted\r\n"
        "      notes: Ours.\r\n"
    )
    handbook.write({"data/mine.yaml": by_hand})
    done = online(handbook, services, "--pattern", "circuit-breaker")
    assert done.exit_code == 0
    assert "downloads of opossum: 3, which you wrote, is kept; measured: 1234567 (npm)" in done.output
    content = (handbook.root / "data/mine.yaml").read_bytes().decode()
    kept = by_hand.split("\r\n")
    assert [line for line in content.split("\r\n") if line in kept] == kept
    assert content.count("\n") == content.count("\r\n") == by_hand.count("\n") + 8
    assert not (handbook.root / "data/health").exists()


def test_the_token_is_sent_to_its_host_alone_and_shown_nowhere(handbook, services, monkeypatch, tmp_path):
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_secret")
    sent = {}

    def exchange(address, headers, *, secret, **more):
        sent[address] = secret
        raise download.DownloadError(f"refused {secret}")

    done = online(handbook, services, "--save", tmp_path / "answers")
    assert all("Authorization" not in headers for headers in services.headers)
    monkeypatch.setattr(polite_client, "exchange", exchange)
    done = run(handbook, "--online", "--no-cache", "--save", tmp_path / "answers")
    assert {address.split("/")[2] for address, secret in sent.items() if secret} == {"api.github.com"}
    assert len(sent) == 6
    kept = b"".join(path.read_bytes() for path in handbook.root.rglob("*") if path.is_file())
    kept += b"".join(path.read_bytes() for path in (tmp_path / "answers").iterdir())
    assert "ghp_secret" not in done.output
    assert b"ghp_secret" not in kept
    monkeypatch.setenv("GITHUB_TOKEN", "gh p\x1b[31m")
    done = run(handbook, "--online")
    assert (done.exit_code, "GITHUB_TOKEN holds a character that no token has" in done.output) == (2, True)


def test_a_redirection_leads_to_another_host_without_the_token(services):
    def to(location):
        return answer(b"", status=302, Location=location)

    services.answers |= {
        "/a": to("/b"),
        "/b": {"x": 1},
        "/c": to(services.base.replace("127.0.0.1", "localhost") + "/b"),
    }
    for path, has in (("/a", [True, True]), ("/c", [True, False])):
        services.headers.clear()
        got = download.exchange(services.base + path, {}, secret=("Authorization", "Bearer t"))
        assert got.content == b'{"x": 1}'
        assert ["Authorization" in headers for headers in services.headers] == has


@pytest.mark.parametrize(
    ("target", "is_private"),
    [("http://127.0.0.1/", True), ("http://[::1]/", True), ("http://10.0.0.1/x", True), ("http://169.254.169.254/", True),
     ("http://localhost:8000/", True), ("http://[fd00::1]/", True), ("http://8.8.8.8/", False), ("http://no.invalid/", False)],
)  # fmt: skip
def test_addresses_in_private_networks_are_known(target, is_private):
    assert download._is_private(target) is is_private


def test_a_public_server_does_not_lead_into_a_private_network(services, monkeypatch):
    monkeypatch.setattr(download, "_is_private", lambda address: "localhost" in address)
    services.answers["/a"] = answer(b"", status=302, Location=services.base.replace("127.0.0.1", "localhost") + "/b")
    with pytest.raises(download.DownloadError, match="which is an address in a private network"):
        download.exchange(services.base + "/a", {})
    assert services.asked.total() == 1


NPM = "/api.npmjs.org/downloads/point/2026-10-01:2026-10-31/opossum"


@pytest.mark.parametrize(
    ("headers", "waited"),
    [({"Retry_After": 7}, [7, 7]), ({"Retry_After": 0}, [1, 2]), ({}, [1, 2]), ({"Retry_After": "soon"}, [1, 2])],
)
def test_a_busy_service_is_asked_again_after_a_while(handbook, services, waits, headers, waited):
    answers = iter([answer(b"", 503, **headers), answer(b"", 429, **headers), answer(json.dumps(GOOD[NPM]).encode())])
    services.answers[NPM] = lambda handler: next(answers)(handler)  # noqa: PLW0108 - another one each time
    done = online(handbook, services)
    assert done.exit_code == 0
    assert waits == waited
    assert "1234567" in written(handbook)


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (answer(b"", 429, Retry_After=3600), "429 Too Many Requests, and wants no requests for 3600 seconds; set GITHUB_TOKEN"),
        (answer(b"", 403, Retry_After="Fri, 31 Dec 9999 23:59:59 GMT"), "403 Forbidden, and wants no requests for"),
        (answer(b"", 403, X_RateLimit_Remaining=0, X_RateLimit_Reset=99999999999), "403 Forbidden, and wants no requests for"),
    ],
)  # fmt: skip
def test_a_service_that_wants_to_be_left_alone_is_left_alone(handbook, services, waits, refusal, said, monkeypatch):
    monkeypatch.setattr(polite_client, "_may_have_token", lambda collector, address: "github" in address)
    for path in GOOD:
        if "github" in path:
            services.answers[path] = refusal
    # The mirrors are one host here.
    monkeypatch.setattr(polite_client.PoliteClient, "_on_the_wire", lambda self, address: (
        services.base.replace("127.0.0.1", "localhost" if "github" in address else "127.0.0.1") + address.removeprefix("https:/")))  # fmt: skip
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    done = online(handbook, services)
    assert (done.exit_code, waits) == (0, [])
    assert done.output.count(said) == 2
    assert sum(count for path, count in services.asked.items() if "github" in path) == 1
    assert "1234567" in written(handbook)


def test_the_pause_that_stack_exchange_asks_for_is_made(handbook, services, waits):
    services.answers["/api.stackexchange.com/2.3/tags/saga/info?site=stackoverflow"] = {
        "items": [{"name": "saga"}],
        "backoff": 10,
    }
    online(handbook, services)
    assert waits == [10]


def silence(handler):
    threading.Event().wait(1.5)


def drip(handler):
    handler.send_response(200)
    handler.end_headers()
    for _ in range(20):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        threading.Event().wait(0.1)


def cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"downloads": 1')


HOSTILE = {
    "broken off": (cut, "it ends after 15 of 1000 bytes, 3 times"),
    "a page": (answer(b"<!doctype html><p>Sign in"), "the answer is a page of HTML; expected JSON"),
    "to a file": (answer(b"", 302, Location="file:///etc/passwd"), "Redirection to url 'file:///etc/passwd' is not al"),
    "round and round": (lambda handler: answer(b"", 302, Location=handler.path)(handler), "the server responds with 302"),
    "to another package": (answer(b"", 302, Location=NPM), "the answer is for 'opossum'"),
    "gone": (answer(b"", 410), "the server responds with 410 Gone"),
    "odd status": (answer(b"", 299), "the server responds with 299"),
    "not packed": (answer(b"{}", Content_Encoding="gzip"), "the response is not valid gzip"),
    "a bomb": (answer(gzip.compress(b" " * 20_000_000), Content_Encoding="gzip"), "it is larger than 16 MB"),
    "another packing": (answer(b"{}", Content_Encoding="br"), "the encoding 'br', which was not requested"),
    "control characters": (
        answer(json.dumps({"downloads": 1, "start": "\x1b[2J\u202e", "end": "x"}).encode()), r"'\x1b[2J\u202e' is not a date",
    ),
    "other types": (answer(b'{"downloads": [], "start": {}, "end": null}'), "`downloads`: input should be a valid integer, and 3 more"),
    "no number": (answer(b'{"downloads": NaN, "start": "2026-10-01", "end": "2026-10-31"}'), "`downloads`"),
    "too much": (answer(b'{"downloads": 1e999, "start": "2026-10-01", "end": "2026-10-31"}'), "`downloads`"),
    "nested": (answer(b"[" * 500_000), "the answer is not valid JSON"),
}  # fmt: skip


def downloads_of(package):
    return NPM.replace("opossum", package)


def test_hostile_answers_are_each_told_once_and_cost_nothing_else(handbook, services):
    packages = {f"x{number}": case for number, case in enumerate(HOSTILE.values())}
    tracked = ", ".join(f"{{npm: {name}}}" for name in packages)
    handbook.write({"data/patterns.yaml": f"patterns: {{a: {{title: A, tier: gold, tracked: [{tracked}]}}}}\n"})
    for name, (hostile, _) in packages.items():
        services.answers["/registry.npmjs.org/" + name] = {**GOOD["/registry.npmjs.org/opossum"], "name": name}
        services.answers[downloads_of(name)] = hostile
    done = online(handbook, services)
    assert done.exit_code == 0
    lines = [line for line in done.output.splitlines() if line.startswith("not measured")]
    for line, (name, (_, said)) in zip(lines, packages.items(), strict=True):
        assert said in line
        assert line.endswith(f"[https:/{downloads_of(name)}]")
        assert len(line) < 400
    assert "downloads" not in written(handbook)
    assert written(handbook).count("collector: npm") == 2 * len(packages)


@pytest.mark.parametrize(
    ("hostile", "said"), [(silence, "does not respond in time"), (drip, "longer than 1.2 seconds")]
)
def test_a_service_that_keeps_the_run_waiting_is_left(handbook, services, hostile, said, monkeypatch):
    # Long enough for the good answers on a busy machine, and no longer.
    limits = {"seconds": 1.2, "step": 0.6}
    monkeypatch.setattr(download.exchange, "__kwdefaults__", download.exchange.__kwdefaults__ | limits)
    monkeypatch.setattr(polite_client, "_TRIES", 2)
    services.answers[NPM] = hostile
    done = online(handbook, services)
    assert done.exit_code == 0
    assert f"{said}, 2 times [https:/{NPM}]" in done.output
    assert "last-release" in written(handbook)


def test_packed_answers_are_read(handbook, services):
    services.answers[NPM] = answer(gzip.compress(json.dumps(GOOD[NPM]).encode()), Content_Encoding="gzip")
    assert "1234567 (npm)" in online(handbook, services).output


def test_a_host_that_does_not_answer_is_given_up(handbook, services):
    services.answers = {path: answer(b"", 500) for path in GOOD}
    done = online(handbook, services)
    assert done.exit_code == 1
    assert services.asked.total() == 6
    assert done.output.count("not asked: 127.0.0.1:") == 5
    assert not (handbook.root / "data/health").exists()
    assert "no readings; 7 not measured." in done.output


def test_names_that_are_wrong_are_told_and_the_others_measured(handbook, services):
    tracked = "    tracked: [{github: ../x}, {other: {crates: y}}, {npm: opossum}, {name: opossum, pypi: x}]\n"
    handbook.write({"data/patterns.yaml": f"{RECORDS}  outbox:\n    title: Outbox\n{tracked}"})
    done = online(handbook, services)
    assert done.exit_code == 1
    assert (
        "outbox: ../x: github: `github`: '../x' cannot be looked up; accepted: owner/name of a repository"
        in done.output
    )
    line = RECORDS.count("\n") + 3
    for written_at, name in (("../x", "../x"), ("crates", "y"), ("{name:", "opossum")):
        place = f"data/patterns.yaml:{line}:{tracked.index(written_at) + 1}"
        assert f"{place}: not measured: outbox: {name}: " in done.output
    gaps = json.loads(run(handbook, "--format", "json").stdout)["gaps"]
    assert {(gap["path"], gap["line"]) for gap in gaps} == {("data/patterns.yaml", line)}
    assert "outbox: y: crates: there is no collector 'crates'; accepted: " in done.output
    assert "outbox: opossum: the pattern tracks another thing of this name" in done.output
    assert "    outbox:\n" in written(handbook)
    assert run(handbook).exit_code == 1


def test_values_that_the_projects_signals_do_not_take_are_told(handbook, services):
    handbook.write(
        {
            "data/signals.yaml": "signals:\n  maintenance: {title: M, type: choice, scores: [{value: active, score: 1}]}\n"
        }
    )
    done = online(handbook, services)
    assert (
        "github: maintenance: 'maintained' is no value of the signal 'maintenance' as the project defines it"
        in done.output
    )
    assert "maintenance" not in written(handbook)


def test_json_says_what_was_done(handbook, services):
    report = json.loads(online(handbook, services, "--format", "json").stdout)
    assert report["file"].endswith("data/health/2026Q4.yaml")
    assert report["gaps"] == []
    assert report["readings"][0] == {
        "pattern": "circuit-breaker", "signal": "maintenance", "of": "Resilience4j", "value": "maintained",
        "source": "https://github.com/o/r", "retrieved": "2026-11-29", "collector": "github", "change": "new",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--quarter", "2027Q1"], "2027Q1 begins on 2027-01-01; this is 2026Q4"),
        (["--quarter", "Q4"], "'Q4' is not a quarter; accepted: a year and a quarter, such as 2026Q4"),
        (["--online", "--from", "x"], "--online and --from do not go together"),
        (["--save", "x"], "--save goes with --online"),
        (["--from", "nowhere"], "answers.json: No such file"),
        (["--pattern", "sag"], "unknown pattern 'sag'; did you mean 'saga'?"),
        (["--instead", "x"], "'x' is not ADDRESS=ADDRESS"),
        (["--instead", "https://a.example=file:///x"], "is not ADDRESS=ADDRESS"),
        (["--online", "--into", "x.json"], "'x.json' is not a YAML file"),
    ],
)
def test_misuse_is_told_and_nothing_is_asked(handbook, services, arguments, said, monkeypatch):
    monkeypatch.chdir(handbook.root)
    done = run(handbook, *arguments)
    assert (done.exit_code, services.asked) == (2, {})
    assert said in re.sub(r"\s+", " ", done.output)


def test_a_file_that_cannot_be_written_is_told_and_stays(handbook, services):
    handbook.write({"data/health/2026Q4.yaml": "health:\n  2026Q4: {saga: {signals: {questions: 3}}}\n"})
    done = online(handbook, services)
    assert done.exit_code == 1
    assert "2026Q4.yaml:2: the reading 'questions' of 'saga' cannot be added here" in done.output
    assert "nothing was written" in done.output
    assert written(handbook).startswith("health:\n  2026Q4: {saga")


def test_a_file_that_no_build_reads_is_told(handbook, services):
    done = online(handbook, services, "--into", handbook.root / "elsewhere.yaml")
    assert done.exit_code == 0
    assert "excellence_data does not name" in done.output
    assert (handbook.root / "elsewhere.yaml").exists()


def test_a_project_that_tracks_nothing_is_told(handbook, services):
    handbook.write({"data/patterns.yaml": "patterns: {a: {title: A, tier: gold}}\n"})
    done = run(handbook)
    assert (done.exit_code, "There is nothing to ask: no pattern has `tracked:" in done.output) == (1, True)
