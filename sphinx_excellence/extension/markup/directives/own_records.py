"""The directives of kinds that a project, or another package, adds: a record in full, and the catalogue of all."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.extension.markup.directives.base import (
    HOME_OPTIONS,
    OptionSpec,
    RecordDirective,
    ViewDirective,
    flag,
    value_list,
)
from sphinx_excellence.extension.markup.directives.own_filters import own_filters, with_own_options
from sphinx_excellence.findings import Phrase, RecordKey, suggestion
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import KINDS_LISTED, Kind
from sphinx_excellence.model.own_kinds import CATALOG_SUFFIX
from sphinx_excellence.model.queries import Query
from sphinx_excellence.model.record import Record
from sphinx_excellence.views.blocks import View
from sphinx_excellence.views.own_catalogue import Wanted, catalogue, has_tier, orders
from sphinx_excellence.views.own_records import referrers

_RECORD = Phrase("record")


class OwnRecordDirective(RecordDirective[Record]):
    """A record in full; makes the page its home."""

    declares = True
    view_lacks_title = True
    option_spec: ClassVar[OptionSpec] = HOME_OPTIONS

    def view(self, record: Record) -> View:
        """Return the view of the record."""
        view: View = self.registry.kinds[self.kind].view(record, self.registry)
        return view


class ReferrersDirective(ViewDirective):
    """What names a record in a field of the project's own, by kind and field.

    The arguments are a kind and an id; left out, the record is the one that this page is home to.
    """

    optional_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[nodes.Node]:
        """Return the records that name it, or a visible stub where there is no such record."""
        key = self._key()
        if key is None:
            return self.with_options(self.composer().stub(_RECORD, f"{{{self.name}}}"))
        kind, name = key
        self.note_queries([Query(kind, name, "whole"), Query(kind, name, "referrers")])
        record = self.registry.find(kind, name)
        if record is None:
            return self.with_options(self.composer().stub(self.registry.kinds[kind].noun, name))
        return self.finish(referrers(kind, record, self.registry))

    def _key(self) -> RecordKey | None:
        """Return the kind and the id that are asked for; report what is wrong with them."""
        docname = self.env.docname
        if not self.arguments:
            homes = [(home.kind, home.id) for home in self.domain.facts_of(docname).homes]
            found = self.domain.home_by_front_matter(docname) or next(iter(homes), None)
            if found is None:
                self.report_problem(
                    "missing-argument",
                    N_("`%s` names no %s, and this page is not the home page of one"),
                    (self.name, _RECORD),
                    N_("write a kind and an id after the directive's name"),
                )
            return found
        kind, *names = self.arguments[0].split()
        if kind not in self.registry.kinds:
            accepted, args = suggestion(kind, list(self.registry.kinds.by_name), most=KINDS_LISTED)
            self.report_problem(
                "missing-argument", N_("'%s' is not a kind of record"), (kind,), accepted, args, word=kind
            )
            return None
        if len(names) != 1:
            self.report_problem(
                "missing-argument",
                N_("`%s` names a kind and not one record of it"),
                (self.name,),
                N_("a kind and an id, such as `%s`"),
                (f"{kind} {next(iter(self.registry.of_kind(kind)), 'id')}",),
            )
            return None
        self.note_mention(kind, names[0])
        return kind, names[0]


class OwnCatalogDirective(ViewDirective):
    """All records of a kind, as a table; those that its options choose.

    With ``:filter:``, readers filter and sort them further.
    """

    kind: ClassVar[str]

    def run(self) -> list[nodes.Node]:
        """Return the catalogue."""
        kind = self.registry.kinds[self.kind]
        self.note_queries([Query(self.kind, "", "records"), Query(self.kind, "", "members")])
        tiers = self.options.get("tier", ()) if has_tier(kind) else ()
        for tier in tiers:
            if tier != "unrated":
                self.note_mention("tier", tier)
        wanted = Wanted(tiers, own_filters(self, kind), self.options.get("sort", "title"))
        return self.finish(catalogue(kind, self.registry, wanted, filterable="filter" in self.options))


def directives_of(kind: Kind) -> dict[str, type[SphinxDirective]]:
    """Return the directives that every kind has: under its own name, and under that with ``-catalog``."""
    return {
        kind.directive_name: type("OwnRecordDirective", (OwnRecordDirective,), {"kind": kind.name}),
        f"{kind.name}{CATALOG_SUFFIX}": _catalog_directive(kind),
    }


def _catalog_directive(kind: Kind) -> type[SphinxDirective]:
    known = tuple(orders(kind))

    def order(argument: str) -> str:
        return directives.choice(argument, known)

    options: OptionSpec = {**ViewDirective.option_spec, "filter": flag, "sort": order}
    options |= {"tier": value_list} if has_tier(kind) else {}
    directive = type("OwnCatalogDirective", (OwnCatalogDirective,), {"kind": kind.name, "option_spec": options})
    return with_own_options(directive, kind)


DIRECTIVES = {"referrers": ReferrersDirective}
