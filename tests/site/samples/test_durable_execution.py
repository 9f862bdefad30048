"""A run ends once wherever it crashes, a step has one key, and code that takes another path is refused."""

from __future__ import annotations

import pytest

from tests.site.samples import defined_in

PAGE = defined_in("durable-execution")
execute, trial = PAGE["execute"], PAGE["trial"]
Suspended, NotDeterministic, Failed = PAGE["Suspended"], PAGE["NotDeterministic"], PAGE["Failed"]
MONTH = 30 * 86_400


class Crash(BaseException):  # no code of the workflow or of the step sees it
    pass


class Service:
    """Counts effects by key, as an idempotent callee does, and crashes at one call: before its effect, or after it."""

    def __init__(self, *, used=True, crash_at=0, after=False):
        self.used, self.crash_at, self.after, self.calls = used, crash_at, after, 0
        self.effects, self.attempts = {}, []

    def _do(self, key, answer):
        self.calls += 1
        self.attempts.append(key)
        if self.calls == self.crash_at and not self.after:
            raise Crash
        self.effects[key] = answer
        if self.calls == self.crash_at:
            raise Crash
        return answer

    def open_account(self, key):
        return self._do(key, 4711)

    def in_use(self, account):
        return self._do("asked", self.used)

    def close(self, account):
        self._do("closed", account)

    def charge(self, account, key):
        return self._do(key, f"receipt for {account}")


def to_the_end(service, history, now):
    """Call it again after each crash and each wait, as an engine does, and return the result and the times it waited."""
    waits = 0
    for _ in range(20):
        try:
            return execute(trial(service), "trial", history, lambda: now[0]), waits
        except Crash:
            continue
        except Suspended as suspended:
            waits += 1
            now[0] = suspended.args[0]
    raise AssertionError("it does not end")


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("crash_at", [1, 2, 3])
def test_a_run_ends_once_wherever_it_crashes(crash_at, after):
    service, now = Service(crash_at=crash_at, after=after), [0.0]
    assert to_the_end(service, [], now) == ("receipt for 4711", 1)
    assert now[0] == MONTH
    assert service.effects == {"trial/0": 4711, "asked": True, "trial/3": "receipt for 4711"}
    assert len(service.attempts) == 4, "one of the three steps had two attempts, with the same key"


def test_a_recorded_step_is_not_executed_again():
    service, history, now = Service(), [], [0.0]
    with pytest.raises(Suspended):
        execute(trial(service), "trial", history, lambda: now[0])
    now[0] = MONTH - 1
    for _ in range(5):
        with pytest.raises(Suspended):
            execute(trial(service), "trial", history, lambda: now[0])
    assert service.attempts == ["trial/0"]


def test_the_other_branch():
    service = Service(used=False)
    assert to_the_end(service, [], [0.0])[0] == "closed"
    assert service.effects["closed"] == 4711


def test_a_workflow_that_catches_all_errors_does_not_catch_the_wait():
    def workflow(run):
        try:
            run.sleep(10)
        except Exception:  # noqa: BLE001 - it is what such a workflow does
            return "compensated"
        return "slept"

    history = []
    with pytest.raises(Suspended):
        execute(workflow, "run", history, lambda: 0)
    assert execute(workflow, "run", history, lambda: 10) == "slept"


@pytest.mark.parametrize("crash_at", range(1, 5))
def test_a_failure_for_good_is_replayed_and_a_compensation_does_not_break_the_replay(crash_at):
    calls, history, effects = 0, [], set()

    def call(name, *, fails=False):
        def function(key):
            nonlocal calls
            calls += 1
            if calls == crash_at:
                raise Crash
            if fails:
                raise Failed("card refused")
            effects.add((name, key))

        return function

    def saga(run):
        run.step("reserve", call("reserve"))
        try:
            run.step("charge", call("charge", fails=len(history) == 1))  # it would succeed, if it were called again
        except Failed as failed:
            run.step("release", call("release"))
            run.step("tell", call("tell"))
            return str(failed)
        return "charged"

    with pytest.raises(Crash):
        execute(saga, "run", history, lambda: 0)
    assert execute(saga, "run", history, lambda: 0) == "card refused"
    assert execute(saga, "run", history, lambda: 0) == "card refused", "and once more from the history alone"
    assert effects == {("reserve", "run/0"), ("release", "run/2"), ("tell", "run/3")}


def test_an_error_that_may_pass_is_no_result_even_for_a_workflow_that_catches_all_errors():
    answers, history = [TimeoutError("no answer"), "receipt"], []

    def charge(key):
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def workflow(run):
        try:
            return run.step("charge", charge)
        except Exception:  # noqa: BLE001 - it is what such a workflow does
            return run.step("refund", lambda key: "refunded")

    with pytest.raises(Suspended) as waits:
        execute(workflow, "run", history, lambda: 5)
    assert waits.value.args == (6,) and history == []
    assert execute(workflow, "run", history, lambda: 6) == "receipt"


def test_time_is_a_step():
    history, now = [], [5.0]
    assert execute(lambda run: run.now(), "run", history, lambda: now[0]) == 5.0
    now[0] = 9.0
    assert execute(lambda run: run.now(), "run", history, lambda: now[0]) == 5.0


@pytest.mark.parametrize(
    "changed",
    [
        lambda run: run.step("b", lambda key: 2),  # a step was removed at the beginning
        lambda run: run.step("a", lambda key: 1),  # and at the end
        lambda run: (run.step("b", lambda key: 2), run.step("a", lambda key: 1)),
        lambda run: (run.step("new", lambda key: 0), run.step("a", lambda key: 1), run.step("b", lambda key: 2)),
    ],
)
def test_code_that_takes_another_path_is_refused(changed):
    history = [("a", 1), ("b", 2)]
    with pytest.raises(NotDeterministic):
        execute(changed, "run", history, lambda: 0)
    assert history == [("a", 1), ("b", 2)]


def test_a_step_added_at_the_end_is_no_difference():
    history = [("a", 1)]
    execute(lambda run: (run.step("a", lambda key: 1), run.step("b", lambda key: 2)), "run", history, lambda: 0)
    assert history == [("a", 1), ("b", 2)]


def test_a_workflow_that_changes_a_result_does_not_change_the_history():
    def workflow(run):
        waiting = run.step("list", lambda key: ["a", "b"])
        while waiting:
            run.step(f"do {waiting.pop()}", lambda key: None)
        run.sleep(10)
        return "done"

    history = []
    with pytest.raises(Suspended):
        execute(workflow, "run", history, lambda: 0)
    assert history[0] == ("list", ["a", "b"])
    assert execute(workflow, "run", history, lambda: 10) == "done"


def test_the_numbers_of_the_page():
    assert 30 * 86_400 == 2_592_000
    assert 8 * 3 + 9 * 3 + 2 == 53 and int(53e6 / 86_400) == 613 and 53 * 30 / 1000 == 1.59
    assert 10_240 // 11 == 930 and 930 / 60 == 15.5
    assert 51_200 // 11 == 4654 and round(4654 / 1440, 1) == 3.2
    assert 2 * 10 * 8 == 160
