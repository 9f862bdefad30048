"""Registers the directives, the roles and the banner of front matter, once records are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.doctree.deferred_views import RestoreDeferredViews
from sphinx_excellence.extension.domain.domain import ExcellenceDomain, role_of
from sphinx_excellence.extension.markup.directives import DIRECTIVES
from sphinx_excellence.extension.markup.front_matter_view import FrontMatterView
from sphinx_excellence.extension.markup.roles import RecordRole, TierRole
from sphinx_excellence.extension.reading.index_entries import IndexTerms
from sphinx_excellence.extension.reading.source_positions import note_inclusion
from sphinx_excellence.model.kinds import KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_markup(app: Sphinx, domain: ExcellenceDomain) -> None:
    """Register the directives and roles, by their names alone and in the domain, and what they need while reading."""
    roles = {role_of(kind.name): RecordRole(kind.name) for kind in KINDS} | {"tier": TierRole()}
    domain.roles.update(roles)
    domain.directives.update(DIRECTIVES)
    for name, role in roles.items():
        app.add_role(name, role)
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.connect("include-read", note_inclusion)
    for transform in (FrontMatterView, IndexTerms, RestoreDeferredViews):
        app.add_transform(transform)
