"""The order of chapters: that of the site's navigation.

LaTeX puts the pages of a toctree where the toctree is. A hidden one is anywhere on its page, mostly at the
end, and so inside the page's last section: that section would swallow all the pages. Here they are moved behind what
the page itself says, as the navigation has them, and the captions of the front page's toctrees become the parts of the
book. Owns only the order of pages; a toctree that shows on its page has been placed by its author and stays there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_excellence.extension.doctree.nodes import excellence_book_part

if TYPE_CHECKING:
    from collections.abc import Iterator

#: On the document: its front page has captions that became parts.
PARTS = "excellence-parts"


class OrderChapters(SphinxPostTransform):
    """Lifts the pages of hidden toctrees to the level of their page."""

    # Before everything else: what comes later sees the chapters where they will be.
    default_priority = 1
    formats = ("latex",)

    def run(self, **kwargs: Any) -> None:
        """Lift pages, and set the parts."""
        captioned = []
        for docname, wrappers in list(self._wrappers()):
            toctrees = [
                toctree
                for toctree in self.env.get_doctree(docname).findall(addnodes.toctree)
                if any(file in self.env.found_docs for file in toctree["includefiles"])
            ]
            if len(toctrees) != len(wrappers):  # something else has made toctrees, or taken some away
                continue
            for toctree, wrapper in zip(toctrees, wrappers, strict=True):
                if toctree.get("hidden"):
                    _lift(wrapper)
                if toctree.get("caption") and docname == self.document["docname"]:
                    captioned.append((wrapper, toctree["caption"]))
        if len(captioned) > 1 and all(_is_top(wrapper) for wrapper, _ in captioned):
            self.document[PARTS] = True
            for wrapper, caption in captioned:
                wrapper.insert(0, excellence_book_part("", caption))

    def _wrappers(self) -> Iterator[tuple[str, list[nodes.Element]]]:
        """Yield each page that has toctrees, with what holds the pages of each, in order."""
        found: dict[str, list[nodes.Element]] = {}
        for page in self.document.findall(addnodes.start_of_file):
            wrapper, owner = page.parent, page.parent
            if not isinstance(wrapper, nodes.compound):
                continue
            while owner is not None and "docname" not in owner:
                owner = owner.parent
            held = found.setdefault(owner["docname"] if owner is not None else "", [])
            if not any(known is wrapper for known in held):
                held.append(wrapper)
        found.pop("", None)
        yield from found.items()


def _page_section(node: nodes.Element) -> nodes.section | None:
    """Return the section that is the page that a node is on."""
    section = None
    while node is not None and not isinstance(node, addnodes.start_of_file | nodes.document):
        section = node if isinstance(node, nodes.section) else section
        node = node.parent
    return section


def _lift(wrapper: nodes.Element) -> None:
    section = _page_section(wrapper)
    if section is not None:
        wrapper.parent.remove(wrapper)
        section += wrapper


def _is_top(wrapper: nodes.Element) -> bool:
    """Return whether pages are where chapters of the book begin."""
    return wrapper.parent is _page_section(wrapper)
