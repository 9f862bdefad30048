"""The kinds of record: what each is called, and where its model, its view, its directives and its rules are.

A kind is one :class:`Kind`. Packages offer theirs under the entry-point group ``sphinx_excellence.kinds``, and so does
this one; the data of a project adds more (``loader/definitions.py`` makes those). What is named by a path is imported
on first use, so that a run that loads no records does not pay for it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.metadata import entry_points
from pkgutil import resolve_name
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.kind_error import KindError
from sphinx_excellence.model.offered import called, loaded
from sphinx_excellence.model.reserved_names import RESERVED_NAMES

if TYPE_CHECKING:
    from sphinx_excellence.model.own_fields import OwnField
    from sphinx_excellence.model.record import Record

#: The entry-point group under which a package offers kinds.
ENTRY_POINT_GROUP = "sphinx_excellence.kinds"
TIERS_KEY, LINKS_KEY = "tiers", "links"
#: How many kinds a message lists where one is not known: the installed ones, and some of a project's own.
KINDS_LISTED = 20
#: What messages call one that a package offers.
_NOUN = "the kind of record"


@cache
def _resolved(path: str) -> Any:
    try:
        return resolve_name(path)
    except (ImportError, AttributeError, ValueError) as error:
        raise KindError(f"'{path}', which a kind of record names, cannot be imported: {error}") from error


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of record.

    ``name`` is the singular word of front matter, messages and the domain's object type, ``key`` the top-level key in
    data files, ``noun`` what messages call one record. ``model_path`` names its model, as ``package.module:Name``.

    What follows may be left out. ``role`` is the role that links to its records (by default the name), ``directive``
    the one that shows a record in full and makes the page its home (by default the name too). ``view_path`` names the
    function that computes what that directive shows, from a record and the registry; ``directives_path`` a mapping of
    more directives, by name; ``rules_path`` a sequence of rules. ``title`` and ``plural`` are words for readers.

    The rest is made of a project's data: ``own_fields`` are the fields that it adds, ``made_model`` is the model with
    them, and ``definition`` what it says of a kind of its own, without the fields.
    """

    name: str
    key: str
    noun: Phrase
    model_path: str
    role: str = ""
    directive: str = ""
    view_path: str = ""
    directives_path: str = ""
    rules_path: str = ""
    title: str = ""
    plural: str = ""
    own_fields: tuple[OwnField, ...] = ()
    made_model: type[Record] | None = field(default=None, repr=False)
    definition: Mapping[str, Any] | None = field(default=None, repr=False, hash=False)

    @property
    def model(self) -> type[Record]:
        """The model of its records."""
        return self.made_model or cast("type[Record]", _resolved(self.model_path))

    @property
    def role_name(self) -> str:
        """The name of the role that links to its records."""
        return self.role or self.name

    @property
    def directive_name(self) -> str:
        """The name of the directive that shows a record in full."""
        return self.directive or self.name

    @property
    def view(self) -> Any:
        """The function that computes what shows a record in full, of a record and the registry."""
        return _resolved(self.view_path or "sphinx_excellence.views.own_records:header")

    @property
    def rules(self) -> tuple[Any, ...]:
        """The rules that it brings."""
        return tuple(_resolved(self.rules_path)) if self.rules_path else ()

    @property
    def directives(self) -> Mapping[str, Any]:
        """The directives that it brings, by name."""
        return cast("Mapping[str, Any]", _resolved(self.directives_path)) if self.directives_path else {}


class Kinds:
    """Kinds in their order, by name and by the key that data files have for them.

    ``unusable`` are names of kinds that a project defines in a way that is reported: what names them is not to blame.
    """

    def __init__(
        self, kinds: Iterable[Kind] | Callable[[], Iterable[Kind]], *, unusable: Collection[str] = frozenset()
    ) -> None:
        """List ``kinds``; where they are a function, it is called when they are first asked for."""
        self._given = kinds
        self.unusable = frozenset(unusable)

    @cached_property
    def _listed(self) -> tuple[Kind, ...]:
        return tuple(self._given() if callable(self._given) else self._given)

    @cached_property
    def by_name(self) -> Mapping[str, Kind]:
        """The kinds by their names."""
        return MappingProxyType({kind.name: kind for kind in self._listed})

    @cached_property
    def by_key(self) -> Mapping[str, Kind]:
        """The kinds by their keys."""
        return MappingProxyType({kind.key: kind for kind in self._listed})

    def __iter__(self) -> Iterator[Kind]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)

    def __contains__(self, name: object) -> bool:
        return name in self.by_name

    def __getitem__(self, name: str) -> Kind:
        return self.by_name[name]


