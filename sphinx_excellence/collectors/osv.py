"""OSV: the advisories of a package that no release fixes yet.

https://google.github.io/osv.dev/post-v1-query/ and https://ossf.github.io/osv-schema/. An advisory is open where a
range of versions of the package begins and does not end. OSV answers the same for a package that it does not know as
for one without advisories.
"""

from __future__ import annotations

import json
import re
from urllib.parse import urlencode

from sphinx_excellence.collectors.answer_values import Day, Line, Part, read_answer
from sphinx_excellence.collectors.collector import Collector, Measure, Measured, Measurement, NotMeasured, Request
from sphinx_excellence.collectors.periods import Period

_OPEN = "open-advisories"
#: Pages of advisories that are asked for, at most.
_PAGES = 5
_SUBJECT = re.compile(r"(?P<ecosystem>[A-Za-z][A-Za-z .-]*(?::\d[\w.]*)?):(?P<name>[^\s:][^\s]*)")


class _Event(Part):
    introduced: Line | None = None
    fixed: Line | None = None
    last_affected: Line | None = None


class _Range(Part):
    events: tuple[_Event, ...]


class _Package(Part):
    name: Line
    ecosystem: Line


class _Affected(Part):
    package: _Package | None = None
    ranges: tuple[_Range, ...] = ()


class _Advisory(Part):
    id: Line
    published: Day | None = None
    withdrawn: Day | None = None
    affected: tuple[_Affected, ...] = ()


class _Advisories(Part):
    vulns: tuple[_Advisory, ...] = ()
    next_page_token: Line | None = None


def _open_advisories(subject: str, period: Period) -> Measurement:
    if period.is_past:
        raise NotMeasured(f"OSV does not say which advisories were open in {period.quarter}")
    ecosystem, name = _parts(subject)
    query = {"package": {"ecosystem": ecosystem, "name": name}}
    advisories: tuple[_Advisory, ...] = ()
    token: str | None = None
    for _ in range(_PAGES):
        body = {**query, "page_token": token} if token else query
        answer = yield Request("https://api.osv.dev/v1/query", json.dumps(body, sort_keys=True))
        page = read_answer(answer, _Advisories)
        advisories += page.vulns
        token = page.next_page_token
        if not token:
            break
    else:
        raise NotMeasured(f"there are more than {len(advisories)} advisories, and no more were asked for")
    count = sum(
        _is_open(each, ecosystem, name)
        for each in advisories
        if each.withdrawn is None and (each.published is None or each.published <= period.end)
    )
    return [Measured(_OPEN, count, f"https://osv.dev/list?{urlencode({'q': name, 'ecosystem': ecosystem})}")]


def _parts(subject: str) -> tuple[str, str]:
    found = _SUBJECT.fullmatch(subject)
    if found is None:
        raise NotMeasured(f"'{subject}' is not ecosystem:name")
    return found["ecosystem"], found["name"]


def _is_open(advisory: _Advisory, ecosystem: str, name: str) -> bool:
    """Whether no release fixes it. Raises ``NotMeasured`` where the advisory does not say."""
    of_package = [
        each
        for each in advisory.affected
        if each.package is not None
        and each.package.ecosystem.partition(":")[0] == ecosystem.partition(":")[0]
        and _folded(each.package.name) == _folded(name)
    ]
    if not of_package:
        raise NotMeasured(f"the advisory {advisory.id} does not say which versions of the package it affects")
    ranges = [each for affected in of_package for each in affected.ranges]
    if not ranges:
        raise NotMeasured(f"the advisory {advisory.id} lists versions alone, and not whether a release fixes it")
    return any(_is_endless(each) for each in ranges)


def _folded(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).casefold()


def _is_endless(found: _Range) -> bool:
    begun = sum(event.introduced is not None for event in found.events)
    ended = sum(event.fixed is not None or event.last_affected is not None for event in found.events)
    return begun > ended


COLLECTOR = Collector(
    name="osv",
    title="OSV",
    subject=_SUBJECT,
    form="ecosystem:name of a package, such as PyPI:celery or Maven:org.example:library",
    measures=(Measure((_OPEN,), _open_advisories),),
)
