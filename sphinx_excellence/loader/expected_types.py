"""The shape that a value should have: a model, and what it allows at each path inside a record.

Owns reading the models' annotations. ``value_findings`` words the findings about values of another shape.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from sphinx_excellence.findings import Path, Phrase
from sphinx_excellence.model.record import GatheringPart, Part

P = TypeVar("P", bound=Part)


@dataclass(frozen=True, slots=True)
class Shape(Generic[P]):
    """What a value should become: a model, and the words that messages use for it."""

    name: str
    noun: Phrase
    model: type[P]


def field_of(model: type[BaseModel] | None, key: str | int) -> Any:
    """Return the field that is written as ``key``; nothing where there is none."""
    for name, field in (model.model_fields if model else {}).items():
        if key in (name, field.alias):
            return field
    return None


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys that an author may write."""
    unwritten = {"id", model.GATHERED} if issubclass(model, GatheringPart) else {"id"}
    return [field.alias or name for name, field in model.model_fields.items() if name not in unwritten]


def _alternatives(annotation: Any) -> Iterator[Any]:
    """Yield the types inside an annotation: what is optional, listed or annotated, one by one."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _alternatives(get_args(annotation)[0])
    elif origin in {Union, types.UnionType, tuple, dict}:
        for argument in get_args(annotation):
            yield from _alternatives(argument)
    else:
        yield annotation


def model_at(model: type[BaseModel], path: Path) -> type[BaseModel] | None:
    """Return the model of the part at ``path``; nothing where there is no mapping of known keys."""
    models = (part for annotation in annotations_at(model, path) for part in _alternatives(annotation))
    return next((part for part in models if isinstance(part, type) and issubclass(part, BaseModel)), None)


def annotations_at(model: type[BaseModel], path: Path) -> list[Any]:
    """Return the types that the value at ``path`` may have; none where it has no business there."""
    here: list[Any] = [model]
    for step in path:
        here = [part for annotation in here for part in _stepped(annotation, step)]
    return here


def _stepped(annotation: Any, step: str | int) -> Iterator[Any]:
    """Yield the types of the value under ``step`` in a value of the type ``annotation``."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from _stepped(get_args(annotation)[0], step)
    elif origin in {Union, types.UnionType}:
        for argument in get_args(annotation):
            yield from _stepped(argument, step)
    elif origin is tuple and isinstance(step, int):
        yield get_args(annotation)[0]
    elif origin is dict and isinstance(step, str):
        yield get_args(annotation)[1]
    elif isinstance(annotation, type) and issubclass(annotation, BaseModel):
        field = field_of(annotation, step)
        if field is not None:
            yield field.annotation
        elif issubclass(annotation, GatheringPart):
            yield from _stepped(annotation.model_fields[annotation.GATHERED].annotation, step)


def literals_at(model: type[BaseModel], path: Path) -> list[str]:
    """Return the words that the value at ``path`` may be; none where it is no word of a closed list."""
    return [
        str(choice).lower() if isinstance(choice, bool) else str(choice)
        for annotation in annotations_at(model, path)
        for part in _alternatives(annotation)
        if get_origin(part) is Literal
        for choice in get_args(part)
    ]


def unwrapped(annotation: Any) -> Iterator[Any]:
    """Yield an annotation, and what it is where it may also be absent or is annotated."""
    yield annotation
    if get_origin(annotation) is Annotated:
        yield from unwrapped(get_args(annotation)[0])
    elif get_origin(annotation) in {Union, types.UnionType}:
        for argument in get_args(annotation):
            yield from unwrapped(argument)
