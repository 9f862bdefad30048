"""``sphinx-excellence import plan``: writes the proposals for ``takeover.yaml``, and nothing else."""

from __future__ import annotations

from pathlib import Path

import click

from sphinx_excellence.cli.import_source import (
    FILE,
    FORMAT,
    OUTPUT_FORMAT,
    SOURCE,
    counted,
    notes_as_json,
    read_decisions,
    read_source,
    show_notes,
    show_open,
    unaccepted,
)
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.reports.escaping import escaped, escaped_json
from sphinx_excellence.takeover import plan as planning
from sphinx_excellence.takeover.takeover_file import takeover_of_text


@click.command()
@SOURCE
@FORMAT
@FILE
@OUTPUT_FORMAT
def plan(src: Path, form: str | None, file: Path, output: str) -> None:
    """Look at the folder SRC and write takeover.yaml, which says what the import decides.

    Review the file and edit it. Where it exists already, everything that you wrote stays; only what is new is added.

    \b
    Exits with 1 if something of SRC cannot be taken over and the file does not accept that,
    and with 2 on a usage error.

    \b
    Example:
      sphinx-excellence import plan ../handbook
    """  # noqa: D301  # as in `check`
    source, used = read_source(src, form)
    existing, given = None, None
    if file.exists():
        given = read_decisions(file, source)
        existing = file.read_text(encoding="utf-8")
        if given.source.format != used.name and form is None:
            raise click.UsageError(
                f"'{file}' is for the format {given.source.format}, and '{src}' looks like {used.name}; "
                "name another file with --file, or the format with --from"
            )
    with Progress("pages read") as progress:
        made = planning.plan(source, existing, given, progress)
    if made.text != existing:
        replace_content(file, made.text.encode())
    takeover = takeover_of_text(made.text).takeover
    lost = unaccepted(made.notes, takeover) if takeover is not None else [note for note in made.notes if note.lossy]
    if output == "json":
        value = {
            "format": used.name,
            "pages": len(source.pages),
            "records": len(source.records),
            "assets": len(source.assets),
            "added": made.added,
            "notes": notes_as_json(made.notes),
        }
        click.echo(escaped_json(value), nl=False)
    else:
        show_notes(made.notes)
        show_open(lost, file)
        found = {"page": source.pages, "record": source.records, "other file": source.assets}
        *most, last = [counted(len(each), noun) for noun, each in found.items() if each] or ["nothing"]
        counts = " and ".join([", ".join(most), last]) if most else last
        added = "1 entry" if made.added == 1 else f"{made.added} entries"
        done = "written" if existing is None else "unchanged" if made.text == existing else f"{added} added"
        click.echo(escaped(f"{used.title}: {counts}. {file}: {done}. Review it, then: import run {src} --into DIR"))
    raise SystemExit(int(bool(lost)))
