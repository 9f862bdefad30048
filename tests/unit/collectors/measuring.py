"""Runs collectors over answers that a test gives, by what their addresses contain."""

from __future__ import annotations

import json
from datetime import date

from sphinx_excellence.collectors.collection import Collection, NoAnswer, Subject, collect, plan_tasks
from sphinx_excellence.collectors.collector import Answer, installed_collectors
from sphinx_excellence.collectors.periods import Period

DAY = date(2026, 11, 29)
NOW = Period("2026Q4", DAY)
#: A quarter that ended long before the day.
PAST = Period("2026Q2", DAY)


def measured(answers, period=NOW, collectors=None, **names) -> Collection:
    """Measure one thing that has these names; ``answers`` are JSON values or bytes, by a part of the address."""
    tasks, wrong = plan_tasks([Subject("p", "x", names)], collectors or installed_collectors())
    assert wrong == []

    def ask(request, collector):
        for part, content in answers.items():
            if part in request.shown:
                return Answer(request, content if isinstance(content, bytes) else json.dumps(content).encode(), DAY)
        raise NoAnswer("none")

    return collect(tasks, period, ask)


def values(found: Collection) -> dict:
    return {reading.signal: reading.value for reading in found.readings}


def reasons(found: Collection) -> list[str]:
    return [gap.reason for gap in found.gaps if gap.reason != "none"]
