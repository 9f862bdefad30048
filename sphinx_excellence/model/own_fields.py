"""Fields of a project's own: how data describes them, and the part of a model that they make.

A field is written under its own key, next to the fields that the kind has anyway. In the model its attribute begins
with ``own_``, so that no key can be in the way of anything else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, create_model
from pydantic_core import PydanticKnownError

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import BlockProse, Date, Prose, ReferenceTo, Term, Text, Url, ValueMark, one_as_list
from sphinx_excellence.model.record import Part, Record

#: Where readers see a field: in every header of its record, in those alone that are not compact, as a column of the
#: catalogue, as a filter of the catalogue, as words of the search.
Where = Literal["banner", "facts", "catalogue", "filter", "search"]
#: Who gets a field in exports: everybody, those who ask for internal fields too, nobody.
Audience = Literal["public", "internal", "nobody"]
#: The types of a field that is no reference.
PLAIN_TYPES = ("line", "text", "link", "date", "number", "choice", "list")
PREFIX = "own_"


def _choices(value: Any) -> Any:
    if isinstance(value, list) and all(_is_plain(item) for item in value):
        return dict.fromkeys(map(str, value))
    return value


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float) and not isinstance(value, bool)


def _as_text(value: Any) -> Any:
    return str(value) if _is_plain(value) else value


def _number(value: Any) -> Any:
    if isinstance(value, str) or not _is_plain(value):
        raise PydanticKnownError("float_type")
    return value


#: A number, as it is written.
Number = Annotated[Any, BeforeValidator(_number), WithJsonSchema({"type": "number"})]


class FieldDefinition(Part):
    """A field that a project adds to a kind."""

    title: Annotated[Text | None, Field(description="What readers see it called. Defaults to the key as words.")] = None
    description: Annotated[Text | None, Field(description="What it holds, for authors.")] = None
    type: Annotated[
        Term,
        Field(
            description="What it holds: `line`, `text`, `link`, `date`, `number`, `choice`, `list`, or a kind of "
            "record, whose ids it takes."
        ),
    ] = "line"
    choices: Annotated[
        dict[str, Text | None],
        BeforeValidator(_choices),
        WithJsonSchema(
            {
                "anyOf": [
                    {"type": "array", "items": {"type": ["string", "number"]}},
                    {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
                ]
            }
        ),
        Field(description="The values that a `choice` may have: a list, or the title of each.", default_factory=dict),
    ]
    many: Annotated[bool, Field(description="Whether it takes a list of such values.")] = False
    required: Annotated[bool, Field(description="Whether every record of the kind must have it.")] = False
    show: Annotated[
        tuple[Where, ...],
        BeforeValidator(one_as_list),
        WithJsonSchema(
            {
                "anyOf": [
                    {"enum": ["banner", "facts", "catalogue", "filter", "search"]},
                    {"type": "array", "items": {"enum": ["banner", "facts", "catalogue", "filter", "search"]}},
                ]
            }
        ),
        Field(description="Where readers see it. An empty list shows it nowhere."),
    ] = ("facts",)
    audience: Annotated[
        Audience,
        Field(description="Who gets it in exports: `public`, `internal` (with `export --internal`), or `nobody`."),
    ] = "public"
    reverse: Annotated[
        Text | None,
        Field(description="For references: what the record that is named calls those that name it, such as `Used by`."),
    ] = None

    @classmethod
    def may_be_nothing(cls, path: tuple[str | int, ...]) -> bool:
        """Whether the value at ``path`` may be left out: a choice may have no title."""
        return len(path) == 2 and path[0] == "choices"


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field that is defined: its key, and what its definition says, with nothing left open.

    ``target`` is the kind that it refers to; empty for other types. ``choices`` are titles by value.
    """

    key: str
    title: str
    type: str
    target: str
    many: bool
    required: bool
    show: tuple[Where, ...]
    audience: Audience
    description: str
    reverse: str
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def attribute(self) -> str:
        """The name of the attribute that holds it."""
        return PREFIX + self.key.replace("-", "_").replace(".", "_")

    def value_of(self, record: Record) -> Any:
        """Return what a record has in it: a value, or a tuple of them; nothing where it has none."""
        return getattr(record, self.attribute, None)

    def values_of(self, record: Record) -> tuple[Any, ...]:
        """Return what a record has in it, as a tuple."""
        value = self.value_of(record)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    def as_data(self) -> dict[str, Any]:
        """Return its definition, as data files hold it."""
        data: dict[str, Any] = {"title": self.title, "type": self.target or self.type}
        if self.description:
            data["description"] = self.description
        if self.choices:
            data["choices"] = dict(self.choices)
        data |= {name: True for name in ("many", "required") if getattr(self, name)}
        data["show"] = list(self.show)
        if self.reverse:
            data["reverse"] = self.reverse
        if self.audience != "public":
            data["audience"] = self.audience
        return data


