"""The pages of a site by their folders, as plugins of navigations list them."""

from __future__ import annotations

from collections.abc import Iterable


def children_of(pages: Iterable[str], folder: str) -> tuple[list[str], list[str]]:
    """Return the paths of the pages in a folder, and of the folders in it, each in the order of the pages."""
    start = f"{folder}/" if folder not in {"", "."} else ""
    inside: list[str] = []
    folders: dict[str, None] = {}
    for path in pages:
        if path.startswith(start):
            name, _, rest = path[len(start) :].partition("/")
            if rest:
                folders[f"{start}{name}"] = None
            else:
                inside.append(path)
    return inside, list(folders)


def is_folder(pages: Iterable[str], path: str) -> bool:
    """Whether a path is that of a folder with pages."""
    return any(page.startswith(f"{path}/") for page in pages)
