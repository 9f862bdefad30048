"""The Markdown extensions of a site: which of them convert its pages here, and with which options.

Owns the list of what may run. An extension is named by the site's settings, which are not to be trusted: only those of
Python-Markdown, of PyMdown and of a few packages that do nothing but convert text are loaded. Options that are Python
objects are replaced with the functions they name where those are known, and left out otherwise.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from types import FunctionType
from typing import Any

import markdown

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.mkdocs.emoji import emoji_index, emoji_text
from sphinx_excellence.takeover.mkdocs.site import Site
from sphinx_excellence.takeover.mkdocs.snippets import SafeSnippets
from sphinx_excellence.takeover.mkdocs.yaml_data import PythonObject, RelativePath
from sphinx_excellence.takeover.source import Note

#: The modules whose extensions may be loaded.
_MODULES = ("markdown.extensions.", "pymdownx.")
#: The packages whose extensions may be loaded by the short names that they register.
_PACKAGES = frozenset(
    {
        "markdown",
        "pymdown-extensions",
        "markdown-callouts",
        "mdx-truly-sane-lists",
        "mdx-gh-links",
        "mdx-breakless-lists",
        "python-markdown-math",
    }
)
#: Extensions that change no words, and that read files or ask the network.
_WITHOUT_WORDS = frozenset({"pymdownx.b64", "pymdownx.pathconverter"})
#: The modules whose functions options may name.
_FUNCTIONS_OF = frozenset(
    {"pymdownx.slugs", "pymdownx.superfences", "pymdownx.arithmatex", "markdown.extensions.toc"},
)
#: What reads and writes text for later, or by another tool: how the words are written down is all that is wanted here.
_FORCED: Mapping[str, Mapping[str, Any]] = {
    "pymdownx.highlight": {"linenums_style": "pymdownx-inline"},
    "pymdownx.arithmatex": {"generic": True},
    "pymdownx.emoji": {"emoji_index": emoji_index, "emoji_generator": emoji_text, "options": {}},
    "codehilite": {"linenums": False},
    "markdown.extensions.codehilite": {"linenums": False},
    "toc": {"permalink": False, "anchorlink": False},
    "markdown.extensions.toc": {"permalink": False, "anchorlink": False},
}
_HIGHLIGHT = "pymdownx.highlight"
_LOGGERS = ("MARKDOWN", "mkdocs", "pymdownx")


@dataclass(frozen=True)
class Extensions:
    """What Python-Markdown is called with: names or extensions, and options by name."""

    names: tuple[Any, ...]
    options: Mapping[str, Mapping[str, Any]]
    notes: tuple[Note, ...] = ()


def usable_extensions(site: Site) -> Extensions:
    """Return the extensions that convert the pages of a site; those that do not are reported."""
    names: list[Any] = []
    options: dict[str, Mapping[str, Any]] = {}
    notes: list[Note] = []
    for name, given in site.extensions.items():
        line = site.line_of_name("markdown_extensions", name)
        if name in _WITHOUT_WORDS:
            continue
        if not _may_run(name):
            notes.append(Note("unused-extension", site.config_name, line, _reason(name)))
            continue
        if name == "pymdownx.snippets":
            names.append(SafeSnippets(site.root, site.config_folder, _plain(given, site, name, notes)))
            continue
        used = {**_plain(given, site, name, notes), **_FORCED.get(name, {})}
        problem = _problem_with(name, used)
        if problem:
            notes.append(Note("unused-extension", site.config_name, line, Phrase("'%s' fails: %s", name, problem)))
            continue
        names.append(name)
        options[name] = used
    if _HIGHLIGHT not in names and {"pymdownx.superfences", "pymdownx.extra"} & set(options):
        # It switches this on by itself, with line numbers in a table.
        names.append(_HIGHLIGHT)
        options[_HIGHLIGHT] = _FORCED[_HIGHLIGHT]
    return Extensions(tuple(names), options, tuple(notes))


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep the messages of MkDocs and Python-Markdown off the terminal: what matters is reported as notes."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.disabled for logger in loggers]
    levels = [logger.level for logger in loggers]
    try:
        for logger in loggers:
            logger.setLevel(logging.CRITICAL + 1)
        yield
    finally:
        for logger, disabled, level in zip(loggers, before, levels, strict=True):
            logger.disabled = disabled
            logger.setLevel(level)


def _may_run(name: str) -> bool:
    module = name.partition(":")[0]
    if module.startswith(_MODULES):
        return True
    return name in _short_names()


@cache
def _short_names() -> frozenset[str]:
    """Return the short names of extensions that the installed packages of the list register."""
    found = entry_points(group="markdown.extensions")
    return frozenset(point.name for point in found if point.dist is not None and point.dist.name.lower() in _PACKAGES)


def _reason(name: str) -> Phrase:
    return Phrase("the Markdown extension '%s' does not run here: pages are compared as they are without it", name)


def _problem_with(name: str, options: Mapping[str, Any]) -> str:
    """Return why an extension cannot be used with its options; nothing where it can."""
    try:
        with quiet_libraries():
            markdown.Markdown(extensions=[name], extension_configs={name: dict(options)})
    except Exception as error:  # noqa: BLE001 - an extension may raise anything
        return f"{type(error).__name__}: {error}".split("\n", 1)[0]
    return ""


def _plain(options: Mapping[str, Any], site: Site, extension: str, notes: list[Note]) -> dict[str, Any]:
    """Return options with the functions that they name; what is not known is left out and told."""

    def told(key: str, name: str) -> None:
        if extension != "pymdownx.emoji":
            text = Phrase("the option '%s' of '%s' is left out: '%s' is not run", key, extension, name)
            notes.append(
                Note("unused-option", site.config_name, site.line_of_name("markdown_extensions", extension), text)
            )

    def converted(value: Any, key: str) -> Any:
        if isinstance(value, PythonObject):
            found = _function(value)
            if found is None:
                told(key, value.name)
            return found
        if isinstance(value, RelativePath):
            return value.path
        if isinstance(value, dict):
            pairs = ((name, converted(it, name)) for name, it in value.items())
            return {name: it for name, it in pairs if it is not None or not isinstance(value[name], PythonObject)}
        if isinstance(value, list):
            return [converted(item, key) for item in value]
        return value

    done = converted(dict(options), "")
    return done if isinstance(done, dict) else {}


def _function(value: PythonObject) -> Any | None:
    """Return a function that an option names, where it is one of those that only convert text."""
    module, _, name = value.name.rpartition(".")
    if module not in _FUNCTIONS_OF or name.startswith("_"):
        return None
    try:
        function = getattr(import_module(module), name)
        if not isinstance(function, FunctionType) or function.__module__ != module:
            return None
        if value.keywords is not None:
            function = function(**value.keywords)
    except (ImportError, AttributeError, TypeError, ValueError):
        return None
    return function if callable(function) else None
