"""The toolkit's scripts and style sheets as pages load them: without comments and indentation, a fifth lighter.

The files are our own: most comments begin their lines, and no text in a script goes over several lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

from sphinx_excellence.extension.storage.write_if_changed import write_if_changed

_BLOCK = re.compile(r"^[ \t]*/\*(?:(?!\*/).)*\*/[ \t]*\n", re.MULTILINE | re.DOTALL)
_LINE = re.compile(r"^[ \t]*//.*\n", re.MULTILINE)
#: Inside of a line: what a value is, for the check of types.
_TYPE = re.compile(r"/\*\* @type [^*\n]+\*/ ?")
_INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)
_BLANKS = re.compile(r"\n{2,}")
#: In a sheet.
_AROUND_SIGNS = re.compile(r"\s*([{};])\s*")
#: How many texts are remembered: all of ours, for a process that builds more than once.
_KEPT = 128


@lru_cache(_KEPT)
def compact(text: str) -> str:
    """Return a script or a sheet without comments, indentation and empty lines."""
    for pattern in (_BLOCK, _LINE, _TYPE, _INDENTATION):
        text = pattern.sub("", text)
    return _BLANKS.sub("\n", text)


@lru_cache(_KEPT)
def compact_sheet(text: str) -> str:
    """Return a sheet without these and without the blanks between its declarations."""
    return _AROUND_SIGNS.sub(r"\1", compact(text))


def joined_parts(folder: Path, parts: Iterable[str]) -> str:
    """Return one script of several in a folder, in the order in which they run, each shortened."""
    texts = ((folder / f"{part}.js").read_text(encoding="utf-8") for part in parts)
    return "".join(map(compact, texts))


def write_compact_files(source: Path, target: Path, joined: Mapping[str, str]) -> None:
    """Write the files of a folder into another, where they differ from what is there, and remove what else is in it.

    ``joined`` are files that were put together of several, by name.
    """
    wanted = {path.name: path for path in source.iterdir() if path.suffix in {".css", ".js"}}
    for name, path in wanted.items():
        shorten = compact_sheet if path.suffix == ".css" else compact
        write_if_changed(target / name, shorten(path.read_text(encoding="utf-8")))
    for name, text in joined.items():
        write_if_changed(target / name, text)
    for path in target.iterdir():
        if path.name not in {*wanted, *joined}:
            path.unlink()
