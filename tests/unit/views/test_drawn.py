"""Where everything is in a drawing: ``tests/shown`` holds each as an SVG file.

Where a drawing has changed on purpose, run the tests with ``EXCELLENCE_WRITE_SHOWN=1``, and look at it in a browser.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from sphinx_excellence.views import ancestry
from sphinx_excellence.views.blocks import Drawing
from sphinx_excellence.views.catalogue import Filter
from sphinx_excellence.views.decision_graph import decision_graph
from sphinx_excellence.views.decisions import LogFilter
from sphinx_excellence.views.lineage_graph import lineage_graph
from sphinx_excellence.views.radar import radar
from tests.unit.views.outlines import svg
from tests.unit.views.test_decision_graph import registry_of as decisions_of
from tests.unit.views.test_drawings import KIN, registry_of
from tests.unit.views.test_views import values

FOLDER = Path(__file__).parents[2] / "shown"

MOVED = [{"date": "2020-01-01", "tier": "silver"}, {"date": "2024-01-01", "tier": "gold"}]
#: Cells with one, a few and many; sectors beside each other whose names must be moved apart; a name in several lines.
CROWDED = [
    {"id": f"{category[:2]}{number:02}", "title": f"{category} {number}", "category": category, "tier": tier,
     "history": MOVED if number % 5 == 0 else []}
    for category, tiers in {
        "caching": {"gold": 9, "bronze": 2},
        "data-management-and-storage-across-many-regions": {"gold": 1, "silver": 4},
        "edge": {"silver": 1},
        "flow": {"bronze": 1},
        "grid": {"gold": 1},
        "messaging": {"silver": 14, None: 3},
        "observability": {"gold": 2, "silver": 2, "bronze": 2},
        "resilience": {"gold": 30},
    }.items()
    for number, tier in enumerate([tier for tier, count in tiers.items() for _ in range(count)])
]  # fmt: skip
#: Sectors so narrow that their names stand away from them, with a line that leads there.
NARROW = [
    {"id": f"n{number:02}", "tier": "gold", "category": f"narrow-{chr(97 + number)}-with-a-name-that-takes-two-lines"}
    for number in range(16)
] + [{"id": f"w{number:02}", "tier": "silver", "category": "wide"} for number in range(60)]
#: Arrows that pass rows in lanes, that share a box, that run upwards, and patterns without a date.
FAMILY = [
    {"id": "batch", "title": "Batch processing on large machines", "introduced": "1961", "tier": "bronze",
     "evolution": {"to": ["queue", "stream", "late"]}},
    {"id": "lock", "introduced": "1965", "tier": "silver", "evolution": {"to": ["queue"]}},
    {"id": "queue", "introduced": "1983", "tier": "gold", "status": "recommended", "evolution": {"to": ["log", "topic", "stream"]}},
    {"id": "topic", "introduced": "1987", "tier": "silver"},
    {"id": "log", "introduced": "2011", "tier": "gold", "evolution": {"to": ["queue"]}},
    {"id": "stream", "introduced": "2013", "evolution": {"from": ["log"]}},
    {"id": "late", "tier": "gold", "evolution": {"from": ["topic"]}},
    {"id": "table", "title": "Tables that change", "introduced": "2018-05", "evolution": {"from": ["stream", "late", "batch"]}},
]  # fmt: skip


#: Groups beside each other, an arrow past a row, a cycle, dashed arrows, and one that is not asked for.
DECISIONS = [
    {"id": "0001-locks", "status": "superseded", "date": "2019", "superseded_by": ["0004-queues"]},
    {"id": "0002-sagas", "category": "shop", "status": "superseded", "title": "Use sagas for orders of several services"},
    {"id": "0003-timeouts", "category": "shop", "status": "accepted", "amends": ["0002-sagas"]},
    {"id": "0004-queues", "category": "shop", "status": "accepted", "date": "2024-05-02", "supersedes": ["0002-sagas"],
     "amends": ["0003-timeouts"]},
    {"id": "0005-one", "category": "shop", "superseded_by": ["0006-two"]},
    {"id": "0006-two", "category": "shop", "superseded_by": ["0005-one"]},
    {"id": "0007-other", "superseded_by": ["0008-last"]},
    {"id": "0008-last"},
]  # fmt: skip


def radar_of(patterns, **options):
    return radar(registry_of(patterns), Filter(), **options)


def lineage_of(patterns, name):
    registry = registry_of(patterns)
    return lineage_graph(ancestry.of_pattern(name, registry), registry, "Graph")


def category_of(patterns, name):
    registry = registry_of(patterns)
    return lineage_graph(ancestry.of_category(name, registry), registry, "Graph")


DRAWN = {
    "drawn-radar": lambda: radar_of(KIN),
    "drawn-radar-since": lambda: radar_of(KIN, since=date(2021, 4, 1)),
    "drawn-radar-crowded": lambda: radar_of(CROWDED),
    "drawn-radar-narrow": lambda: radar_of(NARROW),
    "drawn-radar-one": lambda: radar_of([{"id": "one"}]),
    "drawn-lineage": lambda: lineage_of(FAMILY, "queue"),
    "drawn-lineage-undated": lambda: lineage_of([{"id": "b"}, {"id": "a", "evolution": {"to": ["b"]}}], "a"),
    "drawn-lineage-beside": lambda: category_of(
        [{"id": "a", "introduced": "1990"}, {"id": "b", "category": "c", "evolution": {"from": ["a"]}}], "c"
    ),
}

DRAWN["drawn-decisions"] = lambda: decision_graph(decisions_of(*DECISIONS), LogFilter(categories=("shop",)))


@pytest.mark.parametrize("name", DRAWN)
def test_everything_is_drawn_where_it_belongs(name):
    (drawing,) = values(DRAWN[name](), Drawing)
    file = FOLDER / f"{name}.svg"
    if os.environ.get("EXCELLENCE_WRITE_SHOWN"):
        file.write_text(svg(drawing), encoding="utf-8")
    assert svg(drawing) == file.read_text(encoding="utf-8")


def test_there_is_a_file_for_every_drawing_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.svg")} == set(DRAWN)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("drawn-lineage-beside", "Thin frame: a related pattern that is not in the lineage."),
        ("drawn-lineage", None),
    ],
)
def test_a_frame_that_is_another_is_explained_where_there_is_one(name, key):
    (drawing,) = values(DRAWN[name](), Drawing)
    assert (drawing.key and drawing.key.message) == key
