"""Fixes made in a text: YAML, JSON, or a page with front matter.

Owns the ways to make one, and what is kept of what they make. A line that a fix does not touch stays as it was
written, byte for byte; a text that would not read back as the same values, the fix apart, is not changed at all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from sphinx_excellence.findings import Addition, Fix, Ordering, Path, Place, Replacement, sole_match
from sphinx_excellence.fixes.json_fixes import fix_json
from sphinx_excellence.fixes.list_order import reordered
from sphinx_excellence.fixes.value_fixes import FixNotApplicable, apply_fix
from sphinx_excellence.loader.file_formats import JSON_SUFFIX, YAML_SUFFIX, read_document
from sphinx_excellence.loader.front_matter import FENCE
from sphinx_excellence.loader.yaml_reader import read_yaml

_STATUS_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
#: How lists may be indented: a level of mappings, a level of lists, and the dash in it.
_INDENTS = ((2, 4, 2), (2, 2, 0), (4, 6, 4), (4, 4, 0), (4, 4, 2))


@dataclass(frozen=True)
class LocatedFix:
    """A fix, and where its record is in the document.

    ``keys`` are those of a page's record, be they in its front matter or in its text. ``place`` is that of the value in
    a page.
    """

    fix: Fix
    prefix: Path
    names: Mapping[str, str]
    keys: frozenset[str] = frozenset()
    place: Place | None = None


def apply_fixes(text: str, changes: Sequence[LocatedFix], suffix: str) -> tuple[str, list[LocatedFix], dict[Fix, str]]:
    """Return ``text`` with as many of ``changes`` as can be made, those that were, and why the others were not.

    ``suffix`` is that of the file (``.yaml``, ``.json``, ``.md``). Changes are made one by one, so that one that does
    not fit costs no other.
    """
    made = []
    reasons: dict[Fix, str] = {}
    for each in changes:
        try:
            text = _changed(text, each, suffix)
            made.append(each)
        except FixNotApplicable as reason:
            reasons[each.fix] = str(reason)
    return text, made, reasons


def _changed(text: str, wanted: LocatedFix, suffix: str) -> str:
    if suffix == JSON_SUFFIX:
        return _first_faithful(text, wanted, _json(text, wanted), JSON_SUFFIX)
    if suffix in {".yaml", ".yml"}:
        return _first_faithful(text, wanted, _yaml(text, wanted))
    found = FENCE.match(text)
    if found is None:
        return _with_status(text, wanted)
    inner = found[1]
    key = str(wanted.fix.path[0]) if wanted.fix.path else ""
    key = wanted.names.get(key, key)
    # What is added to front matter would take the place of what the text says.
    if key in wanted.keys and key not in (read_document(inner, YAML_SUFFIX).value or {}):
        raise FixNotApplicable("only front matter between fences can be changed")
    return text[: found.start(1)] + _first_faithful(inner, wanted, _yaml(inner, wanted)) + text[found.end(1) :]


def _with_status(text: str, wanted: LocatedFix) -> str:
    """Return the text of a page without front matter with another word as the status of its decision."""
    fix, place = wanted.fix, wanted.place
    if not isinstance(fix, Replacement) or fix.key[0] != "decision" or fix.path != ("status",) or place is None:
        raise FixNotApplicable("only front matter between fences can be changed")
    lines = text.split("\n")
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    word = _STATUS_WORD.match(line, place.column - 1)
    # Only the word that was surely meant to be the other one.
    if word is None or sole_match(word[0], [fix.value]) is None:
        raise FixNotApplicable("the text says something else as well")
    value = fix.value[:1].upper() + fix.value[1:] if word[0][:1].isupper() else fix.value
    lines[place.line - 1] = line[: word.start()] + value + line[word.end() :]
    return "\n".join(lines)


def _expected(text: str, wanted: LocatedFix, suffix: str) -> Any:
    """Return the values that ``text`` should hold afterwards. Raises ``FixNotApplicable`` where there are none."""
    value = read_document(text, suffix).value
    after = deepcopy(value)
    apply_fix(after, wanted.prefix, wanted.names, wanted.fix)
    if isinstance(wanted.fix, Addition):
        # What is misspelled behind an anchor is misspelled for all that share it. What is added is one record's alone.
        alone = json.loads(json.dumps(value))
        apply_fix(alone, wanted.prefix, wanted.names, wanted.fix)
        if alone != after:
            raise FixNotApplicable("an anchor shares the value with another place")
    return after


def _first_faithful(text: str, wanted: LocatedFix, candidates: Iterable[str | None], suffix: str = YAML_SUFFIX) -> str:
    """Return the first of ``candidates`` in which nothing but what is wanted has changed.

    Raises ``FixNotApplicable`` where there is none.
    """
    expected = _expected(text, wanted, suffix)
    why = "the fix would change other values"
    for candidate in candidates:
        if candidate is None or candidate == text or read_document(candidate, suffix).value != expected:
            continue
        if not isinstance(wanted.fix, Ordering) or _comment_targets(candidate) == _comment_targets(text):
            return candidate
        why = "a comment would move away from what it describes"
    raise FixNotApplicable(why)


def _json(text: str, wanted: LocatedFix) -> Iterator[str]:
    yield fix_json(text, wanted.prefix, wanted.fix)


def _yaml(text: str, wanted: LocatedFix) -> Iterator[str | None]:
    """Yield what becomes of a text, the way that leaves most of it alone first."""
    if isinstance(wanted.fix, Ordering):
        document = read_yaml(text)
        path = (*wanted.prefix, *wanted.fix.path)
        order = wanted.fix.order
        yield reordered(text, [document.locate((*path, index))[0] - 1 for index in range(len(order))], order)
    # The writer ends every text with a line end: a text without one is the same text, and stays without.
    ended = text if text.endswith("\n") else f"{text}\n"
    try:
        writer, before = _closest_writer(ended)
        written = writer.load(ended)
        apply_fix(written, wanted.prefix, wanted.names, wanted.fix)
        after = _dumped(writer, written)
    except YAMLError as error:
        raise FixNotApplicable("the text cannot be written back unchanged") from error
    for candidate in (_with_lines_kept(ended, before, after), after):
        yield candidate if candidate is None or ended == text else candidate.removesuffix("\n")


def _comment_targets(text: str) -> Counter[tuple[str, str]]:
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


def _closest_writer(text: str) -> tuple[YAML, str]:
    """Return the writer that gives ``text`` back with the fewest changes, and what it gives."""
    best: tuple[int, YAML, str] | None = None
    for mapping, sequence, offset in _INDENTS:
        writer = YAML()
        writer.preserve_quotes = True
        writer.width = 100_000
        writer.brace_single_entry_mapping_in_flow_sequence = True
        writer.indent(mapping=mapping, sequence=sequence, offset=offset)
        written = _dumped(writer, writer.load(text))
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


def _dumped(writer: YAML, document: Any) -> str:
    stream = StringIO()
    writer.dump(document, stream)
    return stream.getvalue()


def _with_lines_kept(text: str, before: str, after: str) -> str | None:
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
