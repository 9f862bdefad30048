"""GitHub: whether a repository is archived, and its releases.

https://docs.github.com/en/rest/repos/repos#get-a-repository and
https://docs.github.com/en/rest/releases/releases#list-releases. A tag without a release is none; drafts and
pre-releases do not count.
"""

from __future__ import annotations

import re

from sphinx_excellence.collectors.answer_values import Day, Part, read_answer, read_list
from sphinx_excellence.collectors.collector import (
    Collector,
    Measure,
    Measured,
    Measurement,
    NotMeasured,
    Request,
)
from sphinx_excellence.collectors.periods import Period
from sphinx_excellence.collectors.releases import RELEASE_SIGNALS, release_signals

_API = "https://api.github.com/repos"
_MAINTENANCE = "maintenance"
_PER_PAGE = 100
#: Pages of releases that are asked for, at most.
_PAGES = 5


class _Repository(Part):
    archived: bool
    created_at: Day


class _Release(Part):
    draft: bool
    prerelease: bool
    published_at: Day | None = None


def _maintenance(repository: str, period: Period) -> Measurement:
    answer = yield Request(f"{_API}/{repository}")
    found = read_answer(answer, _Repository)
    if found.created_at > period.end:
        raise NotMeasured(f"the repository was created only on {found.created_at}")
    if found.archived and period.is_past:
        # What is not archived today was not archived then either.
        raise NotMeasured(f"the repository is archived; GitHub does not say whether it was in {period.quarter}")
    return [Measured(_MAINTENANCE, "archived" if found.archived else "maintained", f"https://github.com/{repository}")]


def _releases(repository: str, period: Period) -> Measurement:
    days = []
    is_whole_year = False
    for page in range(1, _PAGES + 1):
        answer = yield Request(f"{_API}/{repository}/releases?per_page={_PER_PAGE}&page={page}")
        found = read_list(answer, _Release)
        published = [release.published_at for release in found if release.published_at is not None]
        days += [
            release.published_at
            for release in found
            if release.published_at is not None and not release.draft and not release.prerelease
        ]
        is_whole_year = len(found) < _PER_PAGE or (bool(published) and min(published) <= period.year_before)
        if is_whole_year:
            break
    if not days:
        raise NotMeasured("the repository has no releases")
    source = f"https://github.com/{repository}/releases"
    return list(release_signals(days, period, source, is_whole_year=is_whole_year))


COLLECTOR = Collector(
    name="github",
    title="GitHub",
    subject=re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,38}/(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}"),
    form="owner/name of a repository",
    measures=(Measure((_MAINTENANCE,), _maintenance), Measure(RELEASE_SIGNALS, _releases)),
    token="GITHUB_TOKEN",  # noqa: S106 - the name of a variable
    token_host="api.github.com",  # noqa: S106
)
