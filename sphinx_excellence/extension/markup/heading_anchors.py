"""Gives headings the anchors that they had in another generator: ``excellence_heading_anchors``.

They are further ids and no labels, so that several pages can have the same ones. Sections keep the id by which Sphinx
lists them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from sphinx_excellence.extension.project.read_settings import heading_anchors_of
from sphinx_excellence.model.heading_slugs import GENERATORS, numbered_by

#: The ids of elements, and the names of anchors, as HTML has them.
_IN_HTML = re.compile(
    r"""<(?:a\b[^>]*?\sname|[a-zA-Z][\w-]*\b[^>]*?\sid)\s*=\s*(?:"([^"<>]+)"|'([^'<>]+)'|([^\s"'<>=`]+))"""
)


class HeadingAnchors(SphinxTransform):
    """Adds the anchors of another generator to the ids of headings, and to what MyST finds links by."""

    #: Behind MyST's own slugs (700), which are ids already when this looks which are free; before MyST looks for the
    #: targets of links in the page (879).
    default_priority = 705

    def apply(self, **_kwargs: Any) -> None:
        """Look at each heading in the order of the page."""
        generator = heading_anchors_of(self.config)
        if generator is None:
            return
        slug_of = GENERATORS[generator]
        taken: set[str] = set()
        #: The anchor of each heading so far, by the identity of its element.
        self._given: dict[int, str] = {}
        named = []
        for owner, text in self._headings():
            if any(self.document.nametypes.get(name) for name in owner["names"]):
                named.append((owner, text))
                continue
            slug = numbered_by(generator, slug_of(text), taken)
            taken.add(slug)
            self._add(owner, slug, text)
        for owner, text in named:
            # That generator gives no anchor to a heading with an id of its own. One that nobody has does no harm.
            slug = slug_of(text)
            if slug and slug not in taken:
                self._add(owner, slug, text)
        self._let_links_find_others()

    def _let_links_find_others(self) -> None:
        """Let links find what has an id and is no heading: spans, paragraphs, and elements of raw HTML.

        MyST knows none of them where a link comes from another page, and those of raw HTML nowhere.
        """
        slugs = getattr(self.document, "myst_slugs", None)
        if not isinstance(slugs, dict):
            return
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.raw):
                found: list[tuple[str, ...]] = (
                    _IN_HTML.findall(node.astext()) if "html" in node.get("format", "").split() else []
                )
            elif isinstance(node, nodes.section | nodes.rubric | nodes.footnote | nodes.footnote_reference):
                continue
            else:
                found = [(str(each), "", "") for each in node["ids"]]
            for parts in found:
                name: str = next(part for part in parts if part)
                slugs.setdefault(name, (node.line or 0, name, ""))
        if slugs:
            self.env.metadata[self.env.docname].setdefault("myst_slugs", slugs)

    def _headings(self) -> Iterator[tuple[nodes.Element, str]]:
        """Yield sections, and what MyST makes of a heading in a quotation or a directive, each with its text."""
        for node in self.document.findall(nodes.Element):
            if isinstance(node, nodes.section):
                title = next((child for child in node.children if isinstance(child, nodes.title)), None)
                if title is not None:
                    yield node, _text(title)
            elif isinstance(node, nodes.rubric) and "level" in node:
                yield node, _text(node)

    def _add(self, owner: nodes.Element, slug: str, text: str) -> None:
        if not slug:
            return
        self._take_from_others(owner, slug)
        self._given[id(owner)] = slug
        if slug not in self.document.ids:
            owner["ids"].append(slug)
            self.document.ids[slug] = owner
        slugs = getattr(self.document, "myst_slugs", None)
        if isinstance(slugs, dict):
            slugs.setdefault(slug, (owner.line, owner["ids"][0], text))

    def _take_from_others(self, owner: nodes.Element, slug: str) -> None:
        """Take an id from a section to which docutils gave it, as ``a`` to "1. A": readers knew another one by it."""
        holder = self.document.ids.get(slug)
        if (
            not isinstance(holder, nodes.section)
            or holder is owner
            or len(holder["ids"]) < 2
            or self._given.get(id(holder)) == slug
            or any(self.document.nametypes.get(name) for name in holder["names"])
        ):
            return
        holder["ids"].remove(slug)
        del self.document.ids[slug]
        other = holder["ids"][0]
        for name, place in list(self.document.nameids.items()):
            if place == slug:
                self.document.nameids[name] = other
        slugs = getattr(self.document, "myst_slugs", None)
        if isinstance(slugs, dict):
            slugs.update({name: (line, other, text) for name, (line, at, text) in slugs.items() if at == slug})


def _text(heading: nodes.Element) -> str:
    """Return the text of a heading without raw HTML, such as a comment."""
    return "".join(text.astext() for text in heading.findall(nodes.Text) if not isinstance(text.parent, nodes.raw))
