"""``sphinx-excellence fetch``: downloads the registries of other projects, which no build does."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_excellence.cli.download import DownloadError, download
from sphinx_excellence.cli.options import ROOT
from sphinx_excellence.cli.project import open_project
from sphinx_excellence.export import EXPORT_FILE
from sphinx_excellence.findings import suggestion
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.loader.external import read_external
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.settings import ExternalSource

#: How many problems of an export are reported.
_SHOWN = 5


@click.command()
@ROOT
@click.argument("names", nargs=-1, metavar="[NAME]...")
def fetch(root: Path, names: tuple[str, ...]) -> None:
    """Download the registries that `excellence_external` in conf.py names (or only NAME) into their files.

    The command reads excellence.json from each project's address, and replaces the file only if nothing in it is
    wrong. A build never does this: commit the file, and review what the other project changes like any other change.

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
            said, is_wrong = [_fetch(root, name, sources[name])], False
        except (DownloadError, OSError) as error:
            said, is_wrong = [f"not fetched: {reason}" for reason in _reasons(error)], True
        failed = failed or is_wrong
        for line in said:
            click.echo(escaped(f"{name}: {line}"), err=is_wrong)
    raise SystemExit(int(failed))


def _reasons(error: DownloadError | OSError) -> list[str]:
    if isinstance(error, OSError):
        return [f"{error.filename}: {error.strerror}" if error.filename and error.strerror else str(error)]
    return [str(reason) for reason in error.args]


def _fetch(root: Path, name: str, source: ExternalSource) -> str:
    """Write what another project publishes to its file; return what was done. Raises ``DownloadError``, ``OSError``."""
    address = f"{source.base.rstrip('/')}/{EXPORT_FILE}"
    try:
        content = download(address)
    except DownloadError as error:
        raise DownloadError(f"{address}: {error}") from error
    wrong = _problems(name, source.base, content, address)
    if wrong:
        more = [f"and {len(wrong) - _SHOWN} more"] if len(wrong) > _SHOWN else []
        raise DownloadError(*wrong[:_SHOWN], *more)
    path = root / source.path
    if path.exists() and content_of(path) == content:
        return f"{source.path} is up to date"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_content(path, content)
    return f"{source.path} written"


def _problems(name: str, base: str, content: bytes, address: str) -> list[str]:
    """Return what is wrong with an export, as a check reports it; nothing where a build can use all of it."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return [f"{address}: the byte 0x{content[error.start]:02X} at {error.start} is not UTF-8"]
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    _, findings = read_external(name, base, plain, address)
    return [f"{finding.place}: {finding.text}" + (f"; {finding.help}" if finding.help else "") for finding in findings]
