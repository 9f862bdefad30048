"""The SVG of icons: those of the site's own folder, and those that Material bundles, where it is installed.

Owns finding and sizing them. Nothing of the package is imported, and no file outside the site and the package is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from sphinx_excellence.safe_reading import content_of
from sphinx_excellence.takeover.mkdocs.site import Site

#: More than any icon has.
_MOST = 100_000
#: The size and colour that Material's style sheet gives an icon in a text.
_STYLE = ' width="1.125em" height="1.125em" fill="currentColor" style="vertical-align: text-top"'


def icon_reader(site: Site) -> Callable[[str], str | None]:
    """Return the function that gives the SVG of an icon such as ``material/account``; nothing where there is none."""
    folders = tuple(_folders(site))

    @cache
    def read(name: str) -> str | None:
        for folder in folders:
            file = (folder / f"{name}.svg").resolve()
            if not file.is_relative_to(folder):
                continue
            try:
                text = content_of(file, _MOST).decode("utf-8")
            except (OSError, UnicodeDecodeError, ValueError):
                continue
            before, tag, rest = text.partition("<svg")
            if tag and "<script" not in text.lower():
                return f"{before}{tag}{'' if ' width=' in rest.partition('>')[0] else _STYLE}{rest}"
        return None

    return read


def _folders(site: Site) -> Iterator[Path]:
    own = site.theme.get("custom_dir")
    if isinstance(own, str):
        folder = (site.config_folder / own / ".icons").resolve()
        if folder.is_relative_to(site.root.resolve()):
            yield folder
    try:
        yield Path(str(distribution("mkdocs-material").locate_file("material/templates/.icons"))).resolve()
    except PackageNotFoundError:
        return
