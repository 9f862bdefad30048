"""The Typst compiler as the wheel has it: sources in, a PDF out, its complaints as plain values."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from sphinx_excellence.typst.locations import marked_place

_PLACE = re.compile(r"┌─ (?P<path>.+):(?P<line>\d+):(?P<column>\d+)")
_KEY = re.compile(r'\(key: "([a-z]+-\d+)"')


@dataclass(frozen=True, slots=True)
class Complaint:
    """What the compiler says: its message, and the places it names, the innermost first."""

    message: str
    hints: tuple[str, ...] = ()
    places: tuple[tuple[str, int, int], ...] = ()

    def keys(self, root: Path) -> list[str]:
        """Return the keys of the calls at those places that have one, read from the sources."""
        found = []
        for path, line, column in self.places:
            try:
                text = (root / path).read_text(encoding="utf-8").split("\n")[line - 1]
            except (OSError, IndexError, UnicodeDecodeError):
                continue
            key = _KEY.search(text, max(column, 0)) or _KEY.search(text)
            if key is not None:
                found.append(key[1])
        return found

    def place(self, root: Path, sources: Path) -> str | None:
        """Return where in the sources the nearest block that the complaint is about comes from."""
        for path, line, column in self.places:
            try:
                code = (root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            found = marked_place(code, line, column, sources)
            if found is not None:
                return found
        return None

    def __str__(self) -> str:
        return " – ".join((self.message, *self.hints))


class RefusedError(Exception):
    """The compiler gave no PDF."""

    def __init__(self, complaint: Complaint) -> None:
        super().__init__(str(complaint))
        self.complaint = complaint


class BreakdownError(Exception):
    """The compiler has a fault of its own."""


class Compiler:
    """Compiles the document in ``root``, whose ``main.typ`` it is, with no fonts but those in ``font_paths``."""

    def __init__(self, root: Path, font_paths: Sequence[Path]) -> None:
        self._root = root
        folders: list[Any] = [str(path) for path in font_paths]
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)

    @property
    def families(self) -> list[str]:
        """The families of fonts that are there."""
        return self._fonts.families()

    def compile(self, target: Path, *, standards: Sequence[str] = ()) -> list[Complaint]:
        """Write the PDF; return the compiler's warnings. Raises ``RefusedError``.

        Where the compiler itself breaks down over the tags that screen readers follow, the PDF is written without.
        """
        try:
            return self._run(target, standards, tagged=True)
        except BreakdownError as error:
            reason = str(error).split("\n", 1)[0]
        lost = Complaint(f"the compiler breaks down over the tags for screen readers, and the PDF has none ({reason})")
        try:
            return [lost, *self._run(target, standards, tagged=False)]
        except BreakdownError as error:
            raise RefusedError(Complaint(f"the compiler breaks down: {str(error).splitlines()[0]}")) from error

    def _run(self, target: Path, standards: Sequence[str], *, tagged: bool) -> list[Complaint]:
        wanted: list[Any] = list(standards)
        compiler = typst.Compiler(str(self._root / "main.typ"), root=str(self._root), font_paths=self._fonts)
        try:
            _nothing, warnings = compiler.compile_with_warnings(
                output=str(target), format="pdf", pdf_standards=wanted, timestamp=timestamp(), pdf_tags=tagged
            )
        except typst.TypstError as error:
            raise RefusedError(_complaint(error, self._root)) from error
        except BaseException as error:
            # A panic of the compiler is no `Exception`, and its class has no public name.
            if type(error).__name__ == "PanicException":
                raise BreakdownError(str(error) or "no reason is given") from error
            raise
        return [_complaint(warning, self._root) for warning in warnings]


def timestamp() -> int:
    """Return when the document was made: SOURCE_DATE_EPOCH, else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdecimal() else int(time.time())


def _complaint(given: Any, root: Path) -> Complaint:
    # The compiler names files as seen from the current folder.
    places = tuple(
        (Path(os.path.relpath(match["path"], root)).as_posix(), int(match["line"]), int(match["column"]))
        for match in _PLACE.finditer(str(given.diagnostic))
    )
    return Complaint(str(given.message), tuple(given.hints or ()), places)
