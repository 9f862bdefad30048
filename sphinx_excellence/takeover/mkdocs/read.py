"""The format ``mkdocs``: a tree with an ``mkdocs.yml``.

Owns how such a tree is recognized, which needs no package of the extra ``import``. Reading it does.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import cast

from sphinx_excellence.takeover.mkdocs.site import find_config
from sphinx_excellence.takeover.source import Source

_READER = "sphinx_excellence.takeover.mkdocs.site_reader"


def detects(root: Path) -> bool:
    """Whether the tree has an ``mkdocs.yml``."""
    try:
        return root.is_dir() and find_config(root) is not None
    except OSError:
        return False


def read(root: Path) -> Source:
    """Read a site. Raises ``UnreadableSource``, and ``ImportError`` where a package of the extra is missing."""
    return cast("Callable[[Path], Source]", import_module(_READER).read_site_tree)(root)
