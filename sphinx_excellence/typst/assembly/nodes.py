"""Nodes of an assembled document that no page holds: parts, appendices, contents, indices, Typst files."""

from __future__ import annotations

from docutils import nodes


class typst_part(nodes.Element):
    """The title of a part: the caption of one of the start page's toctrees, in ``title``."""


class typst_appendices(nodes.Element):
    """What the appendices hold."""


class typst_file(nodes.Element):
    """A Typst file of the user's among the front or back matter: its name in ``path``."""


class typst_diagram(nodes.General, nodes.Element):
    """A Mermaid diagram: its source in ``code``."""


class typst_contents(nodes.Element):
    """Where the table of contents goes."""


class typst_indices(nodes.Element):
    """Where the indices go."""
