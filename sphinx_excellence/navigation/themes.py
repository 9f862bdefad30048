"""How themes get the tree: by Sphinx's function, or by what Furo and pydata-sphinx-theme make of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import StandaloneHTMLBuilder
from sphinx.util.logging import getLogger

from sphinx_excellence.navigation.source import Navigation, can_share
from sphinx_excellence.navigation.template import Form

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_logger = getLogger(__name__)
#: What Furo asks for, to make a tree of its own of it.
_OF_FURO = {"collapse": False, "titles_only": True, "maxdepth": -1, "includehidden": True}
_BEFORE_THEMES, _AFTER_THEMES = 499, 501


def share_navigation(app: Sphinx) -> None:
    """Give each page the tree that all share."""
    sharing = _Sharing()
    app.connect("env-updated", sharing.begin_anew)
    app.connect("html-page-context", sharing.before_theme, priority=_BEFORE_THEMES)
    app.connect("html-page-context", sharing.after_theme, priority=_AFTER_THEMES)


class _Sharing:
    """The trees of the build that runs, and what is known of the page at hand."""

    def __init__(self) -> None:
        self._navigation: Navigation | None = None
        self._plain: Callable[..., str] | None = None
        self._furo: _FuroRequest | None = None
        self._told = False

    def begin_anew(self, _app: Sphinx, _env: object) -> None:
        self._navigation, self._told = None, False

    def before_theme(self, app: Sphinx, name: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
        """Replace the function that gives the tree."""
        self._plain, self._furo = None, None
        if not app.config.excellence_navigation or "toctree" not in context or not can_share(app.builder):
            return
        if not _is_of_sphinx(context["toctree"]):
            self._tell(name)
            return
        if self._navigation is None:
            self._navigation = Navigation(app.builder)  # type: ignore[arg-type]
        self._plain = context["toctree"]
        context["toctree"] = partial(self._navigation.global_tree, name, self._plain)
        if "furo" in app.extensions:
            self._furo = _FuroRequest(context["toctree"])
            context["toctree"] = self._furo

    def _tell(self, name: str) -> None:
        if not self._told:
            _logger.info("navigation: drawn anew where another extension gives the tree, as on %s", name)
        self._told = True

    def after_theme(self, app: Sphinx, name: str, _template: str, context: dict[str, Any], _doctree: object) -> None:
        """Set what the theme has set, made from the tree that all share."""
        if self._navigation is None or self._plain is None:
            return
        if self._furo is not None:
            if context["toctree"] is self._furo:
                context["toctree"] = self._furo.shared
            if self._furo.is_asked:
                form = Form("furo", import_module("furo.navigation").get_navigation_tree, "current-page")
                tree = self._navigation.global_tree(name, self._plain, form, **_OF_FURO)
                context["furo_navigation_tree"] = tree
        elif _is_of_pydata(context.get("generate_toctree_html")):
            sidebar = _PydataSidebar(app, name, context, self._navigation, self._plain)
            context["generate_toctree_html"] = sidebar.html


def _is_of_sphinx(function: object) -> bool:
    """Whether it is what Sphinx gives to templates, rather than what an extension gives, to this page or to all."""
    return getattr(function, "__module__", "") == StandaloneHTMLBuilder.__module__


class _FuroRequest:
    """Answers Furo's own request with nothing, of which it makes nothing, and any other as ever."""

    def __init__(self, shared: Callable[..., str]) -> None:
        self.shared = shared
        self.is_asked = False

    def __call__(self, **arguments: Any) -> str:
        if self.is_asked or arguments != _OF_FURO:
            return self.shared(**arguments)
        self.is_asked = True
        return ""


def _is_of_pydata(function: object) -> bool:
    return hasattr(function, "__wrapped__") and function.__module__ == "pydata_sphinx_theme.toctree"


class _PydataSidebar:
    """The sidebar of pydata-sphinx-theme and of those that build on it, on one page."""

    def __init__(
        self, app: Sphinx, name: str, context: dict[str, Any], navigation: Navigation, plain: Callable[..., str]
    ) -> None:
        self._app = app
        self._name = name
        self._context = context
        self._navigation = navigation
        self._plain = plain
        self._made = context["generate_toctree_html"]

    def html(self, kind: str, startdepth: int = 1, show_nav_level: int = 1, **arguments: Any) -> Any:
        """Return what the theme's function of this name returns, as text where all pages share it."""
        ask = partial(self._made, kind, startdepth=startdepth, show_nav_level=show_nav_level, **arguments)
        # Which entries have a switch depends on the page where lists are left out.
        if kind != "sidebar" or arguments.get("collapse", True):
            return ask()
        form = Form(("pydata", show_nav_level), partial(self._form, show_nav_level))
        if startdepth == 0:
            return self._navigation.global_tree(self._name, self._plain, form, **arguments)
        module = import_module("pydata_sphinx_theme.toctree")
        section, adapter = module._get_ancestor_pagename(self._app, self._name, startdepth)  # noqa: SLF001
        if section is None:
            return ask()

        def resolve(addressing: Any, name: str) -> Any:
            return module.get_nonroot_toctree(SimpleNamespace(builder=addressing), name, section, adapter, **arguments)

        key = (section, show_nav_level, frozenset(arguments.items()))
        return self._navigation.tree(self._name, key, resolve, form, lambda: str(ask()))

    def _form(self, show_nav_level: int, html: str) -> str:
        """Return what the theme makes of a tree."""
        shared = self._context["toctree"]
        self._context["toctree"] = lambda **_: html
        try:
            return str(self._made.__wrapped__("sidebar", startdepth=0, show_nav_level=show_nav_level))
        finally:
            self._context["toctree"] = shared
