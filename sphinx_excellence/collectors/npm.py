"""npm: the releases of a package, whether it is deprecated, and its downloads.

https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md and
https://github.com/npm/registry/blob/main/docs/download-counts.md. Pre-releases and versions that were removed do not
count. A package is deprecated where its latest version is.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from urllib.parse import quote

from pydantic import Field

from sphinx_excellence.collectors.answer_values import Count, Day, Line, Part, read_answer, read_value
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
from sphinx_excellence.collectors.releases import RELEASE_SIGNALS, release_signals

_DOWNLOADS = "downloads"
_MAINTENANCE = "maintenance"
#: The whole history of a package may have thousands of versions.
_LARGEST = 64 * 1024 * 1024


class _Version(Part):
    deprecated: str | bool | None = None


class _Tags(Part):
    latest: Line


class _Package(Part):
    name: Line
    versions: dict[str, _Version]
    time: dict[str, object]
    tags: _Tags = Field(alias="dist-tags")


class _Release(Part):
    published: Day


class _Downloads(Part):
    downloads: Count
    start: Day
    end: Day
    package: Line


def _releases(package: str, period: Period) -> Measurement:
    found = yield from _history(package)
    final = [version for version in found.versions if "-" not in version and version in found.time]
    days = [read_value({"published": found.time[version]}, _Release).published for version in final]
    return list(release_signals(days, period, f"{_page(package)}?activeTab=versions"))


def _maintenance(package: str, period: Period) -> Measurement:
    found = yield from _history(package)
    latest = found.versions.get(found.tags.latest)
    if latest is None:
        raise NotMeasured(f"its latest version '{found.tags.latest}' is not among its versions")
    if not latest.deprecated:
        return []  # that it is maintained does not follow
    if period.is_past:
        raise NotMeasured(f"the package is deprecated; npm does not say whether it was in {period.quarter}")
    return [Measured(_MAINTENANCE, "archived", _page(package))]


def _downloads(package: str, period: Period) -> Measurement:
    if period.months is None:
        raise NotMeasured(f"no month of {period.quarter} has passed yet")
    first, last, months = period.months
    address = f"https://api.npmjs.org/downloads/point/{first}:{last}/{package}"
    answer = yield Request(address)
    found = read_answer(answer, _Downloads)
    if found.package != package:
        raise NotMeasured(f"the answer is for '{found.package}'")
    if (found.start, found.end) != (first, last):
        raise NotMeasured(f"the answer is for {found.start} to {found.end}")
    return [Measured(_DOWNLOADS, round(found.downloads / months), address)]


def _history(package: str) -> Generator[Request, Answer, _Package]:
    answer = yield Request(f"https://registry.npmjs.org/{quote(package, safe='@')}", largest=_LARGEST)
    found = read_answer(answer, _Package)
    if found.name != package:
        raise NotMeasured(f"the answer is for '{found.name}'")
    return found


def _page(package: str) -> str:
    return f"https://www.npmjs.com/package/{package}"


COLLECTOR = Collector(
    name="npm",
    title="npm",
    subject=re.compile(r"(?:@[a-z0-9~-][a-z0-9._~-]{0,100}/)?[A-Za-z0-9~-][A-Za-z0-9._~-]{0,213}"),
    form="the name of a package, such as opossum or @angular/core",
    measures=(
        Measure(RELEASE_SIGNALS, _releases),
        Measure((_MAINTENANCE,), _maintenance),
        Measure((_DOWNLOADS,), _downloads),
    ),
)
