"""A Sphinx extension that counts how often a text of records is parsed, in any process of a build.

Counts at the reader itself, below the parse cache, and appends a line for each time to the file that the environment
variable ``BENCHMARK_PARSES`` names: appending is atomic between processes. Never used in a build that is timed.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from sphinx_excellence.loader import cache
from sphinx_excellence.loader.file_formats import read_document

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_excellence.loader.parsed_data import Document

VARIABLE = "BENCHMARK_PARSES"


def setup(app: Sphinx) -> dict[str, bool]:
    """Count from here on."""
    log = os.open(os.environ[VARIABLE], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)

    def counted(text: str, suffix: str) -> Document:
        os.write(log, f"{os.getpid()} {len(text)}\n".encode())
        return read_document(text, suffix)

    if not hasattr(cache, "read_document"):
        raise RuntimeError("nothing would be counted")
    vars(cache)["read_document"] = counted
    return {"parallel_read_safe": True, "parallel_write_safe": True}
