"""Shows on a terminal how far a run is that takes longer than a second."""

from __future__ import annotations

import sys
import time
from types import TracebackType
from typing import Self

import click

_SECONDS = 1.0


class Progress:
    """Shows on standard error how much has been done, from the second second on; wipes it out at the end."""

    def __init__(self, what: str = "files read") -> None:
        """Begin to wait; ``what`` says what is counted."""
        self._what = what
        self._began = time.monotonic()
        self._shown = 0

    def __enter__(self) -> Self:
        return self

    def __call__(self, read: int, total: int) -> None:
        """Note that ``read`` of ``total`` are done."""
        if time.monotonic() - self._began > _SECONDS:
            self.show(f"{read} of {total} {self._what}")

    def show(self, text: str) -> None:
        """Show what the run does."""
        if sys.stderr.isatty():
            self._wipe()
            click.echo(text, err=True, nl=False)
            self._shown = len(text)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()

    def _wipe(self) -> None:
        if self._shown:
            click.echo("\r" + " " * self._shown + "\r", err=True, nl=False)
            self._shown = 0
