"""IETF Datatracker: how far an RFC or an Internet-Draft has come, and whether another RFC obsoletes it.

https://datatracker.ietf.org/api/.
"""

from __future__ import annotations

import re

from sphinx_excellence.collectors.answer_values import Count, Line, Part, read_answer
from sphinx_excellence.collectors.collector import Collector, Measure, Measured, Measurement, NotMeasured, Request
from sphinx_excellence.collectors.periods import Period

_STATE = "standard-state"
_TRACKER = "https://datatracker.ietf.org"
_LEVELS = {
    "proposed standard": "proposed-standard",
    "internet standard": "internet-standard",
    "historic": "historic",
    "informational": "informational",
    "experimental": "experimental",
}
_DRAFT_STATES = {"active": "draft", "expired": "expired"}
_RFC = re.compile(r"rfc[1-9]\d{0,4}")


class _Document(Part):
    name: Line
    state: Line | None = None
    std_level: Line | None = None


class _Meta(Part):
    total_count: Count


class _Relations(Part):
    meta: _Meta


def _standard_state(name: str, period: Period) -> Measurement:
    if period.is_past:
        raise NotMeasured(f"the Datatracker does not say what the state was in {period.quarter}")
    answer = yield Request(f"{_TRACKER}/doc/{name}/doc.json")
    found = read_answer(answer, _Document)
    if found.name != name:
        raise NotMeasured(f"the answer is for '{found.name}'")
    state = _draft_state(found)
    if _RFC.fullmatch(name):
        relations = yield Request(
            f"{_TRACKER}/api/v1/doc/relateddocument/?format=json&limit=1&relationship__slug=obs&target__name={name}"
        )
        is_obsolete = read_answer(relations, _Relations).meta.total_count > 0
        state = "obsoleted" if is_obsolete else _level(found)
    return [Measured(_STATE, state, f"{_TRACKER}/doc/{name}/")]


def _level(document: _Document) -> str:
    level = document.std_level or ""
    if level.lower() not in _LEVELS:
        raise NotMeasured(f"the level '{level}' has no word among the states of standards")
    return _LEVELS[level.lower()]


def _draft_state(document: _Document) -> str:
    state = (document.state or "").lower()
    if _RFC.fullmatch(document.name):
        return ""
    if state == "rfc":
        raise NotMeasured("the draft has become an RFC; track that by its number, such as rfc6455")
    if state not in _DRAFT_STATES:
        raise NotMeasured(f"the state '{document.state}' of the draft has no word among the states of standards")
    return _DRAFT_STATES[state]


COLLECTOR = Collector(
    name="ietf",
    title="IETF Datatracker",
    subject=re.compile(rf"{_RFC.pattern}|draft-[a-z0-9][a-z0-9-]{{1,150}}"),
    form="an RFC such as rfc6455, or a draft such as draft-ietf-httpbis-rfc6265bis, without its revision",
    measures=(Measure((_STATE,), _standard_state),),
)
