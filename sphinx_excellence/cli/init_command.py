"""``sphinx-excellence init``: a small project that builds at once."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from sphinx_excellence.reports.escaping import escaped

#: Names that a package cannot hold as they are.
_DOTFILES = {"gitignore": ".gitignore", "pre-commit-config.yaml": ".pre-commit-config.yaml"}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), required=False)
def init(folder: Path) -> None:
    """Create a small project in FOLDER (by default the current one), which must be empty or new.

    A virtual environment and hidden files may be in it.

    The project has two patterns, a decision, and a page for each, and builds without a warning. Edit it as you
    need.

    \b
    Example:
      sphinx-excellence init handbook
      cd handbook
      sphinx-build -c . -W --keep-going source build/html
    """  # noqa: D301  # as in `check`
    present = sorted(path.name for path in folder.iterdir() if _blocks_init(path)) if folder.is_dir() else []
    if present:
        raise click.UsageError(f"'{folder}' is not empty: it holds {present[0]}; name an empty or a new folder")
    _copy(files("sphinx_excellence.cli") / "scaffold", folder)
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
