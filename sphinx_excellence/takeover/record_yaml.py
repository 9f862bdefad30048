"""Values as the YAML of a data file: texts of several lines as blocks, and no line folded."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.scalarstring import LiteralScalarString


def record_yaml(values: Mapping[str, Any]) -> str:
    """Return values as YAML."""
    yaml = YAML(typ="rt", pure=True)
    # Lines are not folded: ruamel would fold a text in double quotes inside an escape.
    yaml.width = 1_000_000
    yaml.allow_unicode = True
    stream = StringIO()
    yaml.dump(_with_blocks(values), stream)
    return stream.getvalue()


def _with_blocks(value: Any) -> Any:
    """Return plain values with texts of several lines as blocks."""
    if isinstance(value, Mapping):
        return {key: _with_blocks(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_with_blocks(inner) for inner in value]
    is_block = isinstance(value, str) and "\n" in value and _is_plain_block(value)
    return LiteralScalarString(value) if is_block else value


def _is_plain_block(text: str) -> bool:
    """Whether a text is the same in a block, whose lines end with a newline and whose first line is not indented."""
    return not text[0].isspace() and all(letter.isprintable() or letter == "\n" for letter in text)
