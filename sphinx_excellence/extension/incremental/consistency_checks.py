"""The checks of a whole project, such as pages in no toctree, done in every run in which they would warn.

Sphinx does them only where a page was read, after it has stored the environment: a run that ends in between, or reads
nothing, does not warn. Here they are done again unless they are known to have passed on the same environment.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sphinx.util.build_phase import BuildPhase

from sphinx_excellence.loader.atomic_write import replace_content

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def _passed(doctreedir: Path) -> Path:
    return doctreedir / "excellence-consistent.txt"


def is_known_consistent(doctreedir: Path, fingerprint: str) -> bool:
    """Whether the checks have passed without a warning on the environment of a fingerprint."""
    with contextlib.suppress(OSError):
        return _passed(doctreedir).read_bytes() == fingerprint.encode()
    return False


def store_consistent(doctreedir: Path, fingerprint: str) -> None:
    """Store that the checks have passed without a warning."""
    if not is_known_consistent(doctreedir, fingerprint):
        replace_content(_passed(doctreedir), fingerprint.encode())


def check_consistency(app: Sphinx) -> None:
    """Do the checks, as Sphinx does them."""
    # Sphinx 8 keeps the phase in the application.
    keeper: Any = app.builder if hasattr(app.builder, "phase") else app
    phase = keeper.phase
    keeper.phase = BuildPhase.CONSISTENCY_CHECK
    try:
        app.env.check_consistency()
    finally:
        keeper.phase = phase
