"""The output folder of a builder: what a build from nothing would put there, and nothing else of the builder's.

Sphinx takes a page for written where its file is newer than its source, and removes no file. So a file that was cut
short stays so, and so do the index pages of an older setting, images that no page shows any more, and the sheets of
another theme; an EPUB even packs them. Here each file that a builder wrote is remembered with its checksum:

- where one is damaged or gone, every page is written again;
- where the layout (settings, tags, templates) has changed, the files are removed before everything is written again;
- where the source of a file is gone, the file is removed;
- pages that belong to no document are removed too: Sphinx makes those that still have a use in every run that writes;
- a run that is killed remembers nothing: what has come into the folder since it began to write is removed, and every
  page is written again.

A file that something else put into the folder is never touched, unless that was between a killed run and the next one.
"""

from __future__ import annotations

import contextlib
import filecmp
import os
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.application import ENV_PICKLE_FILENAME
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.builders.latex import LaTeXBuilder
from sphinx.builders.manpage import ManualPageBuilder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.builders.texinfo import TexinfoBuilder
from sphinx.builders.text import TextBuilder
from sphinx.builders.xml import XMLBuilder

from sphinx_excellence.extension.incremental.doctree_folder import OUTPUTS
from sphinx_excellence.extension.incremental.file_checksums import Checksums, files_in, remove_file
from sphinx_excellence.extension.incremental.global_inputs import layout_inputs
from sphinx_excellence.extension.incremental.written_pages import file_for_output
from sphinx_excellence.extension.storage.integrity import json_with_checksum, verified_json
from sphinx_excellence.loader.atomic_write import replace_content

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

#: Builders that write everything in every run.
_WHOLE = (SingleFileHTMLBuilder, LaTeXBuilder, ManualPageBuilder, TexinfoBuilder)
#: Builders that write the pages that are due.
_BY_PAGE = (StandaloneHTMLBuilder, TextBuilder, XMLBuilder)
#: Size and time of a file.
Stamp = tuple[int, int]


def add_output_checks(app: Sphinx) -> None:
    """Check and clear the output folder of the builder, and remember what is written."""
    folder = OutputFolder(app)
    app.connect("builder-inited", folder.discard_damaged, priority=999)
    app.connect("env-get-updated", folder.find_pages_to_write, priority=950)
    app.connect("write-started", folder.clear, priority=-999)
    app.connect("html-page-context", folder.note_page, priority=-999)
    # When every other handler has written what it writes.
    app.connect("build-finished", folder.store_checksums, priority=99_000)


