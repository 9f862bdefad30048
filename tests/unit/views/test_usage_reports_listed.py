"""The line of a report in the list of a pattern says its scale and its date once."""

from __future__ import annotations

import pytest

from sphinx_excellence.views.usage_reports import reports_of
from tests.unit.views.outlines import outline

SCALE = "scale: {figure: 3, unit: teams, text: In one country.}"


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("anonymous: true", ["Saga: 3 teams, 2026-06-01", "In one country."]),
        ("anonymous: true, title: Ours", ["Ours", "2026-06-01", "3 teams", "In one country."]),
        ("company: Acme", ["Saga: Acme", "2026-06-01", "3 teams", "In one country."]),
    ],
)
def test_a_line_says_scale_and_date_once(said, words, bench):
    data = f"patterns: {{saga: {{title: Saga}}}}\nusage_reports:\n  r: {{pattern: saga, date: 2026-06-01, {SCALE}, {said}}}\n"
    registry = bench.load(data).registry
    shown = outline(reports_of(registry.pattern("saga"), registry)).replace("\N{NO-BREAK SPACE}", " ")
    (line,) = [each for each in shown.splitlines() if "usage-report" in each and "Not verified" in each]
    assert [line.count(word) for word in words] == [1] * len(words), line
    assert line.count("2026-06-01") == line.count("3 teams") == 1, line
