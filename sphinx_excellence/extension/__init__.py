"""Everything that touches Sphinx, and its set-up."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.extension.checker import ExcellenceBuilder
from sphinx_excellence.extension.directives import DIRECTIVES
from sphinx_excellence.extension.domain import ExcellenceDomain, role_of
from sphinx_excellence.extension.front_matter import FrontMatterBanner
from sphinx_excellence.extension.render import add_nodes
from sphinx_excellence.extension.roles import RecordRole, TierRole
from sphinx_excellence.extension.run import Run
from sphinx_excellence.extension.settings import SETTINGS
from sphinx_excellence.extension.style import add_style
from sphinx_excellence.model.kinds import KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PACKAGE = Path(__file__).parent.parent


def set_up(app: Sphinx) -> None:
    """Register settings, domain, directives, roles, nodes, builder and event handlers."""
    app.require_sphinx("8.1")
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, setting.rebuild, description=setting.description)
    app.add_message_catalog("sphinx_excellence", str(PACKAGE / "locales"))
    add_nodes(app)
    app.add_domain(ExcellenceDomain)
    roles = {role_of(kind.name): RecordRole(kind.name) for kind in KINDS if kind.has_home}
    for name, role in {**roles, "tier": TierRole()}.items():
        app.add_role_to_domain(ExcellenceDomain.name, name, role)
        app.add_role(name, role)
    for name, directive in DIRECTIVES.items():
        app.add_directive_to_domain(ExcellenceDomain.name, name, directive)
        app.add_directive(name, directive)
    app.add_transform(FrontMatterBanner)
    app.add_builder(ExcellenceBuilder)
    add_style(app)
    for event, handler, priority in Run(app).handlers():
        app.connect(event, handler, priority=priority)
