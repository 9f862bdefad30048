"""The pages of a project as ``diff`` compares them: a digest of the text, and what is named in it."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Collection, MutableMapping, Sequence
from pathlib import Path

from sphinx_excellence.changes.snapshot import PageState
from sphinx_excellence.findings import Finding
from sphinx_excellence.loader.data_files import read_text
from sphinx_excellence.loader.front_matter import NOTEBOOK_SUFFIX, Page
from sphinx_excellence.loader.load import Loaded
from sphinx_excellence.loader.markup_names import MarkupNames
from sphinx_excellence.loader.notebook_text import markdown_of
from sphinx_excellence.loader.page_references import PageReferences, references_in

#: What is named in texts that were read before, by their digests; most pages are the same on both sides.
Known = MutableMapping[str, tuple[MarkupNames, PageReferences]]


def page_states(
    pages: Sequence[Page],
    loaded: Loaded,
    root: Path,
    *,
    known: Known,
    progress: Callable[[int, int], None],
    without: Collection[Path] = (),
) -> dict[str, PageState]:
    """Return the pages by name, but not those among or below the paths ``without``."""
    names = MarkupNames.of(loaded.registry.kinds)
    left_out = frozenset(without)
    made = {}
    for number, page in enumerate(pages, start=1):
        progress(number, len(pages))
        if left_out and not left_out.isdisjoint((page.path, *page.path.parents)):
            continue
        text = read_text(page.path, root)
        if isinstance(text, Finding):
            continue
        # A checkout may end lines as the system does, and a commit as it was written.
        digest = hashlib.blake2b(text.replace("\r\n", "\n").encode(), digest_size=12).hexdigest()
        key = f"{page.path.suffix} {digest}"
        if key not in known or known[key][0] != names:
            prose = markdown_of(text) if page.path.suffix == NOTEBOOK_SUFFIX else text
            known[key] = (names, references_in(prose, names, is_rst=page.has_fields))
        references = known[key][1]
        documents = tuple((_document(page, target), line) for target, line in references.documents)
        home = loaded.homes_by_front_matter.get(page.docname)
        made[page.docname] = PageState(digest, references, home, documents)
    return made


def _document(page: Page, target: str) -> str:
    """Return the name of the page that a link of ``page`` leads to, whether or not there is one."""
    folder = "" if target.startswith("/") else posixpath.dirname(page.docname)
    path = posixpath.normpath(posixpath.join(folder, target.lstrip("/")))
    stem, suffix = posixpath.splitext(path)
    return stem if suffix in {page.path.suffix, ".md", ".rst", NOTEBOOK_SUFFIX} else path
