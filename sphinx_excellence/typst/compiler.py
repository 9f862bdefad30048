"""Runs the Typst compiler of the wheel: sources in, a PDF out, its diagnostics as plain values."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typst

from sphinx_excellence.typst.locations import location_before

_POSITION = re.compile(r"┌─ (?P<path>.+):(?P<line>\d+):(?P<column>\d+)")
_KEY = re.compile(r'\(key: "([a-z]+-\d+)"')


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A message of the compiler, and the positions in the code that it names, the innermost first."""

    message: str
    hints: tuple[str, ...] = ()
    positions: tuple[tuple[str, int, int], ...] = ()

    def keys(self, root: Path) -> list[str]:
        """Return the keys of the calls at those positions that have one, read from the sources."""
        found = []
        for path, line, column in self.positions:
            try:
                text = (root / path).read_text(encoding="utf-8").split("\n")[line - 1]
            except (OSError, IndexError, UnicodeDecodeError):
                continue
            key = _KEY.search(text, max(column, 0)) or _KEY.search(text)
            if key is not None:
                found.append(key[1])
        return found

    def location(self, root: Path, sources: Path) -> str | None:
        """Return the location in the sources of the nearest block that the message is about."""
        for path, line, column in self.positions:
            try:
                code = (root / path).read_text(encoding="utf-8")
            except (OSError, UnicodeDecodeError):
                continue
            found = location_before(code, line, column, sources)
            if found is not None:
                return found
        return None

    def __str__(self) -> str:
        return " – ".join((self.message, *self.hints))


class CompileError(Exception):
    """The compiler gave no PDF."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(str(diagnostic))
        self.diagnostic = diagnostic


class CompilerCrashError(Exception):
    """The compiler crashed."""


class Compiler:
    """Compiles the document in ``root``, or files of it, with no fonts but those in ``font_paths``."""

    def __init__(self, root: Path, font_paths: Sequence[Path]) -> None:
        self._root = root
        folders: list[Any] = [str(path) for path in font_paths]
        self._fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=folders)

    @property
    def families(self) -> list[str]:
        """The families of fonts that are there."""
        return self._fonts.families()

    def compile(self, target: Path, *, standards: Sequence[str] = (), main: str = "main.typ") -> list[Diagnostic]:
        """Write the PDF of the file ``main``; return the compiler's warnings. Raises ``CompileError``.

        If the compiler crashes on the tags for screen readers, the PDF is written without them.
        """
        try:
            return self._run(target, standards, main, tagged=True)
        except CompilerCrashError as error:
            reason = str(error).split("\n", 1)[0]
        lost = Diagnostic(f"the compiler breaks down over the tags for screen readers, and the PDF has none ({reason})")
        try:
            return [lost, *self._run(target, standards, main, tagged=False)]
        except CompilerCrashError as error:
            raise CompileError(Diagnostic(f"the compiler breaks down: {str(error).splitlines()[0]}")) from error

    def draw(self, name: str, pictures: str, *, pixels_per_inch: float) -> None:
        """Write each page of the file ``name`` as a PNG; ``pictures`` has ``{p}`` for its number.

        Raises ``CompileError``.
        """
        try:
            with self._named_errors():
                self._of(name).compile(output=pictures, format="png", ppi=pixels_per_inch)
        except CompilerCrashError as error:
            raise CompileError(Diagnostic(f"the compiler breaks down: {error}")) from error

    def attempt(self, name: str) -> None:
        """Compile the file ``name`` of the document and keep nothing. Raises ``CompileError``."""
        try:
            with self._named_errors():
                self._of(name).compile(format="pdf", pdf_tags=False)
        except CompilerCrashError as error:
            raise CompileError(Diagnostic(f"the compiler breaks down: {error}")) from error

    def value_of(self, name: str, selector: str) -> Any:
        """Return the value of the one piece of metadata that a selector finds in the file ``name``.

        Where that was compiled just before, nothing is set anew.
        """
        return json.loads(self._of(name).query(selector, field="value", one=True))

    def _run(self, target: Path, standards: Sequence[str], main: str, *, tagged: bool) -> list[Diagnostic]:
        wanted: list[Any] = list(standards)
        with self._named_errors():
            _nothing, warnings = self._of(main).compile_with_warnings(
                output=str(target), format="pdf", pdf_standards=wanted, timestamp=timestamp(), pdf_tags=tagged
            )
        return [_diagnostic(warning, self._root) for warning in warnings]

    def _of(self, name: str) -> typst.Compiler:
        return typst.Compiler(str(self._root / name), root=str(self._root), font_paths=self._fonts)

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except typst.TypstError as error:
            raise CompileError(_diagnostic(error, self._root)) from error
        except BaseException as error:
            # A panic of the compiler is no `Exception`, and its class has no public name.
            if type(error).__name__ == "PanicException":
                raise CompilerCrashError(str(error) or "no reason is given") from error
            raise


def timestamp() -> int:
    """Return when the document was made: SOURCE_DATE_EPOCH, else now."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdecimal() else int(time.time())


def _diagnostic(given: Any, root: Path) -> Diagnostic:
    # The compiler names files as seen from the current folder.
    positions = tuple(
        (Path(os.path.relpath(match["path"], root)).as_posix(), int(match["line"]), int(match["column"]))
        for match in _POSITION.finditer(str(given.diagnostic))
    )
    return Diagnostic(str(given.message), tuple(given.hints or ()), positions)
