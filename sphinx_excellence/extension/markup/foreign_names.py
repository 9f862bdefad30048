"""Names of directives and roles that other extensions had before a project gave them to kinds of its own."""

from __future__ import annotations

from collections.abc import Iterator

from docutils.parsers.rst import directives, roles

from sphinx_excellence.extension.markup.directives.base import ViewDirective
from sphinx_excellence.extension.markup.roles import RecordRole
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.loader.record_positions import Origins
from sphinx_excellence.messages import N_
from sphinx_excellence.model.kinds import Kinds
from sphinx_excellence.model.own_kinds import CATALOG_SUFFIX


def is_foreign_directive(name: str) -> bool:
    """Whether a directive of this name is known that is none of a kind."""
    # Neither docutils nor Sphinx tells what is registered in another way.
    known = directives._directives.get(name)  # type: ignore[attr-defined]  # noqa: SLF001
    return known is not None and not (isinstance(known, type) and issubclass(known, ViewDirective))


def is_foreign_role(name: str) -> bool:
    """Whether a role of this name is known that is none of a kind."""
    known = roles._roles.get(name)  # type: ignore[attr-defined]  # noqa: SLF001
    return known is not None and not isinstance(known, RecordRole)


def foreign_names(kinds: Kinds) -> Iterator[tuple[str, str]]:
    """Yield each kind of the project's own that has a name of another extension, with that name."""
    for kind in kinds:
        if kind.definition is not None:
            for name in (kind.name, kind.name + CATALOG_SUFFIX):
                if is_foreign_directive(name) or (name == kind.name and is_foreign_role(name)):
                    yield kind.name, name


def foreign_name_findings(kinds: Kinds, origins: Origins) -> list[Finding]:
    """Report each kind whose name another extension has, where the kind is defined."""
    return [
        Finding(
            "wrong-id",
            origins.place(("kind", kind), (), on_key=True),
            N_("another extension has a directive or a role '%s' already"),
            (name,),
            N_("another word; or write `excellence:%s` in pages"),
            (name,),
            severity=Severity.ERROR,
        )
        for kind, name in foreign_names(kinds)
    ]