def _views(name: str) -> str:
    return f"sphinx_excellence.views.{name}"


def _model(name: str) -> str:
    return f"sphinx_excellence.model.{name}"


#: The kinds of this package, as its entry points name them.
PATTERN = Kind(
    "pattern", "patterns", Phrase("pattern"), _model("pattern:Pattern"),
    directive="pattern-tier", view_path=_views("banner:banner"),
)  # fmt: skip
EVOLUTION = Kind(
    "evolution", "evolutions", Phrase("evolution"), _model("evolution:Evolution"),
    directive="evolution-timeline", view_path=_views("evolutions:timeline"),
)  # fmt: skip
COMPARISON = Kind(
    "comparison", "comparisons", Phrase("comparison"), _model("comparison:Comparison"),
    directive="comparison-matrix", view_path=_views("comparisons:matrix"),
)  # fmt: skip
DECISION = Kind(
    "decision", "decisions", Phrase("decision"), _model("decision:Decision"),
    role="adr", directive="adr", view_path=_views("decisions:record"),
)  # fmt: skip
MIGRATION = Kind(
    "migration", "migrations", Phrase("migration"), _model("migration:Migration"),
    directive="migration-playbook", view_path=_views("migrations:playbook"),
)  # fmt: skip
CASE_STUDY = Kind(
    "case-study", "case_studies", Phrase("case study"), _model("case_study:CaseStudy"),
    view_path=_views("case_studies:header"),
)  # fmt: skip
SELECTOR = Kind(
    "selector", "selectors", Phrase("selector"), _model("selector:Selector"),
    directive="pattern-selector", view_path=_views("selector:selector"),
)  # fmt: skip
EDITION = Kind(
    "edition", "editions", Phrase("edition"), _model("edition:Edition"),
    view_path=_views("editions:edition"),
)  # fmt: skip
SIGNAL = Kind(
    "signal", "signals", Phrase("signal"), _model("signal:Signal"),
    view_path=_views("signals:signal"),
)  # fmt: skip
HEALTH = Kind(
    "health", "health", Phrase("quarter"), _model("health:Health"),
    directive="health-report", view_path=_views("health:report"),
)  # fmt: skip
REVIEW = Kind(
    "review", "reviews", Phrase("review"), _model("review:Review"),
    view_path=_views("reviews:review"),
)  # fmt: skip
USAGE_REPORT = Kind(
    "usage-report", "usage_reports", Phrase("usage report"), _model("usage_report:UsageReport"),
    view_path=_views("usage_reports:header"),
)  # fmt: skip
MEASURE = Kind(
    "measure", "scorecard", Phrase("measure"), _model("measure:Measure"),
    view_path=_views("scorecard:measure"),
)  # fmt: skip
BUILT_IN: tuple[Kind, ...] = (
    PATTERN, EVOLUTION, COMPARISON, DECISION, MIGRATION, CASE_STUDY, SELECTOR, EDITION, SIGNAL, HEALTH, REVIEW,
    USAGE_REPORT, MEASURE,
)  # fmt: skip


def _installed() -> Iterator[Kind]:
    """Yield the kinds that packages offer: those of this one first, others by the name of their entry point.

    Raises ``KindError`` for one that cannot be used.
    """
    yield from BUILT_IN
    taken = {TIERS_KEY, LINKS_KEY, "kinds", "fields", *RESERVED_NAMES}
    taken |= {word for kind in BUILT_IN for word in (kind.name, kind.key, kind.role_name, kind.directive_name)}
    for point in sorted(entry_points(group=ENTRY_POINT_GROUP), key=lambda point: (point.name, point.value)):
        if point.value.startswith(f"{__name__}:"):
            continue
        kind = loaded(point, _NOUN, Kind, KindError)
        words = (kind.name, kind.key, kind.role_name, kind.directive_name)
        clash = next((word for word in words if word in taken), None)
        if clash is not None:
            raise KindError(f"{called(point, _NOUN)} cannot be used: '{clash}' is the name of something else")
        taken.update(words)
        yield kind


#: The kinds that are installed: those that every project has.
KINDS = Kinds(_installed)
