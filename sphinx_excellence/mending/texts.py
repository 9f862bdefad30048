"""Remedies made in a text: YAML, JSON, or a page with front matter.

Owns the round trip. A line that a remedy does not touch stays as it was written, byte for byte; a text that would not
read back as the same values, the remedy apart, is not changed at all.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sphinx_excellence.findings import Ordering, Path, Remedy
from sphinx_excellence.loader.front_matter import FENCE
from sphinx_excellence.loader.yaml_reader import read_yaml
from sphinx_excellence.mending.changing import Unfit, change

#: How lists may be indented: a level of mappings, a level of lists, and the dash in it.
_INDENTS = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 0), (4, 4, 2))


@dataclass(frozen=True)
class Change:
    """A remedy, and where its record stands in the document."""

    remedy: Remedy
    prefix: Path
    names: Mapping[str, str]


def mended(text: str, changes: Sequence[Change], suffix: str) -> tuple[str, list[Change]]:
    """Return ``text`` with as many of ``changes`` as can be made, and those that were.

    ``suffix`` is that of the file (``.yaml``, ``.json``, ``.md``). Changes are made one by one, so that one that does
    not fit costs no other.
    """
    made = []
    for each in changes:
        changed = _changed(text, each, suffix)
        if changed is not None and changed != text:
            text = changed
            made.append(each)
    return text, made


def _changed(text: str, wanted: Change, suffix: str) -> str | None:
    if suffix == ".json":
        return _json(text, wanted)
    if suffix == ".md":
        found = FENCE.match(text)
        inner = _yaml(found[1], wanted) if found is not None else None
        return None if found is None or inner is None else text[: found.start(1)] + inner + text[found.end(1) :]
    return _yaml(text, wanted)


def _expected(text: str, wanted: Change) -> Any:
    """Return the values that ``text`` is to hold after the change; ``None`` where it cannot be made."""
    value = deepcopy(read_yaml(text).value)
    try:
        change(value, wanted.prefix, wanted.names, wanted.remedy)
    except Unfit:
        return None
    return value


def _json(text: str, wanted: Change) -> str | None:
    try:
        value = json.loads(text)
        change(value, wanted.prefix, wanted.names, wanted.remedy)
    except (ValueError, Unfit):
        return None
    indent = next((_indent(line) for line in text.splitlines() if line[:1] == " "), None)
    after = json.dumps(value, indent=indent, ensure_ascii=False) + ("\n" if text.endswith("\n") else "")
    return after if read_yaml(after).value == _expected(text, wanted) else None


def _yaml(text: str, wanted: Change) -> str | None:
    expected = _expected(text, wanted)
    if expected is None:
        return None
    try:
        writer, before = _faithful(text)
        document = writer.load(text)
        change(document, wanted.prefix, wanted.names, wanted.remedy)
        after = _written(writer, document)
    except (YAMLError, Unfit):
        return None
    for candidate in (_transferred(text, before, after), after):
        if (
            candidate is not None
            and read_yaml(candidate).value == expected
            and (not isinstance(wanted.remedy, Ordering) or _spoken_of(candidate) == _spoken_of(text))
        ):
            return candidate
    return None


def _spoken_of(text: str) -> Counter[tuple[str, str]]:
    """Return the lines that are comments, each with the line below that it speaks of."""
    found: Counter[tuple[str, str]] = Counter()
    waiting: list[str] = []
    for line in text.split("\n"):
        content = line.strip()
        if content.startswith("#"):
            waiting.append(content)
        elif content:
            found.update((comment, content) for comment in waiting)
            waiting = []
    return found


def _faithful(text: str) -> tuple[YAML, str]:
    """Return the writer that gives ``text`` back with the fewest changes, and what it gives."""
    best: tuple[int, YAML, str] | None = None
    for mapping, sequence, offset in _INDENTS:
        writer = YAML()
        writer.preserve_quotes = True
        writer.width = 100_000
        writer.brace_single_entry_mapping_in_flow_sequence = True
        writer.indent(mapping=mapping, sequence=sequence, offset=offset)
        written = _written(writer, writer.load(text))
        if written == text:
            return writer, written
        pairs = zip(text.split("\n"), written.split("\n"), strict=False)
        changed = sum((old != new) + (_indent(old) != _indent(new)) for old, new in pairs)
        if best is None or changed < best[0]:
            best = changed, writer, written
    assert best is not None  # noqa: S101 - there is at least one way to indent
    return best[1], best[2]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _written(writer: YAML, document: Any) -> str:
    stream = StringIO()
    writer.dump(document, stream)
    return stream.getvalue()


def _transferred(text: str, before: str, after: str) -> str | None:
    """Return ``text`` with the lines changed that differ between ``before`` and ``after``, two writings of it.

    ``before`` is ``text`` as the writer would have it: what it writes in another way, though nothing has changed, is
    left as it was.
    """
    if before == text:
        return after
    original, written, wanted = (part.split("\n") for part in (text, before, after))
    if len(original) != len(written):
        return None
    lines: list[str] = []
    for tag, start, end, first, last in SequenceMatcher(None, written, wanted, autojunk=False).get_opcodes():
        lines += original[start:end] if tag == "equal" else wanted[first:last]
    return "\n".join(lines)
