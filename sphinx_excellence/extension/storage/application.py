"""The application of an environment, whatever the version of Sphinx."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def application_of(env: BuildEnvironment) -> Sphinx:
    """Return the application: Sphinx 9 warns of the public name, and Sphinx 8 has no other."""
    return env._app if hasattr(env, "_app") else env.app  # noqa: SLF001