def own_field(key: str, definition: FieldDefinition) -> OwnField:
    """Return the field that a definition makes."""
    is_plain = definition.type in PLAIN_TYPES
    words = key.replace("-", " ").replace("_", " ")
    return OwnField(
        key,
        definition.title or words[:1].upper() + words[1:],
        "reference" if not is_plain else "line" if definition.type == "list" else definition.type,
        "" if is_plain else definition.type,
        definition.many or definition.type == "list",
        definition.required,
        definition.show,
        definition.audience,
        definition.description or "",
        definition.reverse or "",
        tuple((value, title or value) for value, title in definition.choices.items()),
    )


def unknown_field(key: str) -> OwnField:
    """Return what stands for a field whose definition cannot be used: it takes anything, and is shown nowhere."""
    return OwnField(key, key, _UNKNOWN, "", False, False, (), "nobody", "", "")  # noqa: FBT003


_UNKNOWN = "unknown"
_TYPES: Mapping[str, Any] = MappingProxyType(
    {"line": Prose, "text": BlockProse, "link": Url, "date": Date, "number": Number, _UNKNOWN: Any}
)


def _type_of(field: OwnField) -> Any:
    if field.type == "reference":
        return Annotated[Text, ReferenceTo(field.target)]
    if field.type == "choice":
        values: Any = Literal.__getitem__(tuple(value for value, _title in field.choices))
        return Annotated[values, BeforeValidator(_as_text), ValueMark()]
    return _TYPES[field.type]


def with_own_fields(model: type[Record], fields: Iterable[OwnField]) -> type[Record]:
    """Return a model with more fields; of the same name, since messages and schemas use it."""
    return create_model(model.__name__, __base__=model, __module__=model.__module__, **dict(_members(fields)))


def _described(field: OwnField) -> str:
    """Return what a field takes, for a field that is not described."""
    if field.type == "choice":
        return Phrase("one of %s", ", ".join(value for value, _title in field.choices))
    if field.target:
        return Phrase("the id of a %s", field.target.replace("-", " "))
    return _DESCRIBED[field.type]


_DESCRIBED: Mapping[str, Phrase] = MappingProxyType(
    {
        "line": Phrase("one line of text"),
        "text": Phrase("a text"),
        "link": Phrase("a web address"),
        "date": Phrase("a date"),
        "number": Phrase("a number"),
        _UNKNOWN: Phrase("anything"),
    }
)


def _members(fields: Iterable[OwnField]) -> Iterator[tuple[str, Any]]:
    for field in fields:
        one = _type_of(field)
        many = Annotated[tuple[one, ...], BeforeValidator(one_as_list)]  # type: ignore[valid-type]
        kind: Any = many if field.many else one
        info: dict[str, Any] = {
            "alias": field.key,
            "title": field.title,
            "description": field.description or _described(field),
        }
        if field.required:
            yield field.attribute, (Annotated[kind, Field(**info)], ...)
        elif field.many:
            yield field.attribute, (Annotated[kind, Field(**info)], ())
        else:
            yield field.attribute, (Annotated[kind | None, Field(**info)], None)
