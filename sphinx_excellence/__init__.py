"""A Sphinx toolkit for knowledge bases of engineering patterns and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_excellence.version import __version__

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["__version__", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Set the extension up in a Sphinx project."""
    # Imported here, so that the command and the pure floors work where Sphinx is not installed.
    from sphinx_excellence.extension import set_up  # noqa: PLC0415

    set_up(app)
    return {
        "version": __version__,
        "env_version": 9,
        "parallel_read_safe": True,
        "parallel_write_safe": True,
    }
