"""What every record is: the base class, and the parts that kinds share.

Owns the common behaviour. The fields of a kind are in the kind's own module.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any, ClassVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    model_serializer,
    model_validator,
)

from sphinx_excellence.findings import Path, Phrase, suggestion
from sphinx_excellence.model.fields import ID_FORM, Date, Day, Identifier, Prose, Tags, Term, Text, Url, id_like, is_id

#: What values that hold parts are.
_INNER = (BaseModel, tuple, list, dict)


class Part(BaseModel):
    """A mapping inside a record. Unknown keys are refused; values do not change."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_default=False, defer_build=True, allow_inf_nan=False
    )

    #: What an id looks like, for messages, where the part has one.
    ID_FORM: ClassVar[Phrase] = ID_FORM
    #: The ids that there are, where they are a fixed list.
    ID_WORDS: ClassVar[tuple[str, ...]] = ()
    #: The keys that the toolkit computes, and that must not be written.
    COMPUTED_KEYS: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def accepts_id(cls, record_id: str) -> bool:
        """Whether a text can be the id of such a part."""
        return is_id(record_id)

    @classmethod
    def id_help(cls, record_id: str) -> Phrase:
        """Return what is accepted in place of an id that is not, the nearest first."""
        if cls.ID_WORDS:
            accepted, args = suggestion(record_id, cls.ID_WORDS)
            return Phrase(accepted, *args)
        near = id_like(record_id)
        return Phrase("%s, such as '%s'", cls.ID_FORM, near) if cls.accepts_id(near) else cls.ID_FORM

    @classmethod
    def may_be_nothing(cls, path: Path) -> bool:  # noqa: ARG003 - for those that have such a place
        """Whether a key or item of it may have no value: the value at ``path`` is left out on purpose then."""
        return False


def share_key_sets(parts: Iterable[BaseModel]) -> None:
    """Let parts in which the same keys are written share one set of their names, which nothing changes.

    A set for each part is a quarter of what records take in memory.
    """
    shared: dict[frozenset[str], set[str]] = {}
    waiting: list[Any] = list(parts)
    while waiting:
        value = waiting.pop()
        if isinstance(value, BaseModel):
            names = value.__pydantic_fields_set__
            object.__setattr__(value, "__pydantic_fields_set__", shared.setdefault(frozenset(names), names))
            waiting += [inner for inner in value.__dict__.values() if isinstance(inner, _INNER)]
        else:
            waiting += [
                inner for inner in (value.values() if isinstance(value, dict) else value) if isinstance(inner, _INNER)
            ]


class GatheringPart(Part):
    """A mapping in which every key that is no field is an id: its value is gathered in one field, by the id."""

    #: The name of that field, which holds a mapping. It is never written itself.
    GATHERED: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _gather_other_keys(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        keys = {field.alias or name for name, field in cls.model_fields.items() if name != cls.GATHERED}
        gathered = {key: item for key, item in value.items() if key not in keys}
        return {**{key: value[key] for key in keys & value.keys()}, cls.GATHERED: gathered}

    @model_serializer(mode="wrap")
    def _as_written(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        written: dict[str, Any] = serialize(self)
        gathered: dict[str, Any] = written.pop(self.GATHERED, {})
        return written | gathered


class Source(Part):
    """Where a fact can be looked up."""

    title: Annotated[Text, Field(description="The title of the paper, article, page or standard.")]
    url: Annotated[Url | None, Field(description="The address of the source.")] = None
    authors: Annotated[Text | None, Field(description="The authors.")] = None
    venue: Annotated[Text | None, Field(description="Where it was published.")] = None
    year: Annotated[Date | None, Field(description="When it was published.")] = None


class Waiver(Part):
    """One rule that does not apply to this record, for a reason and until a day."""

    rule: Annotated[Term, Field(description="The name of the rule.")]
    reason: Annotated[Term, Field(description="Why the rule does not apply here.")]
    until: Annotated[
        Day | None, Field(description="The last day on which the waiver applies. A waiver without one never ends.")
    ] = None


class Record(Part):
    """One YAML mapping with an id."""

    id: Annotated[Identifier, Field(description="The key of the record.", exclude=True)]
    title: Annotated[Text, Field(description="The title that readers see.")]
    aliases: Annotated[
        tuple[Term, ...],
        Field(description="Other ids and names that still resolve, so that renaming a record breaks no page."),
    ] = ()
    summary: Annotated[Prose | None, Field(description="What it is, in one sentence.")] = None
    tags: Annotated[Tags, Field(description="Words by which readers find it and filter lists, as ids.")] = ()
    sources: Annotated[tuple[Source, ...], Field(description="Sources for its facts.")] = ()
    reviewed: Annotated[Day | None, Field(description="The date of the last review.")] = None
    waivers: Annotated[
        tuple[Waiver, ...], Field(description="Rules that do not apply to this record, each with a reason.")
    ] = ()
