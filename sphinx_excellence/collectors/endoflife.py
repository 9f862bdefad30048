"""endoflife.date: when the support of a product ends, and its last release (https://endoflife.date/docs/api/v1/).

Without a release, the product's support ends with that of the release that is supported longest.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence

from pydantic import Field

from sphinx_excellence.collectors.answer_values import Day, Line, Part, read_answer
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
from sphinx_excellence.collectors.releases import LAST_RELEASE

_SUPPORT = "vendor-support"


class _Latest(Part):
    date: Day | None = None


class _Release(Part):
    name: Line
    has_ended: bool = Field(alias="isEol")
    end: Day | None = Field(None, alias="eolFrom")
    latest: _Latest | None = None


class _Product(Part):
    name: Line
    releases: list[_Release]


class _Answer(Part):
    result: _Product


def _support(subject: str, period: Period) -> Measurement:  # noqa: ARG001 - an end is the same in each quarter
    product, releases = yield from _asked(subject)
    endless = next((each.name for each in releases if each.end is None and not each.has_ended), None)
    if endless is not None:
        raise NotMeasured(f"no end of support is known for its release '{endless}'")
    ends = [each.end for each in releases if each.end is not None]
    if not ends:
        raise NotMeasured("its support has ended, and the day is not known")
    return [Measured(_SUPPORT, max(ends), f"https://endoflife.date/{product}")]


def _last_release(subject: str, period: Period) -> Measurement:
    product, releases = yield from _asked(subject)
    days = [each.latest.date for each in releases if each.latest is not None and each.latest.date is not None]
    days = [day for day in days if day <= period.end]
    if not days:
        raise NotMeasured(f"no release up to {period.end} is known")
    if period.is_past:
        raise NotMeasured(f"endoflife.date knows the latest releases alone, not those of {period.quarter}")
    return [Measured(LAST_RELEASE, max(days), f"https://endoflife.date/{product}")]


def _asked(subject: str) -> Generator[Request, Answer, tuple[str, Sequence[_Release]]]:
    product, _, release = subject.partition("/")
    answer = yield Request(f"https://endoflife.date/api/v1/products/{product}/")
    releases = read_answer(answer, _Answer).result.releases
    if release:
        releases = [each for each in releases if each.name == release]
        if not releases:
            raise NotMeasured(f"it has no release '{release}'")
    if not releases:
        raise NotMeasured("it has no releases")
    return product, releases


COLLECTOR = Collector(
    name="endoflife",
    title="endoflife.date",
    subject=re.compile(r"[a-z0-9][a-z0-9._+-]{0,100}(?:/[A-Za-z0-9][A-Za-z0-9._+-]{0,100})?"),
    form="a product such as nodejs, or one of its releases such as nodejs/22",
    measures=(Measure((_SUPPORT,), _support), Measure((LAST_RELEASE,), _last_release)),
)
