"""The whole registry as one JSON document, for other programs and other projects.

Owns the shape of the export and its version. Records keep the form that they have in data files, so that an
export can be loaded again.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from sphinx_excellence.model.own_fields import OwnField
    from sphinx_excellence.model.pattern import Pattern
    from sphinx_excellence.model.registry import Registry

#: Changes when a key changes its meaning or goes.
VERSION = 1
#: The name under which a site publishes it.
EXPORT_FILE = "excellence.json"


def export(registry: Registry, *, internal: bool = False) -> dict[str, Any]:
    """Return ``version``, ``tiers`` (best first), ``legacy`` (ids of patterns) and the records of each kind by id.

    What the project has added to the model, ``kinds`` and ``fields``, comes before the records; ``internal`` says
    whether fields that are not for the public are in. ``sections`` are the texts of the decisions that are pages, as
    they are written there, by the key of the kind, by id, and by section.

    ``pages`` is empty: the HTML builders, which know them, put in the address of each record's page, by kind and id.
    """
    patterns = cast("Mapping[str, Pattern]", registry.of_kind("pattern"))
    exported: dict[str, Any] = {
        "version": VERSION,
        "tiers": _tiers(registry),
        "legacy": [pattern.id for pattern in patterns.values() if registry.is_legacy(pattern)],
    }  # fmt: skip
    exported["pages"] = {}
    exported["sections"] = _sections(registry)
    exported |= _definitions(registry, internal=internal)
    for kind in registry.kinds:
        hidden = {field.attribute for field in kind.own_fields if not is_exported(field, internal=internal)}
        exported[kind.key] = {
            record_id: record.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude={"id", *hidden})
            for record_id, record in registry.of_kind(kind.name).items()
        }
    return exported


def _tiers(registry: Registry) -> list[dict[str, Any]]:
    return [
        {"id": tier.id, "title": tier.title, **({"symbol": tier.symbol} if tier.symbol else {}), "legacy": tier.legacy,
         "colours": {"light": tier.colours.light, "dark": tier.colours.dark}}
        for tier in registry.tiers.values()
    ]  # fmt: skip


def exported_definitions(registry: Registry, *, internal: bool = False) -> dict[str, Any]:
    """Return what an export holds of tiers, links, kinds, fields and words, without any record."""
    return {"tiers": _tiers(registry), **_definitions(registry, internal=internal)}


def is_exported(field: OwnField, *, internal: bool) -> bool:
    """Whether an export holds a field."""
    return field.audience == "public" or (internal and field.audience == "internal")


def _definitions(registry: Registry, *, internal: bool) -> dict[str, Any]:
    """Return the kinds, fields and words that the project has added, as data files hold them; no key without any."""
    kinds: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for kind in registry.kinds:
        own = {
            field.key: _worded(field.as_data(), registry)
            for field in kind.own_fields
            if is_exported(field, internal=internal)
        }
        if kind.definition is not None:
            kinds[kind.name] = {**_worded(kind.definition, registry), **({"fields": own} if own else {})}
        elif own:
            fields[kind.name] = own
    definitions = {"kinds": kinds, "fields": fields, **_vocabulary(registry), "links": _links(registry)}
    return {key: content for key, content in definitions.items() if content}


def _vocabulary(registry: Registry) -> dict[str, Any]:
    """Return the words that the project has defined, as data files hold them."""
    # Not at the top: a run that exports nothing does without the models.
    from sphinx_excellence.model.word_definition import LIST_KEYS, STATUS_LISTS, STATUSES_KEY, as_data  # noqa: PLC0415

    lists = registry.vocabulary.lists
    statuses = {kind: data for kind, name in STATUS_LISTS.items() if (data := as_data(lists[name]))}
    return {STATUSES_KEY: statuses, **{key: as_data(lists[name]) for key, name in LIST_KEYS.items()}}


def _links(registry: Registry) -> dict[str, Any]:
    """Return the addresses that are not fine, as data files hold them."""
    return {address: state.model_dump(exclude_unset=True) for address, state in sorted(registry.links.items())}


def _sections(registry: Registry) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = {}
    for (kind, record_id), text in sorted(registry.page_texts.items()):
        texts = text.texts()
        if texts:
            found.setdefault(registry.kinds[kind].key, {})[record_id] = texts
    return found


def _worded(definition: Mapping[str, Any], registry: Registry) -> dict[str, Any]:
    """Return a definition with what readers see in the language of the project."""
    made = dict(definition)
    for key in {"title", "plural", "reverse"} & set(made):
        made[key] = registry.words.get(made[key], made[key])
    if "choices" in made:
        made["choices"] = {value: registry.words.get(title, title) for value, title in made["choices"].items()}
    return made


def export_text(exported: Mapping[str, Any]) -> str:
    """Return an export as text, a record a line: a change shows in the lines it touches.

    Not by ``indent``: that is written by the slow encoder, and takes ten times as long.
    """
    return "{\n" + ",\n".join(f"{_compact(key)}: {_lines(value)}" for key, value in exported.items()) + "\n}\n"


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(value: object) -> str:
    if not isinstance(value, Mapping) or not value:
        return _compact(value)
    return "{\n" + ",\n".join(f" {_compact(key)}: {_compact(inside)}" for key, inside in value.items()) + "\n}"
