"""Removes what a builder once wrote for pages that are gone.

Only files whose names follow from a page's name and the builder's own rules are touched, and only for pages that
this builder is remembered to have written, or for indices that would have nothing to list. It is done before anything
is written: an EPUB is packed from whatever is in its folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders.html import StandaloneHTMLBuilder

from sphinx_excellence.extension.html.parts_on_demand import part_files
from sphinx_excellence.extension.storage.remove_files import remove_files

if TYPE_CHECKING:
    from sphinx.builders import Builder


def _outputs(builder: Builder, docname: str) -> Iterator[Path]:
    outdir = Path(builder.outdir)
    if isinstance(builder, StandaloneHTMLBuilder):
        yield Path(builder.get_outfilename(docname))
        for suffix in builder.config.source_suffix:
            for link in {"", builder.config.html_sourcelink_suffix}:
                extra = "" if link == suffix else link
                yield outdir / "_sources" / f"{docname}{suffix}{extra}"
        yield from part_files(outdir, docname)
    else:
        suffix = getattr(builder, "out_suffix", "")
        if suffix:
            yield outdir / f"{docname}{suffix}"


def remove_stale_files(builder: Builder, docnames: Iterable[str]) -> list[Path]:
    """Remove the output of pages that are gone, and folders that are empty then; return what was removed."""
    return [path for docname in docnames for path in remove_files(Path(builder.outdir), _outputs(builder, docname))]
