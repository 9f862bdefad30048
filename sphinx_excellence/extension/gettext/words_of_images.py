"""Keeps the words for images in records out of the catalogues of pages: they are in the catalogue of records."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import excellence_view


class WordsOfImages(SphinxPostTransform):
    """Takes the words of images in records away; only the builder that collects messages would look at them."""

    # Before anything that replaces images.
    default_priority = 5
    builders = ("gettext",)

    def run(self, **kwargs: Any) -> None:
        """Take them away."""
        for view in self.document.findall(excellence_view):
            for image in view.findall(nodes.image):
                image.attributes.pop("alt", None)