class OutputFolder:
    """What one run does with the output folder."""

    def __init__(self, app: Sphinx) -> None:
        """Prepare for the run of an application."""
        self._app = app
        self._outdir = Path(app.outdir)
        self._known: Checksums | None = None
        self._is_damaged = False
        self._before: dict[str, Stamp] | None = None
        self._extra_pages: dict[str, str] = {}
        self._copies: set[str] = set()

    def discard_damaged(self, app: Sphinx) -> None:
        """Remove what is not what the last run wrote: Sphinx would read some of it, and take the rest for good."""
        if not isinstance(app.builder, _WHOLE + _BY_PAGE):
            return
        path = file_for_output(Path(app.doctreedir), OUTPUTS, app.builder.name, self._outdir)
        self._known = Checksums.load(path, self._outdir)
        damaged = {*self._known.damaged(), *self._left_by_killed_run(self._known)}
        self._is_damaged = bool(damaged)
        self._remove(damaged)

    def _left_by_killed_run(self, known: Checksums) -> set[str]:
        """Return what a run put there that began to write and did not come to its end."""
        try:
            found_there = verified_json(_begun(known).read_bytes())
        except (OSError, ValueError):
            return set()
        return self._stamps().keys() - known.states.keys() - set(found_there)

    def find_pages_to_write(self, app: Sphinx, env: BuildEnvironment) -> list[str]:
        """Name every page where something was damaged, or where the layout is another."""
        known = self._known
        if known is None or not isinstance(app.builder, _BY_PAGE):
            return []
        return sorted(env.found_docs) if self._is_damaged or known.notes.get("layout") != layout_inputs(app) else []

    def clear(self, app: Sphinx, builder: Builder) -> None:
        """Remove what is to be written anew, and what a build from nothing would not write."""
        known = self._known
        if known is None:
            return
        ours, notes = set(known.states), known.notes
        if isinstance(builder, _WHOLE):
            self._remove(ours)
        elif isinstance(builder, StandaloneHTMLBuilder):
            present = app.env.found_docs
            self._copies = _copies(app, builder)
            if notes.get("layout") == layout_inputs(app):
                gone = set(notes.get("copies", ())) - self._copies
                extra = (file for page, file in notes.get("extra_pages", {}).items() if page not in present)
                books = (name for name in ours if name.endswith(".epub") and builder.name == "epub")
                stale = ours & {*extra, *gone, *books}
            else:
                stale = ours.difference(self._name(builder.get_outfilename(docname)) for docname in present)
            # What Sphinx keeps of an older layout would be packed into an e-book.
            self._remove([*stale, ".buildinfo.bak"])
            self._remove(_not_replaced(app, ours))
        self._before = self._stamps()
        with contextlib.suppress(OSError):
            foreign = sorted(self._before.keys() - ours)
            replace_content(_begun(known), json_with_checksum(foreign), durable=False)

    def note_page(
        self, app: Sphinx, pagename: str, templatename: str, context: dict[str, Any], doctree: nodes.document | None
    ) -> None:
        """Note a page that is no document: an index, a search, what an extension adds."""
        if isinstance(app.builder, StandaloneHTMLBuilder) and pagename not in app.env.found_docs:
            self._extra_pages[pagename] = self._name(app.builder.get_outfilename(pagename))

    def store_checksums(self, app: Sphinx, exception: Exception | None) -> None:
        """Remember every file that was written."""
        known, before = self._known, self._before
        if known is None or before is None:
            return
        ours = [name for name, stamp in self._stamps().items() if name in known.states or before.get(name) != stamp]
        if exception is None:
            notes = {"layout": layout_inputs(app), "extra_pages": self._extra_pages, "copies": sorted(self._copies)}
        else:
            # The layout stays what it was, so that what was not made yet is made.
            notes = {**known.notes, "extra_pages": {**known.notes.get("extra_pages", {}), **self._extra_pages}}
        is_another = known.update(ours)
        if is_another or notes != known.notes:
            known.notes = notes
            with contextlib.suppress(OSError):
                known.save()
        remove_file(_begun(known))

    def _name(self, path: str | os.PathLike[str]) -> str:
        return os.path.relpath(path, self._outdir)

    def _stamps(self) -> dict[str, Stamp]:
        """Return every file in the folder, without the doctrees, which are often there too."""
        return dict(files_in(str(self._outdir), skipped=self._name(self._app.doctreedir)))

    def _remove(self, names: Iterable[str]) -> None:
        """Remove files, and folders that are empty then."""
        for name in names:
            remove_file(self._outdir / name)
            for folder in Path(name).parents:
                if not folder.parts:
                    break
                try:
                    (self._outdir / folder).rmdir()
                except OSError:
                    break


def _begun(known: Checksums) -> Path:
    """Return the file that is there while a run writes; it names what was in the folder and is not the builder's."""
    return known.path.with_suffix(".begun")


def _not_replaced(app: Sphinx, names: AbstractSet[str]) -> Iterator[str]:
    """Yield the files that have changed and that a builder copies without leave to replace them: it would warn.

    To be removed once ``SerializingHTMLBuilder`` replaces the environment and the sources that it copies.
    """
    if not hasattr(app.builder, "globalcontext_filename"):
        return
    yield ENV_PICKLE_FILENAME
    for name, docname in _sources(app).items():
        copy = Path(app.outdir, name)
        if name in names and copy.is_file() and not filecmp.cmp(copy, app.env.doc2path(docname), shallow=False):
            yield name


def _sources(app: Sphinx) -> dict[str, str]:
    """Return the page whose source is copied to each name."""
    config, copied = app.config, {}
    for docname in app.env.found_docs if config.html_copy_source else ():
        suffix = Path(app.env.doc2path(docname)).name.removeprefix(docname.rpartition("/")[2])
        shown = "" if suffix == config.html_sourcelink_suffix else config.html_sourcelink_suffix
        copied[os.path.join("_sources", f"{docname}{suffix}{shown}")] = docname  # noqa: PTH118 - a name
    return copied


def _copies(app: Sphinx, builder: StandaloneHTMLBuilder) -> set[str]:
    """Return the files that Sphinx copies: images, downloads, sources, static and extra files."""
    env, config = app.env, app.config
    found = {os.path.join(builder.imagedir, name) for _docs, name in env.images.values()}  # noqa: PTH118 - a name
    found |= {os.path.join("_downloads", name) for _docs, name in env.dlfiles.values()}  # noqa: PTH118
    found |= _sources(app).keys()
    for place, paths in (("_static", config.html_static_path), ("", config.html_extra_path)):
        for path in paths:
            found |= {os.path.join(place, _rendered(name)) for name in _names_in(Path(app.confdir) / path)}  # noqa: PTH118
    return found


def _names_in(place: Path) -> Iterator[str]:
    if place.is_file():
        yield place.name
    for folder, _folders, names in os.walk(place, followlinks=True):
        yield from (os.path.relpath(Path(folder, name), place) for name in names)


def _rendered(name: str) -> str:
    """Return the name that Sphinx gives to what it makes of a template; other names as they are."""
    return name.removesuffix(".jinja").removesuffix("_t")
