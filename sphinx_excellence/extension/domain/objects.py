"""What the domain stores of a page and of a record: types that the domain and its indices share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.model.pages import PageLink
from sphinx_excellence.model.queries import Query

if TYPE_CHECKING:
    from sphinx.domains import Index, ObjType

    from sphinx_excellence.views.search_answers import FilterableList


#: The type of a cross reference to a list of the records with a tag: the name of the directive that shows it.
TAG_LIST = "tagged-records"
#: The name of the place where readers compare patterns, among those of such lists. No text in data has the separator.
COMPARE_PLACE = "compare\x1fpatterns"
#: Unrated patterns come after every tier, those of no category after every category.
UNRATED_PLACE = 10_000


class PageCard(NamedTuple):
    """What a page shows of itself where other sites link to it.

    ``about`` are the kind of the record that it is home to and its rating. ``colour`` is the tier's on a dark ground;
    it and the tier's ``icon`` or ``symbol`` are empty where there is none.
    """

    sentence: str
    about: str = ""
    colour: str = ""
    icon: str = ""
    symbol: str = ""


class ReadingPath(NamedTuple):
    """A path of reading in a page: its title, its anchor, and the links that are its stops."""

    title: str
    anchor: str
    stops: tuple[PageLink, ...]


@dataclass(slots=True)
class PageDependencies:
    """What a page was made from, so that it is read or written again when that changes.

    ``answers`` maps each query that the page put to the registry to the digest of the answer. ``home`` is the record
    that its front matter made it home to. ``outline`` is a digest of its title and headings. ``reference_names`` holds
    the names that its cross references may resolve by. ``late_views`` are the keys of the views in it that depend on
    all pages. ``guide`` is what the scorecard measures of a guide, once it is: its words, and its last links.
    ``card`` is there where the site has social cards. ``filterable`` is a list of patterns on it that readers can
    filter, and ``paths`` are the paths of reading that it shows.
    """

    answers: dict[Query, str] = field(default_factory=dict)
    home: RecordKey | None = None
    outline: str = ""
    reference_names: tuple[str, ...] = ()
    late_views: tuple[str, ...] = ()
    guide: tuple[int, tuple[PageLink, ...]] | None = None
    card: PageCard | None = None
    filterable: FilterableList | None = None
    paths: tuple[ReadingPath, ...] = ()


class LinkTarget(NamedTuple):
    """What a link in a record's prose leads to: a record with its title, and its address in another project."""

    kind: str
    id: str
    title: str
    address: str | None


class HomePlace(NamedTuple):
    """A page and an anchor in it, and the conditions under which they are in the output."""

    docname: str
    anchor: str
    conditions: tuple[str, ...] = ()


class Shown(NamedTuple):
    """A word of the vocabulary as readers see it; ``is_own`` where that is of the data, and no text of the toolkit."""

    text: str
    is_own: bool


class Group(NamedTuple):
    """Records with something in common, as an index groups them: its place in the order and its title."""

    place: tuple[int, str]
    title: str


class RecordObject(NamedTuple):
    """A record that has a home, as links, inventory and indices show it.

    ``places`` are all that claim to be its home, of which the first that is in the output counts. ``priority`` is
    Sphinx's for the search. ``tier`` is the place and title of a pattern's tier, ``categories`` are its categories and
    ``status`` its status; other kinds have none of the three. ``tags`` may have any.
    """

    docname: str
    anchor: str
    title: str
    priority: int
    aliases: tuple[str, ...] = ()
    tier: tuple[int, str] | None = None
    categories: tuple[Group, ...] = ()
    status: Shown | None = None
    tags: tuple[Group, ...] = ()
    places: tuple[HomePlace, ...] = ()


class HasObjects(Protocol):
    """What the indices need to know of the domain."""

    @property
    def objects(self) -> Mapping[RecordKey, RecordObject]:
        """The records that have a home in the output."""

    @property
    def object_types(self) -> Mapping[str, ObjType]:
        """The kinds of record, with what they are called."""


class HasIndices(Protocol):
    """The domain as what is said of its indices needs to know it."""

    name: ClassVar[str]
    own_indices: list[type[Index]]

    @property
    def former_indices(self) -> list[str]:
        """The names of the pages that indices had which there are no more."""
