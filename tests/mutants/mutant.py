"""One mutant: in which function, and what it changes there."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The package and its layers that are put to the test.
PACKAGE = "sphinx_excellence"
LAYERS = ("model", "loader", "rules", "fixes", "views")


@dataclass(frozen=True)
class Mutant:
    """One fault: its name in the mutated module, and the lines it takes away and puts in their place.

    ``lines`` are the first and the last line of the statement that it changes, where the mutated module has it unchanged.
    """

    module: str
    name: str
    was: str
    becomes: str
    lines: tuple[int, int] = field(default=(0, 0), compare=False)

    @property
    def function(self) -> str:
        """Return the mutated function as ``module.Class.method``."""
        mangled = self.name.partition("__mutmut_")[0]
        plain = mangled.removeprefix("x\N{LATIN LETTER LATERAL CLICK}")
        plain = plain.replace("\N{LATIN LETTER LATERAL CLICK}", ".") if plain != mangled else mangled.removeprefix("x_")
        return f"{self.module}.{plain}"

    @property
    def reached_as(self) -> str:
        """Return the name by which a test's calls of the function are recorded."""
        return f"{self.module}.{self.name.partition('__mutmut_')[0]}"

    @property
    def change(self) -> tuple[str, str, str]:
        """Return the function and the change, which stay the same when its other mutants are numbered anew."""
        return self.function, self.was, self.becomes

    def __str__(self) -> str:
        return f"{self.function}\n  - {self.was}\n  + {self.becomes}"
