"""A radar for Zalando's tech radar: https://github.com/zalando/tech-radar.

The file holds ``date``, ``quadrants``, ``rings`` and ``entries``; entries name quadrants and rings by their places.
``moved`` is 1 inwards, -1 outwards, 2 for what is new, and 0.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.takeover.exports.blips import ACTIVE, IN, LINK, NEW, OUT, Blip, blips_of
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records
from sphinx_excellence.takeover.exports.kept_values import KEPT, LACKING, read_kept

_MOVED = {IN: 1, OUT: -1, NEW: 2}
_FOUR = 4


def write(records: Records) -> Exported:
    """Return the radar as ``config.json``."""
    losses = Losses()
    found = blips_of(records, losses, frozenset({LINK, ACTIVE, KEPT}))
    used = [ring for ring in found.rings if any(blip.ring == ring for blip in found.blips)]
    rings = list(found.rings) if len(found.rings) <= _FOUR else used
    quadrants = list(found.quadrants)
    entries: list[dict[str, Any]] = []
    for blip in found.blips:
        entry: dict[str, Any] = {
            "quadrant": quadrants.index(blip.quadrant),
            "ring": rings.index(blip.ring),
            "label": blip.name,
            "active": blip.record.get(ACTIVE) != "no",
            "moved": _MOVED.get(blip.movement, 0),
        }
        if is_web_address(str(blip.record.get(LINK, ""))):
            entry["link"] = blip.record[LINK]
        kept = _kept(blip, entry)
        lacking = kept.pop(LACKING, None)
        usual = {"moved": 0, "active": True}
        left_out = {key for key in usual if isinstance(lacking, list) and key in lacking and entry[key] == usual[key]}
        entries.append({key: value for key, value in {**entry, **kept}.items() if key not in left_out})
    edition = records.registry.editions[-1] if records.registry.editions else None
    radar = {
        **({"date": edition.date.replace("-", ".")} if edition is not None else {}),
        "quadrants": [{"name": found.quadrants[name]} for name in quadrants],
        "rings": [
            {"name": found.rings[ring], "color": records.registry.tiers[ring].colours.light} for ring in rings
        ],
        "entries": entries,
    }  # fmt: skip
    notes = [
        f"The drawing has {_FOUR} {where}; {what}: {count}."
        for count, where, what in (
            (len(quadrants), "quadrants", "categories in use"),
            (len(rings), "rings", "tiers"),
        )
        if count != _FOUR
    ]
    text = json.dumps(radar, ensure_ascii=False, indent=2) + "\n"
    return Exported({"config.json": text.encode()}, losses.listed(), tuple(notes))


def _kept(blip: Blip, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an entry that was taken over had besides, as far as the record says nothing else now."""
    kept = read_kept(str(blip.record.get(KEPT, "")))
    said = {"link"} & entry.keys() | ({"moved"} if blip.movement else set()) | ({"active"} & blip.record.keys())
    return {key: value for key, value in kept.items() if key not in said | {"quadrant", "ring", "label"}}
