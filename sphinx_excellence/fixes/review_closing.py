"""Closes a review: what it decided becomes what the patterns say, in the files in which they are written.

Owns which values change. Every other line of a file stays as it is, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sphinx_excellence.findings import Phrase, RecordKey
from sphinx_excellence.fixes.fix_rounds import FixedFile
from sphinx_excellence.fixes.yaml_splices import (
    Added,
    NotSpliceable,
    entry_of,
    is_nothing,
    root_of,
    with_entry,
    with_item,
    with_value,
)
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.file_formats import JSON_SUFFIX
from sphinx_excellence.loader.front_matter import FENCE
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.model.dates import day_of
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.review import Review, ReviewDecision


@dataclass(frozen=True, slots=True)
class Edit:
    """A new value of a field of a record; ``is_item`` says that it is one more item of a list."""

    key: RecordKey
    field: str
    value: Added
    is_item: bool = False


@dataclass(frozen=True)
class Closing:
    """The files that closing a review changes, and the edits that are to be made by hand, each with the reason."""

    files: tuple[FixedFile, ...]
    by_hand: tuple[tuple[Edit, str], ...]


def edits_of(review: Review, registry: Registry, day: date, by: str | None) -> Iterator[Edit]:
    """Yield what changes where ``review`` is closed on ``day`` by the role ``by``."""
    for decision in review.decisions:
        pattern = registry.pattern(decision.pattern)
        if pattern is None or pattern.id not in registry.of_kind("pattern"):
            continue
        key = ("pattern", pattern.id)
        if pattern.reviewed is None or day_of(pattern.reviewed) < day:
            yield Edit(key, "reviewed", day)
        history = registry.history_of(pattern)
        held = history[-1].tier if history else None
        if decision.tier is not None and decision.tier != pattern.tier:
            yield Edit(key, "tier", decision.tier)
        if decision.tier is not None and decision.tier != held:
            if not history and pattern.tier is not None and decision.tier != pattern.tier:
                # The tier that it moves from is in no history yet, and nobody knows since when it has it.
                yield Edit(key, "history", {"date": f"before {day}", "tier": pattern.tier}, is_item=True)
            yield Edit(key, "history", _entry(decision, day), is_item=True)
    key = ("review", review.id)
    if by is not None and review.by is None:
        yield Edit(key, "by", by)
    yield Edit(key, "closed", day)


def _entry(decision: ReviewDecision, day: date) -> Mapping[str, Added]:
    entry: dict[str, Added] = {"date": day, "tier": decision.tier or ""}
    if decision.reason is not None:
        entry["reason"] = decision.reason
    if decision.decision is not None:
        entry["decision"] = decision.decision
    return entry


def close(review: Review, loaded: Loaded, root: Path, day: date, by: str | None = None) -> Closing:
    """Return what closing ``review`` changes. Nothing is written."""
    before: dict[Path, str] = {}
    after: dict[Path, str] = {}
    by_hand: list[tuple[Edit, str]] = []
    for edit in edits_of(review, loaded.registry, day, by):
        later = _later_entry(edit, loaded.registry, day)
        if later is not None:
            by_hand.append((edit, Phrase("its history has an entry of %s, which is later", later)))
            continue
        origin = loaded.origins.get(edit.key)
        path = root / origin.file if origin is not None else root
        text = after.get(path) or read_text(path, root)
        if origin is None or not isinstance(text, str):
            by_hand.append((edit, Phrase("its file cannot be read")))
            continue
        before.setdefault(path, text)
        try:
            after[path] = _edited(text, path.suffix.lower(), origin, edit)
        except NotSpliceable as error:
            by_hand.append((edit, str(error)))
    files = (FixedFile(path, before[path], text) for path, text in after.items() if text != before[path])
    return Closing(tuple(files), tuple(by_hand))


def _later_entry(edit: Edit, registry: Registry, day: date) -> str | None:
    """Return the date of the newest entry of the history that ``edit`` adds to, where that is later than ``day``."""
    pattern = registry.pattern(edit.key[1]) if edit.is_item else None
    newest = registry.history_of(pattern)[-1:] if pattern is not None else ()
    return next((step.written_date for step in newest if step.day > day), None)


def _edited(text: str, suffix: str, origin: Origin, edit: Edit) -> str:
    """Return the text of a file with an edit. Raises ``NotSpliceable``."""
    if origin.docname is None:
        if suffix == JSON_SUFFIX:
            raise NotSpliceable(1, "the file is JSON")
        return _spliced(text, origin, edit)
    found = FENCE.match(text)
    if found is None:
        raise NotSpliceable(1, "the page has no front matter in YAML")
    return text[: found.start(1)] + _spliced(found[1], origin, edit) + text[found.end(1) :]


def _spliced(text: str, origin: Origin, edit: Edit) -> str:
    name = origin.names.get(edit.field, edit.field)
    holder, key = root_of(text), None
    expected: Any = json.loads(json.dumps(read_yaml(text).value))
    record = expected
    for step in origin.prefix:
        entry = None if holder is None else entry_of(holder, str(step))
        if entry is None:
            raise NotSpliceable(1, "the record is not where it was")
        key, holder = entry
        record = record[step]
    entry = None if holder is None else entry_of(holder, name)
    if entry is not None and (is_nothing(entry[1]) or not isinstance(entry[1], _nodes_of(edit))):
        raise NotSpliceable(entry[0].start_mark.line + 1, f"`{name}` has another form than expected")
    if entry is None:
        changed = with_entry(text, holder, key, name, [edit.value] if edit.is_item else edit.value)
    elif isinstance(entry[1], yaml.SequenceNode):
        changed = with_item(text, entry[1], edit.value)
    else:
        changed = with_value(text, entry[1], edit.value)
    value = json.loads(json.dumps(edit.value, default=str))
    record[name] = [*record.get(name, ()), value] if edit.is_item else value
    if json.loads(json.dumps(read_yaml(changed).value)) != expected:
        raise NotSpliceable(1, "other values would change too, such as those of an anchor")
    return changed


def _nodes_of(edit: Edit) -> type[yaml.Node]:
    return yaml.SequenceNode if edit.is_item else yaml.ScalarNode
