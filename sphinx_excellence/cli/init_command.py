"""``sphinx-excellence init``: a small project that builds at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from sphinx_excellence.loader.atomic_write import replace_content
from sphinx_excellence.reports.escaping import escaped

#: Names that a package cannot hold as they are.
_DOTFILES = {"gitignore": ".gitignore", "pre-commit-config.yaml": ".pre-commit-config.yaml"}


#: The templates, and what each makes.
_TEMPLATES: Mapping[str, str] = {
    "patterns": "two patterns and a decision",
    "adr": "a log of decisions, which are plain Markdown files",
    "radar": "a technology radar with four rings and four quadrants",
}
#: The folder with what every project has.
_EVERY = "every"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), required=False)
@click.option(
    "--template",
    type=click.Choice(list(_TEMPLATES)),
    show_default="patterns",
    help=f"What to begin with: {'; '.join(f'{name} is {what}' for name, what in _TEMPLATES.items())}.",
)
@click.option(
    "--into",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Add the toolkit to the Sphinx project in this folder instead: what is missing, and nothing else.",
)
@click.option(
    "--issue-forms",
    type=click.Choice(["github", "gitlab", "markdown"]),
    multiple=True,
    help="Also write the form by which people send reports from use, with your patterns as choices. Repeatable.",
)
@click.option("--dry-run", is_flag=True, help="With --into: say what would be done, and write nothing.")
def init(
    folder: Path | None, template: str | None, into: Path | None, issue_forms: tuple[str, ...], *, dry_run: bool
) -> None:
    """Create a small project in FOLDER (by default the current one), which must be empty or new.

    A virtual environment and hidden files may be in it. The project builds without a warning. Edit it as you need.

    With --into, the command adds the extension to conf.py, and a folder for records. Where it is not certain what a
    change in conf.py would do, it prints the line for you to add. A second run changes nothing.

    \b
    Examples:
      sphinx-excellence init handbook
      sphinx-excellence init --template adr decisions
      sphinx-excellence init --template radar radar
      sphinx-excellence init --into docs --dry-run
      sphinx-excellence init --into docs --issue-forms github

    \b
    Then build it:
      cd handbook
      sphinx-build -c . -W --keep-going source build/html
    """  # noqa: D301  # as in `check`
    if into is not None:
        _add_into(into, folder, template, dry_run=dry_run)
        _add_issue_forms(into, issue_forms, dry_run=dry_run)
        return
    if dry_run:
        raise click.UsageError("--dry-run needs --into")
    _create(folder or Path(), template or "patterns")
    _add_issue_forms(folder or Path(), issue_forms, dry_run=False)


def _add_issue_forms(folder: Path, services: tuple[str, ...], *, dry_run: bool) -> None:
    if services:
        from sphinx_excellence.cli.issue_forms import write_issue_forms  # noqa: PLC0415 - as below

        for line in write_issue_forms(folder, services, dry_run=dry_run):
            click.echo(escaped(line))


def _create(folder: Path, template: str) -> None:
    """Make a new project."""
    present = sorted(path.name for path in folder.iterdir() if _blocks_init(path)) if folder.is_dir() else []
    if present:
        raise click.UsageError(f"'{folder}' is not empty: it holds {present[0]}; {_other_folder(folder)}")
    for part in (_EVERY, template):
        _copy(files("sphinx_excellence.cli") / "scaffold" / part, folder)
    into = "" if folder == Path() else f"  cd {escaped(str(folder))}\n"
    click.echo(
        f"Made a project in {escaped(folder.resolve().name)}. Build it and open build/html/index.html:\n\n{into}"
        "  python -m pip install -r requirements.txt\n"
        "  sphinx-build -c . -W --keep-going source build/html"
    )


def _other_folder(folder: Path) -> str:
    """Return what to do about a folder that is not empty."""
    if (folder / "conf.py").is_file():
        return f"to add the toolkit to the project in it, run sphinx-excellence init --into {folder}"
    return "name an empty or a new folder"


def _add_into(into: Path, folder: Path | None, template: str | None, *, dry_run: bool) -> None:
    if folder is not None or template is not None:
        raise click.UsageError("--into adds to a project, so it takes neither a FOLDER nor a --template")
    # Reading a project takes what loads records, which is slow to import; a new project needs none of it.
    from sphinx_excellence.cli.existing_project import plan_for, report_of  # noqa: PLC0415

    plan = plan_for(into)
    for path, content in plan.writes.items():
        if not dry_run:
            path.parent.mkdir(parents=True, exist_ok=True)
            replace_content(Path(os.path.realpath(path)), content)
    for line in report_of(plan, dry_run=dry_run):
        click.echo(escaped(line))


def _blocks_init(path: Path) -> bool:
    """Whether ``path`` means that a folder is in use.

    A new repository counts as empty, and so does one with a virtual environment and the settings of editors.
    """
    if path.name in _DOTFILES.values():
        return True
    return not (path.name.startswith(".") or (path / "pyvenv.cfg").exists())


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for child in sorted(source.iterdir(), key=lambda child: child.name):
        if child.name == "__pycache__":  # which installers leave wherever there is Python
            continue
        place = target / _DOTFILES.get(child.name, child.name)
        if child.is_dir():
            _copy(child, place)
        else:
            place.write_bytes(child.read_bytes())
