"""What references depend on besides the objects of domains: equations, citations, other projects, settings.

A page is written again, and its dead links are reported, when one of these changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx.ext.intersphinx import InventoryAdapter

if TYPE_CHECKING:
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

#: Settings that decide what is reported, not what a page is; and those of the toolkit, which it watches itself.
_NO_INPUTS = ("suppress_warnings", "show_warning_types", "excellence_")


def reference_settings(config: Config) -> str:
    """Return the settings of which Sphinx believes that no page depends on them, such as what is nitpicky."""
    values = {value.name: value.value for value in config.filter(frozenset({""}))}
    return json.dumps(
        [[name, _plain(values[name])] for name in sorted(values) if not name.startswith(_NO_INPUTS)],
    )


def _plain(value: object) -> object:
    """Return what JSON can hold of a value, the same in every run."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return sorted([repr(key), json.dumps(_plain(each))] for key, each in value.items())
    if isinstance(value, set | frozenset):
        return sorted(map(repr, value))
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return type(value).__qualname__


def inventory_stamps(env: BuildEnvironment) -> str:
    """Return when the inventory of each other project was fetched."""
    entries = InventoryAdapter(env).cache.items()
    return repr(sorted((str(address), str(entry[0]), int(entry[1])) for address, entry in entries))


def unlisted_targets(env: BuildEnvironment) -> Iterator[tuple[str, str]]:
    """Yield each name that no domain lists, and what it means."""
    for domain, data in (("math", "objects"), ("citation", "citations")):
        if domain in env.domains:
            for name, place in env.domains[domain].data.get(data, {}).items():
                yield str(name), f"{domain}:{place}"
    inventories = InventoryAdapter(env)
    for kind, names in inventories.main_inventory.items():
        for name, item in names.items():
            yield name, f"{kind}:{item!r}"
    for project, inventory in inventories.named_inventory.items():
        for kind, names in inventory.items():
            for name, item in names.items():
                yield f"{project}:{name}", f"{kind}:{item!r}"
