"""Where the pages of a site go in the target: at the same path, but for the few that Sphinx would not publish there.

Owns those: a README that was the page of its folder, endings that Sphinx does not know, and pages at one address.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from sphinx_excellence.takeover.mkdocs.site_files import SiteFiles


def target_paths(files: SiteFiles) -> dict[str, str]:
    """Return the paths of pages that do not keep theirs, by the path in the source.

    A page that another one replaced at its address gets a free name.
    """
    taken: dict[str, str] = {}
    moved: dict[str, str] = {}
    for path in sorted(files.pages, key=lambda path: (path not in files.urls, path)):
        wanted = _path_in_target(path, published=path not in files.drafts)
        while _place(wanted) in taken:
            wanted = _next_name(wanted)
        taken[_place(wanted)] = path
        if wanted != path:
            moved[path] = wanted
    return moved


def _path_in_target(path: str, *, published: bool) -> str:
    whole = PurePosixPath(path)
    stem = "index" if whole.stem == "README" and published else whole.stem
    return str(whole.with_name(f"{stem}.md"))


def _next_name(path: str) -> str:
    whole = PurePosixPath(path)
    stem = "readme" if whole.stem == "index" else f"{whole.stem}-2"
    return str(whole.with_name(f"{stem}.md"))


def _place(path: str) -> str:
    """Return the folder that a page is published in where addresses are those of folders."""
    whole = PurePosixPath(path)
    return str(whole.parent if whole.stem == "index" else whole.with_suffix(""))
