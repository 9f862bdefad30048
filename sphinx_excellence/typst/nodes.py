"""The nodes that only this wing knows: they stand in an assembled document, never in a page."""

from __future__ import annotations

from docutils import nodes


class typst_part(nodes.Element):  # noqa: N801
    """The title of a part: the caption of one of the start page's toctrees, in ``title``."""


class typst_appendices(nodes.Element):  # noqa: N801
    """What the appendices hold."""


class typst_file(nodes.Element):  # noqa: N801
    """A Typst file of the user's among the front or back matter: its name in ``path``."""


class typst_contents(nodes.Element):  # noqa: N801
    """Where the table of contents stands."""


class typst_indices(nodes.Element):  # noqa: N801
    """Where the indices stand."""
