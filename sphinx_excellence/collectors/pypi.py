"""PyPI: the releases of a package (https://docs.pypi.org/api/json/), and its downloads, which pypistats.org counts.

Pre-releases, yanked releases and releases without files do not count. Downloads are those without mirrors, of the whole
months of the quarter that have passed (https://pypistats.org/api/); days older than 180 are not kept there.
"""

from __future__ import annotations

import re
from datetime import timedelta

from packaging.version import InvalidVersion, Version

from sphinx_excellence.collectors.answer_values import Count, Day, Line, Part, read_answer
from sphinx_excellence.collectors.collector import Collector, Measure, Measured, Measurement, NotMeasured, Request
from sphinx_excellence.collectors.periods import Period
from sphinx_excellence.collectors.releases import RELEASE_SIGNALS, release_signals

_DOWNLOADS = "downloads"
_WITHOUT_MIRRORS = "without_mirrors"


class _File(Part):
    upload_time_iso_8601: Day
    yanked: bool = False


class _Package(Part):
    releases: dict[str, list[_File]]


class _Downloads(Part):
    category: Line
    date: Day
    downloads: Count


class _Series(Part):
    data: list[_Downloads]


def _releases(package: str, period: Period) -> Measurement:
    answer = yield Request(f"https://pypi.org/pypi/{package}/json")
    found = read_answer(answer, _Package)
    days = [
        min(file.upload_time_iso_8601 for file in files)
        for version, files in found.releases.items()
        if files and not all(file.yanked for file in files) and _is_final(version)
    ]
    return list(release_signals(days, period, f"https://pypi.org/project/{package}/#history"))


def _is_final(version: str) -> bool:
    try:
        return not Version(version).is_prerelease
    except InvalidVersion:
        # Only releases of before 2013 have such versions; whether they are final is not known.
        return False


def _downloads(package: str, period: Period) -> Measurement:
    if period.months is None:
        raise NotMeasured(f"no month of {period.quarter} has passed yet")
    first, last, months = period.months
    address = f"https://pypistats.org/api/packages/{package.lower()}/overall?mirrors=false"
    answer = yield Request(address)
    by_day = {
        each.date: each.downloads
        for each in read_answer(answer, _Series).data
        if each.category == _WITHOUT_MIRRORS and first <= each.date <= last
    }
    expected = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    missing = [day for day in expected if day not in by_day]
    if missing:
        raise NotMeasured(f"{len(missing)} of {len(expected)} days are not in the answer, from {missing[0]} on")
    return [Measured(_DOWNLOADS, round(sum(by_day.values()) / months), address)]


COLLECTOR = Collector(
    name="pypi",
    title="PyPI",
    subject=re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9])?"),
    form="the name of a package",
    measures=(Measure(RELEASE_SIGNALS, _releases), Measure((_DOWNLOADS,), _downloads)),
)
