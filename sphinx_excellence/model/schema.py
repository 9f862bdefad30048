"""The JSON Schema of data files, for editors.

Generated from the models, so that editors and the loader accept the same files.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from sphinx_excellence.model.fields import ID_FORM, WORDS_IN_SCHEMA
from sphinx_excellence.model.kinds import KINDS, LINKS_KEY, TIERS_KEY, Kinds
from sphinx_excellence.model.link_state import LinkState
from sphinx_excellence.model.own_fields import FieldDefinition
from sphinx_excellence.model.own_kinds import KindDefinition
from sphinx_excellence.model.tier import Tier
from sphinx_excellence.model.vocabulary import (
    CATEGORY,
    DEFAULT_VOCABULARY,
    RELATION,
    RELEVANCE,
    RISK,
    TAG,
    Vocabulary,
)
from sphinx_excellence.model.word_definition import (
    LIST_KEYS,
    STATUS_LISTS,
    STATUSES_KEY,
    WORDS_KEY,
    WordDefinition,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"


_DESCRIPTIONS = {
    RELEVANCE: "The words for the relevance of patterns; null takes a default one away.",
    RELATION: "The words for relations between patterns; null takes a default one away.",
    RISK: "The words for the risk of migrations; null takes a default one away.",
    CATEGORY: "Categories, by id.",
    TAG: "Tags, by id.",
}


#: The keys that fields of a project's own may have.
_KEY_PATTERN = "^[a-z][a-z0-9]*([_-][a-z0-9]+)*$"


def _words(definition: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": {
            "anyOf": [
                definition,
                {"type": "null"},
                {"type": "string", "description": "Another word of the list that says the same."},
            ]
        },
    }


def _put_words(part: Any, vocabulary: Vocabulary) -> None:
    """Put the words of a list wherever a schema asks for them: an open list takes any while none is defined."""
    if isinstance(part, dict):
        name = part.pop(WORDS_IN_SCHEMA, None)
        if name is not None:
            words = vocabulary[name]
            listed = [*words, *sorted(words.synonyms)]
            if listed:
                part |= {"type": "string", "enum": listed}
        for inner in part.values():
            _put_words(inner, vocabulary)
    elif isinstance(part, list):
        for inner in part:
            _put_words(inner, vocabulary)


def data_schema(kinds: Kinds = KINDS, vocabulary: Vocabulary = DEFAULT_VOCABULARY) -> dict[str, Any]:
    """Return the schema of one data file of a project with these kinds and words."""
    models: list[type[BaseModel]] = [
        *(kind.model for kind in kinds), Tier, KindDefinition, FieldDefinition, WordDefinition, LinkState,
    ]  # fmt: skip
    names, definitions = models_json_schema(
        [(model, "validation") for model in models], schema_generator=GenerateJsonSchema, by_alias=True
    )
    shapes = definitions["$defs"]
    for kind in kinds:
        # The id is the key of the record, not a key in the record.
        shape = shapes[kind.model.__name__]
        shape["properties"].pop("id")
        shape["required"] = [name for name in shape["required"] if name != "id"]
        gathered = getattr(kind.model, "GATHERED", "")
        if gathered:
            shape["additionalProperties"] = shape["properties"].pop(gathered)["additionalProperties"]
    # A row of a comparison holds its cells under the ids of its columns.
    row = shapes["Row"]
    row["properties"].pop("cells")
    row["additionalProperties"] = {"anyOf": [{"type": ["string", "number"]}, {"$ref": "#/$defs/Cell"}]}
    if (decision := shapes.get("Decision")) is not None:
        # A text alone, or several, say what follows without telling good from bad.
        written = decision["properties"]["consequences"]
        written["anyOf"] = [
            {"type": "string"},
            {"type": "array", "items": {"type": "string"}},
            {"$ref": written.pop("$ref")},
        ]
    properties: dict[str, Any] = {
        kind.key: {
            "type": "object",
            "description": f"Each {kind.noun}, by id.",
            "propertyNames": {"pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$", "description": ID_FORM},
            "additionalProperties": names[kind.model, "validation"],
        }
        for kind in kinds
    }
    properties[TIERS_KEY] = {
        "type": "object",
        "description": "Tiers, by id; null takes a default tier away.",
        "additionalProperties": {"anyOf": [names[Tier, "validation"], {"type": "null"}]},
    }
    properties[LINKS_KEY] = {
        "type": "object",
        "description": "What `sphinx-excellence links` found out about addresses that are not fine.",
        "propertyNames": {"format": "uri"},
        "additionalProperties": names[LinkState, "validation"],
    }
    fields = {
        "type": "object",
        "propertyNames": {"pattern": _KEY_PATTERN},
        "additionalProperties": {"anyOf": [names[FieldDefinition, "validation"], {"type": "null"}]},
    }
    shapes["KindDefinition"]["properties"]["fields"] |= fields
    properties["kinds"] = {
        "type": "object",
        "description": "Kinds of record that the project adds, by name.",
        "additionalProperties": names[KindDefinition, "validation"],
    }
    properties["fields"] = {
        "type": "object",
        "description": "Fields that the project adds, by kind and key.",
        "propertyNames": {"enum": [kind.name for kind in kinds]},
        "additionalProperties": fields,
    }
    words = names[WordDefinition, "validation"]
    properties[STATUSES_KEY] = {
        "type": "object",
        "description": "Statuses, by kind of record and word; null takes a default one away.",
        "properties": {kind: _words(words) for kind in STATUS_LISTS},
        "additionalProperties": False,
    }
    for key, name in LIST_KEYS.items():
        properties[key] = {
            "description": _DESCRIPTIONS[name],
            **_words(words),
        }
    properties[WORDS_KEY] = {
        "type": "object",
        "description": "Words of the toolkit that the project replaces, by language.",
        "additionalProperties": {"type": "object", "additionalProperties": {"type": "string"}},
    }
    _put_words(shapes, vocabulary)
    return {
        "$schema": DIALECT,
        "title": "Records of sphinx-excellence",
        "type": "object",
        "properties": {"$schema": {"type": "string"}, **properties},
        "additionalProperties": False,
        "$defs": shapes,
    }
