"""Adds a record to a data file in YAML, and changes nothing else of it."""

from __future__ import annotations

import textwrap
from typing import Any

import yaml

from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.takeover.record_yaml import record_yaml


class DataFileError(ValueError):
    """The record cannot be added to the file; the text says why."""


def with_record(text: str, key: str, record_id: str, record: dict[str, Any]) -> str:
    """Return the text of a data file with one more record under ``key``. Raises ``DataFileError``."""
    before = read_yaml(text)
    values = before.value if before.value is not None else {}
    if not before.readable or before.problems or not isinstance(values, dict):
        raise DataFileError("it holds what cannot be read; run `sphinx-excellence check`")
    held = values.get(key)
    if isinstance(held, dict) and record_id in held:
        raise DataFileError(f"it has a record '{record_id}' already; name another with --id")
    made = _added(text, key, record_id, record, is_there=key in values)
    after = read_yaml(made)
    wanted = {**values, key: {record_id: record, **(held or {})}}
    if after.problems or after.value != read_yaml(record_yaml(wanted)).value:
        raise DataFileError(f"its `{key}` is not a mapping in block form; name another file")
    return made


def _added(text: str, key: str, record_id: str, record: dict[str, Any], *, is_there: bool) -> str:
    lines = text.splitlines(keepends=True)
    if not is_there:
        gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
        return f"{text}{gap}{record_yaml({key: {record_id: record}})}"
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    pairs = root.value if isinstance(root, yaml.MappingNode) else []
    at, below = next((one, other) for one, other in pairs if one.value == key)
    indent = below.value[0][0].start_mark.column if isinstance(below, yaml.MappingNode) and below.value else 2
    entry = textwrap.indent(record_yaml({record_id: record}), " " * indent)
    number = at.start_mark.line + 1
    return "".join([*lines[:number], *([] if lines[number - 1].endswith("\n") else ["\n"]), entry, *lines[number:]])
