"""``sphinx-excellence fetch``: brings the registries of other projects up to date, which no build does."""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

import click

from sphinx_excellence.cli.options import ROOT
from sphinx_excellence.cli.project import open_project
from sphinx_excellence.content import MAX_BYTES, content_of
from sphinx_excellence.findings import suggestion
from sphinx_excellence.loader.data_files import ExternalSource
from sphinx_excellence.loader.external import usable
from sphinx_excellence.loader.replacing import replace_content

_SECONDS = 30


@click.command(short_help="Bring other projects' registries up to date.")
@ROOT
@click.argument("names", nargs=-1, metavar="[NAME]...")
def fetch(root: Path, names: tuple[str, ...]) -> None:
    """Fetch the registries that `excellence_external` in conf.py names (or only NAME) into their files.

    From each project's address, excellence.json is read; it takes the place of the file only where it can be used. A
    build never does this: commit the file, and what the other project changes is reviewed like any other change.

    \b
    Example:
      sphinx-excellence fetch core
    """  # noqa: D301  # as in `check`
    project = open_project(root, needs_data=False)
    for problem in project.problems:
        if problem.args[0] == "excellence_external":
            raise click.UsageError(f"{problem.place}: {problem.text}; {problem.help}")
    sources = project.external
    for name in names:
        if name not in sources:
            accepted, args = suggestion(name, sorted(sources))
            raise click.UsageError(f"excellence_external has no '{name}'; {accepted % args if args else 'it is empty'}")
    if not sources:
        raise click.UsageError("conf.py sets no excellence_external that can be read without running it")
    failed = False
    for name in names or sorted(sources):
        try:
            said = _fetch(root, sources[name])
        except (OSError, ValueError) as error:
            failed = True
            said = f"not fetched: {error}"
        click.echo(f"{name}: {said}", err=failed)
    raise SystemExit(int(failed))


def _fetch(root: Path, source: ExternalSource) -> str:
    address = f"{source.base.rstrip('/')}/excellence.json"
    if not address.startswith(("https://", "http://")):
        msg = f"'{source.base}' is no web address"
        raise ValueError(msg)
    with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 - the scheme is checked above
        content = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        msg = f"{address} is larger than {MAX_BYTES // 1_000_000} MB"
        raise ValueError(msg)
    reason = usable(content.decode("utf-8"))
    if reason is not None:
        msg = f"{address}: {reason}"
        raise ValueError(msg)
    path = root / source.path
    if path.exists() and content_of(path) == content:
        return f"{source.path} is up to date"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_content(path, content)
    return f"{source.path} has been written"
