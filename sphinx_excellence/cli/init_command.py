"""``sphinx-excellence init``: a small project that builds at once."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

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
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), required=False)
@click.option(
    "--template",
    type=click.Choice(list(_TEMPLATES)),
    default="patterns",
    show_default=True,
    help=f"What to begin with: {'; '.join(f'{name} is {what}' for name, what in _TEMPLATES.items())}.",
)
def init(folder: Path, template: str) -> None:
    """Create a small project in FOLDER (by default the current one), which must be empty or new.

    A virtual environment and hidden files may be in it. The project builds without a warning. Edit it as you need.

    \b
    Examples:
      sphinx-excellence init handbook
      sphinx-excellence init --template adr decisions
      sphinx-excellence init --template radar radar

    \b
    Then build it:
      cd handbook
      sphinx-build -c . -W --keep-going source build/html
    """  # noqa: D301  # as in `check`
    present = sorted(path.name for path in folder.iterdir() if _blocks_init(path)) if folder.is_dir() else []
    if present:
        raise click.UsageError(f"'{folder}' is not empty: it holds {present[0]}; name an empty or a new folder")
    for part in (_EVERY, template):
        _copy(files("sphinx_excellence.cli") / "scaffold" / part, folder)
    into = "" if folder == Path() else f"  cd {escaped(str(folder))}\n"
    click.echo(
        f"Made a project in {escaped(folder.resolve().name)}. Build it and open build/html/index.html:\n\n{into}"
        "  python -m pip install -r requirements.txt\n"
        "  sphinx-build -c . -W --keep-going source build/html"
    )


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
