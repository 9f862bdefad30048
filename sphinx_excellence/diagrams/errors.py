"""What is said of a diagram that is not drawn."""

from __future__ import annotations


class DiagramsUnavailable(ImportError):  # noqa: N818 - a state of the installation, not a fault of the document
    """What draws diagrams is not installed, or does not run."""


class DiagramError(ValueError):
    """A diagram that cannot be drawn, in Mermaid's words, with the line of its source where Mermaid names one.

    ``is_final`` where the same source would always be refused.
    """

    def __init__(self, message: str, *, is_final: bool = True) -> None:
        super().__init__(message)
        self.is_final = is_final
