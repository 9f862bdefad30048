"""The JSON Schema of data files, for editors.

Generated from the models, so that editors and the loader accept the same files.
"""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from sphinx_excellence.model.fields import ID_FORM
from sphinx_excellence.model.kinds import KINDS, TIERS_KEY, Kinds
from sphinx_excellence.model.own_fields import FieldDefinition
from sphinx_excellence.model.own_kinds import KindDefinition
from sphinx_excellence.model.tier import Tier

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def data_schema(kinds: Kinds = KINDS) -> dict[str, Any]:
    """Return the schema of one data file of a project with these kinds."""
    models: list[type[BaseModel]] = [*(kind.model for kind in kinds), Tier, KindDefinition, FieldDefinition]
    names, definitions = models_json_schema(
        [(model, "validation") for model in models], schema_generator=GenerateJsonSchema, by_alias=True
    )
    shapes = definitions["$defs"]
    for kind in kinds:
        # The id is the key of the record, not a key in the record.
        shape = shapes[kind.model.__name__]
        shape["properties"].pop("id")
        shape["required"] = [name for name in shape["required"] if name != "id"]
    # A row of a comparison holds its cells under the ids of its columns.
    row = shapes["Row"]
    row["properties"].pop("cells")
    row["additionalProperties"] = {"anyOf": [{"type": ["string", "number"]}, {"$ref": "#/$defs/Cell"}]}
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
    properties["kinds"] = {
        "type": "object",
        "description": "Kinds of record that the project adds, by name.",
        "additionalProperties": names[KindDefinition, "validation"],
    }
    properties["fields"] = {
        "type": "object",
        "description": "Fields that the project adds, by kind and key.",
        "propertyNames": {"enum": [kind.name for kind in kinds]},
        "additionalProperties": {"type": "object", "additionalProperties": names[FieldDefinition, "validation"]},
    }
    return {
        "$schema": DIALECT,
        "title": "Records of sphinx-excellence",
        "type": "object",
        "properties": {"$schema": {"type": "string"}, **properties},
        "additionalProperties": False,
        "$defs": shapes,
    }
