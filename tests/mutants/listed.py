"""The list of mutants that may survive, each with the reason: ``survivors.toml``.

An entry names the function, the line that is changed, and what it becomes; ``*`` in any of them stands for anything.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from tests.mutants.mutant import PACKAGE, Mutant

FILE = Path(__file__).with_name("survivors.toml")


@dataclass(frozen=True)
class Entry:
    """One line of the list: a pattern of function, old text and new text."""

    function: str
    was: str
    becomes: str

    def takes(self, mutant: Mutant) -> bool:
        """Whether the entry speaks of the mutant."""
        function = mutant.function.removeprefix(f"{PACKAGE}.")
        pairs = ((function, self.function), (mutant.was, self.was), (mutant.becomes, self.becomes))
        return all(fnmatchcase(text, pattern.replace("[", "[[]")) for text, pattern in pairs)


@dataclass
class Listed:
    """All entries, and which of them were needed."""

    entries: list[Entry]
    used: set[Entry] = field(default_factory=set)

    def __contains__(self, mutant: Mutant) -> bool:
        """Whether some entry speaks of the mutant; the entry counts as needed then."""
        taking = [entry for entry in self.entries if entry.takes(mutant)]
        self.used.update(taking)
        return bool(taking)

    def unused(self) -> list[Entry]:
        """Return the entries that no survivor has needed."""
        return [entry for entry in self.entries if entry not in self.used]


def read_list(path: Path = FILE) -> Listed:
    """Read the list. Every group has a reason, and entries of three texts."""
    groups = tomllib.loads(path.read_text(encoding="utf-8"))["survivors"]
    entries = []
    for group in groups:
        if not group["reason"].strip():
            msg = f"a group of {path.name} gives no reason"
            raise ValueError(msg)
        entries += [Entry(*entry) for entry in group["mutants"]]
    return Listed(entries)
