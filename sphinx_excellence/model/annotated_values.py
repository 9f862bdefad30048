"""Finds and replaces values in a record by the markers in its field annotations.

Owns finding every reference and every text of a type inside a record, so that no kind has to list them again.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, Generic, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from sphinx_excellence.findings import Path
from sphinx_excellence.model.block_translation import translated_blocks
from sphinx_excellence.model.fields import AddressMark, BlockMark, ProseMark, ReferenceTo, TextMark, ValueMark
from sphinx_excellence.model.record import Record

Mark = ReferenceTo | ProseMark | TextMark | ValueMark | AddressMark
M = TypeVar("M", ReferenceTo, ProseMark, TextMark, AddressMark)
P = TypeVar("P", bound=BaseModel)


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
    # A type that is made of another one has its own mark behind that one's.
    for item in reversed(metadata):
        if isinstance(item, Mark):
            return item, ()
    if get_origin(annotation) is Annotated:
        inner, *extra = get_args(annotation)
        return _inside(inner, (*extra, *metadata))
    if get_origin(annotation) in {Union, types.UnionType, tuple, dict}:
        # The keys of a mapping are names.
        arguments = get_args(annotation)[1 if get_origin(annotation) is dict else 0 :]
        found = [_inside(argument) for argument in arguments if argument is not Ellipsis]
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


@cache
def holds_list_of_names(model: type[BaseModel], key: str) -> bool:
    """Whether the field with a key is a list of names, ids or other short texts; prose is none."""
    field = next((each for name, each in model.model_fields.items() if (each.alias or name) == key), None)
    if field is None or get_origin(field.annotation) is not tuple:
        return False
    return isinstance(_inside(field.annotation, tuple(field.metadata))[0], ReferenceTo | TextMark | ValueMark)


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


def texts(part: BaseModel) -> Iterator[Marked[TextMark] | Marked[ProseMark]]:
    """Yield every text in ``part`` that is written for readers, plain or prose."""
    yield from marked_values(part, TextMark)
    yield from marked_values(part, ProseMark)


def with_texts(part: P, change: Callable[[str], str]) -> P:
    """Return ``part`` with ``change`` applied to every text in it that is written for readers.

    Of blocks, to every message in them.
    """
    changed: dict[str, Any] = {}
    for wanted in (TextMark, ProseMark):
        mark_class: Any = wanted
        for step in _steps(type(part), mark_class):
            if step.attribute in part.model_fields_set and step.attribute not in changed:
                before = getattr(part, step.attribute)
                after = _changed(before, step.mark, change)
                if after != before:
                    changed[step.attribute] = after
    return part.model_copy(update=changed) if changed else part


def _changed(value: Any, mark: Mark | None, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        if isinstance(mark, BlockMark):
            return translated_blocks(value, change)
        return change(value) if isinstance(mark, TextMark | ProseMark) else value
    if isinstance(value, BaseModel):
        return with_texts(value, change)
    if isinstance(value, tuple):
        return tuple(_changed(item, mark, change) for item in value)
    if isinstance(value, dict):
        return {key: _changed(item, mark, change) for key, item in value.items()}
    return value
