"""By which algorithm a site's headings got their anchors: the word for ``excellence_heading_anchors``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sphinx_excellence.takeover.mkdocs.yaml_data import PythonObject

_ASCII, _UNICODE, _PYMDOWNX = "python-markdown", "python-markdown-unicode", "pymdownx"


def anchors_of(extensions: Mapping[str, Any]) -> str:
    """Return the word for the slug function of the extension ``toc``: Python-Markdown's own where none is set."""
    options = extensions.get("toc") or extensions.get("markdown.extensions.toc") or {}
    given = options.get("slugify") if isinstance(options, Mapping) else None
    name = given.name if isinstance(given, PythonObject) else given if isinstance(given, str) else ""
    if name.startswith("pymdownx.slugs"):
        return _PYMDOWNX
    return _UNICODE if name.endswith("slugify_unicode") else _ASCII
