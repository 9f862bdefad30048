"""Walking a record's values by what their fields are marked as.

Owns finding every reference and every prose text inside a record, from the annotations of its model, so that
no kind has to list them again.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from sphinx_excellence.findings import Path
from sphinx_excellence.model.fields import ProseMark, ReferenceTo
from sphinx_excellence.model.record import Record

Mark = ReferenceTo | ProseMark
M = TypeVar("M", ReferenceTo, ProseMark)


@dataclass(frozen=True, slots=True)
class Marked(Generic[M]):
    """One text inside a record, where it stands and what it is marked as."""

    path: Path
    value: str
    mark: M


@dataclass(frozen=True, slots=True)
class _Step:
    attribute: str
    key: str
    mark: Mark | None


def _inside(annotation: Any, metadata: tuple[Any, ...] = ()) -> tuple[Mark | None, tuple[type[BaseModel], ...]]:
    """Return the mark that texts of this annotation carry, and the models inside."""
    for item in metadata:
        if isinstance(item, ReferenceTo | ProseMark):
            return item, ()
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        return _inside(inner, tuple(extra))
    if get_origin(annotation) in {Union, types.UnionType, tuple, dict}:
        found = [_inside(argument) for argument in get_args(annotation) if argument is not Ellipsis]
        return next((mark for mark, _ in found if mark), None), tuple(model for _, models in found for model in models)
    is_model = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return None, (annotation,) if is_model else ()


@cache
def _steps(model: type[BaseModel], wanted: Any) -> tuple[_Step, ...]:
    """Return the steps from a model that lead to texts with a mark of the ``wanted`` class."""
    steps = []
    for name, field in model.model_fields.items():
        mark, models = _inside(field.annotation, tuple(field.metadata))
        if isinstance(mark, wanted) or any(_steps(inner, wanted) for inner in models):
            steps.append(_Step(name, field.alias or name, mark))
    return tuple(steps)


def marked_values(part: BaseModel, wanted: type[M], path: Path = ()) -> Iterator[Marked[M]]:
    """Yield every text in ``part`` with a mark of the ``wanted`` class, in the order of its fields."""
    mark_class: Any = wanted  # mypy takes the instances' hash for that of the class
    for step in _steps(type(part), mark_class):
        # What was not written holds no text: skipping it keeps the walk short.
        if step.attribute in part.model_fields_set:
            yield from _values(getattr(part, step.attribute), wanted, (*path, step.key), step.mark)


def _values(value: Any, wanted: type[M], path: Path, mark: Mark | None) -> Iterator[Marked[M]]:
    if isinstance(value, str):
        if isinstance(mark, wanted):
            yield Marked(path, value, mark)
    elif isinstance(value, BaseModel):
        yield from marked_values(value, wanted, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, wanted, (*path, index), mark)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _values(item, wanted, (*path, key), mark)


def references(record: Record) -> Iterator[Marked[ReferenceTo]]:
    """Yield every reference that a record makes, links in prose left out."""
    yield from marked_values(record, ReferenceTo)


def prose(record: Record) -> Iterator[Marked[ProseMark]]:
    """Yield every text of a record that is prose."""
    yield from marked_values(record, ProseMark)
