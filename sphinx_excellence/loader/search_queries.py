"""The file that ``excellence_queries`` names: what readers type into the search, and the patterns that answer it.

Owns reading it, and what is wrong with it. Keys besides ``query`` and ``wanted`` are the project's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sphinx_excellence.findings import Finding, Phrase, Place, Severity, nearest, suggestion
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.value_findings import type_word
from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.search_query import SearchQuery

RULE = "wrong-query"


class QueryFile:
    """The queries of a file below ``root``; ``setting`` is where the file is named.

    ``queries`` are those that can be used, ``findings`` what is wrong. Nothing is raised for what it holds.
    """

    def __init__(self, name: str, root: Path, cache: ParseCache, registry: Registry, setting: Place) -> None:
        """Read the file."""
        self.queries: tuple[SearchQuery, ...] = ()
        self.findings: list[Finding] = []
        self._registry = registry
        path = root / name
        self._file = shown_path(path, root)
        if not path.is_file():
            names = sorted(each.name for each in path.parent.iterdir()) if path.parent.is_dir() else []
            near = nearest(path.name, names, count=1)
            meant = ((Path(name).parent / near[0]).as_posix(),) if near else ()
            hint = N_("did you mean '%s'?") if near else N_("accepted: a file, relative to the folder of conf.py")
            self._wrong(setting, N_("`excellence_queries` names '%s', which is not a file"), (name,), hint, meant)
            return
        text = read_text(path, root)
        if isinstance(text, Finding):
            self.findings.append(text)
            return
        document = cache.read(text, path.suffix.lower())
        for problem in document.problems:
            place = Place(self._file, problem.line, problem.column)
            args = tuple(map(str, problem.args))
            self.findings.append(
                Finding(problem.rule, place, problem.message, args, problem.accepted, severity=Severity.ERROR)
            )
        if document.readable:
            self.queries = tuple(self._read(document))

    def _wrong(
        self, place: Place, said: str, args: tuple[str, ...], hint: str, hint_args: tuple[str, ...] = ()
    ) -> None:
        self.findings.append(Finding(RULE, place, said, args, hint, hint_args, severity=Severity.ERROR))

    def _read(self, document: Document) -> Iterator[SearchQuery]:
        if not isinstance(document.value, list):
            message = N_("the file contains %s; expected a list")
            self._wrong(
                Place(self._file), message, (type_word(document.value),),
                N_("accepted: a list of queries, such as `- {query: circuit breaker, wanted: [circuit-breaker]}`"),
            )  # fmt: skip
            return
        for number, value in enumerate(document.value):
            query = self._query(document, number, value)
            if query is not None:
                yield query

    def _query(self, document: Document, number: int, value: Any) -> SearchQuery | None:
        def place(*path: str | int, on_key: bool = False) -> Place:
            return Place(self._file, *document.locate((number, *path), on_key=on_key))

        given = value if isinstance(value, dict) else {}
        text, wanted = given.get("query"), given.get("wanted")
        names = [wanted] if isinstance(wanted, str) else wanted
        if not isinstance(text, str) or not text.strip():
            self._wrong(place(), N_("the query has no text"), (), N_("add `query`: what readers type"))
            return None
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            self._wrong(place(), N_("the query '%s' wants no pattern"), (text,), N_("add `wanted`: a list of patterns"))
            return None
        for index, name in enumerate(names):
            if not self._registry.is_known("pattern", name):
                at = place("wanted") if isinstance(wanted, str) else place("wanted", index)
                accepted, args = suggestion(name, self._registry.names("pattern"))
                self._wrong(at, N_("unknown %s '%s'"), (Phrase("pattern"), name), accepted, args)
        return SearchQuery(text, tuple(names))
