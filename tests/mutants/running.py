"""Runs the tests over each mutant, as a plug-in of one pytest session that has collected them once.

Every test is run once, in a process of its own, to learn which lines it runs and how long it takes. Then a process is
forked for each mutant, which runs the tests that run the changed line until one fails. The mutants and how to run them
come in the file that ``MUTANTS`` names; what became of each is written beside it.
"""

from __future__ import annotations

import gc
import json
import os
import pickle
import resource
import signal
import time
import warnings
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from coverage import Coverage
from mutmut.mutation.trampoline import set_mutant_under_test

#: How a process ends whose tests all pass; a failing one ends with 1, one that ran too long by a signal.
SURVIVED = 0
KILLED = 1

_MEMORY = 6 * 2**30
#: A test may look at the very functions that are wrapped here; where more than a few do, something else is wrong.
_MAY_FAIL = 0.05


class Reach:
    """Which tests run which line, how long each takes, and which have killed mutants of a module so far."""

    def __init__(self) -> None:
        self.tests: dict[str, dict[int, set[int]]] = {}
        self.seconds: dict[int, float] = {}
        self.failing: list[int] = []
        self.kills: dict[str, Counter[int]] = defaultdict(Counter)

    def tests_of(self, mutant: dict[str, Any], budget: float) -> list[int]:
        """Return tests that run the changed lines, the likeliest to fail first, as many as the budget allows."""
        kills = self.kills[mutant["module"]]
        own = self.kills[mutant["reached_as"]]
        of_line = self.tests.get(mutant["module"], {})
        first, last = mutant["lines"]
        tests = set().union(*(of_line.get(line, ()) for line in range(first, last + 1)))
        chosen, spent = [], 0.0
        for test in sorted(tests, key=lambda t: (-own[t], -min(kills[t], 1), self.seconds[t], t)):
            if chosen and spent + self.seconds[test] > budget:
                continue
            chosen.append(test)
            spent += self.seconds[test]
        return chosen


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Run the mutants in place of the tests."""
    order = json.loads(Path(os.environ["MUTANTS"]).read_text(encoding="utf-8"))
    reach = _learn(session.items, {mutant["module"] for mutant in order["mutants"]})
    if reach.failing:
        names = "\n".join(session.items[test].nodeid for test in reach.failing)
        _say(f"These tests fail without any mutant, and are left out:\n{names}")
        if len(reach.failing) > _MAY_FAIL * len(session.items):
            raise SystemExit(3)
    _say(f"{len(session.items)} tests, {sum(reach.seconds.values()):.0f} s")
    gc.collect()
    gc.freeze()
    with Path(order["results"]).open("a" if order["adds"] else "w", encoding="utf-8") as out:
        _run_all(
            session.items,
            order,
            reach,
            lambda row: print(json.dumps({**row, "run": order["run"]}), file=out, flush=True),
        )
    return True


def _run_all(
    items: list[pytest.Item], order: dict[str, Any], reach: Reach, tell: Callable[[dict[str, Any]], None]
) -> None:
    running: dict[int, tuple[dict[str, str], Path, list[int]]] = {}
    count: Counter[str] = Counter()
    done = 0

    def finish() -> None:
        nonlocal done
        pid, status = os.wait()
        mutant, note, tests = running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        outcome = "survived" if code == SURVIVED else "killed" if code == KILLED else "stopped"
        failed = int(note.read_text()) if note.exists() and note.stat().st_size else None
        note.unlink(missing_ok=True)
        if failed is not None:
            reach.kills[mutant["module"]][failed] += 1
            reach.kills[mutant["reached_as"]][failed] += 1
        count[outcome] += 1
        done += 1
        tell(
            {
                **mutant,
                "outcome": outcome,
                "code": code,
                "tests": len(tests),
                "by": failed is not None and items[failed].nodeid,
            }
        )
        if done % 100 == 0:
            _say(f"{done} of {len(order['mutants'])}: {dict(count)}")

    for number, mutant in enumerate(order["mutants"]):
        tests = reach.tests_of(mutant, order["budget"])
        if not tests:
            count["unreached"] += 1
            done += 1
            tell({**mutant, "outcome": "unreached", "code": None, "tests": 0, "by": False})
            continue
        while len(running) >= order["processes"]:
            finish()
        note = Path(os.environ["MUTANTS"]).with_name(f"failed-{number}")
        pid = os.fork()
        if pid == 0:
            seconds = {test: reach.seconds[test] for test in tests}
            _run_mutant(items, seconds, f"{mutant['module']}.{mutant['name']}", note)
        running[pid] = (mutant, note, tests)
    while running:
        finish()


def _run_mutant(items: list[pytest.Item], seconds: dict[int, float], name: str, note: Path) -> None:
    """Run the tests with a mutant in a process that ends here. Whatever it does that a test does not expect kills it.

    ``seconds`` is the processor time that each test takes without the mutant.
    """
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.alarm(int(200 * sum(seconds.values()) + 200))  # it may wait for something that never comes
    _be_quiet()
    set_mutant_under_test(name)
    code = SURVIVED
    try:
        for test, usual in seconds.items():
            # The signal ends the process: a loop without end would cost more than a hundred other mutants.
            signal.setitimer(signal.ITIMER_PROF, 1 + 5 * usual)
            if _fails(items[test]):
                note.write_text(str(test))
                code = KILLED
                break
    except BaseException:  # noqa: BLE001 - a mutant may raise anything at all
        code = KILLED
    os._exit(code)


def _learn(items: list[pytest.Item], modules: set[str]) -> Reach:
    """Run each test once in a process of its own, which leaves no caches behind in this one."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        _be_quiet()
        files = {str(_file_of(module)): module for module in modules}
        coverage = Coverage(data_file=None, config_file=False, include=list(files))
        reach = Reach()
        coverage.start()
        for index, item in enumerate(items):
            coverage.switch_context(str(index))
            began = time.process_time()
            if _fails(item):
                reach.failing.append(index)
            reach.seconds[index] = time.process_time() - began
        coverage.stop()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns where the tests run none of the modules
            data = coverage.get_data()
        for file in data.measured_files():
            lines = data.contexts_by_lineno(file).items()
            reach.tests[files[file]] = {line: {int(c) for c in found if c} - {*reach.failing} for line, found in lines}
        with os.fdopen(writing, "wb") as out:
            pickle.dump(reach, out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        reach = pickle.load(answer)
    os.waitpid(pid, 0)
    return reach


def _file_of(module: str) -> Path:
    path = Path.cwd().joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def _fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def _be_quiet() -> None:
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (1, 2):
        os.dup2(nothing, stream)


def _say(text: str) -> None:
    print(text, flush=True)
