"""What the domain keeps of a page and of a record: shared by the domain and its indices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.questions import Question


@dataclass(slots=True)
class PageTrace:
    """What a page was made from.

    ``shown`` maps each question the page put to the registry to the digest of the answer; ``home`` is the record that
    its front matter made it home to; ``outline`` is a digest of its title and headings; ``refers`` holds the names its
    cross references may resolve by.
    """

    shown: dict[Question, str] = field(default_factory=dict)
    home: RecordKey | None = None
    outline: str = ""
    refers: tuple[str, ...] = ()


class HomePlace(NamedTuple):
    """A page and an anchor in it, and the conditions under which they are in the output."""

    docname: str
    anchor: str
    conditions: tuple[str, ...] = ()


class RecordObject(NamedTuple):
    """A record that has a home, as links, inventory and indices show it.

    ``places`` are all that claim to be its home, of which the first that is in the output counts. ``priority`` is
    Sphinx's for the search. ``tier`` is the place and title of a pattern's tier, ``category`` its category as words,
    ``status`` its status; other kinds have none of the three.
    """

    docname: str
    anchor: str
    title: str
    priority: int
    aliases: tuple[str, ...] = ()
    tier: tuple[int, str] | None = None
    category: str | None = None
    status: str | None = None
    places: tuple[HomePlace, ...] = ()


class HasObjects(Protocol):
    """What the indices need to know of the domain."""

    @property
    def objects(self) -> Mapping[RecordKey, RecordObject]:
        """The records that have a home in the output."""
