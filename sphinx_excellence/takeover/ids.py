"""The ids of the records that pages become: the names of their files, or what ``takeover.yaml`` says.

Nothing is guessed: pages of which several would have one id stay plain until you decide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from sphinx_excellence.findings import Phrase, all_of
from sphinx_excellence.loader.front_matter import ID_KEY
from sphinx_excellence.model.fields import ID_FORM, id_like, is_id
from sphinx_excellence.takeover.front_matter_edit import FrontMatter
from sphinx_excellence.takeover.source import Note
from sphinx_excellence.takeover.takeover_file import PLAIN, Takeover

#: The kind whose pages can say their id themselves; those of others have the name of their file.
_WITH_ID_KEY = "pattern"


@dataclass(frozen=True)
class RecordIds:
    """The id of each record by its page, those that the page must say, and the pages that stay plain."""

    ids: Mapping[str, str]
    said: Mapping[str, str]
    plain: frozenset[str]
    notes: tuple[Note, ...]


def ids_of(kinds: Mapping[str, str], matters: Mapping[str, FrontMatter], takeover: Takeover) -> RecordIds:
    """Return the ids of the pages that are records by ``kinds``."""
    ids: dict[str, str] = {}
    said: dict[str, str] = {}
    plain: set[str] = set()
    notes: list[Note] = []
    for path, kind in kinds.items():
        if kind == PLAIN:
            continue
        stem = PurePosixPath(path).stem
        own = matters[path].values.get(ID_KEY) if kind == _WITH_ID_KEY else None
        wanted = takeover.ids.get(path, "")
        if wanted is None:
            plain.add(path)
            continue
        if wanted and not is_id(wanted):
            notes.append(Note("wrong-id", path, 0, Phrase("'%s' is not an id; accepted: %s", wanted, ID_FORM)))
        elif wanted and kind == _WITH_ID_KEY:
            said[path] = wanted
        elif wanted and wanted != stem:
            text = Phrase("the id of a %s is the name of its file, '%s'; `ids` cannot change it", kind, stem)
            notes.append(Note("fixed-id", path, 0, text))
        ids[path] = said.get(path) or (str(own) if own else stem if is_id(stem) else id_like(stem) or stem)
    pages: dict[tuple[str, str], list[str]] = {}
    for path, record_id in ids.items():
        pages.setdefault((kinds[path], record_id), []).append(path)
    for (kind, record_id), paths in pages.items():
        # Decisions of several folders get ids of their own when they are loaded.
        folders = {PurePosixPath(path).parent for path in paths} if kind == "decision" else set()
        if len(paths) > max(1, len(folders)):
            plain.update(paths)
            text = Phrase("several pages would be the %s '%s': %s; they stay plain", kind, record_id, all_of(paths))
            notes.append(Note("duplicate-id", paths[0], 0, text))
    return RecordIds(ids, said, frozenset(plain), tuple(notes))
