"""Plain values to records, with a finding for everything that does not fit.

Owns turning pydantic's errors into findings that say what is wrong, where, and what is accepted. A value that does not
fit is left out and the rest of the record kept, so that one mistake costs one value and never a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, get_origin

from pydantic import BaseModel, ValidationError

from sphinx_excellence.findings import Finding, Path, Severity, sole_match
from sphinx_excellence.loader.expected_types import P, Shape, annotations_at, keys_of, model_at, unwrapped
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.value_findings import (
    finding_of,
    finding_without_value,
    findings_of,
    type_word,
)
from sphinx_excellence.model.fields import VOCABULARY_CONTEXT
from sphinx_excellence.model.prose import without_unsafe_links
from sphinx_excellence.model.record import Part
from sphinx_excellence.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary

#: What pydantic and the models call it where something is missing.
_ABSENT = frozenset({"missing", "missing-key", "too_short"})


def lost_keys(findings: Collection[Finding]) -> frozenset[str]:
    """Return the keys of which something was left out, and those that a misspelled key was meant to be."""
    keys = {str(finding.path[0]) for finding in findings if finding.path}
    meant = {
        finding.accepted_args[0] for finding in findings if finding.rule == "unknown-key" and finding.accepted_args
    }
    return frozenset(keys | meant)


def build_record(
    kind: Shape[P], record_id: str, value: Any, origin: Origin, vocabulary: Vocabulary = DEFAULT_VOCABULARY
) -> tuple[P | None, list[Finding]]:
    """Return the record that ``value`` describes, in the words of a ``vocabulary``, and what is wrong with it.

    The record is ``None`` where the value is not a mapping or the id is not valid.
    """
    key = (kind.name, record_id)
    if not kind.model.accepts_id(record_id):
        return None, [
            Finding(
                "wrong-id",
                origin.place(on_key=True),
                "'%s' is not a valid %s id",
                (record_id, kind.noun),
                kind.model.id_help(record_id),
                record=key,
                severity=Severity.ERROR,
            )
        ]
    refused = origin.refused()
    if () in refused:
        return None, []
    if not isinstance(value, dict):
        return None, [
            Finding(
                "wrong-type",
                origin.place(on_key=True),
                "%s '%s' is %s; expected a mapping",
                (kind.noun, record_id, type_word(value)),
                "its keys, indented below it, starting with `title`",
                record=key,
                severity=Severity.ERROR,
            )
        ]
    stray: list[Finding] = []
    if "id" in value:
        stray = [finding_of(kind, record_id, origin, ("id",), "extra_forbidden", {}, value["id"])]
        value = {name: item for name, item in value.items() if name != "id"}
    without: list[Path] = []
    for path in _empty(value) if origin.document.has_blanks or refused else ():
        if path in refused:
            without.append(path)
        # Whatever is under an unknown key is covered by the report of that key.
        elif not kind.model.may_be_nothing(path) and annotations_at(kind.model, path):
            without.append(path)
            stray.append(finding_without_value(kind, record_id, origin, path))
    context = {VOCABULARY_CONTEXT: vocabulary}
    if not without:
        try:
            # The usual case first: nothing is copied for a record that is right.
            return kind.model.model_validate({**value, **_identity(kind.model, record_id)}, context=context), stray
        except ValidationError:
            pass
    record, findings = _repaired(kind, record_id, value, origin, without, context)
    return record, [*stray, *findings]


def _empty(value: Any, path: Path = ()) -> Iterator[Path]:
    """Yield the paths of keys and items without a value."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _empty(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _empty(item, (*path, index))
    elif value is None:
        yield path


def _copied(value: Any) -> Any:
    """Return a copy of ``value`` in which no object is shared, as it is with an anchor."""
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return [_copied(item) for item in value] if isinstance(value, list) else value


def _identity(model: type[Part], record_id: str) -> dict[str, str]:
    return {"id": record_id} if "id" in model.model_fields else {}


