"""``sphinx-excellence list``, ``show`` and ``export``: print the records."""

from __future__ import annotations

from pathlib import Path

import click
import yaml

from sphinx_excellence.cli.export_formats import write_format
from sphinx_excellence.cli.kind_argument import KindName, known_kind
from sphinx_excellence.cli.options import OUTPUT, ROOT, data_argument
from sphinx_excellence.cli.project import open_project
from sphinx_excellence.cli.unread_values import report_unread
from sphinx_excellence.export import EXPORT_FILE, export, export_text
from sphinx_excellence.findings import RecordKey, any_of, listing_command, suggestion
from sphinx_excellence.loader.external import published_pages
from sphinx_excellence.model.record import Record
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.reports.report_paths import ReportPaths
from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.exports import EXPORT_FORMATS


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
    report_unread(project, loaded)


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
    """Show the record with the id or alias NAME, or the decision with that number: where it is, and what it says.

    Of a decision that is a page, `sections` are the texts below its headings, as they are written there.
    """
    project = open_project(root, data)
    loaded = project.load()
    found = _named(name, loaded.registry)
    if not found:
        several = loaded.registry.with_number("decision", name)
        if several:
            quoted = [f"'{each}'" for each in several]
            raise click.UsageError(f"'{name}' is the number of several decisions; name one by its id: {any_of(quoted)}")
        names = [known for kind in loaded.registry.kinds for known in loaded.registry.names(kind.name)]
        accepted, args = suggestion(name, names, listed_by=listing_command())
        hint = accepted % args if args else "there are no records; create one with sphinx-excellence new"
        raise click.UsageError(f"unknown record '{name}'; {hint}")
    records = export(loaded.registry, internal=True)
    read = ReportPaths.for_people(root)
    for kind, record_id in found:
        key = loaded.registry.kinds[kind].key
        click.echo(escaped(f"# {read.place(loaded.origins.place((kind, record_id)))}"))
        shown = {key: {record_id: records[key][record_id]}}
        sections = records["sections"].get(key, {}).get(record_id)
        if sections:
            shown["sections"] = sections
        text = yaml.dump(shown, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)
        click.echo("\n".join(escaped(line) for line in text.split("\n")), nl=False)
    report_unread(project, loaded)


def _named(name: str, registry: Registry) -> list[RecordKey]:
    """Return the keys of the records of any kind with the id or alias ``name``, else of the decision of that number."""
    for resolve in (registry.resolve_exactly, registry.resolve):
        keys = [(kind.name, found) for kind in registry.kinds if (found := resolve(kind.name, name)) is not None]
        if keys:
            return keys
    return []


@click.command("export")
@ROOT
@OUTPUT
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder of the built site, from which the addresses of the records' pages come.",
)
@click.option("--internal", is_flag=True, help="Include the fields whose audience is internal.")
@click.option(
    "--as",
    "form",
    type=click.Choice(list(EXPORT_FORMATS)),
    help="Write the format of another tool: "
    + "; ".join(f"{name} is {each.title}" for name, each in EXPORT_FORMATS.items())
    + ".",
)
@click.option(
    "--into", type=click.Path(file_okay=False, path_type=Path), help="With --as: the folder to write the files into."
)
@click.option("--overwrite", is_flag=True, help="With --as: replace files that say something else.")
@data_argument
def export_records(
    *,
    root: Path,
    output: Path | None,
    site: Path | None,
    internal: bool,
    form: str | None,
    into: Path | None,
    overwrite: bool,
    data: tuple[str, ...],
) -> None:
    """Print all records as one JSON document, for other programs and other projects.

    Only a build knows the address of each record's page. With --site, the addresses come from the excellence.json of a
    built site, and the output is what that site would publish now. Without --site, there are no addresses: another
    project can name these records and show their badges, but cannot link to them.

    With --as, the records are written in the format of another tool, into the folder that --into names, and what that
    format cannot hold is listed.

    \b
    Examples:
      sphinx-excellence export
      sphinx-excellence export --site build/html --output excellence.json
      sphinx-excellence export --as madr --into build/madr
    """  # noqa: D301  # as in `check`
    _require_fitting(form=form, into=into, others=output is not None or site is not None, overwrite=overwrite)
    project = open_project(root, data)
    loaded = project.load()
    if form is not None and into is not None:
        write_format(project, loaded, form, into, internal=internal, overwrite=overwrite)
        report_unread(project, loaded)
        return
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
    report_unread(project, loaded)


def _require_fitting(*, form: str | None, into: Path | None, others: bool, overwrite: bool) -> None:
    """Raise ``click.UsageError`` where options do not go together."""
    if (form is None) != (into is None):
        raise click.UsageError("--as and --into go together: the format, and the folder to write it into")
    if form is not None and others:
        raise click.UsageError("--output and --site are for the JSON document; with --as, --into names a folder")
    if overwrite and form is None:
        raise click.UsageError("--overwrite goes with --as")


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
