"""A radar for Build your own radar: https://github.com/thoughtworks/build-your-own-radar.

A row has the columns ``name``, ``ring``, ``quadrant``, ``isNew``, ``status`` and ``description``, which is HTML. Cells
and columns of a radar that was taken over come back from the own field ``kept``, as far as the record says the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sphinx_excellence.takeover.exports.blips import DESCRIPTION, IN, KIND, NEW, OUT, SAME, Blip, Blips, blips_of
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records
from sphinx_excellence.takeover.exports.kept_values import KEPT, MADE, checksum, read_kept
from sphinx_excellence.takeover.exports.written_text import csv_text, has_formula, html_of, leads_inside
from sphinx_excellence.takeover.record_ids import id_of_name

_COLUMNS = ("name", "ring", "quadrant", "isNew", "status", "description")
_HELD = frozenset({DESCRIPTION, KEPT})
#: What an import keeps and no column had: links into the old site.
_NO_COLUMNS = frozenset({MADE, "links"})
_YES = frozenset({"true", "yes", "1"})
_MOST = 4


def write_csv(records: Records) -> Exported:
    """Return the radar as ``radar.csv``."""
    losses, (rows, notes) = (found := Losses()), _rows(records, found)
    columns = list(dict.fromkeys([*_COLUMNS, *(column for _id, row in rows for column in row)]))
    table = [columns]
    for record_id, row in rows:
        cells = [_cell(row.get(column, "")) for column in columns]
        for column, cell in zip(columns, cells, strict=True):
            if has_formula(cell):
                how = "begins with an apostrophe, since a spreadsheet would take it for a formula"
                losses.add(KIND, record_id, f"column `{column}`", how)
        table.append(cells)
    return Exported({"radar.csv": csv_text(table)}, losses.listed(), notes)


def write_json(records: Records) -> Exported:
    """Return the radar as ``radar.json``."""
    losses = Losses()
    rows, notes = _rows(records, losses)
    blips = [row for _id, row in rows]
    text = json.dumps(blips, ensure_ascii=False, indent=2) + "\n"
    return Exported({"radar.json": text.encode()}, losses.listed(), notes)


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _rows(records: Records, losses: Losses) -> tuple[list[tuple[str, dict[str, Any]]], tuple[str, ...]]:
    """Return the id and the row of each blip, and what is reported of all."""
    found = blips_of(records, losses, _HELD)
    rows = []
    for blip in found.blips:
        row = {
            "name": blip.name,
            "ring": found.rings[blip.ring],
            "quadrant": found.quadrants[blip.quadrant],
            "isNew": "TRUE" if blip.movement == NEW else "FALSE",
            "status": blip.movement,
            "description": html_of(blip.text),
        }
        kept = _kept(blip, read_kept(str(blip.record.get(KEPT, ""))))
        if "description" not in kept and leads_inside(blip.text):
            losses.add(KIND, blip.id, "links to records", "only their words")
        rows.append((blip.id, row | kept))
    return rows, _told(found)


def _kept(blip: Blip, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Return the kept cells that say what the record says, and the other columns."""

    def holds(column: str, value: Any) -> bool:
        words = " ".join(str(value).casefold().split())
        match column:
            case "name":
                return " ".join(str(value).split()) == blip.name
            case "ring" | "quadrant":
                return id_of_name(str(value)) == (blip.ring if column == "ring" else blip.quadrant)
            case "isNew" | "status":
                return _movement(kept) == blip.movement
            case "description":
                return kept.get(MADE) == checksum(blip.text)
        return column not in _NO_COLUMNS and bool(words)

    return {column: value for column, value in kept.items() if holds(column, value)}


def _movement(kept: Mapping[str, Any]) -> str:
    """Return the movement that kept cells state."""
    status = " ".join(str(kept.get("status", "")).casefold().split())
    if status in {NEW, IN, OUT, SAME}:
        return status
    return NEW if str(kept.get("isNew", "")).casefold() in _YES else ""


def _told(found: Blips) -> tuple[str, ...]:
    rings = len({blip.ring for blip in found.blips})
    notes = []
    if len(found.quadrants) != _MOST:
        notes.append(f"Build your own radar draws {_MOST} quadrants; categories in use: {len(found.quadrants)}.")
    if rings > _MOST:
        notes.append(f"Build your own radar draws at most {_MOST} rings; tiers in use: {rings}.")
    return tuple(notes)
