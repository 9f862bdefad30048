"""MyST-Parser's renderer, for the texts of records: the same in every page, whatever that page is written in.

Differs from a page in what makes no sense, or no good, in a text that several pages may show: headings are no sections,
HTML is text, links lead to records, and nothing of it has a name that a page could refer to.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from myst_parser.config.main import MdParserConfig
from myst_parser.mdit_to_docutils.sphinx_ import SphinxRenderer
from myst_parser.parsers.mdit import create_md_parser

from sphinx_excellence.model.block_prose import REFUSED_ROLES, refusal_of

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

#: What a text may hold in every project, beyond CommonMark, tables, roles and directives.
_ALWAYS = frozenset({"colon_fence", "deflist"})
#: What it may hold where the pages of the project may.
_AS_IN_PAGES = frozenset({"amsmath", "dollarmath"})
#: Parts of a page's syntax that a text of a record does not have.
_PAGE_SYNTAX = ("front_matter", "footnote_def", "footnote_ref")
_LABEL = re.compile(r"^[ \t]*:(?:label|name):.*\n?", re.MULTILINE)

#: Makes the node of a link: the target and the nodes inside are given.
LinkMaker = Callable[[str, list[nodes.Node]], nodes.Node]


class LineBreak(nodes.inline):
    """A line break that is to be kept, until its paragraph is made lines."""


class RecordRenderer(SphinxRenderer):
    """Renders the text of a record into a document that is nothing but a container for it."""

    make_link: LinkMaker
    heading_level: int

    def _render_initialise(self) -> None:
        """Do nothing: what is done here belongs to pages."""

    def _render_finalise(self) -> None:
        """Do nothing, as above."""

    def render_heading(self, token: SyntaxTreeNode) -> None:
        """Render a heading as one that is in no table of contents."""
        rubric = nodes.rubric(token.content, "", classes=["excellence-part-title", "excellence-prose-heading"])
        rubric["heading-level"] = min(self.heading_level + int(token.tag[1]), 6)
        self.add_line_and_source_path(rubric, token)
        with self.current_node_context(rubric, append=True):
            self.render_children(token)

    def render_link(self, token: SyntaxTreeNode) -> None:
        """Render a link as in every text of a record: to an address, or to a record."""
        inside = nodes.inline()
        with self.current_node_context(inside):
            self.render_children(token)
        self.current_node.append(self.make_link(str(token.attrGet("href") or ""), list(inside.children)))

    def render_html_inline(self, token: SyntaxTreeNode) -> None:
        """Render HTML as text."""
        self.current_node.append(nodes.Text(token.content))

    def render_html_block(self, token: SyntaxTreeNode) -> None:
        """Render HTML as text."""
        self.current_node.append(nodes.paragraph("", nodes.Text(token.content.strip())))

    def render_myst_target(self, token: SyntaxTreeNode) -> None:
        """Leave a label out: two pages that show the text would both have it."""

    def render_hardbreak(self, token: SyntaxTreeNode) -> None:
        """Mark a line break: the paragraph becomes lines, which every builder has."""
        self.current_node.append(LineBreak())

    def render_math_block_label(self, token: SyntaxTreeNode) -> None:
        """Render a formula without its label."""
        self.render_math_block(token)

    def render_amsmath(self, token: SyntaxTreeNode) -> None:
        """Render formulas without numbers of their own: they would be different ones in every page."""
        node = nodes.math_block(token.content, token.content, nowrap=True, number=None, classes=["amsmath"])
        self.add_line_and_source_path(node, token)
        self.current_node.append(node)

    def render_restructuredtext(self, token: SyntaxTreeNode) -> None:
        """Render reStructuredText as it is written."""
        self._render_as_written(token)

    def render_myst_role(self, token: SyntaxTreeNode) -> None:
        """Render a role, unless it is one that lets markup of a format through."""
        if token.meta["name"] in REFUSED_ROLES:
            self.current_node.append(nodes.literal("", token.content))
        else:
            super().render_myst_role(token)

    def render_directive(self, token: SyntaxTreeNode, name: str, arguments: str, **options: Any) -> None:
        """Render a directive that texts of records may hold, and any other as it is written."""
        if refusal_of(name, arguments.strip(), token.content) is None:
            super().render_directive(token, name, arguments, **options)
        else:
            self._render_as_written(token)

    def run_directive(
        self, name: str, first_line: str, content: str, *rest: Any, **options: Any
    ) -> list[nodes.Element]:
        """Run a directive; a formula without the label that it would have in every page."""
        if name == "math":
            content = _LABEL.sub("", content)
        return super().run_directive(name, first_line, content, *rest, **options)

    def _render_as_written(self, token: SyntaxTreeNode) -> None:
        written = f"{token.markup}{token.info}\n{token.content}{token.markup}"
        self.current_node.append(nodes.literal_block("", written, language="none"))


@lru_cache(maxsize=4)
def _parser(extensions: frozenset[str]) -> MarkdownIt:
    parser = create_md_parser(MdParserConfig(enable_extensions=set(extensions)), RecordRenderer)
    parser.disable(_PAGE_SYNTAX, ignoreInvalid=True)
    # An unsafe target is a finding already, and without it there would be a text with brackets.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def render(
    text: str, document: nodes.document, enabled: frozenset[str], make_link: LinkMaker, heading_level: int
) -> None:
    """Render a text into ``document``; ``enabled`` are the extensions of MyST that pages of the project use."""
    parser = _parser(_ALWAYS | (_AS_IN_PAGES & enabled))
    renderer = cast("RecordRenderer", parser.renderer)
    renderer.make_link, renderer.heading_level = make_link, heading_level
    parser.options["document"] = document
    try:
        parser.render(text)
    finally:
        parser.options.pop("document", None)
