"""What the manual shows of the toolkit itself: the fields of records, the rules, the settings.

Everything comes from the models and the list of rules, so that the manual is always up to date.
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import AfterValidator, BaseModel

from sphinx_excellence.messages import N_
from sphinx_excellence.model.fields import BlockMark, Date, Day, Period, ProseMark, ReferenceTo, Url, WordOf
from sphinx_excellence.model.interface_words import interface_words
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.tier import Tier
from sphinx_excellence.model.vocabulary import DEFAULT_LISTS
from sphinx_excellence.views.blocks import Block, Cell, Inline, Items, Label, Line, Part, Rich, Table, View, Words

#: What a text is, by what checks it.
_FORMS = {
    check: words
    for form, words in ((Date, "a date"), (Day, "a day"), (Period, "a period"), (Url, "a web address"))
    for check in get_args(form)
    if isinstance(check, AfterValidator)
}


def _type_words(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:
    """Say in words what a field takes."""
    for item in metadata:
        if isinstance(item, AfterValidator) and item in _FORMS:
            return _FORMS[item]
        if isinstance(item, ReferenceTo):
            return f"the id of a {item.kind}" if item.kind != "tier" else "a tier"
        if isinstance(item, WordOf):
            return " | ".join(f"`{word}`" for word in DEFAULT_LISTS[item.list]) or f"a {item.list}"
        if isinstance(item, ProseMark):
            return "blocks of prose" if any(isinstance(other, BlockMark) for other in metadata) else "prose"
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *extra = get_args(annotation)
        return _type_words(inner, tuple(extra))
    if origin in {Union, types.UnionType}:
        return _type_words(next(part for part in get_args(annotation) if part is not type(None)))
    if origin is tuple:
        return f"a list: {_type_words(get_args(annotation)[0])}"
    if origin is dict:
        return f"a mapping: {_type_words(get_args(annotation)[1])}"
    if origin is Literal:
        choices = (str(choice).lower() if isinstance(choice, bool) else choice for choice in get_args(annotation))
        return " | ".join(f"`{choice}`" for choice in choices)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"{{{', '.join(_keys(annotation))}}}"
    return {str: "text", bool: "true or false", int: "an integer", float: "a number"}.get(annotation, "text")


def _keys(model: type[BaseModel]) -> list[str]:
    return [field.alias or name for name, field in model.model_fields.items() if name != "id"]


def _parts(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Yield the models inside a model, each under the key that holds it."""
    for name, field in model.model_fields.items():
        for inner in _models_in(field.annotation):
            yield field.alias or name, inner
            yield from ((f"{field.alias or name}.{key}", part) for key, part in _parts(inner))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) is not None:
        for argument in get_args(annotation):
            yield from _models_in(argument)


def _table(model: type[BaseModel], title: str) -> Table:
    rows = []
    for name, field in model.model_fields.items():
        if name == "id":
            continue
        required = " (required)" if field.is_required() else ""
        takes = _type_words(field.annotation, tuple(field.metadata))
        rows.append(
            (
                Cell((Line((Rich(f"`{field.alias or name}`"),)),), heading=True),
                Cell((Line((Rich(takes + required),)),)),
                Cell((Line((Rich(field.description or ""),)),)),
            )
        )
    columns: tuple[tuple[Inline, ...], ...] = tuple((Label(x),) for x in (N_("Key"), N_("Value"), N_("Meaning")))
    return Table(columns, tuple(rows), title, (3, 4, 6), role="fields")


def fields_of(kind: Kind | None) -> View:
    """Return the keys of a kind of record, and those of the mappings inside it; ``None`` stands for tiers."""
    model: type[BaseModel] = Tier if kind is None else kind.model
    key = "tiers" if kind is None else kind.key
    blocks: list[Block] = [_table(model, key)]
    for name, part in _parts(model):
        if not (name.startswith(("sources", "waivers")) and kind is not None and kind.name != "pattern"):
            blocks.append(Part(Words(f"{key}.<id>.{name}"), (_table(part, name),)))
    return View("fields", tuple(blocks))


def words() -> View:
    """Return the words of the toolkit that a project can replace."""
    return View("words", (Items(tuple((Line((Rich(_code(word)),)),) for word in interface_words()), role="words"),))


def _code(text: str) -> str:
    """Return a text as CommonMark for code."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
