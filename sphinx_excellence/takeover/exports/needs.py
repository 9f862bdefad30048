"""All records as a needs.json: https://sphinx-needs.readthedocs.io/en/latest/builders.html.

A kind is a type, a reference is a link, a line or a number is an option, and a text is the content. Links to records
inside texts and everything nested are lost. Records that came from a needs.json have their type's id as kind, and what
had no field of its own in the own field ``kept``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.own_fields import OwnField
from sphinx_excellence.takeover.exports.exported import Exported, Losses, Records
from sphinx_excellence.takeover.exports.kept_values import KEPT, read_kept
from sphinx_excellence.takeover.exports.written_text import outside

#: The version of the project, where nothing says another.
_VERSION = "1.0"
#: The own field with a need's content, and what is put between an option and the kind that its links lead to.
CONTENT, BETWEEN = "content", "-to-"
#: The keys that a need's text may be under: older versions of sphinx-needs have the second.
CONTENTS = (CONTENT, "description")
_PLAIN = (str, int, float)


def write(records: Records) -> Exported:
    """Return all records as ``needs.json``."""
    losses = Losses()
    needs: dict[str, dict[str, Any]] = {}
    owners: dict[str, str] = {}
    ids = frozenset(record_id for kind in records.registry.kinds for record_id in records.of_kind(kind.name))
    for kind in records.registry.kinds:
        for record_id, record in records.of_kind(kind.name).items():
            if record_id in needs:
                losses.add(kind.name, record_id, "the record", f"left out, since a {owners[record_id]} has the same id")
                continue
            owners[record_id] = kind.name
            needs[record_id] = _need(records, kind, record_id, record, ids, losses)
            if record_id in records.data.get("sections", {}).get(kind.key, {}):
                losses.add(kind.name, record_id, "the text of the page")
    version = {"needs": dict(sorted(needs.items())), "needs_amount": len(needs)}
    name = records.version or _VERSION
    document = {"current_version": name, "project": records.title, "versions": {name: version}}
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return Exported({"needs.json": text.encode()}, losses.listed())


def _need(
    records: Records, kind: Kind, record_id: str, record: Mapping[str, Any], ids: frozenset[str], losses: Losses
) -> dict[str, Any]:
    own = {field.key: field for field in kind.own_fields}
    need: dict[str, Any] = {
        "id": record_id,
        "type": kind.name,
        "type_name": kind.title or str(kind.noun).capitalize(),
        "title": record["title"],
        "status": None,
        "tags": [],
        "links": [],
        "content": "",
    }
    references = {marked.path[0]: marked for marked in records.registry.references_of(kind.name, record_id)}
    kept: dict[str, Any] = {}
    for key, value in record.items():
        if value in (None, "", [], {}) or key == "title":
            continue
        if key == KEPT and key in own:
            kept = read_kept(str(value))
        elif key == CONTENT or (key == "summary" and not record.get(CONTENT)):
            need["content"] = outside(str(value))
        elif isinstance(value, _PLAIN) and not isinstance(value, bool):
            need[_option(key, own)] = [value] if _is_link(key, own, references) else _plain(value)
        elif isinstance(value, list) and all(isinstance(item, _PLAIN) for item in value):
            need[_option(key, own)] = [*need.get(_option(key, own), ()), *map(_plain, value)]
        else:
            losses.add(kind.name, record_id, f"`{key}`")
    links = {_option(key, own) for key in own if _is_link(key, own, references)}
    for key, value in kept.items():
        if isinstance(value, list) and key in links:
            need[key] = _as_given(value, need.get(key) or [], ids)
        elif key == "title":
            need[key] = value if " ".join(str(value).split()) == need[key] else need[key]
        elif not need.get(key):
            need[key] = value
    if CONTENTS[1] in need and not need[CONTENT] and CONTENT not in kept:
        del need[CONTENT]
    return need


def _as_given(given: list[Any], current: list[Any], ids: frozenset[str]) -> list[Any]:
    """Return links in the order in which they were given, with what is no need; those removed since are left out."""
    stays = [target for target in given if target in current or target not in ids]
    return [*stays, *(target for target in current if target not in given)]


def _option(key: str, own: Mapping[str, OwnField]) -> str:
    """Return the name of the option that a field is: own fields may have the kind in theirs that they lead to."""
    return key.partition(BETWEEN)[0] if key in own else key


def _is_link(key: str, own: Mapping[str, OwnField], references: Mapping[Any, Any]) -> bool:
    return (key in own and own[key].type == "reference") or (key not in own and key in references and key != "tier")


def _plain(value: Any) -> Any:
    return outside(value) if isinstance(value, str) else value
