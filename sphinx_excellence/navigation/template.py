"""The tree of a project's pages, rendered for no page at all, by Sphinx itself."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from inspect import signature
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.addnodes import compact_paragraph
from sphinx.environment.adapters.toctree import global_toctree_for_doc
from sphinx.util.logging import suppress_logging

from sphinx_excellence.navigation.tree import NotAlikeError, Target, Tree, hole

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

#: The name of no page.
NO_PAGE = "\N{NULL}"
#: Gives the tree as nodes, for a builder that gives addresses, and the name of a page.
Resolve = Callable[[Any, str], nodes.Element | None]
_NEEDS_TAGS = "tags" in signature(global_toctree_for_doc).parameters


class Form(NamedTuple):
    """What a theme makes of the HTML of a tree: ``key`` is its name, ``here_class`` a class of the page's own entry."""

    key: object
    apply: Callable[[str], str]
    here_class: str = ""


AS_IT_IS = Form("", lambda text: text)


class _WithHoles:
    """A builder that gives holes as addresses and remembers where they lead."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        self._builder = builder
        self.targets: list[Target] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._builder, name)

    def get_relative_uri(self, _from: str, to: str, typ: str | None = None) -> str:
        """Return a hole for the address of ``to``."""
        self.targets.append(Target(to, self._builder.get_target_uri(to, typ)))
        return hole(len(self.targets) - 1)


def global_tree(builder: StandaloneHTMLBuilder, arguments: dict[str, Any]) -> Resolve:
    """Return what gives the tree of all pages, as templates ask for it with ``arguments``."""
    wanted = {"includehidden": False, **arguments}
    if wanted.get("maxdepth") == "":
        del wanted["maxdepth"]
    if _NEEDS_TAGS:
        wanted["tags"] = builder.tags

    def resolve(addressing: Any, name: str) -> nodes.Element | None:
        return global_toctree_for_doc(builder.env, name, addressing, **wanted)

    return resolve


def make_tree(builder: StandaloneHTMLBuilder, resolve: Resolve, form: Form) -> Tree | None:
    """Return the tree that can be filled in for any page.

    Nothing where Sphinx has something to say about the tree, which it is to say as often as ever, or where what the
    theme makes of the tree is not made of nested lists.
    """
    addressing = _WithHoles(builder)
    with suppress_logging() as handler:
        element = resolve(addressing, NO_PAGE)
        if element is None or any(record.levelno >= logging.WARNING for record in handler.buffer):
            return None
        renderings = [form.apply(each) for each in _renderings(builder, element)]
    if form.here_class:
        # A theme that looks for the last of the marked entries finds that of the page, on a page. Here it is another.
        renderings = [each.replace(f' {form.here_class}"', '"') for each in renderings]
    try:
        return Tree(renderings, addressing.targets, form.here_class)
    except NotAlikeError:
        return None


def _renderings(builder: StandaloneHTMLBuilder, element: nodes.Element) -> Iterator[str]:
    """Yield the HTML of a tree: as it is, with each list and entry marked, and with each link marked besides."""
    yield builder.render_partial(element)["fragment"]
    _mark(element, (nodes.bullet_list, nodes.list_item, compact_paragraph))
    yield builder.render_partial(element)["fragment"]
    _mark(element, (nodes.reference,))
    yield builder.render_partial(element)["fragment"]


def _mark(element: nodes.Element, kinds: tuple[type[nodes.Element], ...]) -> None:
    for kind in kinds:
        for node in element.findall(kind):
            node["classes"].append("current")
