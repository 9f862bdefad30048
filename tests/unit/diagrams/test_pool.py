"""Processes that draw: few, alive as long as the pool, and none of them can stop a build."""

import os
import signal
import threading
from itertools import count

import pytest

from sphinx_excellence.diagrams import pool
from sphinx_excellence.diagrams.engine import Faces
from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable

FACES = Faces("Inter", "regular.ttf", "bold.ttf")
#: Answers as the worker does, without Mermaid: with its own number.
PROGRAM = """
import json, os, sys, time
json.loads(sys.stdin.readline())
print(json.dumps({"ready": True}), flush=True)
for line in sys.stdin:
    source = json.loads(line)
    if source == "hang":
        time.sleep(60)
    if source == "die":
        os.kill(os.getpid(), 9)
    if source == "leave":
        sys.exit("out of paper")
    if source == "refuse":
        print(json.dumps({"refused": "line 3", "final": True}), flush=True)
    else:
        print(json.dumps({"svg": f"{source} {os.getpid()}"}), flush=True)
"""


@pytest.fixture
def drawing(monkeypatch):
    """Draw by a pool of two processes, which ends with the test."""
    monkeypatch.setattr(pool, "_PROGRAM", PROGRAM)
    made = pool.Pool(FACES, 2)
    yield lambda *sources: dict(made.draw(sources))
    made.close()


def process_of(outcome):
    return int(outcome.split()[1])


def is_alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_many_diagrams_need_few_processes_which_live_on(drawing):
    first = drawing(*map(str, range(20)))
    assert {name: outcome.split()[0] for name, outcome in first.items()} == {str(n): str(n) for n in range(20)}
    second = drawing("a", "b", "c")
    assert len({process_of(outcome) for outcome in [*first.values(), *second.values()]}) <= 2


def test_one_diagram_starts_one_process(monkeypatch):
    monkeypatch.setattr(pool, "_PROGRAM", PROGRAM)
    started = []
    monkeypatch.setattr(pool, "_Worker", lambda faces, kind=pool._Worker: started.append(1) or kind(faces))
    made = pool.Pool(FACES, 4)
    assert len(dict(made.draw(["one"]))) == len(started) == 1
    made.close()


def test_a_diagram_that_takes_too_long_is_refused_alone(drawing, monkeypatch):
    monkeypatch.setattr(pool, "TIME_LIMIT", 3.0)
    outcomes = drawing("a", "hang", "b", "c")
    assert isinstance(outcomes["hang"], DiagramError)
    assert str(outcomes["hang"]) == "it takes longer than 3 seconds"
    assert not outcomes["hang"].is_final
    assert [outcomes[name].split()[0] for name in "abc"] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("die", f"the process that draws it was ended by signal {int(signal.SIGKILL)}"),
        ("leave", "the process that draws it ended with the status 1 (out of paper)"),
    ],
)
def test_a_process_that_ends_is_the_fault_of_one_diagram(drawing, source, message):
    outcomes = drawing("a", source, "b")
    assert str(outcomes[source]) == message
    assert [outcomes[name].split()[0] for name in "ab"] == ["a", "b"]
    assert drawing("c")["c"].startswith("c ")


def test_what_mermaid_refuses_is_told_in_its_words(drawing):
    refused = drawing("refuse")["refuse"]
    assert (str(refused), refused.is_final) == ("line 3", True)


@pytest.mark.parametrize(
    ("program", "message"),
    [
        ("import json; print(json.dumps({'broken': 'ImportError: no quickjs'}))", "ImportError: no quickjs"),
        ("raise SystemExit('no Python here')", r"status 1 \(no Python here\)"),
    ],
)
def test_an_engine_that_does_not_start_is_tried_once(monkeypatch, program, message):
    monkeypatch.setattr(pool, "_PROGRAM", program)
    started = []
    monkeypatch.setattr(pool, "_Worker", lambda faces, kind=pool._Worker: started.append(1) or kind(faces))
    made = pool.Pool(FACES, 1)
    outcomes = dict(made.draw("abc"))
    made.close()
    assert len(started) == 1
    for outcome in outcomes.values():
        with pytest.raises(DiagramsUnavailable, match=message):
            raise outcome


def test_no_process_outlives_its_pool(monkeypatch):
    monkeypatch.setattr(pool, "_PROGRAM", PROGRAM)
    made = pool.Pool(FACES, 2)
    processes = {process_of(outcome) for outcome in dict(made.draw("abcd")).values()}
    assert any(map(is_alive, processes))
    made.close()
    assert not any(map(is_alive, processes))


def test_a_build_that_is_given_up_waits_for_no_diagram(monkeypatch):
    monkeypatch.setattr(pool, "_PROGRAM", PROGRAM)
    made = pool.Pool(FACES, 2)
    outcomes = made.draw(["a", "hang", "hang", "hang"])
    assert next(outcomes)[0] == "a"
    outcomes.close()
    made.close()
    assert not made._busy


def test_a_process_that_is_being_started_when_the_build_is_given_up_is_ended_too(monkeypatch):
    monkeypatch.setattr(pool, "_PROGRAM", PROGRAM)
    starting, given_up, numbers = threading.Event(), threading.Event(), count()

    class Slow(pool._Worker):
        def __init__(self, faces):
            if next(numbers):
                starting.set()
                assert given_up.wait(20)
            super().__init__(faces)

    monkeypatch.setattr(pool, "_Worker", Slow)
    made = pool.Pool(FACES, 2)
    outcomes = made.draw(["a", "b", "hang"])
    assert next(outcomes)[0] in {"a", "b"}  # by the first process, whichever of them it was given
    assert starting.wait(20)
    ends = threading.Thread(target=outcomes.close)
    ends.start()
    ends.join(0.3)
    given_up.set()
    ends.join(20)
    assert not ends.is_alive()
    assert not made._busy
    made.close()


@pytest.mark.parametrize(("jobs", "cores", "expected"), [(1, 2, 2), (1, 64, 4), (8, 2, 8), (2, 64, 2)])
def test_as_many_processes_as_jobs_else_as_cores(monkeypatch, jobs, cores, expected):
    monkeypatch.setattr(pool, "_HAS_AFFINITY", False)
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert pool.process_count(jobs) == expected
