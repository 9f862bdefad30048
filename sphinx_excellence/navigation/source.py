"""What templates call for the tree of pages: from the one that all share, or from Sphinx."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sphinx.builders import Builder
from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import getLogger

from sphinx_excellence.navigation.template import AS_IT_IS, Form, Resolve, global_tree, make_tree

if TYPE_CHECKING:
    from sphinx_excellence.navigation.tree import Tree

_logger = getLogger(__name__)
#: Pages this far below the home page or further are alike; one of each depth is compared.
_DEEP = 3


def can_share(builder: Builder) -> bool:
    """Whether a builder's pages have one tree each, with addresses that are relative to the page's."""
    return (
        isinstance(builder, StandaloneHTMLBuilder)
        and type(builder).get_relative_uri is Builder.get_relative_uri
        and type(builder)._get_local_toctree is StandaloneHTMLBuilder._get_local_toctree  # noqa: SLF001
    )


class Navigation:
    """The trees of one build, by what is asked for."""

    def __init__(self, builder: StandaloneHTMLBuilder) -> None:
        """Hold no tree yet."""
        self._builder = builder
        self._trees: dict[tuple[object, ...], Tree | None] = {}
        self._compared: set[tuple[object, ...]] = set()
        self._told = False

    def global_tree(self, name: str, plain: Callable[..., str], form: Form = AS_IT_IS, **arguments: Any) -> str:
        """Return the tree of all pages on page ``name``; ``plain`` is Sphinx's function, and has the same arguments."""
        collapse = bool(arguments.pop("collapse", True))

        def ask() -> str:
            return form.apply(plain(collapse=collapse, **arguments))

        try:
            key = ("global", form.key, frozenset(arguments.items()))
        except TypeError:  # an argument that cannot be compared
            return ask()
        return self.tree(name, key, global_tree(self._builder, arguments), form, ask, collapse=collapse)

    def tree(
        self,
        name: str,
        key: tuple[object, ...],
        resolve: Resolve,
        form: Form,
        ask: Callable[[], str],
        *,
        collapse: bool = False,
    ) -> str:
        """Return a tree on page ``name``: that of ``key``, which ``resolve`` gives, or what ``ask`` returns."""
        if key not in self._trees:
            self._trees[key] = make_tree(self._builder, resolve, form)
        tree = self._trees[key]
        if tree is None or self._is_unusual(name, tree):
            return ask()
        filled = tree.filled_in(name, self._builder.get_target_uri(name), collapse=collapse)
        sample = (key, collapse, min(len(tree.names_on_the_way(name)), _DEEP))
        if sample not in self._compared:
            self._compared.add(sample)
            expected = ask()
            if filled != expected:
                self._trees[key] = None
                self._tell(name)
                return expected
        return filled

    def _is_unusual(self, name: str, tree: Tree) -> bool:
        """Whether Sphinx might draw more or less of the tree on this page than on others."""
        metadata = self._builder.env.metadata
        return tree.is_repeated(name) or any("tocdepth" in metadata[each] for each in tree.names_on_the_way(name))

    def _tell(self, name: str) -> None:
        if not self._told:
            _logger.info("navigation: drawn anew for each page, as it would not be the same on %s", name)
        self._told = True
