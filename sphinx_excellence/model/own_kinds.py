"""Kinds of a project's own: how data describes them, and the kind that a description makes."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, create_model

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.fields import Prose, Term, Text, TierRef
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.own_fields import FieldDefinition, OwnField, with_own_fields
from sphinx_excellence.model.record import Part, Record

#: What the directive is called that lists all records of a kind: the kind's name, and this.
CATALOG_SUFFIX = "-catalog"


class KindDefinition(Part):
    """A kind that a project adds."""

    title: Annotated[
        Text | None, Field(description="What readers see one record called. Defaults to the id as words.")
    ] = None
    plural: Annotated[
        Text | None, Field(description="What readers see several called. Defaults to the title and an s.")
    ] = None
    description: Annotated[Prose | None, Field(description="What its records are.")] = None
    key: Annotated[
        Term | None, Field(description="The key that data files have for its records. Defaults to the id and an s.")
    ] = None
    tier: Annotated[bool, Field(description="Whether its records have a tier.")] = False
    fields: Annotated[
        dict[str, FieldDefinition], Field(description="The fields of its records, by key.", default_factory=dict)
    ]


class OwnRecord(Record):
    """A record of a kind that a project has added."""


class RatedRecord(OwnRecord):
    """A record of a kind that a project has added, with a tier."""

    tier: Annotated[TierRef | None, Field(description="The tier. A record without one is shown as unrated.")] = None
    rationale: Annotated[Prose | None, Field(description="Why it has this tier.")] = None


def default_key(name: str) -> str:
    """Return the key that data files have for the records of a kind whose definition says none."""
    return name.replace("-", "_") + "s"


def own_kind(name: str, definition: KindDefinition, fields: tuple[OwnField, ...]) -> Kind:
    """Return the kind that a definition makes."""
    words = name.replace("-", " ").replace("_", " ")
    title = definition.title or words[:1].upper() + words[1:]
    base: type[Record] = RatedRecord if definition.tier else OwnRecord
    class_name = "".join(part.capitalize() for part in words.replace(".", " ").split())
    model: type[Record] = create_model(
        f"Own{class_name}", __base__=base, __module__=__name__, __doc__=definition.description or f"{title}."
    )
    return Kind(
        name,
        definition.key or default_key(name),
        Phrase(words),
        "",
        title=title,
        plural=definition.plural or f"{title}s",
        own_fields=fields,
        definition=definition.model_dump(mode="json", exclude_unset=True, exclude={"fields"}),
        made_model=with_own_fields(model, fields) if fields else model,
    )
