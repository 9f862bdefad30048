"""Which decision a page means by a name, a number or a link, where several folders number theirs.

Owns ids of pages that have the same file name in different folders, and that a number means a decision of the same
folder first. What a name means within one folder is for ``page_fields`` to say.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import unquote

from sphinx_excellence.loader.decision_text import LINKS
from sphinx_excellence.loader.front_matter import FrontMatter
from sphinx_excellence.loader.page_fields import DecisionIds, decision_id
from sphinx_excellence.model.fields import id_like

_KIND = "decision"
_TARGET = re.compile(r"\]\(\s*<?([^)\s>]+)")


def with_resolved_decisions(matters: Sequence[FrontMatter], recorded: Collection[str]) -> list[FrontMatter]:
    """Return the front matter of pages with ids of their own, and with the ids of the decisions that they name.

    ``recorded`` are the ids of decisions in data files.
    """
    named = _with_distinct_ids(matters)
    decisions = [each for each in named if each.kind == _KIND]
    ids = DecisionIds([*recorded, *(each.record_id for each in decisions)])
    by_page = {each.page.docname: each.record_id for each in decisions}
    by_folder: dict[str, dict[str, str]] = {}
    for before, after in zip(matters, named, strict=True):
        if after.kind == _KIND:
            by_folder.setdefault(_folder(after), {})[before.record_id] = after.record_id
    ids_near = {folder: DecisionIds(near) for folder, near in by_folder.items()}
    for each in decisions:
        folder = _folder(each)
        near = _Near(folder, by_folder[folder], ids_near[folder])
        for name in LINKS:
            given = each.value.get(name)
            if isinstance(given, list):
                each.value[name] = [_resolved(one, near, by_page, ids) for one in given]
    return named


def _folder(matter: FrontMatter) -> str:
    return matter.page.docname.rpartition("/")[0]


def _with_distinct_ids(matters: Sequence[FrontMatter]) -> list[FrontMatter]:
    """Return the same with the folder before the ids of decisions that are named alike in several folders."""
    folders: dict[str, set[str]] = {}
    for each in matters:
        if each.kind == _KIND:
            folders.setdefault(each.record_id, set()).add(_folder(each))
    return [
        replace(each, record_id=f"{_short(_folder(each), folders[each.record_id])}{each.record_id}")
        if each.kind == _KIND and len(folders[each.record_id]) > 1
        else each
        for each in matters
    ]


def _short(folder: str, folders: Iterable[str]) -> str:
    """Return as much of the end of a folder's path as tells it from the others, as the beginning of an id."""
    parts = folder.split("/")
    others = [other.split("/") for other in folders if other != folder]
    count = next((n for n in range(1, len(parts)) if all(other[-n:] != parts[-n:] for other in others)), len(parts))
    name = id_like("-".join(parts[-count:]).replace(".", "-"))
    return f"{name}." if name else ""


class _Near(NamedTuple):
    """A folder of decisions: its path, and their ids by the names that they have there."""

    folder: str
    ids: dict[str, str]
    names: DecisionIds


def _resolved(given: Any, near: _Near, by_page: dict[str, str], ids: DecisionIds) -> Any:
    if not isinstance(given, str | int) or isinstance(given, bool):
        return given
    written = str(given)
    target = _TARGET.search(written)
    if target is not None and ":" not in target[1]:
        path = posixpath.splitext(unquote(target[1].partition("#")[0]))[0]
        page = posixpath.normpath(path.lstrip("/") if path.startswith("/") else posixpath.join(near.folder, path))
        if page in by_page:
            return by_page[page]
    if written not in ids:
        meant = near.ids.get(decision_id(written, near.names))
        if meant is not None:
            return meant
    found = decision_id(written, ids)
    return found if found in ids or isinstance(given, str) else given
