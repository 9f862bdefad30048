"""The server of the page continues from where a reader stopped, and data cannot forge an event."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.lacking import find_node
from tests.site.samples import code_of, defined_in

names = defined_in("server-sent-events")
encoded, answer, BEAT = names["encoded"], names["answer"], names["BEAT"]

LOG = [("progress", "20"), ("progress", "60"), ("end", "")]


def received(stream):
    """Read a stream as the standard says: return the id, the kind and the data of each event."""
    events, fields = [], {}
    for line in stream.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name, _, value = line.partition(":")
        if not line:
            if fields:
                events.append((fields.get("id"), fields.get("event"), fields["data"]))
            fields = {}
        elif name == "data" and "data" in fields:
            fields["data"] += "\n" + value.removeprefix(" ")
        else:
            fields[name] = value.removeprefix(" ")
    return events


@pytest.mark.parametrize(
    ("last", "numbers"),
    [("", ["1", "2", "3"]), ("1", ["2", "3"]), ("2", ["3"]), ("3", []), ("not a number", ["1", "2", "3"])],
)
def test_a_reader_gets_what_follows_its_last_event(last, numbers):
    status, stream = answer(LOG, last)
    assert (status, [number for number, _, _ in received(stream)]) == (200, numbers)


def test_a_reader_that_has_the_end_is_told_to_stay_away_and_others_get_the_end_first():
    assert answer(LOG, "3", ended=True) == (204, "")
    assert received(answer(LOG, "2", ended=True)[1]) == [("3", "end", "")]


@pytest.mark.parametrize("last", ["", "7", "8", "12", "9" * 5000])
def test_a_reader_whose_events_are_gone_or_from_another_log_loads_the_state_and_goes_on_from_the_end(last):
    assert received(answer(LOG[:2], last, first=10)[1]) == [("11", "reload", "")]


def test_of_a_log_whose_beginning_is_gone_the_rest_is_sent():
    assert [number for number, _, _ in received(answer(LOG, "9", first=10)[1])] == ["10", "11", "12"]
    assert [number for number, _, _ in received(answer(LOG, "11", first=10)[1])] == ["12"]


def test_a_beat_is_an_event_that_a_script_sees_and_leaves_the_position_alone():
    assert received(encoded(4, "chat", "a") + BEAT) == [("4", "chat", "a"), (None, "beat", "")]


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_text_with_line_breaks_stays_one_event(end):
    text = f"hello{end}event: admin{end}{end}data: all"
    assert received(encoded(4, "chat", text)) == [("4", "chat", "hello\nevent: admin\n\ndata: all")]


def printed():
    """Return the request and the stream that the page prints."""
    (code,) = code_of("server-sent-events", "text")
    request, _head, stream = code.split("\n\n", 2)
    return request, stream


def test_the_stream_on_the_page_is_what_the_server_of_the_page_sends():
    request, stream = printed()
    assert request.endswith("\nAccept: text/event-stream\nLast-Event-ID: 41")
    retry, _, events = stream.partition("\n\n")
    assert retry == "retry: 4000"
    wanted = encoded(42, "progress", '{"done": 60}') + BEAT + encoded(43, "progress", '{"done": 80}')
    assert received(events + "\n") == received(wanted)


#: Opens a stream, breaks it once, and sends what the page prints and the end; then it prints what the client did.
STAGE = """
import { FakeEventSource } from "FAKES";
const made = FakeEventSource.install();
const shown = [];
globalThis.show = (data) => shown.push(data);
await import("CLIENT");
const [events] = made;
const opened = { url: events.url, streams: made.length };
events.open();
for (const [id, kind, data] of EVENTS) {
  events.deliver(kind, id, data);
  events.drop();
  events.open();
}
const before = events.readyState;
events.deliver("end", "44");
console.log(JSON.stringify({ ...opened, shown, before, after: events.readyState, later: made.length }));
"""


def test_the_client_of_three_lines_shows_progress_leaves_reconnecting_to_the_browser_and_closes_at_the_end(tmp_path):
    (code,) = code_of("server-sent-events", "js")
    client, stage = tmp_path / "client.mjs", tmp_path / "stage.mjs"
    client.write_text(code, encoding="utf-8")
    fakes = Path(__file__).parents[1] / "scenes" / "fakes.mjs"
    events = received(printed()[1].partition("\n\n")[2] + "\n")
    script = STAGE.replace("FAKES", fakes.as_uri()).replace("CLIENT", client.as_uri())
    stage.write_text(script.replace("EVENTS", json.dumps(events)), encoding="utf-8")
    done = subprocess.run([find_node(), str(stage)], capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "url": "/jobs/17/events",
        "streams": 1,
        "shown": [{"done": 60}, {"done": 80}],
        "before": 1,
        "after": 2,
        "later": 1,
    }
