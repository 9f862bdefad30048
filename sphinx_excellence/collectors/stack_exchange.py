"""Stack Exchange: how many questions of a tag were asked in the months of the quarter that have passed.

https://api.stackexchange.com/docs/questions and https://api.stackexchange.com/docs/throttle.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from urllib.parse import quote, urlencode

from sphinx_excellence.collectors.answer_values import Count, Line, Part, read_answer
from sphinx_excellence.collectors.collector import (
    Answer,
    Collector,
    Measure,
    Measured,
    Measurement,
    NotMeasured,
    Request,
)
from sphinx_excellence.collectors.periods import Period

_QUESTIONS = "questions"
_API = "https://api.stackexchange.com/2.3"
_DEFAULT_SITE = "stackoverflow"


class _Tag(Part):
    name: Line


class _Tags(Part):
    items: list[_Tag]


class _Total(Part):
    total: Count


class _Throttle(Part):
    backoff: Count = 0


def _questions(subject: str, period: Period) -> Measurement:
    if period.months is None:
        raise NotMeasured(f"no month of {period.quarter} has passed yet")
    first, last, months = period.months
    site, tag = _parts(subject)
    # Of a tag that does not exist, there are no questions either.
    known = yield Request(f"{_API}/tags/{quote(tag, safe='')}/info?{urlencode({'site': site})}")
    if not read_answer(known, _Tags).items:
        raise NotMeasured(f"the site '{site}' has no tag '{tag}'")
    asked = {
        "fromdate": _seconds(first), "todate": _seconds(last + timedelta(days=1)) - 1, "tagged": tag, "site": site,
        "filter": "total",
    }  # fmt: skip
    address = f"{_API}/questions?{urlencode(asked)}"
    answer = yield Request(address)
    mean = round(read_answer(answer, _Total).total / months, 1)
    return [Measured(_QUESTIONS, int(mean) if mean.is_integer() else mean, address)]


def _parts(subject: str) -> tuple[str, str]:
    site, _, tag = subject.rpartition(":")
    return site or _DEFAULT_SITE, tag


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _pause(answer: Answer) -> float:
    try:
        return read_answer(answer, _Throttle).backoff
    except NotMeasured:
        return 0


COLLECTOR = Collector(
    name="stack_exchange",
    title="Stack Exchange",
    subject=re.compile(r"(?:[a-z][a-z0-9.-]{0,60}:)?[a-z0-9+#.-]{1,50}"),
    form="a tag of Stack Overflow, or site:tag such as softwareengineering:microservices",
    measures=(Measure((_QUESTIONS,), _questions),),
    pause=_pause,
)
