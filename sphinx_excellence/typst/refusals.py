"""Finds the formulas and images that the compiler refuses by trying those of each page alone, without the document.

The compiler stops at the first fault, so a document with many would be compiled once for each. A page's formulas and
images in a file of their own take milliseconds. Raw Typst is not tried: it may need the rest of the document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from sphinx_excellence.typst.compiler import CompileError, Compiler, Diagnostic
from sphinx_excellence.typst.diagnostics import Subtype
from sphinx_excellence.typst.writing.document_files import PREAMBLE
from sphinx_excellence.typst.writing.emitter import Refusable

#: What is drawn the same wherever it is.
TRIED = {Subtype.MATH, Subtype.IMAGE}
_FILE = "trial.typ"


def refused_alone(compiler: Compiler, root: Path, parts: Mapping[str, Refusable]) -> dict[str, Diagnostic]:
    """Return what the compiler says of each of ``parts`` that it refuses, by their keys; ``root`` holds the sources."""
    tried = [(key, part) for key, part in parts.items() if part.subtype in TRIED]
    refused: dict[str, Diagnostic] = {}
    for _docname, page in groupby(tried, key=lambda item: item[1].docname):
        refused.update(_refused_of(compiler, root, {key: part.code for key, part in page}))
    (root / _FILE).unlink(missing_ok=True)
    return refused


def _refused_of(compiler: Compiler, root: Path, calls: dict[str, str]) -> Iterator[tuple[str, Diagnostic]]:
    """Yield the keys of the calls of one page that are refused, and take them out, until the rest is drawn."""
    while calls:
        code = "\n".join(calls.values())
        (root / _FILE).write_text(f"{PREAMBLE}#{{\n{code}\n}}\n", encoding="utf-8", newline="\n")
        try:
            compiler.attempt(_FILE)
        except CompileError as error:
            key = next((key for key in error.diagnostic.keys(root) if key in calls), None)
            if key is None:
                return
            yield key, error.diagnostic
            del calls[key]
        else:
            return
