"""Which characters no font has: found before typesetting, so that no page shows empty boxes.

Typst says what faces there are; fontTools says what a file covers; for the faces inside the typst wheel, which are in
no file, Typst itself is asked. Where the text is, and how a gap is reported, is the builder's business.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

# Controls, formats (joiners, directions, soft hyphens), surrogates, spaces and ends of lines need no glyph.
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))  # which form to draw
_UNDISPLAYED = re.compile(r'the text `"(?:\\u\{([0-9a-f]+)\}|\\?(.))"` could not be displayed', re.DOTALL)


def families(folders: Iterable[Path]) -> list[str]:
    """Give the families, sorted, that files below the folders and the typst wheel hold; never the machine's."""
    return sorted({family for family, _, _ in _faces(folders)})


def missing(text: str, families: Iterable[str], folders: Iterable[Path]) -> list[str]:
    """Give the characters of a text that none of the families has, in the order of their first appearance.

    A letter with its marks counts as present where the face has either the whole or the parts, as a shaper sees it.
    A family with files below the folders is judged by these alone, since they come before the wheel's own.
    """
    wanted = [char for char in dict.fromkeys(unicodedata.normalize("NFC", text)) if not _is_invisible(char)]
    names = {family.casefold() for family in families}
    files: dict[str, list[tuple[str, int]]] = defaultdict(list)
    embedded = []
    for family, path, index in _faces(folders):
        if family.casefold() not in names:
            continue
        if path is None:
            embedded.append(family)
        else:
            files[family.casefold()].append((path, index))
    covered: set[str] = set()
    for faces in files.values():
        for path, index in faces:
            covered |= _coverage(path, index, Path(path).stat().st_mtime_ns)
    left = [char for char in wanted if char not in covered and not _in_parts(char, covered)]
    for family in dict.fromkeys(embedded):
        if left and family.casefold() not in files:
            absent = _undisplayed("".join(left), family)
            left = [char for char in left if char in absent]
    return left


def _is_invisible(char: str) -> bool:
    return unicodedata.category(char) in _INVISIBLE_CATEGORIES or char in _SELECTORS


def _in_parts(char: str, covered: set[str]) -> bool:
    parts = unicodedata.normalize("NFD", char)
    return len(parts) > 1 and covered.issuperset(parts)


def _faces(folders: Iterable[Path]) -> Sequence[tuple[str, str | None, int]]:
    """List each face's family, its file (none for the wheel's own) and its place in a collection."""
    import typst  # noqa: PLC0415 - an optional package, wanted by this edition alone

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder) for folder in folders])
    return [(font.family, font.path, font.index) for font in fonts.fonts()]


@lru_cache(maxsize=512)
def _coverage(path: str, index: int, _changed: int) -> frozenset[str]:
    """Read a face's characters, once a process while the file stays as it is."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # noqa: PLC0415 - slow to import

    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(map(chr, font.getBestCmap() or ()))


@lru_cache(maxsize=64)
def _undisplayed(text: str, family: str) -> frozenset[str]:
    """Ask Typst which characters one of its own faces lacks: in an archive PDF, each is an error that names it."""
    import typst  # noqa: PLC0415 - as above

    literal = "".join(f"\\u{{{ord(char):x}}}" for char in text)
    # A character a paragraph: within one, a face that failed for a neighbour would not be tried again.
    source = f'#set text(font: "{family}", fallback: false)\n#for char in "{literal}" [#char#parbreak()]'
    try:
        typst.compile(source.encode(), ignore_system_fonts=True, pdf_standards="a-2b")
    except typst.TypstError as error:
        found = _UNDISPLAYED.findall(error.diagnostic)
        if not found:
            raise
        return frozenset(chr(int(code, 16)) if code else char for code, char in found)
    return frozenset()
