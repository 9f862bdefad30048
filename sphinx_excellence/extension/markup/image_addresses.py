"""Lets images of Markdown have blanks, umlauts and other signs in the names of their files.

MyST gives Sphinx the address of an image as markdown-it has encoded it (``a%20b.png``), and no such file is there
(myst-parser 5.1). To be removed once MyST decodes it, as it does for links.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from docutils import nodes
from sphinx.transforms import SphinxTransform


class DecodedImageAddresses(SphinxTransform):
    """Gives an image the name of its file, where the address as it stands names none."""

    #: Behind the transforms that put images into a page; Sphinx looks for the files after all of them.
    default_priority = 800

    def apply(self, **_kwargs: Any) -> None:
        """Look at each image."""
        for image in self.document.findall(nodes.image):
            address = str(image.get("uri", ""))
            decoded = unquote(address)
            if decoded == address or "://" in address or "\0" in decoded or self._is_file(address):
                continue
            if self._is_file(decoded):
                image["uri"] = decoded

    def _is_file(self, address: str) -> bool:
        """Whether a file is there; the page is read again when one comes or goes."""
        below, path = self.env.relfn2path(address, self.env.docname)
        self.env.note_dependency(below)
        try:
            return (self.env.srcdir / path).is_file()
        except OSError:
            return False
