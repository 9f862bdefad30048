"""What a large handbook costs: ten thousand pages, and a hundred thousand records without pages.

Owns those measurements. Nothing was promised of the pages; each is built once, since it takes minutes.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.catalogue import make_catalogue, with_tier
from benchmarks.check_cost import check, write_records
from benchmarks.generate import FLAVOURS, data_text, write_project
from benchmarks.measure import Build, build
from benchmarks.say import say
from benchmarks.table import Row

_FILES = 100


def measure_large(folder: Path, pages: int, records: int) -> list[Row]:
    """Return the rows for a site of so many pages, whose records are in a hundred files, and for so many records alone."""
    return [*_pages(folder, pages), *_records(folder / "records", records)]


def _pages(folder: Path, pages: int) -> list[Row]:
    patterns = make_catalogue(pages)
    prose = write_project(folder / "prose", FLAVOURS["prose"], "alabaster", patterns)
    project = write_project(folder / "directives", FLAVOURS["directives"], "alabaster", patterns)
    project.data.unlink()
    share = max(1, pages // _FILES)
    for start in range(0, pages, share):
        text = data_text(patterns, patterns[start : start + share])
        (project.data.parent / f"{start:06}.yaml").write_text(text, encoding="utf-8")
    say(f"{pages:,} pages: from nothing")
    first, plain = build(project), build(prose)
    say(f"{pages:,} pages: again")
    idle, plain_idle = build(project), build(prose)
    number = pages // 2
    changed = with_tier(patterns, number, "silver" if patterns[number].tier == "gold" else "gold")
    start = number // share * share
    text = data_text(changed, changed[start : start + share])
    (project.data.parent / f"{start:06}.yaml").write_text(text, encoding="utf-8")
    edited = build(project)
    where = f"{pages:,} pages"
    return [
        *_both(where, "From nothing, next to the prose alone", first, plain),
        *_both(where, "With nothing to do, next to the prose alone", idle, plain_idle),
        *_both(f"{where}, {len(edited.read)} read", "One record edited", edited, None),
    ]


def _both(where: str, what: str, ours: Build, other: Build | None) -> list[Row]:
    """Return a row for time and one for memory."""
    seconds = None if other is None else other.seconds
    megabytes = None if other is None else other.megabytes
    return [
        Row(where, what, ours.seconds, seconds, None, decimals=1),
        Row(f"{where}, memory", what, ours.megabytes, megabytes, None, unit="MB", decimals=0),
    ]


def _records(folder: Path, records: int) -> list[Row]:
    say(f"{records:,} records: checks")
    write_records(folder, records, _FILES)
    where = f"{records:,} records in {_FILES} files"
    rows = []
    for what, seconds, megabytes in (("A first check", None, None), ("A check of what has not changed", 8.0, 1500.0)):
        done = check(folder)
        rows.append(Row(where, what, done.seconds, None, seconds, decimals=1))
        rows.append(Row(f"{where}, memory", what, done.megabytes, None, megabytes, unit="MB", decimals=0))
    return rows
