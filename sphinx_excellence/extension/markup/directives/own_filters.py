"""Options by which directives choose records: one for each field of a project's own that is a choice or a reference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.markup.directives.base import OptionSpec, ViewDirective, value_list
from sphinx_excellence.extension.markup.directives.filters import report_unknown_values
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kind
from sphinx_excellence.model.queries import Query
from sphinx_excellence.views.own_columns import FieldFilter

if TYPE_CHECKING:
    from sphinx.util.docutils import SphinxDirective


def own_options(kind: Kind, taken: OptionSpec) -> OptionSpec:
    """Return an option for each field by which the records of a kind can be chosen, unless its key is ``taken``."""
    return {
        field.key: value_list
        for field in kind.own_fields
        if field.type in {"choice", "reference"} and field.key not in taken
    }


def own_filters(directive: ViewDirective, kind: Kind) -> tuple[FieldFilter, ...]:
    """Return what the options say of fields of the project's own; report values that none can have."""
    found = []
    for field in kind.own_fields:
        given = directive.options.get(field.key) if field.key in directive.own_options else None
        if given is None:
            continue
        if field.target:
            for name in given:
                directive.note_mention(field.target, name)
            # An alias may come to be another record's, which changes what is chosen.
            directive.note_queries(Query(field.target, name, "link") for name in given)
        else:
            known = [value for value, _title in field.choices]
            report_unknown_values(directive, N_("no record has the %s '%s'"), field.key, given, known)
        found.append(FieldFilter(field, given))
    return tuple(found)


def with_own_options(directive: type[SphinxDirective], kind: Kind) -> type[SphinxDirective]:
    """Return a directive that has an option more for each field by which the records of a kind can be chosen."""
    base: OptionSpec = dict(directive.option_spec or {})
    more = own_options(kind, base)
    return (
        type(directive.__name__, (directive,), {"option_spec": {**base, **more}, "own_options": tuple(more)})
        if more
        else directive
    )
