"""``sphinx-excellence list``, ``show`` and ``export``: print the records."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from sphinx_excellence.cli.kind_argument import KindName, known_kind
from sphinx_excellence.cli.options import ROOT, data_argument
from sphinx_excellence.cli.project import Project, open_project, today
from sphinx_excellence.export import EXPORT_FILE, export, export_text
from sphinx_excellence.findings import suggestion
from sphinx_excellence.loader.external import published_pages
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.rules import loading
from sphinx_excellence.rules.engine import Locator, run_rules
from sphinx_excellence.rules.rule import Knowledge
from sphinx_excellence.safe_reading import content_of


@click.command("list")
@ROOT
@click.option("--kind", type=KindName(), multiple=True, help="Only these kinds.")
@click.option("--tier", multiple=True, help="Only patterns of these tiers.")
@data_argument
def list_records(root: Path, kind: tuple[str, ...], tier: tuple[str, ...], data: tuple[str, ...]) -> None:
    """List the records: kind, id, tier or status, and title."""
    project = open_project(root, data)
    loaded = project.load()
    for name in kind:
        known_kind(name, loaded.registry.kinds)
    rows = [
        (of_kind.name, record_id, _tier_or_status(record), record.title)
        for of_kind in loaded.registry.kinds
        if not kind or of_kind.name in kind
        for record_id, record in loaded.registry.of_kind(of_kind.name).items()
        if not tier or _tier(record) in tier
    ]
    widths = [max((len(row[column]) for row in rows), default=0) for column in range(3)]
    for row in rows:
        padded = [f"{cell:<{width}}" for cell, width in zip(row, widths, strict=False)]
        click.echo(escaped("  ".join([*padded, row[3]])))
    _warn(project, loaded)


def _tier_or_status(record: Record) -> str:
    return _tier(record) or str(getattr(record, "status", "") or "")


def _tier(record: Record) -> str:
    """Return a record's tier; empty where its kind has none."""
    return getattr(record, "tier", "") or ("unrated" if "tier" in type(record).model_fields else "")


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _represent_text)


@click.command()
@ROOT
@click.argument("name")
@data_argument
def show(root: Path, name: str, data: tuple[str, ...]) -> None:
    """Show the record with the id or alias NAME: where it is, and what it says.

    Of a decision that is a page, `sections` are the texts below its headings, as they are written there.
    """
    project = open_project(root, data)
    loaded = project.load()
    found = [
        (kind.name, record_id)
        for kind in loaded.registry.kinds
        if (record_id := loaded.registry.resolve(kind.name, name)) is not None
    ]
    if not found:
        names = [known for kind in loaded.registry.kinds for known in loaded.registry.names(kind.name)]
        accepted, args = suggestion(name, names)
        hint = accepted % args if args else "there are no records; create one with sphinx-excellence new"
        raise click.UsageError(f"unknown record '{name}'; {hint}")
    records = export(loaded.registry, internal=True)
    for kind, record_id in found:
        key = loaded.registry.kinds[kind].key
        click.echo(escaped(f"# {loaded.origins.place((kind, record_id))}"))
        shown = {key: {record_id: records[key][record_id]}}
        sections = records["sections"].get(key, {}).get(record_id)
        if sections:
            shown["sections"] = sections
        text = yaml.dump(shown, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
        click.echo("\n".join(escaped(line) for line in text.split("\n")), nl=False)
    _warn(project, loaded)


@click.command("export")
@ROOT
@click.option(
    "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of printing."
)
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the built site, from which the addresses of the records' pages come.",
)
@click.option("--internal", is_flag=True, help="Include the fields whose audience is internal.")
@data_argument
def export_records(
    *, root: Path, output: Path | None, site: Path | None, internal: bool, data: tuple[str, ...]
) -> None:
    """Print all records as one JSON document, for other programs and other projects.

    Only a build knows the address of each record's page. With --site, the addresses come from the excellence.json of a
    built site, and the output is what that site would publish now. Without --site, there are no addresses: another
    project can name these records and show their badges, but cannot link to them.

    \b
    Examples:
      sphinx-excellence export
      sphinx-excellence export --site build/html --output excellence.json
    """  # noqa: D301  # as in `check`
    project = open_project(root, data)
    loaded = project.load()
    exported = export(loaded.registry, internal=internal)
    if site is not None:
        exported["pages"] = _published_pages(site / EXPORT_FILE, loaded.registry)
    text = export_text(exported)
    if output is None:
        click.echo(text, nl=False)
    else:
        output.parent.mkdir(parents=True, exist_ok=True)
        output.write_text(text, encoding="utf-8")
    if site is None:
        click.echo("The output has no addresses of pages; to include them, name a built site with --site.", err=True)
    _warn(project, loaded)


def _published_pages(path: Path, registry: Registry) -> dict[str, dict[str, str]]:
    """Return the addresses that a built site has published, by kind and id, for the records that there are."""
    if not path.exists():
        raise click.UsageError(f"{path} does not exist: name the output folder of an HTML builder")
    text = content_of(path).decode("utf-8", "replace")
    published = published_pages(text, EXPORT_FILE)
    if isinstance(published, str):
        raise click.UsageError(f"{path}: {published}")
    pages: dict[str, dict[str, str]] = {}
    for kind in registry.kinds:
        of_kind = registry.of_kind(kind.name)
        found = {name: page for name, page in published.get(kind.key, {}).items() if name in of_kind}
        if found:
            pages[kind.key] = found
    return pages


def _warn(project: Project, loaded: Loaded) -> None:
    """Report on standard error which rules a check would report of what was read."""
    findings = run_rules(
        loading.RULES,
        Knowledge(loaded.registry, project.as_of or today()),
        Locator(loaded.origins),
        loaded=loaded.findings,
        severities=project.severities,
    )
    if findings:
        values = "1 value" if len(findings) == 1 else f"{len(findings)} values"
        rules = ", ".join(sorted({finding.rule for finding in findings}))
        click.echo(f"{values} could not be read ({rules}); to see where, run sphinx-excellence check.", err=True)
