"""Walking a record's values by what their fields are marked as.

Owns finding every reference and every prose text inside a record, from the annotations of its model, so that
no kind has to list them again.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from sphinx_excellence.model.fields import ProseMark, ReferenceTo
from sphinx_excellence.model.record import Record

#: The keys and indices that lead from a record to a value in it.
Path = tuple[str | int, ...]
Mark = ReferenceTo | ProseMark


@dataclass(frozen=True, slots=True)
class Marked:
    """One text inside a record, where it stands and what it is marked as."""

    path: Path
    value: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class _Step:
    attribute: str
    key: str
    mark: Mark | None
    nested: bool


def _mark_in(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Mark | None, bool]:
    """Return the mark that texts of this annotation carry, and whether there are models inside."""
    for item in metadata:
        if isinstance(item, ReferenceTo | ProseMark):
            return item, False
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        return _mark_in(inner, tuple(extra))
    if get_origin(annotation) in {Union, types.UnionType, tuple, dict}:
        found = [_mark_in(argument) for argument in get_args(annotation) if argument is not Ellipsis]
        return next((mark for mark, _ in found if mark), None), any(nested for _, nested in found)
    return None, isinstance(annotation, type) and issubclass(annotation, BaseModel)


@cache
def _steps(model: type[BaseModel]) -> tuple[_Step, ...]:
    steps = []
    for name, field in model.model_fields.items():
        mark, nested = _mark_in(field.annotation, tuple(field.metadata))
        if mark or nested:
            steps.append(_Step(name, field.alias or name, mark, nested))
    return tuple(steps)


def marked_values(part: BaseModel, path: Path = ()) -> Iterator[Marked]:
    """Yield every marked text in ``part``, in the order of its fields."""
    for step in _steps(type(part)):
        # What was not written holds no text: skipping it keeps the walk short.
        if step.attribute in part.model_fields_set:
            yield from _values(getattr(part, step.attribute), (*path, step.key), step.mark)


def _values(value: Any, path: Path, mark: Mark | None) -> Iterator[Marked]:
    if isinstance(value, str):
        if mark is not None:
            yield Marked(path, value, mark)
    elif isinstance(value, BaseModel):
        yield from marked_values(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, (*path, index), mark)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, (*path, key), mark)


def references(record: Record) -> Iterator[tuple[Path, str, str]]:
    """Yield ``(path, kind, id as written)`` for every reference a record makes, links in prose left out."""
    for marked in marked_values(record):
        if isinstance(marked.mark, ReferenceTo):
            yield marked.path, marked.mark.kind, marked.value
