"""``sphinx-excellence init``: a small project that builds at once."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from sphinx_excellence.reports.escaping import visible

#: Names that a package cannot hold as they are.
_NAMES = {"gitignore": ".gitignore", "pre-commit-config.yaml": ".pre-commit-config.yaml"}


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), default=Path(), required=False)
def init(folder: Path) -> None:
    """Make a small project in FOLDER (this one, where none is named), which must be empty or new.

    An environment and hidden files are in nobody's way.

    It has two patterns, a decision, and a page for each, and builds without a warning: change it into yours.

    \b
    Example:
      sphinx-excellence init handbook
      cd handbook
      sphinx-build -c . -W --keep-going source build/html
    """  # noqa: D301  # as in `check`
    present = sorted(path.name for path in folder.iterdir() if _is_in_the_way(path)) if folder.is_dir() else []
    if present:
        raise click.UsageError(f"'{folder}' is not empty: it holds {present[0]}; name an empty or a new folder")
    _copy(files("sphinx_excellence.cli") / "scaffold", folder)
    into = "" if folder == Path() else f"  cd {visible(str(folder))}\n"
    click.echo(
        f"Made a project in {visible(folder.resolve().name)}. Build it and open build/html/index.html:\n\n{into}"
        "  python -m pip install -r requirements.txt\n"
        "  sphinx-build -c . -W --keep-going source build/html"
    )


def _is_in_the_way(path: Path) -> bool:
    """Whether a folder that holds ``path`` is somebody's already.

    A new repository is as good as empty, and so is one with an environment and the settings of editors.
    """
    if path.name in _NAMES.values():
        return True
    return not (path.name.startswith(".") or (path / "pyvenv.cfg").exists())


def _copy(source: Traversable, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for child in sorted(source.iterdir(), key=lambda child: child.name):
        if child.name == "__pycache__":  # which installers leave wherever there is Python
            continue
        place = target / _NAMES.get(child.name, child.name)
        if child.is_dir():
            _copy(child, place)
        else:
            place.write_bytes(child.read_bytes())
