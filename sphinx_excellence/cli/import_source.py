"""What the commands of ``import`` share: the source, ``takeover.yaml``, and how what is reported is shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from sphinx_excellence.cli.import_command import missing_package
from sphinx_excellence.findings import Finding, Severity
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.reports.escaping import escaped
from sphinx_excellence.takeover.formats import FORMATS, Format, UnreadableSource
from sphinx_excellence.takeover.source import Note, Source
from sphinx_excellence.takeover.takeover_file import NAME, Takeover, TakeoverFile, missing_pages, read_takeover

#: How many examples of one kind of note, and how many losses of one ledger, are shown.
_SHOWN = 3
#: How many losses that are not accepted are shown.
_OPEN = 10

SOURCE = click.argument("src", type=click.Path(path_type=Path))
FORMAT = click.option(
    "--from",
    "form",
    type=click.Choice([each.name for each in FORMATS]),
    help="The format of SRC.  [default: what it looks like]",
)
FILE = click.option(
    "--file", type=click.Path(dir_okay=False, path_type=Path), default=Path(NAME), show_default=True,
    help="The file with the decisions.",
)  # fmt: skip
OUTPUT_FORMAT = click.option(
    "--format", "output", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="The format of the report: text is for people, JSON for programs.",
)  # fmt: skip


def read_source(root: Path, form: str | None) -> tuple[Source, Format]:
    """Read the tree at ``root``. Raises ``click.UsageError`` where it cannot be read, or is of no known format."""
    if not root.exists():
        raise click.UsageError(f"'{root}' does not exist; name the folder that is to be taken over")
    if not root.is_dir():
        raise click.UsageError(f"'{root}' is not a folder; name the folder that is to be taken over")
    try:
        if next(root.iterdir(), None) is None:
            raise click.UsageError(f"'{root}' is empty; name the folder that is to be taken over")
    except OSError as error:
        raise click.UsageError(f"'{root}' cannot be read: {error.strerror}") from error
    try:
        used = next((each for each in FORMATS if (each.detects(root) if form is None else each.name == form)), None)
        if used is None:
            fault = next((fault for each in FORMATS if (fault := each.fault(root)) is not None), None)
            if fault is not None:
                raise fault
            raise click.UsageError(f"'{root}' is of no known format; accepted: {_accepted()}")
        return used.read(root), used
    except ModuleNotFoundError as error:
        raise missing_package(error) from error
    except UnreadableSource as error:
        raise click.UsageError(f"'{root}' cannot be read: {error}") from error


def _accepted() -> str:
    return ", ".join(f"{each.name} ({each.title})" for each in FORMATS)


def read_decisions(file: Path, source: Source | None) -> Takeover:
    """Read ``takeover.yaml``; exit with 2 where something in it is wrong, all of which is reported."""
    return usable_decisions(file, read_takeover(file, file.parent), source)


def usable_decisions(file: Path, read: TakeoverFile, source: Source | None) -> Takeover:
    """Return the decisions that were read of a file; exit with 2 as ``read_decisions`` does."""
    if not file.exists():
        raise click.UsageError(f"'{file}' does not exist; `sphinx-excellence import plan SRC` writes it")
    findings = [*read.findings, *_of_source(read, source)]
    if read.takeover is None or any(finding.severity is Severity.ERROR for finding in findings):
        show_findings(findings)
        raise SystemExit(2)
    return read.takeover


def _of_source(read: TakeoverFile, source: Source | None) -> Iterable[Finding]:
    if read.takeover is None or source is None:
        return ()
    return missing_pages(read.takeover, read.origin, [page.path for page in source.pages])


def show_findings(findings: Sequence[Finding]) -> None:
    """Print findings on standard error, one a line."""
    for finding in findings:
        more = f"; {finding.help}" if finding.help else ""
        click.echo(
            escaped(f"{finding.place}: {finding.severity.value}: {finding.text}{more} [{finding.rule}]"), err=True
        )


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: ``1 page``, ``2 pages``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show_notes(notes: Sequence[Note]) -> None:
    """Print notes on standard error, by kind: some examples of each, and how many there are."""
    by_kind: dict[str, list[Note]] = {}
    for note in notes:
        by_kind.setdefault(note.kind, []).append(note)
    for kind, found in sorted(by_kind.items()):
        show_some([f"{_place(note)}{note.text} [{kind}]" for note in found], f"more [{kind}]")


def show_some(lines: Sequence[str], more: str = "more", most: int = _SHOWN) -> None:
    """Print the first of some lines on standard error, and how many ``more`` there are."""
    for line in lines[:most]:
        click.echo(escaped(line), err=True)
    if len(lines) > most:
        click.echo(f"  and {len(lines) - most} {more}", err=True)


def _place(note: Note) -> str:
    if not note.path:
        return ""
    return ":".join(str(each) for each in (note.path, note.line, note.column) if each) + ": "


def placed(notes: Iterable[Note], file: Path, origin: Origin) -> list[Note]:
    """Return notes, of which those about a rule for old addresses are where the rule is in ``file``."""

    def at_its_rule(note: Note) -> Note:
        if note.rule is None:
            return note
        place = origin.place(("urls", note.rule))
        return replace(note, path=file.as_posix(), line=place.line, column=place.column)

    return [at_its_rule(note) for note in notes]


def notes_as_json(notes: Iterable[Note]) -> list[dict[str, object]]:
    """Return notes as plain values."""
    return [
        {
            "kind": note.kind,
            "path": note.path,
            "line": note.line,
            **({"column": note.column} if note.column else {}),
            "text": str(note.text),
            "lossy": note.lossy,
        }
        for note in notes
    ]


def unaccepted(notes: Iterable[Note], takeover: Takeover) -> list[Note]:
    """Return the notes of losses that ``takeover.yaml`` does not accept."""
    accepted = {
        (loss.page, kind) for loss in takeover.losses if loss.ledger == "notes" for kind in (loss.lost or ("",))
    }
    return [
        note
        for note in notes
        if note.lossy and not {(page, kind) for page in (note.path, _page(note)) for kind in (note.kind, "")} & accepted
    ]


def _page(note: Note) -> str:
    """Return how `losses` name the page of a note, whatever the file of the decisions is called."""
    return note.path if note.rule is None else NAME


def show_open(notes: Sequence[Note], file: Path) -> None:
    """Say how losses are accepted, where there are some."""
    if not notes:
        return
    first = notes[0]
    said = "1 loss is" if len(notes) == 1 else f"{len(notes)} losses are"
    click.echo(
        escaped(
            f"{said} not accepted. Fix the source, or accept each in `losses` of {file}, such as "
            f"{{page: {_page(first)}, ledger: notes, lost: [{first.kind}], reason: ...}}"
        ),
        err=True,
    )
    show_some([f"  {_place(note)}{note.text} [{note.kind}]" for note in notes], most=_OPEN)
