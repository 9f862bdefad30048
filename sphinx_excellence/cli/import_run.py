"""``sphinx-excellence import run``: makes a Sphinx project of a source, as ``takeover.yaml`` says."""

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
    placed,
    read_source,
    show_findings,
    show_notes,
    show_open,
    show_some,
    unaccepted,
    usable_decisions,
)
from sphinx_excellence.cli.progress import Progress
from sphinx_excellence.reports.escaping import escaped, escaped_json
from sphinx_excellence.takeover.baseline import NAME as BASELINE
from sphinx_excellence.takeover.convert import Conversion, convert
from sphinx_excellence.takeover.formats import FORMATS
from sphinx_excellence.takeover.plan import other_revision
from sphinx_excellence.takeover.source import Source
from sphinx_excellence.takeover.takeover_file import NAME, read_takeover, rules_without_pages
from sphinx_excellence.takeover.target import FOLDER, Outcome, TargetError, require_usable, write_target

_INTO = click.option(
    "--into", "target", type=click.Path(path_type=Path), required=True,
    help="The folder of the new project: a new one, an empty one, or one that an earlier run made.",
)  # fmt: skip


@click.command()
@SOURCE
@_INTO
@FORMAT
@FILE
@OUTPUT_FORMAT
def run(src: Path, target: Path, form: str | None, file: Path, output: str) -> None:
    """Make a Sphinx project of the folder SRC, as takeover.yaml says.

    The same file gives the same bytes. A run into a project that an earlier run made merges page by page: what you
    changed since is never overwritten. Nothing of SRC is executed.

    \b
    Exits with 1 if something is lost that takeover.yaml does not accept, or a page was changed on both sides,
    and with 2 on a usage error.

    \b
    Example:
      sphinx-excellence import run ../handbook --into site
    """  # noqa: D301  # as in `check`
    read = read_takeover(file, file.parent)
    if form is None and read.takeover is not None:
        form = next((each.name for each in FORMATS if each.name == read.takeover.source.format), None)
    source, used = read_source(src, form)
    takeover = usable_decisions(file, read, source)
    try:
        require_usable(target, src)
        with Progress("pages read and converted") as progress:
            made = convert(source, used, takeover, progress)
        other = other_revision(source, takeover)
        if other is not None:
            made.notes.insert(0, other)
        show_findings(list(rules_without_pages(takeover, read.origin, made.used)))
        outcome = _written(target, file, source, made)
    except TargetError as error:
        raise click.UsageError(str(error)) from error
    notes = placed(made.notes, file, read.origin)
    lost = unaccepted(notes, takeover)
    if output == "json":
        value = {"pages": len(made.pages), "notes": notes_as_json(notes), **vars(outcome)}
        click.echo(escaped_json(value), nl=False)
    else:
        show_notes(notes)
        _show_outcome(outcome, target)
        show_open(lost, file)
    raise SystemExit(int(bool(lost) or not outcome.is_whole))


def _written(target: Path, file: Path, source: Source, made: Conversion) -> Outcome:
    files = {**made.files, f"{FOLDER}/{NAME}": file.read_bytes()}
    copies = {path: source.root / asset for path, asset in made.copies.items()}
    own = {BASELINE: made.baseline.written()} if made.baseline is not None else {}
    with Progress("files written") as progress:
        return write_target(target, files, copies, own, progress)


def _show_outcome(outcome: Outcome, target: Path) -> None:
    told = {
        "changed here and in the source; edit the page, delete its copy in takeover/conflicts, and run again":
            outcome.conflicts,
        "deleted by you, and changed in the source; move its copy from takeover/conflicts back, or delete it, and "
        "run again":
            outcome.deleted_conflicts,
        "in the way, and no run wrote it; move it away, and run again": outcome.foreign,
        "merged with what you changed": outcome.merged,
        "left as you changed it": outcome.left,
        "deleted by you; not made again": outcome.deleted,
        "not in the source any more; delete it if you want": outcome.gone,
    }  # fmt: skip
    for said, paths in told.items():
        show_some([f"{path}: {said}" for path in paths], f"more: {said}")
    written = f"{counted(outcome.written, 'file')} written, {outcome.same} already as they should be."
    click.echo(escaped(f"{written} Next: {_next(outcome, target)}"))


def _next(outcome: Outcome, target: Path) -> str:
    """Return what is to be done: conflicts come first, since what is verified is not whole with them."""
    conflicts = [*outcome.conflicts, *outcome.deleted_conflicts, *outcome.foreign]
    if not conflicts:
        return f"import verify --into {target}"
    more = f" and {len(conflicts) - 1} more" if len(conflicts) > 1 else ""
    return f"resolve {counted(len(conflicts), 'conflict')}, listed above: {conflicts[0]}{more}; then run again"
