"""What a project says of tiers, kinds, fields and words: what it has, and what is different between two states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from sphinx_excellence.changes.changes import DefinitionChange
from sphinx_excellence.export import exported_definitions
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.word_definition import WORDS_KEY

_TIERS = "tiers"
#: Of the keys of an export, those that hold fields, and those that hold definitions in two levels: by kind and name.
_FIELDS = ("kinds", "fields")
_BY_KIND = ("statuses",)


def definitions_of(registry: Registry, *, public: bool = False) -> Mapping[str, Mapping[str, Any]]:
    """Return the definitions by their key in data files and by their id; ``pattern.owner`` for a field of a kind.

    What is ``public`` is what an export holds of them: of tiers what readers see, and no fields that stay at home.
    """
    exported = exported_definitions(registry, internal=not public)
    tiers = {tier["id"]: tier for tier in exported[_TIERS]}
    found: dict[str, Mapping[str, Any]] = {
        _TIERS: tiers if public else {name: _all_of(tier) for name, tier in registry.tiers.items()}
    }
    for key, content in exported.items():
        if key in {_TIERS, *_FIELDS}:
            continue
        found[key] = _by_kind(content) if key in _BY_KIND else content
    found["kinds"] = {name: _without_fields(kind) for name, kind in exported.get("kinds", {}).items()}
    found["fields"] = _by_kind(_fields(registry, exported, public=public))
    if not public:
        found[WORDS_KEY] = _by_kind(registry.vocabulary.labels)
    return found


def _by_kind(content: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    return {f"{name}.{key}": each for name, inner in content.items() for key, each in inner.items()}


def _without_fields(kind: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in kind.items() if key != "fields"}


def _fields(registry: Registry, exported: Mapping[str, Any], *, public: bool) -> dict[str, dict[str, Any]]:
    """Return the definitions of fields by kind, of kinds that the project has added too."""
    if public:
        of_kinds = {name: kind["fields"] for name, kind in exported.get("kinds", {}).items() if "fields" in kind}
        return {**exported.get("fields", {}), **of_kinds}
    return {kind.name: {field.key: field.as_data() for field in kind.own_fields} for kind in registry.kinds}


def _all_of(tier: ScaledTier) -> dict[str, Any]:
    # Its place is that of others too: a change of it is one of the order.
    return {each.name: getattr(tier, each.name) for each in fields(tier) if each.name not in {"position", "written"}}


def definition_changes(
    old: Mapping[str, Mapping[str, Any]], new: Mapping[str, Mapping[str, Any]]
) -> Iterator[DefinitionChange]:
    """Yield what differs. Of tiers, the order counts too: a change of it has no id."""
    for key in dict.fromkeys((*new, *old)):
        before, after = old.get(key, {}), new.get(key, {})
        for name in dict.fromkeys((*after, *before)):
            if name not in before:
                yield DefinitionChange(key, name, "added")
            elif name not in after:
                yield DefinitionChange(key, name, "gone")
            elif before[name] != after[name]:
                yield DefinitionChange(key, name, "changed", tuple(_differing(before[name], after[name])))
        if key == _TIERS and [each for each in before if each in after] != [each for each in after if each in before]:
            yield DefinitionChange(key, "", "changed")


def _differing(before: Any, after: Any) -> Iterator[str]:
    """Yield the keys of a definition that say something else."""
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from (key for key in dict.fromkeys((*after, *before)) if before.get(key) != after.get(key))
