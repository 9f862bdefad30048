"""A radar of Zalando's tech radar: https://github.com/zalando/tech-radar.

A file ``config.json`` or ``radar.json`` holds ``entries``, which name quadrants and rings by their places, and may hold
``date``, ``quadrants`` and ``rings``. Where it has no names, they are read from the page that draws the radar, without
running it; else the places are the names, which is reported.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.dates import day_range
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.data_documents import DataDocument, DataFile
from sphinx_excellence.takeover.exports.kept_values import LACKING
from sphinx_excellence.takeover.html_texts import HtmlTexts
from sphinx_excellence.takeover.radars.building import Radar
from sphinx_excellence.takeover.source import Note, Source

FORMAT = "zalando-radar"
_PLACES = ("", "docs/", "public/")
_FILES = ("config.json", "radar.json", "data.json")
_MOVED = {1: "moved in", -1: "moved out", 2: "new", 0: "no change"}
_KEYS = frozenset({"label", "quadrant", "ring", "moved", "active", "link"})
#: What an export writes into each entry.
_WRITTEN = frozenset({"moved", "active"})
_ENTRIES = re.compile(rb'"entries"\s*:\s*\[')
_NAMES = re.compile(r"\b(?P<what>quadrants|rings)\s*:\s*\[(?P<list>[^\]]*)\]")
_NAME = re.compile(r"""\bname\s*:\s*(["'])(?P<name>(?:(?!\1).)*)\1""")


_DOCUMENT = DataDocument(
    tuple(f"{place}{name}" for place in _PLACES for name in _FILES),
    lambda begin: _ENTRIES.search(begin) is not None,
    Phrase("a mapping with date, quadrants, rings and entries"),
    Phrase("there is no file with `entries`"),
)
detects = _DOCUMENT.detects


def read(root: Path) -> Source:
    """Read a radar. Raises ``UnreadableSource``."""
    top = root.parent if root.is_file() else root
    data = _DOCUMENT.read(root, top)
    if not isinstance(data.value, dict):
        raise data.wrong((), _DOCUMENT.accepted)
    if not isinstance(data.value.get("entries"), list):
        raise data.wrong(("entries",), Phrase("a list of entries"))
    radar = Radar(FORMAT, top, str(data.value.get("title") or top.resolve().name))
    rings, quadrants = (_names(data, what, radar) for what in ("rings", "quadrants"))
    tiers = [radar.ring(name) for name in rings]
    categories = [radar.quadrant(name) for name in quadrants]
    edition = _edition(data, radar)
    for number, entry in enumerate(data.value["entries"]):
        problem = _problem(entry, tiers, categories)
        if problem is not None:
            path, said, accepted = problem
            radar.notes.append(data.skipped(("entries", number, *path), said, accepted))
            continue
        _add(entry, data, number, radar, tiers[entry["ring"]], categories[entry["quadrant"]], edition)
    known = {"date", "quadrants", "rings", "entries", "title"}
    for key in data.value:
        if key not in known:
            text = Phrase("the key '%s' says how the radar is drawn; it is not taken over", key)
            radar.notes.append(Note("setting-of-drawing", data.path, data.line(key), text))
    return radar.source()


def _names(data: DataFile, what: str, radar: Radar) -> list[str]:
    given = data.value.get(what)
    if isinstance(given, list):
        names: list[str] = []
        for number, each in enumerate(given):
            name = each.get("name") if isinstance(each, dict) else each
            if not isinstance(name, str) or not name.strip():
                raise data.wrong((what, number), Phrase("a mapping with a name"))
            names.append(name)
        return names
    found = _names_in_page(data.folder, what)
    if found:
        text = Phrase("the names of the %s are those in index.html: %s", what, ", ".join(found))
        radar.notes.append(Note("names-from-page", data.path, 0, text))
        return found
    key = what[:-1]
    most = max((each[key] for each in data.value["entries"] if _is_place(each, key)), default=-1)
    if most < 0:
        return []
    text = Phrase("the file has no names of %s; their places stand for them, and you can change the titles", what)
    radar.notes.append(Note("no-names", data.path, 0, text))
    return [f"{key.capitalize()} {number + 1}" for number in range(min(most, 11) + 1)]


def _is_place(entry: Any, key: str) -> bool:
    return isinstance(entry, dict) and isinstance(entry.get(key), int) and not isinstance(entry[key], bool)


def _names_in_page(folder: Path, what: str) -> list[str]:
    page = folder / "index.html"
    if not page.is_file():
        return []
    text = content_of(page).decode("utf-8", "replace")
    found = next((found["list"] for found in _NAMES.finditer(text) if found["what"] == what), "")
    return [name["name"] for name in _NAME.finditer(found)]


def _problem(entry: Any, tiers: list[str], categories: list[str]) -> tuple[tuple[str, ...], str, str] | None:
    if not isinstance(entry, dict):
        return (), Phrase("it is no entry"), Phrase("a mapping with label, quadrant and ring")
    if not isinstance(entry.get("label"), str) or not entry["label"].strip():
        return (), Phrase("the entry has no label"), Phrase("a text")
    for key, names in (("ring", tiers), ("quadrant", categories)):
        if not _is_place(entry, key) or not 0 <= entry[key] < len(names):
            said = Phrase("the %s of '%s' is '%s'", key, entry["label"], str(entry.get(key))[:40])
            return (key,) if key in entry else (), said, Phrase("a number from 0 to %s", str(len(names) - 1))
    return None


def _edition(data: DataFile, radar: Radar) -> str | None:
    given = data.value.get("date")
    if given is None:
        return None
    written = str(given).replace(".", "-")
    try:
        day_range(written)
    except ValueError:
        text = Phrase("'%s' is not a date, so that there is no edition", str(given))
        radar.notes.append(Note("no-date", data.path, data.line("date"), text, lossy=True))
        return None
    radar.edition(written, {"title": str(given), "date": written}, data.path)
    return written


def _add(
    entry: dict[str, Any], data: DataFile, number: int, radar: Radar, ring: str, quadrant: str, edition: str | None
) -> None:
    line = data.line("entries", number)
    label = " ".join(entry["label"].split())
    values: dict[str, Any] = {"title": HtmlTexts().markdown(label) if "<" in label else label, "category": quadrant}
    kept = {key: value for key, value in entry.items() if key not in _KEYS}
    values["tier"] = ring
    moved = entry.get("moved", 0)
    if isinstance(moved, int) and moved in _MOVED:
        values["movement"] = _MOVED[moved] if moved else ""
    else:
        kept["moved"] = moved
    if entry.get("active") is False:
        values["active"] = "no"
    elif entry.get("active", True) is not True:
        kept["active"] = entry["active"]
    if isinstance(entry.get("link"), str) and is_web_address(entry["link"]):
        values["link"] = entry["link"]
    elif "link" in entry:
        kept["link"] = entry["link"]
    if entry.keys() & _WRITTEN != _WRITTEN:
        kept[LACKING] = sorted(_WRITTEN - entry.keys())
    if edition is not None:
        values["history"] = [{"edition": edition, "tier": ring}]
    radar.add(radar.new_id(label, quadrant, data.path, line), values, data.path, line, kept)
