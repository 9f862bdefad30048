"""W3C: how far a specification has come (https://api.w3.org/doc)."""

from __future__ import annotations

import re

from sphinx_excellence.collectors.answer_values import Day, Line, Part, read_answer
from sphinx_excellence.collectors.collector import Collector, Measure, Measured, Measurement, NotMeasured, Request
from sphinx_excellence.collectors.periods import Period

_STATE = "standard-state"
#: The words for what the W3C calls the status of a version, in small letters.
_STATUSES = {
    "first public working draft": "working-draft",
    "working draft": "working-draft",
    "last call working draft": "working-draft",
    "candidate recommendation": "candidate-recommendation",
    "candidate recommendation draft": "candidate-recommendation",
    "candidate recommendation snapshot": "candidate-recommendation",
    "recommendation": "recommendation",
    "superseded recommendation": "obsoleted",
    "obsolete recommendation": "obsoleted",
    "retired": "retired",
    "discontinued draft": "retired",
}
#: Those that a version may get long after its date.
_LATER = frozenset({"obsoleted", "retired"})


class _Version(Part):
    status: Line
    date: Day


def _standard_state(name: str, period: Period) -> Measurement:
    answer = yield Request(f"https://api.w3.org/specifications/{name}/versions/latest")
    found = read_answer(answer, _Version)
    if found.date > period.end:
        raise NotMeasured(f"its latest version is of {found.date}, after {period.quarter}")
    state = _STATUSES.get(found.status.lower())
    if state is None:
        raise NotMeasured(f"the status '{found.status}' has no word among the states of standards")
    if period.is_past and state in _LATER:
        raise NotMeasured(f"its status is '{found.status}'; the W3C does not say whether it was in {period.quarter}")
    return [Measured(_STATE, state, f"https://www.w3.org/TR/{name}/")]


COLLECTOR = Collector(
    name="w3c",
    title="W3C",
    subject=re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,100}"),
    form="the short name of a specification, as in the address of its page: webauthn-2",
    measures=(Measure((_STATE,), _standard_state),),
)
