"""Decisions as JSON-ADR, which the tool `adrs` writes: https://github.com/joshrotenberg/adrs.

A file holds one decision (``adr``) or several (``adrs``). They become records in the data; what has no field there
stays in the own field ``kept``. Ids are numbers; a number that several have is reported, and
the title is added to the id of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.dates import is_date
from sphinx_excellence.model.vocabulary import DECISION_STATUS, DEFAULT_VOCABULARY
from sphinx_excellence.takeover.data_documents import DataFile, read_data
from sphinx_excellence.takeover.exports.kept_values import KEPT, kept_text
from sphinx_excellence.takeover.formats import UnreadableSource
from sphinx_excellence.takeover.record_ids import NamedIds, id_of_name
from sphinx_excellence.takeover.source import Note, Source, SourceRecord

FORMAT = "json-adr"
_TEXTS = ("context", "decision", "consequences", "confirmation")
_NAMES = ("deciders", "consulted", "informed")
_LINKS = {
    "supersedes": "supersedes", "superseded-by": "superseded_by", "amends": "amends", "amended-by": "amended_by",
    "relates-to": "relates_to",
}  # fmt: skip
_ACCEPTED = Phrase("a mapping with number, title and status")
_FIELDS = {
    KEPT: {"title": "Kept", "type": "text", "show": []},
}


def detects(root: Path) -> bool:
    """Whether there is a file of JSON that says of itself that it holds decisions."""
    try:
        return bool(_files(root))
    except OSError:
        return False


def _files(root: Path) -> list[Path]:
    found = [root] if root.is_file() else sorted(path for path in root.glob("*.json") if path.is_file())
    return [path for path in found if path.suffix.lower() == ".json" and _looks_like_decisions(path)]


def _looks_like_decisions(path: Path) -> bool:
    with path.open("rb") as file:
        begin = file.read(8192)
    return (b'"adrs"' in begin or b'"adr"' in begin) and (b'"title"' in begin or b'"version"' in begin)


def read(root: Path) -> Source:
    """Read the files. Raises ``UnreadableSource``."""
    files = _files(root)
    top = root.parent if root.is_file() else root
    if not files:
        raise UnreadableSource(Phrase("there is no file with `adr` or `adrs`"))
    notes: list[Note] = []
    given = [each for file in files for each in _decisions(read_data(file, top), notes)]
    ids = _ids(given, notes)
    numbers: dict[Any, str] = {}
    for (_file, _path, value), record_id in zip(given, ids, strict=True):
        number = value.get("number")
        if _is_number(number):
            numbers[number] = "" if number in numbers else record_id
    statuses: dict[str, None] = {}
    records = [
        SourceRecord(
            "decision", record_id, _values(value, numbers, statuses, notes, file, path), file.path, file.line(*path)
        )
        for (file, path, value), record_id in zip(given, ids, strict=True)
    ]
    used = {key for record in records for key in record.values if key in _FIELDS}
    definitions: dict[str, Any] = {}
    if used:
        definitions["fields"] = {"decision": {key: _FIELDS[key] for key in _FIELDS if key in used}}
    for word in statuses:
        text = Phrase(
            "the status '%s' is none of the toolkit's; say under `statuses` in a data file what it means", word
        )
        notes.append(Note("own-status", given[0][0].path, 0, text))
    return Source(
        FORMAT, top, top.resolve().name, "none", records=tuple(records), settings={"definitions": definitions},
        notes=tuple(notes),
    )  # fmt: skip


_Found = tuple[DataFile, tuple[str | int, ...], dict[str, Any]]


def _decisions(file: DataFile, notes: list[Note]) -> Iterator[_Found]:
    if not isinstance(file.value, dict):
        raise file.wrong((), Phrase("a mapping with `adr` or `adrs`"))
    if "adrs" in file.value:
        if not isinstance(file.value["adrs"], list):
            raise file.wrong(("adrs",), Phrase("a list of decisions"))
        places: list[tuple[str | int, ...]] = [("adrs", number) for number in range(len(file.value["adrs"]))]
        values = file.value["adrs"]
    else:
        places, values = [("adr",)], [file.value.get("adr")]
    for place, value in zip(places, values, strict=True):
        if not isinstance(value, dict) or not isinstance(value.get("title"), str) or not value["title"].strip():
            notes.append(file.skipped(place, Phrase("it is no decision with a title"), _ACCEPTED))
        else:
            yield file, place, value


def _ids(given: list[_Found], notes: list[Note]) -> list[str]:
    counts: dict[int, list[str]] = {}
    for _file, _path, value in given:
        if _is_number(value.get("number")):
            counts.setdefault(value["number"], []).append(value["title"])
    for several, titles in counts.items():
        if len(titles) > 1:
            text = Phrase("several decisions have the number %s: %s", str(several), ", ".join(titles))
            notes.append(Note("number-used-twice", given[0][0].path, 0, text))
    taken = NamedIds()
    found = []
    for _file, _path, value in given:
        number: Any = value.get("number")
        name = f"adr-{number:04}" if _is_number(number) and len(counts[number]) == 1 else value["title"]
        if _is_number(number) and len(counts[number]) > 1:
            name = f"adr-{number:04}-{id_of_name(value['title'])}"
        found.append(taken.of(name, noun="decision")[0])
    return found


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**8


def _values(
    value: dict[str, Any], numbers: Mapping[Any, str], statuses: dict[str, None], notes: list[Note],
    file: DataFile, place: tuple[str | int, ...],
) -> dict[str, Any]:  # fmt: skip
    kept = dict(value)
    kept.pop("number", None)
    made: dict[str, Any] = {"title": " ".join(kept.pop("title").split())}
    status = kept.get("status")
    if isinstance(status, str) and status.strip():
        made["status"] = _status(" ".join(status.split()), statuses)
        kept.pop("status")
    date = kept.get("date")
    if isinstance(date, str) and is_date(date):
        made["date"] = kept.pop("date")
    for key in _TEXTS:
        if isinstance(kept.get(key), str):
            made[key] = kept.pop(key)
    for key in _NAMES:
        if _is_list_of_texts(kept.get(key)):
            made[key] = kept.pop(key)
    if _is_list_of_texts(kept.get("tags")) and all(id_of_name(tag) == tag for tag in kept["tags"]):
        made["tags"] = kept.pop("tags")
    if _is_list_of_texts(kept.get("decision_drivers")):
        made["drivers"] = kept.pop("decision_drivers")
    options = _options(kept)
    if options:
        made["options"] = options
    made |= _links(kept, numbers, notes, file, place)
    kept = {key: each for key, each in kept.items() if each not in (None, "", [], {})}
    if kept:
        made[KEPT] = kept_text(kept)
    return {key: each for key, each in made.items() if each not in (None, "", [], {})}


def _status(written: str, statuses: dict[str, None]) -> str:
    known = DEFAULT_VOCABULARY[DECISION_STATUS].find_folded(written)
    if known is not None:
        return known
    word = written.casefold()
    statuses.setdefault(word)
    return word


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) and each.strip() for each in value)


def _options(kept: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the options; where one of them has no name, or two have one, all of them stay in ``kept``."""
    given = kept.get("considered_options")
    if not isinstance(given, list) or not all(
        isinstance(each, dict) and isinstance(each.get("name"), str) for each in given
    ):
        return []
    names = [each["name"].strip() for each in given]
    if not all(names) or len(set(names)) < len(names):
        return []
    made, rest = [], []
    for each in given:
        option: dict[str, Any] = {"name": " ".join(str(each["name"]).split())}
        option |= {key: each[key] for key in ("pros", "cons") if _is_list_of_texts(each.get(key)) and each[key]}
        made.append(option)
        left = {key: part for key, part in each.items() if key not in option and part not in (None, "", [])}
        rest += [{"name": each["name"], **left}] if left else []
    kept.pop("considered_options")
    if rest:
        kept["considered_options"] = rest
    return made


def _links(
    kept: dict[str, Any], numbers: Mapping[Any, str], notes: list[Note], file: DataFile, place: tuple[str | int, ...]
) -> dict[str, list[str]]:
    given = kept.get("links")
    if not isinstance(given, list):
        return {}
    made: dict[str, list[str]] = {}
    rest = []
    for number, link in enumerate(given):
        field = _LINKS.get(str(link.get("type"))) if isinstance(link, dict) else None
        target = numbers.get(link.get("target")) if isinstance(link, dict) and _is_number(link.get("target")) else None
        if field is None or not target or link.get("description"):
            rest.append(link)
            text = Phrase("the link stays under `kept`: it has a description, or names no single decision")
            notes.append(Note("kept-link", file.path, file.line(*place, "links", number), text))
        else:
            made.setdefault(field, []).append(target)
    kept["links"] = rest
    return {field: list(dict.fromkeys(ids)) for field, ids in made.items()}
