"""The directive that offers the other editions of a site."""

from __future__ import annotations

from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from sphinx_excellence.extension.doctree.nodes import excellence_editions
from sphinx_excellence.extension.markup.directives.base import OptionSpec


class EditionsDirective(SphinxDirective):
    """Leads to those files of ``excellence_editions`` that are there, in HTML; shows nothing elsewhere."""

    option_spec: ClassVar[OptionSpec] = {"class": directives.class_option, "name": directives.unchanged}

    def run(self) -> list[nodes.Node]:
        """Return a place for the links; which files are there is known when the page is written."""
        node = excellence_editions(classes=["excellence", "excellence-editions", *self.options.get("class", [])])
        self.set_source_info(node)
        self.add_name(node)
        return [node]


DIRECTIVES = {"editions": EditionsDirective}
