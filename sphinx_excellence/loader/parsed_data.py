"""A parsed document, in whatever syntax: plain values, their positions, and problems.

Owns these values and looking up positions. Parsing is the business of the reader for each syntax.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sphinx_excellence.loader.source_positions import place_after

#: How deep mappings and lists may nest.
MAX_DEPTH = 60
#: How many problems of one file are worth telling.
MAX_PROBLEMS = 200

#: ``[line, column]`` of a scalar, with a third member for what is inside: a list of positions for a list, a
#: mapping of ``key -> [line, column, position of the value]`` for a mapping. Lines and columns count from 1.
Positions = list[Any]


@dataclass(slots=True)
class Problem:
    """Something wrong with the text itself.

    ``rule`` is the rule's name; a number among ``args`` is a line of the text. ``is_doubt`` says that the text can be
    read, and hardly as it was meant.
    """

    rule: str
    line: int
    column: int
    message: str
    args: tuple[str | int, ...] = ()
    accepted: str = ""
    is_doubt: bool = False


class Unreadable(Exception):  # noqa: N818 - it ends the reading, and leaves the reader for no caller
    """Ends the reading of a text at a problem."""

    def __init__(self, problem: Problem) -> None:
        """End at ``problem``."""
        super().__init__(problem.message)
        self.problem = problem


@dataclass(slots=True, eq=False)
class Document:
    """What one text holds.

    ``value`` is ``None`` where it holds nothing or could not be read; ``has_blanks`` says whether a key or an item in
    it has no value. ``refused`` are the paths of what was left out for its tag, which a problem tells: ``None`` stands
    there. ``look_up`` gives the positions, at least of what is on a path: they are wanted for what is reported alone,
    as is ``text``, which was read.
    Of a document that ``is_divisible``, no value shares anything with another.
    """

    value: Any = None
    look_up: Callable[[tuple[str | int, ...]], Positions] = lambda _path: [1, 1]
    problems: list[Problem] = field(default_factory=list)
    readable: bool = True
    has_blanks: bool = False
    refused: list[tuple[str | int, ...]] = field(default_factory=list)
    text: str = ""
    is_divisible: bool = False
    _packed: bytes = field(default=b"", init=False, repr=False)

    def settle(self) -> None:
        """Let go of the values, which are in the records by now: of a mapping, its keys alone are left.

        The text is packed, because it is wanted for what is reported alone.
        """
        self.value = dict.fromkeys(self.value) if isinstance(self.value, dict) else None
        self._packed, self.text = zlib.compress(self.text.encode("utf-8", "surrogatepass"), 1), ""

    @property
    def source(self) -> str:
        """Return the text, packed or not."""
        return zlib.decompress(self._packed).decode("utf-8", "surrogatepass") if self._packed else self.text

    def locate(self, path: tuple[str | int, ...], *, on_key: bool = False) -> tuple[int, int]:
        """Return line and column of the value at ``path``, or of its key.

        A step that is not there is passed over, so that a path through a value that was left out or written in a
        shorter form ends at the nearest thing that was written.
        """
        return _locate(self.look_up(path), path, on_key=on_key)

    def locate_after(self, path: tuple[str | int, ...], before: str) -> tuple[int, int]:
        """Return line and column of what follows ``before`` in the text at ``path``; of the text where they differ."""
        line, column = self.locate(path)
        return place_after(self.source, line, column, before) or (line, column)


def too_deep(line: int, column: int) -> Problem:
    """Return the problem of a value that is nested deeper than :data:`MAX_DEPTH`."""
    return Problem(
        "unsafe-yaml", line, column, "nested more than %s levels deep", (str(MAX_DEPTH),), "fewer levels of nesting"
    )


def duplicate_key(key: str, line: int, column: int, earlier: Positions) -> Problem:
    """Return the problem of a key that stands twice in one mapping; ``earlier`` begins with where it stands first."""
    return Problem(
        "duplicate-key",
        line,
        column,
        "duplicate key '%s'; the first one is at line %s, column %s",
        (key, earlier[0], str(earlier[1])),
        "each key once: merge the two or rename one",
    )


def _locate(positions: Positions, path: tuple[str | int, ...], *, on_key: bool) -> tuple[int, int]:
    line, column = positions[0], positions[1]
    here = positions
    for number, step in enumerate(path):
        inside = here[2] if len(here) > 2 else None
        if isinstance(inside, dict) and step in inside:
            key_line, key_column, here = inside[step]
            line, column = here[0], here[1]
            if on_key and number == len(path) - 1:
                line, column = key_line, key_column
        elif isinstance(inside, list) and isinstance(step, int) and step < len(inside):
            here = inside[step]
            line, column = here[0], here[1]
    return line, column
