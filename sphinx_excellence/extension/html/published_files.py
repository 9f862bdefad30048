"""Copies files of the source folder to the same path of an HTML site: ``excellence_published_files``.

Other generators publish every file next to the pages; Sphinx copies only what pages show, and to other addresses.
Owns the copies, and removing those whose file is gone. What Sphinx itself writes is never replaced.
"""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.util.matching import Matcher

from sphinx_excellence.extension.html.registry_file import BUILDERS
from sphinx_excellence.extension.project.read_settings import published_files_of
from sphinx_excellence.extension.storage.write_if_changed import write_if_changed
from sphinx_excellence.loader.page_kinds import kind_of_page

if TYPE_CHECKING:
    from sphinx.application import Sphinx

#: In the doctree folder: what was copied, by the output folder.
KEPT = "excellence-published-files.json"
#: Folders of the output that are Sphinx's own.
_OWN_FOLDERS = ("_static/", "_sources/", "_images/", "_downloads/", "_modules/", "_editions/", "_feeds/")
_OWN_FILES = frozenset(
    {"objects.inv", "searchindex.js", "search.html", "genindex.html", "excellence.json", ".buildinfo"}
)


def copy_published_files(app: Sphinx, exception: Exception | None) -> None:
    """Copy the files that the setting names, and remove copies of those that are gone."""
    if exception is not None or app.builder.name not in BUILDERS:
        return
    patterns = published_files_of(app.config)
    memory = Path(app.doctreedir) / KEPT
    known = _known(memory)
    before = known.get(str(app.outdir), [])
    if not patterns and not before:
        return
    pages = {Path(app.builder.get_outfilename(name)) for name in app.env.found_docs}  # type: ignore[attr-defined]
    now = []
    for path in _files(app, patterns):
        target = Path(app.outdir) / path
        is_own = path in _OWN_FILES or (path.startswith(_OWN_FOLDERS) and target.exists() and path not in before)
        if target in pages or is_own:
            continue
        now.append(path)
        origin = Path(app.srcdir) / path
        if not target.is_file() or not filecmp.cmp(origin, target, shallow=False):
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(origin, target)
    for path in sorted(set(before) - set(now)):
        if ".." not in Path(path).parts and not Path(path).is_absolute():
            (Path(app.outdir) / path).unlink(missing_ok=True)
    if now != before:
        write_if_changed(memory, json.dumps({**known, str(app.outdir): now}, indent=1, sort_keys=True))


def _known(memory: Path) -> dict[str, list[str]]:
    try:
        value = json.loads(memory.read_text(encoding="utf-8"))
        return {str(folder): [str(path) for path in paths] for folder, paths in value.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def _files(app: Sphinx, patterns: Sequence[str]) -> Iterator[str]:
    """Yield the files that are no pages and that one of the patterns names, below the source folder, sorted."""
    if not patterns:
        return
    wanted = dict.fromkeys(patterns, "x")
    excluded = Matcher(app.config.exclude_patterns)
    suffixes = tuple(app.config.source_suffix)
    own = {os.path.realpath(app.outdir), os.path.realpath(app.doctreedir)}
    found = []
    for name, folders, files in os.walk(app.srcdir):
        below = Path(name).relative_to(app.srcdir)
        folders[:] = [
            each
            for each in folders
            if not each.startswith(".")
            and not excluded((below / each).as_posix())
            and os.path.realpath(Path(name) / each) not in own
        ]
        for file in files:
            path = (below / file).as_posix()
            if file.startswith(".") or file.endswith(suffixes) or excluded(path):
                continue
            if kind_of_page(path, wanted):
                found.append(path)
    yield from sorted(found)
