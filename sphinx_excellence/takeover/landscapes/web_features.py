"""The data of web-features, ``data.json`` of the npm package: https://github.com/web-platform-dx/web-features.

Features become patterns, groups become categories, and what `status.baseline` says becomes a tier, with a history where
the day is exact. A feature that was moved is another name of the one that it moved to. Everything else stays in the
field ``kept``.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.dates import is_day
from sphinx_excellence.model.fields import is_id
from sphinx_excellence.takeover.data_documents import DataDocument, DataFile
from sphinx_excellence.takeover.exports.kept_values import KEPT, kept_text
from sphinx_excellence.takeover.html_texts import HtmlTexts
from sphinx_excellence.takeover.own_values import KEPT_FIELD
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.source import Note, Source, SourceRecord

FORMAT = "web-features"
#: The tier of each value of ``baseline``, in the order of the data's own documentation.
_TIERS = {"high": "widely-available", "low": "newly-available", "false": "limited-availability"}
_TITLES = {"widely-available": "Widely available", "newly-available": "Newly available",
           "limited-availability": "Limited availability"}  # fmt: skip
_KEYS = (b'"baseline"', b'"compat_features"', b'"browsers"')
_DATES = (("baseline_low_date", "newly-available"), ("baseline_high_date", "widely-available"))


def _is_features(begin: bytes) -> bool:
    return b'"features"' in begin and any(key in begin for key in _KEYS)


_DOCUMENT = DataDocument(
    ("data.json", "package/data.json"),
    _is_features,
    Phrase("a mapping with features"),
    Phrase("there is no file with `features` and their baseline"),
)
detects = _DOCUMENT.detects


def read(root: Path) -> Source:
    """Read the data. Raises ``UnreadableSource``."""
    data = _DOCUMENT.read(root)
    if not isinstance(data.value, dict):
        raise data.wrong((), _DOCUMENT.accepted)
    if not isinstance(data.value.get("features"), dict):
        raise data.wrong(("features",), Phrase("a mapping of features by id"))
    notes: list[Note] = []
    features: Mapping[str, Any] = data.value["features"]
    aliases = _moved(data, features, notes)
    records = [
        record
        for name, feature in features.items()
        if (record := _record(data, name, feature, aliases, notes)) is not None
    ]
    for key in data.value:
        if key not in {"features", "groups"}:
            given = data.value[key]
            count = str(len(given) if isinstance(given, dict | list) else 1)
            text = Phrase("the key '%s' is about no feature; it is not taken over, entries: %s", key, count)
            notes.append(Note("other-data", data.path, data.line(key), text, lossy=True))
    definitions: dict[str, Any] = {
        "tiers": {
            **dict.fromkeys(("gold", "silver", "bronze")),
            **{tier: {"rank": 10 * (place + 1), "title": _TITLES[tier]} for place, tier in enumerate(_TIERS.values())},
        },
        "categories": _groups(data.value.get("groups")),
    }
    if any(KEPT in record.values for record in records):
        definitions["fields"] = {"pattern": {KEPT: dict(KEPT_FIELD)}}
    return Source(
        FORMAT, data.folder, "Web features", "none", records=tuple(records),
        settings={"definitions": definitions, "record_page": "features"}, notes=tuple(notes),
    )  # fmt: skip


def _groups(given: Any) -> dict[str, Any]:
    groups = given if isinstance(given, dict) else {}
    made: dict[str, Any] = {}
    for name, group in groups.items():
        title = group.get("name") if isinstance(group, dict) else None
        parent = group.get("parent") if isinstance(group, dict) else None
        made[name] = {
            "title": str(title or name),
            **({"parent": parent} if isinstance(parent, str) and parent in groups else {}),
        }
    return made


def _moved(data: DataFile, features: Mapping[str, Any], notes: list[Note]) -> dict[str, list[str]]:
    """Return the former names of features by the feature that they moved to; what was split is reported."""
    found: dict[str, list[str]] = {}
    for name, feature in features.items():
        kind = feature.get("kind") if isinstance(feature, dict) else None
        target = feature.get("redirect_target") if isinstance(feature, dict) else None
        if kind == "moved" and isinstance(target, str) and target in features:
            found.setdefault(target, []).append(name)
        elif kind in ("moved", "split"):
            targets = feature.get("redirect_targets")
            several = ", ".join(map(str, targets if isinstance(targets, list) else [target]))
            text = Phrase("'%s' was split or moved to what is no single feature: %s", name, several)
            notes.append(Note("split-feature", data.path, data.line("features", name), text, lossy=True))
    return found


def _record(
    data: DataFile, name: str, feature: Any, aliases: Mapping[str, list[str]], notes: list[Note]
) -> SourceRecord | None:
    path = ("features", name)
    if not isinstance(feature, dict) or not is_id(name):
        notes.append(data.skipped(path, Phrase("it is no feature"), Phrase("a mapping with a name, and an id")))
        return None
    kind = feature.get("kind", "feature")
    if kind != "feature":
        if kind not in ("moved", "split"):
            accepted = Phrase("feature, moved or split")
            notes.append(data.skipped(path, Phrase("the kind of '%s' is none that is known", name), accepted))
        return None
    if not isinstance(feature.get("name"), str) or not feature["name"].strip():
        notes.append(data.skipped(path, Phrase("the feature has no name"), Phrase("a text")))
        return None
    kept = {key: value for key, value in feature.items() if key not in {"kind", "name", "description_html"}}
    made: dict[str, Any] = {"title": " ".join(feature["name"].split())}
    text = feature.get("description_html") or feature.get("description")
    if isinstance(text, str) and text.strip():
        made["summary"] = " ".join(HtmlTexts().markdown(text).split())
        kept.pop("description", None)
    groups = kept.get("group")
    groups = [groups] if isinstance(groups, str) else groups
    if isinstance(groups, list) and all(isinstance(group, str) and id_of_name(group) == group for group in groups):
        made["category"] = groups
        kept.pop("group")
    specs = kept.get("spec")
    specs = [specs] if isinstance(specs, str) else specs
    if isinstance(specs, list) and all(isinstance(spec, str) and is_web_address(spec) for spec in specs):
        made["sources"] = [{"title": spec, "url": spec} for spec in specs]
        kept.pop("spec")
    made |= _rated(kept)
    if aliases.get(name):
        made["aliases"] = aliases[name]
    kept = {key: value for key, value in kept.items() if value not in (None, "", [], {})}
    if kept:
        made[KEPT] = kept_text(kept)
    values = {key: value for key, value in made.items() if value not in (None, "", [], {})}
    return SourceRecord("pattern", name, values, data.path, data.line(*path))


def _rated(kept: dict[str, Any]) -> dict[str, Any]:
    """Return the tier and its history, as far as the days are exact; ``kept`` loses what they say."""
    status = kept.get("status")
    if not isinstance(status, dict):
        return {}
    status = dict(status)
    tier = _TIERS.get(str(status.get("baseline")).lower()) if "baseline" in status else None
    if tier is None:
        return {}
    status.pop("baseline")
    history = []
    for key, reached in _DATES:
        day = status.get(key)
        if isinstance(day, str) and is_day(day):
            history.append({"date": day, "tier": reached})
            status.pop(key)
    kept["status"] = status
    ends_there = bool(history) and history[-1]["tier"] == tier
    return {"tier": tier, **({"history": history} if ends_there else _put_back(kept, history))}


def _put_back(kept: dict[str, Any], history: list[dict[str, Any]]) -> dict[str, Any]:
    """Leave days out that do not lead to the tier: a history ends with the tier that a pattern has."""
    keys = {tier: key for key, tier in _DATES}
    kept["status"] |= {keys[entry["tier"]]: entry["date"] for entry in history}
    return {}
