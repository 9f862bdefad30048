"""What is different between two states, as plain values. Each format is made of them.

Owns their shapes. The JSON report holds them under these names.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from sphinx_excellence.findings import Severity


@dataclass(frozen=True, slots=True)
class RecordName:
    """A record: its kind, what messages call that, its id, title and tier (empty without one), and its home page."""

    kind: str
    noun: str
    id: str
    title: str
    tier: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """A record that is new."""

    record: RecordName


@dataclass(frozen=True, slots=True)
class Gone:
    """A record that is no longer there. ``leads_to`` is the id of the record to which its id leads now, or empty."""

    record: RecordName
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Renamed:
    """A record with another id, another title, or both. ``resolves`` says whether its old id still leads to it."""

    record: RecordName
    old_id: str
    old_title: str
    resolves: bool = True


@dataclass(frozen=True, slots=True)
class Moved:
    """A record in another tier. ``direction`` is ``up``, ``down`` or empty; the rest is what its history says."""

    record: RecordName
    old: str
    new: str
    direction: str = ""
    reason: str = ""
    decision: str = ""
    date: str = ""


@dataclass(frozen=True, slots=True)
class StatusChanged:
    """A record with another status; an empty one is none."""

    record: RecordName
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field with another value, shortened: of lists only what is not on both sides. Empty is none."""

    name: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FieldsChanged:
    """A record with other values in fields that are not in the other lists."""

    record: RecordName
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """A tier, a kind, a field or a word of the project's own: ``change`` is ``added``, ``gone`` or ``changed``.

    ``keys`` are those in the definition that say something else.
    """

    key: str
    id: str
    change: str
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BrokenPromise:
    """Something that readers could rely on before: the name of the ``promise``, and where it broke."""

    promise: str
    message: str
    record: RecordName | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that is on one side only. Of an export, the place is not known: ``path`` is empty and ``line`` 0."""

    rule: str
    severity: Severity
    message: str
    help: str = ""
    path: str = ""
    line: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class PageTouched:
    """A page that readers see differently.

    ``change`` is ``added``, ``gone`` or ``changed`` where the page itself is; ``home_of`` are the changed records whose
    home it is, ``shows`` others that it names, ``through`` those that a record on it names, ``lists`` the kinds that it
    lists. Each is written as kind and id.
    """

    page: str
    change: str = ""
    home_of: tuple[str, ...] = ()
    shows: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that is different. ``has_pages`` says whether the pages of both sides are known."""

    old: str
    new: str
    has_pages: bool
    broken: tuple[BrokenPromise, ...] = ()
    moved: tuple[Moved, ...] = ()
    gone: tuple[Gone, ...] = ()
    renamed: tuple[Renamed, ...] = ()
    status: tuple[StatusChanged, ...] = ()
    added: tuple[Added, ...] = ()
    fields: tuple[FieldsChanged, ...] = ()
    definitions: tuple[DefinitionChange, ...] = ()
    findings_new: tuple[FindingChange, ...] = ()
    findings_gone: tuple[FindingChange, ...] = ()
    pages: tuple[PageTouched, ...] = ()

    def lists(self) -> Iterator[tuple[str, tuple[object, ...]]]:
        """Yield each list of changes with its name."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, tuple):
                yield each.name, value

    @property
    def is_empty(self) -> bool:
        """Whether nothing is different."""
        return not any(value for _, value in self.lists())

    @property
    def has_lost_ids(self) -> bool:
        """Whether an id of before leads nowhere."""
        return any(not each.leads_to for each in self.gone) or any(not each.resolves for each in self.renamed)
