"""What the steps of a build share: the settings, the output folders, the addresses of pages, what was reported.

The steps (``assembly``, ``visitors``, ``writing``) import this class; the builders in ``builder`` extend it and call
the steps in their order.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.highlighting import PygmentsBridge

from sphinx_excellence.typst.settings import Settings

if TYPE_CHECKING:
    from sphinx_excellence.diagrams.cache import DiagramCache


class DocumentBuilder(Builder):
    """The state of a build that typesets documents; a document holds many pages of the source."""

    format = "typst"
    supported_image_types = [  # noqa: RUF012 - the shape that Sphinx declares
        "image/svg+xml",
        "application/pdf",
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/bmp",
        "image/tiff",
        "image/x-icon",
        "image/avif",
    ]

    settings: Settings
    highlighter: PygmentsBridge
    #: The pages of the document being written.
    docnames: set[str]
    #: The folder with the sources of the document being written, and that of its images.
    folder: Path
    image_folder: Path
    #: The file name in ``image_folder`` of each image that can be drawn, and where each image is used, by its URI.
    image_paths: dict[str, str]
    image_locations: dict[str, str]
    images_reported: set[str]
    diagram_cache: DiagramCache
    diagrams_reported: bool
    #: The programs that draw diagrams and are not installed.
    programs_reported: set[str]

    def get_outdated_docs(self) -> str:
        """Return that all is written each time: a document holds every page."""
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return the address of a page, also of one outside the document: a reference to it is then its title."""
        if docname not in self.env.all_docs and not self._is_of_sphinx(docname):
            raise NoUri(docname, typ)
        return f"%{docname}"

    def _is_of_sphinx(self, docname: str) -> bool:
        """Whether Sphinx makes a page of that name in HTML: an index, which may be at the end here, or the search."""
        return self.env.domains.standard_domain.anonlabels.get(docname) == (docname, "")

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        """Return the address of a page within the document, which is the same from each page."""
        return self.get_target_uri(to, typ)

    def first_line_of(self, docname: str) -> str:
        """Return the first line of a page: the location of what has no other."""
        return f"{self.env.doc2path(docname)}:1"
