"""Turns a kind of record that cannot be used into Sphinx's error for extensions: a message, and no traceback."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from sphinx.errors import ExtensionError

from sphinx_excellence.model.kind_error import KindError


@contextlib.contextmanager
def kind_errors_as_extension_errors() -> Iterator[None]:
    """Raise ``ExtensionError`` for a package that offers a kind which cannot be used."""
    try:
        yield
    except KindError as error:
        raise ExtensionError(str(error)) from error
