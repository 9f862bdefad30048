"""The name of a kind on the command line: which kinds there are depends on the project."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from sphinx_excellence.findings import suggestion
from sphinx_excellence.model.kinds import KINDS, KINDS_LISTED, Kind, Kinds


class KindName(click.ParamType):  # type: ignore[type-arg, unused-ignore]  # generic since click 8.2
    """The name of a kind. A shell completes those that every project has; the command knows the others."""

    name = "kind"

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002 - the signature is click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Return the kinds whose names begin so."""
        return [CompletionItem(kind.name) for kind in KINDS if kind.name.startswith(incomplete)]


def known_kind(name: str, kinds: Kinds, *, setting: str = "") -> Kind:
    """Return the kind of that name. Raises ``click.UsageError`` where there is none.

    ``setting`` is the one in conf.py that names it.
    """
    if name in kinds:
        return kinds[name]
    accepted, args = suggestion(name, list(kinds.by_name), most=KINDS_LISTED)
    where = f"{setting}: " if setting else ""
    raise click.UsageError(f"{where}'{name}' is not a kind of record; {accepted % args}")
