"""Finds the pages that a build would read, without running Sphinx, as far as literal settings in conf.py say.

Owns walking the folder of the pages. What conf.py says is read elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from sphinx_excellence.loader.front_matter import NOTEBOOK_SUFFIX, Page
from sphinx_excellence.loader.markup_settings import Markup
from sphinx_excellence.loader.page_kinds import kind_of_page
from sphinx_excellence.safe_reading import is_generated, walk_once

#: What Sphinx leaves out of a project's pages, besides what it never reads at all.
EXCLUDING = ("exclude_patterns", "templates_path", "html_static_path", "html_extra_path")
#: https://github.com/sphinx-doc/sphinx/blob/master/sphinx/project.py, EXCLUDE_PATHS
_ALWAYS_EXCLUDED = ("**/_sources", ".#*", "**/.#*", "*.lproj/**")

_Match = Callable[[str], "re.Match[str] | None"]


def find_pages(
    folder: Path, conf: Mapping[str, Any], kinds: Mapping[str, str], headings: Mapping[str, str]
) -> list[Page]:
    """Return the pages below ``folder`` that may hold records.

    ``conf`` are the literal values of conf.py, ``kinds`` the kinds of pages by patterns of their names,
    ``headings`` the section that each heading begins.
    """
    from sphinx.util.matching import compile_matchers  # noqa: PLC0415  # slow to import, and for few commands

    excluded = [*_ALWAYS_EXCLUDED, *(pattern for name in EXCLUDING for pattern in _texts(conf.get(name)))]
    included = _texts(conf.get("include_patterns")) or ["**"]
    is_excluded = partial(_any, list(compile_matchers(excluded)))
    is_included = partial(_any, list(compile_matchers(included)))
    markup = Markup.of(conf)
    suffixes = _suffixes(conf)
    found = {}
    for name in _files(folder, is_excluded):
        suffix = next((each for each in suffixes if name.endswith(each)), None)
        if suffix is not None and is_included(name) and not is_excluded(name):
            docname = name.removesuffix(suffix)
            kind = kind_of_page(docname, kinds)
            found[name] = Page(docname, folder / name, suffixes[suffix], markup, kind, headings)
    return [page for _, page in sorted(found.items())]


def _suffixes(conf: Mapping[str, Any]) -> dict[str, bool]:
    """Return the endings of pages, and whether reStructuredText is behind each: what ``source_suffix`` says, or usual.

    https://www.sphinx-doc.org/en/master/usage/configuration.html#confval-source_suffix
    """
    given = conf.get("source_suffix")
    given = [given] if isinstance(given, str) else given
    if isinstance(given, list | tuple):
        given = dict.fromkeys(_texts(given), "restructuredtext")
    if not isinstance(given, dict):
        given = {".rst": "restructuredtext"}
    suffixes = {
        suffix: parser == "restructuredtext" for suffix, parser in given.items() if isinstance(suffix, str) and suffix
    }
    # The extensions that read these say so themselves. Where nothing reads notebooks, they are no pages.
    suffixes[".md"] = False
    if any("nb" in each for each in _texts(conf.get("extensions", ()))):
        suffixes[NOTEBOOK_SUFFIX] = False
    return suffixes


def _texts(value: object) -> Sequence[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def _any(matchers: Iterable[_Match], name: str) -> bool:
    normal = unicodedata.normalize("NFC", name)
    return any(match(normal) for match in matchers)


def _files(folder: Path, is_excluded: Callable[[str], bool]) -> Iterator[str]:
    """Yield the files that may be pages, relative to ``folder``; a folder met again through a link is passed over."""
    for name, folders, files in walk_once(folder):
        inside = "" if Path(name) == folder else f"{Path(name).relative_to(folder).as_posix()}/"
        folders[:] = sorted(
            child for child in folders if not (is_generated(Path(name), child, folder) or is_excluded(inside + child))
        )
        yield from (inside + file for file in sorted(files))