def _repaired(
    kind: Shape[P], record_id: str, value: dict[str, Any], origin: Origin, without: Collection[Path],
    context: dict[str, Any],
) -> tuple[P | None, list[Finding]]:  # fmt: skip
    """Return the record that is left of ``value`` where what does not fit is taken out, and what is wrong with it.

    Values at the paths ``without`` are removed first: they are already reported.
    """
    findings: list[Finding] = []
    data = {**_copied(value), **_identity(kind.model, record_id)}
    written: dict[Path, Path] = {}
    _remove(data, without, written)
    for repairs in range(50):
        try:
            return kind.model.model_validate(data, context=context), list(dict.fromkeys(findings))
        except ValidationError as error:
            items = error.errors(include_url=False)
        removals: list[Path] = []
        told = {*without, *_meant(kind.model, data, items, written)}
        for item in items:
            if item["type"] == "too_short" and item["input"]:
                continue  # pydantic counts only what fits: what does not is told by itself
            path = _data_path(data, item["loc"])
            at = _as_written(path, written)
            # A value that was left out here, or is under a misspelled key, is not also reported as missing.
            is_left_out = repairs > 0 or any(known[: len(at)] == at for known in told)
            if not (is_left_out and item["type"] in _ABSENT):
                findings += findings_of(kind, record_id, origin, at, item["type"], item.get("ctx", {}), item["input"])
            if item["type"] == "missing" and (name := _name_without_title(kind.model, record_id, path)) is not None:
                _put(data, path, name)
            elif "targets" in item.get("ctx", {}) and _replace(data, path, without_unsafe_links(str(item["input"]))):
                continue
            else:
                removals.append(path[:-1] if item["type"] == "missing" else path)
        _remove(data, {path for path in removals if path}, written)
        if () in removals:
            return None, findings
    return None, list(dict.fromkeys(findings))


def _meant(model: type[BaseModel], data: Any, items: Collection[Any], written: dict[Path, Path]) -> Iterator[Path]:
    """Yield the paths of the keys that misspelled ones were meant to be."""
    for item in items:
        if item["type"] == "extra_forbidden":
            at = _as_written(_data_path(data, item["loc"]), written)
            part = model_at(model, at[:-1])
            meant = sole_match(str(at[-1]), keys_of(part)) if part is not None else None
            if meant is not None:
                yield (*at[:-1], meant)


def _name_without_title(model: type[BaseModel], record_id: str, path: Path) -> str | None:
    """Return what a part is called whose title at ``path`` is missing: by its id, where it has one."""
    if path[-1] != "title":
        return None
    if len(path) == 1:
        return record_id
    has_id = any(
        get_origin(part) is dict for annotation in annotations_at(model, path[:-2]) for part in unwrapped(annotation)
    )
    return str(path[-2]) if has_id else None


def _removal_order(path: Path) -> tuple[tuple[int, str], ...]:
    # Later list items go first, so that the indices of earlier ones still hold.
    return tuple((-step, "") if isinstance(step, int) else (0, step) for step in path)


def _as_written(path: Path, written: dict[Path, Path]) -> Path:
    """Undo the shifts that removed list items have caused."""
    result: Path = ()
    for step in path:
        original = written.get((*result, "#", step)) if isinstance(step, int) else None
        result = (*result, original[0]) if original else (*result, step)
    return result


def _remove(data: Any, paths: Iterable[Path], written: dict[Path, Path]) -> None:
    """Remove the values at ``paths``, and note in ``written`` which items of lists that shifts."""
    items: dict[Path, set[int]] = {}
    for path in sorted(paths, key=_removal_order):
        try:
            holder = _holder(data, path)
        except (KeyError, IndexError, TypeError):
            continue
        last = path[-1]
        if isinstance(holder, dict):
            holder.pop(last, None)
        elif isinstance(holder, list) and isinstance(last, int) and last < len(holder):
            items.setdefault(path[:-1], set()).add(last)
    # A list inside another goes first, and each in one step: thousands of items may be wrong.
    for outer in sorted(items, key=len, reverse=True):
        holder = _holder(data, (*outer, 0))
        parent = _as_written(outer, written)
        kept = [index for index in range(len(holder)) if index not in items[outer]]
        numbers = [written.get((*parent, "#", index), (index,))[0] for index in kept]
        holder[:] = [holder[index] for index in kept]
        for index, number in enumerate(numbers):
            written[*parent, "#", index] = (number,)


def _holder(data: Any, path: Path) -> Any:
    """Return the mapping or list that holds the value at ``path``."""
    for step in path[:-1]:
        data = data[step]
    return data


def _put(data: Any, path: Path, text: str) -> None:
    _holder(data, path)[path[-1]] = text


def _replace(data: Any, path: Path, text: str) -> bool:
    """Put a text in place of the one at ``path``; return whether that changed anything."""
    holder = _holder(data, path)
    if not path or not isinstance(holder, dict | list) or not text.strip():
        return False
    last: Any = path[-1]
    if holder[last] == text:
        return False
    holder[last] = text
    return True


def _data_path(data: Any, loc: tuple[int | str, ...]) -> Path:
    """Return an error's location as a path into what was written: without steps that only the model has."""
    path: Path = ()
    here = data
    for position, step in enumerate(loc):
        if isinstance(here, dict) and (step in here or position == len(loc) - 1):
            path, here = (*path, step), here.get(step)
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            path, here = (*path, step), here[step]
    return path
