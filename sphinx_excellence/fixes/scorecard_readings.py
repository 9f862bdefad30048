"""Records what a scorecard measured: readings of a quarter, in the file in which the measures are written.

Owns which values change. Every other line of the file stays as it is, byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from sphinx_excellence.findings import Finding
from sphinx_excellence.fixes.fix_rounds import FixedFile
from sphinx_excellence.fixes.yaml_splices import Added, NotSpliceable, entry_of, root_of, with_entry, with_value
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.file_formats import JSON_SUFFIX
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.model.measure import Measure, Measurement

KEY = "scorecard"


def recorded(
    readings: Mapping[str, Measurement], quarter: str, loaded: Loaded, root: Path, new_file: Path
) -> FixedFile | None:
    """Return the file with ``readings`` of a quarter, by measure; nothing where there are none. Nothing is written.

    It is the file of the first measure that the data has, or ``new_file``. A reading of that quarter is replaced.
    Raises ``NotSpliceable``.
    """
    if not readings:
        return None
    files = {
        shown.file
        for measure in loaded.registry.all_of(Measure)
        if (shown := loaded.origins.get(("measure", measure.id))) is not None
    }
    path = root / min(files) if files else new_file
    if len(files) > 1:
        raise NotSpliceable(1, f"the measures are in several files: {', '.join(sorted(files))}")
    if path.suffix.lower() == JSON_SUFFIX:
        raise NotSpliceable(1, "the file is JSON")
    before = ""
    if path.exists():
        text = read_text(path, root)
        if isinstance(text, Finding):
            raise NotSpliceable(1, f"{shown_path(path, root)} cannot be read")
        before = text
    after = before
    for name, reading in readings.items():
        after = _with(after, (KEY, name, "readings", quarter), _value(reading))
    return FixedFile(path, before, after)


def _value(reading: Measurement) -> dict[str, Added]:
    written = reading.model_dump(exclude_none=True)
    day = written.pop("computed", None)
    value: dict[str, Added] = {name: _plain(each) for name, each in written.items()}
    version = value.pop("version", None)
    if day is not None:
        value["computed"] = date.fromisoformat(str(day))
    if version is not None:
        value["version"] = version
    return value


def _plain(value: Any) -> Added:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _with(text: str, path: Sequence[str], value: Mapping[str, Added]) -> str:
    """Return a text with a mapping of scalars at a path, in place of what it has there. Raises ``NotSpliceable``."""
    expected = json.loads(json.dumps(read_yaml(text).value or {}))
    changed = _spliced(text, path, value)
    within = expected
    for step in path[:-1]:
        within = _below(within, step)
    within[path[-1]] = json.loads(json.dumps(dict(value), default=str))
    if json.loads(json.dumps(read_yaml(changed).value)) != expected:
        raise NotSpliceable(1, "other values would change too, such as those of an anchor")
    return changed


def _below(holder: dict[str, Any], step: str) -> dict[str, Any]:
    if holder.get(step) is None:
        holder[step] = {}
    found = holder[step]
    if not isinstance(found, dict):
        raise NotSpliceable(1, f"`{step}` is not a mapping")
    return found


def _spliced(text: str, path: Sequence[str], value: Mapping[str, Added]) -> str:
    holder, key = root_of(text), None
    for depth, step in enumerate(path):
        entry = entry_of(holder, step) if holder is not None else None
        if entry is None:
            nested: Added = value
            for below in reversed(path[depth + 1 :]):
                nested = {below: nested}
            return with_entry(text, holder, key, step, nested)
        key, holder = entry
    for name, new in value.items():
        # The places of the nodes move with every change.
        node = _at(text, path)
        entry = entry_of(node, name)
        if entry is None:
            text = with_entry(text, node, _key_at(text, path), name, new)
        elif isinstance(entry[1], yaml.ScalarNode):
            text = with_value(text, entry[1], new)
        else:
            raise NotSpliceable(entry[0].start_mark.line + 1, f"`{name}` has another form than expected")
    return text


def _at(text: str, path: Sequence[str]) -> yaml.Node:
    return _entry_at(text, path)[1]


def _key_at(text: str, path: Sequence[str]) -> yaml.Node:
    return _entry_at(text, path)[0]


def _entry_at(text: str, path: Sequence[str]) -> tuple[yaml.Node, yaml.Node]:
    key, node = None, root_of(text)
    for step in path:
        entry = entry_of(node, step) if node is not None else None
        if entry is None:
            raise NotSpliceable(1, f"`{step}` is not where it was")
        key, node = entry
    if key is None or node is None:
        raise NotSpliceable(1, "there is nothing to change")
    return key, node
