"""Another project's registry: the titles, badges and addresses of its records.

Owns their names: a record of the registry ``core`` has the name ``core:`` and its id. Rules do not check
it and catalogues do not list it. References link to it and show its badge, and it counts as legacy or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.kinds import KINDS, Kinds
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.model.vocabulary import DEFAULT_VOCABULARY, Vocabulary

#: Parts a registry's name from the id.
SEPARATOR = ":"
#: The keys of an export besides those of records, of tiers and of what the project adds to the model.
EXPORT_KEYS = ("version", "legacy", "pages", "sections")


@dataclass(frozen=True)
class External:
    """One other registry.

    ``records`` are by kind and prefixed id, ``legacy`` the prefixed ids of its legacy patterns, ``addresses`` where the
    records' pages are. What is not ``readable`` may hold anything; ``lost`` holds what could not be read, as in
    ``Registry``. ``kinds`` and ``vocabulary`` are those that the other project has.
    """

    name: str
    records: Mapping[RecordKey, Record] = field(default_factory=dict)
    tiers: Mapping[str, ScaledTier] = field(default_factory=dict)
    legacy: frozenset[str] = frozenset()
    addresses: Mapping[RecordKey, str] = field(default_factory=dict)
    readable: bool = True
    lost: frozenset[RecordKey] = frozenset()
    kinds: Kinds = KINDS
    vocabulary: Vocabulary = DEFAULT_VOCABULARY


def registry_of(name: str) -> str | None:
    """Return the name of the registry that a prefixed name belongs to; nothing for a name of this project."""
    prefix, separator, _ = name.partition(SEPARATOR)
    return prefix if separator else None
