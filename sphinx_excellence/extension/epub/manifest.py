"""What the manifest of an e-book lists: pages with drawings as such, and nothing that is no part of the book.

EPUB 3 asks for a property of pages with drawings, and Sphinx has no place to name one. So the manifest is completed
when the book is made, and the book is packed again, by the builder's own means.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.epub3 import Epub3Builder

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_MANIFEST = "content.opf"
#: A page in the manifest, as Sphinx writes it, so one that has no property yet.
_ITEM = re.compile(r'<item id="[^"]*" href="(?P<page>[^"]*)" media-type="application/xhtml\+xml"(?P<end> ?/>)')


def exclude_doctrees(app: Sphinx) -> list[tuple[str, dict[str, object], str]]:
    """Leave the doctree folder out of the book where it lies in the output, as it does by default; add no page.

    Sphinx packs whatever it finds there and knows the type of, and warns of every other file. To be removed once it
    passes over the folder itself.
    """
    outdir, doctreedir = Path(app.outdir), Path(app.doctreedir)
    if isinstance(app.builder, Epub3Builder) and outdir in doctreedir.parents:
        inside = (path.relative_to(outdir).as_posix() for path in sorted(doctreedir.rglob("*")) if path.is_file())
        app.config.epub_exclude_files = [*app.config.epub_exclude_files, *inside]
    return []


def complete_manifest(app: Sphinx, exception: Exception | None) -> None:
    """Say of each page with a drawing in it that it has one; pack the book again where that says anything new."""
    builder = app.builder
    if exception is not None or not isinstance(builder, Epub3Builder):
        return
    folder = Path(app.outdir)
    manifest = folder / _MANIFEST
    if not manifest.is_file():
        return

    def completed(item: re.Match[str]) -> str:
        page = folder / unescape(item["page"])
        if not page.is_file() or "<svg" not in page.read_text(encoding="utf-8"):
            return item[0]
        return f'{item[0].removesuffix(item["end"])} properties="svg"{item["end"]}'

    text = manifest.read_text(encoding="utf-8")
    complete = _ITEM.sub(completed, text)
    if complete != text:
        manifest.write_text(complete, encoding="utf-8")
        builder.build_epub()
