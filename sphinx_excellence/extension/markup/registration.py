"""Registers the directives, the roles and the banner of front matter, once records are loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.extension.doctree.deferred_views import RestoreDeferredViews, RestoreHeldViews
from sphinx_excellence.extension.domain.domain import ExcellenceDomain
from sphinx_excellence.extension.markup.directives import directives_of
from sphinx_excellence.extension.markup.foreign_names import foreign_names, is_foreign_directive, is_foreign_role
from sphinx_excellence.extension.markup.front_matter_view import FrontMatterView
from sphinx_excellence.extension.markup.heading_anchors import HeadingAnchors
from sphinx_excellence.extension.markup.image_addresses import DecodedImageAddresses
from sphinx_excellence.extension.markup.record_titles import RecordTitles
from sphinx_excellence.extension.markup.roles import RecordRole, TierRole
from sphinx_excellence.extension.project.kind_errors import kind_errors_as_extension_errors
from sphinx_excellence.extension.reading.index_entries import IndexTerms
from sphinx_excellence.extension.reading.source_positions import note_inclusion

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def add_markup(app: Sphinx, domain: ExcellenceDomain) -> None:
    """Register the directives and roles, by their names alone and in the domain, and what they need while reading."""
    kinds = domain.registry.kinds
    roles = {kind.role_name: RecordRole(kind.name) for kind in kinds} | {"tier": TierRole()}
    with kind_errors_as_extension_errors():
        directives = directives_of(kinds)
    domain.roles.update(roles)
    domain.directives.update(directives)
    # Names of kinds that another extension has are reported with the findings, and stay that extension's.
    foreign = {name for _kind, name in foreign_names(kinds)}
    for name, role in roles.items():
        if name not in foreign or not is_foreign_role(name):
            app.add_role(name, role)
    for name, directive in directives.items():
        if name not in foreign or not is_foreign_directive(name):
            app.add_directive(name, directive)
    app.connect("include-read", note_inclusion)
    transforms = (
        DecodedImageAddresses, FrontMatterView, HeadingAnchors, IndexTerms, RecordTitles, RestoreDeferredViews,
        RestoreHeldViews,
    )  # fmt: skip
    for transform in transforms:
        app.add_transform(transform)
