"""A radar of Build your own radar, as CSV or JSON: https://github.com/thoughtworks/build-your-own-radar.

Its columns are ``name``, ``ring``, ``quadrant``, ``isNew``, ``status`` and ``description`` (HTML), in any case. The
file names no day, so that there is no edition; what it says of movements stays in the field ``movement``. Other
columns, and cells that an export would write otherwise, stay in the field ``kept``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.data_documents import DataFile, read_csv, read_data
from sphinx_excellence.takeover.exports.kept_values import MADE, checksum
from sphinx_excellence.takeover.exports.written_text import has_formula, html_of
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.html_texts import HtmlTexts
from sphinx_excellence.takeover.radars.building import MOVEMENTS, Radar, text_fields
from sphinx_excellence.takeover.record_ids import id_of_name
from sphinx_excellence.takeover.source import Note, Source

FORMAT = "thoughtworks-radar"
_REQUIRED = ("name", "ring", "quadrant")
_KNOWN = (*_REQUIRED, "isnew", "status", "description")
#: The columns as an export calls them.
_WRITTEN = {"isnew": "isNew"}
_ACCEPTED = "name, ring, quadrant, isNew, status, description"


def detects(root: Path) -> bool:
    """Whether there is a file of blips: ``root`` itself, or the only CSV or JSON in it."""
    try:
        return _file_of(root) is not None
    except OSError:
        return False


def _file_of(root: Path) -> Path | None:
    if root.is_file():
        return root if _looks_like_blips(root) else None
    found = [path for path in sorted(root.glob("*")) if path.suffix.lower() in {".csv", ".json"} and path.is_file()]
    fitting = [path for path in found if _looks_like_blips(path)]
    return fitting[0] if len(fitting) == 1 else None


def _looks_like_blips(path: Path) -> bool:
    with path.open("rb") as file:
        begin = file.read(4096).decode("utf-8", "replace").casefold()
    if path.suffix.lower() == ".json":
        return begin.lstrip("\ufeff \n\r\t").startswith("[") and all(f'"{name}"' in begin for name in _REQUIRED)
    names = {
        name.strip('" \r')
        for name in begin.lstrip("\ufeff").partition("\n")[0].replace(";", ",").replace("\t", ",").split(",")
    }
    return path.suffix.lower() == ".csv" and set(_REQUIRED) <= names


def read(root: Path) -> Source:
    """Read a radar. Raises ``UnreadableSource``."""
    file = _file_of(root)
    if file is None:
        raise UnreadableSource(Phrase("there is no file with the columns %s", _ACCEPTED))
    folder = file.parent
    radar = Radar(FORMAT, folder, folder.resolve().name)
    rows = list(_of_json(read_data(file, folder), radar) if file.suffix.lower() == ".json" else _of_csv(file, radar))
    names = {id_of_name(_text(cells.get("name", ""))) for _line, cells, _kept in rows} - {""}
    texts = HtmlTexts(lambda address: _record_of(address, names))
    ids: set[str] = set()
    for line, cells, kept in rows:
        row = {name: _text(cell).strip() for name, cell in cells.items()}
        if not all(row.get(column) for column in _REQUIRED):
            missing = next(column for column in _REQUIRED if not row.get(column))
            text = Phrase("the row has no %s; it is left out. Accepted: a name, a ring and a quadrant", missing)
            radar.notes.append(Note("incomplete-row", file.name, line, text, lossy=True))
            continue
        ring, quadrant = radar.ring(row["ring"]), radar.quadrant(row["quadrant"])
        record_id = radar.new_id(row["name"], quadrant, file.name, line)
        ids.add(record_id)
        values: dict[str, Any] = {"title": row["name"], "category": quadrant, "tier": ring}
        values |= _movement(row, kept)
        values |= text_fields(texts, row.get("description", ""))
        _keep_cells(cells, values, radar, kept)
        _tell_lost(texts, radar, file.name, line, kept)
        radar.add(record_id, values, file.name, line, kept)
    radar.order_rings()
    return radar.source()


def _tell_lost(texts: HtmlTexts, radar: Radar, path: str, line: int, kept: dict[str, Any]) -> None:
    for address in texts.lost:
        text = Phrase("the words of the link to '%s', which leads into the old site, stay; it is under `kept`", address)
        radar.notes.append(Note("link-into-old-site", path, line, text))
    if texts.lost:
        kept["links"] = list(texts.lost)
    texts.lost.clear()


def _record_of(address: str, names: set[str]) -> str | None:
    """Return the record that a link of the old site leads to: the last part of its path is the name."""
    part = id_of_name(address.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2])
    return part if part in names and not address.startswith("image ") else None


def _keep_cells(cells: Mapping[str, Any], values: Mapping[str, Any], radar: Radar, kept: dict[str, Any]) -> None:
    """Keep the cells that an export would write otherwise."""
    text = values.get("description") or values.get("summary") or ""
    is_new = values.get("movement") == "new"
    written = {
        "name": values["title"], "ring": radar.title_of_ring(values["tier"]),
        "quadrant": radar.title_of_quadrant(values["category"]), "isnew": "TRUE" if is_new else "FALSE",
        "status": values.get("movement", ""), "description": html_of(text),
    }  # fmt: skip
    other = {column for column, cell in cells.items() if cell != written[column]}
    if other & {"isnew", "status"}:
        other |= {"isnew", "status"} & cells.keys()  # together they say the movement
    kept |= {_WRITTEN.get(column, column): cells[column] for column in sorted(other)}
    if "description" in kept:
        kept[MADE] = checksum(text)


def _of_csv(file: Path, radar: Radar) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    table = read_csv(file, file.parent, _REQUIRED)
    radar.notes += table.notes
    for line, row in table.rows:
        known = {name.casefold(): cell for name, cell in row.items() if name.casefold() in _KNOWN}
        known = {name: cell[1:] if cell[:1] == "'" and has_formula(cell[1:]) else cell for name, cell in known.items()}
        yield line, known, {name: cell for name, cell in row.items() if name.casefold() not in _KNOWN and cell}


def _of_json(file: DataFile, radar: Radar) -> Iterator[tuple[int, dict[str, Any], dict[str, Any]]]:
    if not isinstance(file.value, list):
        raise file.wrong((), Phrase("a list of blips, each with %s", _ACCEPTED))
    for number, item in enumerate(file.value):
        if not isinstance(item, dict):
            radar.notes.append(file.skipped((number,), Phrase("it is no blip"), _ACCEPTED))
            continue
        known: dict[str, Any] = {}
        kept: dict[str, Any] = {}
        for key, value in item.items():
            if key.casefold() in _KNOWN and isinstance(value, str | int | float):
                known[key.casefold()] = value
            elif value not in (None, ""):
                kept[key] = value
        yield file.line(number), known, kept


def _text(value: Any) -> str:
    return ("TRUE" if value else "FALSE") if isinstance(value, bool) else str(value)


def _movement(row: Mapping[str, str], kept: dict[str, Any]) -> dict[str, str]:
    """Return the field for a movement; a status that is none stays in ``kept``."""
    status = " ".join(row.get("status", "").casefold().split())
    if status in MOVEMENTS:
        return {"movement": status}
    if status:
        kept["status"] = row["status"]
    is_new = row.get("isnew", "").casefold()
    if is_new in {"true", "yes", "1"}:
        return {"movement": "new"}
    if is_new not in {"", "false", "no", "0"}:
        kept["isNew"] = row["isnew"]
    return {}
