"""A radar for Build your own radar: https://github.com/thoughtworks/build-your-own-radar.

A row has the columns ``name``, ``ring``, ``quadrant``, ``isNew``, ``status`` and ``description``, which is HTML.
"""

from __future__ import annotations

import json

from sphinx_excellence.takeover.exports.blips import DESCRIPTION, KIND, NEW, Blips, blips_of
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records
from sphinx_excellence.takeover.exports.written_text import csv_text, has_formula, html_of

_COLUMNS = ("name", "ring", "quadrant", "isNew", "status", "description")
_HELD = frozenset({DESCRIPTION})
_MOST = 4


def write_csv(records: Records) -> Exported:
    """Return the radar as ``radar.csv``."""
    losses, (rows, notes) = (found := Losses()), _rows(records, found)
    for row in rows:
        for column, cell in zip(_COLUMNS, row[1:], strict=True):
            if has_formula(cell):
                how = "begins with an apostrophe, since a spreadsheet would take it for a formula"
                losses.add(KIND, row[0], f"column `{column}`", how)
    return Exported({"radar.csv": csv_text([_COLUMNS, *(row[1:] for row in rows)])}, losses.listed(), notes)


def write_json(records: Records) -> Exported:
    """Return the radar as ``radar.json``."""
    losses = Losses()
    rows, notes = _rows(records, losses)
    blips = [dict(zip(_COLUMNS, row[1:], strict=True)) for row in rows]
    text = json.dumps(blips, ensure_ascii=False, indent=2) + "\n"
    return Exported({"radar.json": text.encode()}, losses.listed(), notes)


def _rows(records: Records, losses: Losses) -> tuple[list[list[str]], tuple[str, ...]]:
    """Return a row for each blip, the id of its record before the columns, and what is reported of all."""
    found = blips_of(records, losses, _HELD)
    rows = [
        [
            blip.id,
            blip.name,
            found.rings[blip.ring],
            found.quadrants[blip.quadrant],
            "TRUE" if blip.movement == NEW else "FALSE",
            blip.movement,
            html_of(blip.text),
        ]
        for blip in found.blips
    ]
    return rows, _told(found)


def _told(found: Blips) -> tuple[str, ...]:
    rings = len({blip.ring for blip in found.blips})
    notes = []
    if len(found.quadrants) != _MOST:
        notes.append(f"Build your own radar draws {_MOST} quadrants; categories in use: {len(found.quadrants)}.")
    if rings > _MOST:
        notes.append(f"Build your own radar draws at most {_MOST} rings; tiers in use: {rings}.")
    return tuple(notes)
