"""All records as CSV, a file a kind: a row a record, a column a field.

A value that is neither a text nor a number is JSON. Definitions, tiers and the words of the project are in no file.
"""

from __future__ import annotations

import json
from typing import Any

from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records
from sphinx_excellence.takeover.exports.written_text import csv_text, has_formula


def write(records: Records) -> Exported:
    """Return a file for each kind of which there are records."""
    losses = Losses()
    files: dict[str, bytes] = {}
    for kind in records.registry.kinds:
        found = records.of_kind(kind.name)
        if not found:
            continue
        order = {info.alias or name: place for place, (name, info) in enumerate(kind.model.model_fields.items())}
        used = {key for record in found.values() for key in record}
        columns = sorted(used, key=lambda key: (order.get(key, len(order)), key))
        rows = [["id", *columns]]
        for record_id, record in found.items():
            cells = [_cell(record.get(column)) for column in columns]
            for column, cell in zip(columns, cells, strict=True):
                if has_formula(cell):
                    how = "begins with an apostrophe, since a spreadsheet would take it for a formula"
                    losses.add(kind.name, record_id, f"`{column}`", how)
            rows.append([record_id, *cells])
        files[f"{kind.key}.csv"] = csv_text(rows)
        for record_id in records.data.get("sections", {}).get(kind.key, {}):
            losses.add(kind.name, record_id, "the text of the page")
    notes = [
        f"The file excellence.json holds `{key}`; CSV does not."
        for key in ("kinds", "fields", "statuses", "categories", "tags", "relations", "tiers")
        if records.data.get(key)
    ]
    return Exported(files, losses.listed(), tuple(notes))


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
