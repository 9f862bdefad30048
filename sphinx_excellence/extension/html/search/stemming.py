"""Stems each word of a site once.

Sphinx reduces every word of every page to its stem for the search, and remembers the stems of one page at a time:
with the pure Python stemmers this is up to a quarter of a build. A word has one stem whatever page it is on, so
the language that the project uses gets a memory that lasts the whole run. The index is the same byte for byte.

To be removed once ``sphinx.search.IndexBuilder.feed`` keeps its memory between pages.
"""

from __future__ import annotations

from functools import cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from sphinx.search import SearchLanguage, languages

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def cache_stems(app: Sphinx) -> None:
    """Let the search language of the project remember the stems of a run."""
    wanted = app.config.html_search_language or app.config.language
    name = next((name for name in (wanted, wanted.partition("_")[0], "en") if name in languages), None)
    if name is None:
        return
    registered = languages[name]
    language: type[SearchLanguage] = resolve_name(registered) if isinstance(registered, str) else registered
    if not issubclass(language, _StemCache):
        app.add_search_language(type(f"Cached{language.__name__}", (_StemCache, language), {"lang": name}))


class _StemCache(SearchLanguage):
    """Mixed in before a language: its stems, each computed once."""

    def __init__(self, options: dict[str, str]) -> None:
        """Prepare the language, and put the memory in front of its stemmer."""
        super().__init__(options)
        self.stem = cache(self.stem)  # type: ignore[method-assign]
