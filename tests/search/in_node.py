"""Runs the scripts of the search without a browser, in Node: on data of any sort, or on those of a built site.

Owns no opinion on what is good. That a browser shows the same is tested on some of the queries.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sphinx_excellence.extension.html.search.cached_data import with_downloads
from sphinx_excellence.extension.html.search.scripts import SEARCH, joined
from tests.lacking import find_node


def run_in_node(stemmer: str, data: str, queries: Sequence[str], texts: Sequence[str] = ()) -> dict[str, Any]:
    """Return what the scripts find for queries in such data, with such a stemmer, and how they split texts."""
    asked = {
        "stemmer": stemmer,
        "data": data,
        "scripts": [joined(SEARCH)],
        "queries": [*queries],
        "texts": [*texts],
    }
    command = [find_node(), str(Path(__file__).with_name("ranking_in_node.js"))]
    done = subprocess.run(command, input=json.dumps(asked), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def asked_in_node(site: Path, queries: Sequence[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return what each query finds on a built site, and the entries of its search, which go by number in that."""
    static = site / "_static"
    data = (static / "excellence-search-data.js").read_text(encoding="utf-8")
    entries = json.loads(data.splitlines()[0].removeprefix("var excellenceSearch = ").removesuffix(";"))["entries"]
    if "excellenceSearch.downloads" not in data:  # the site's PDF is not built for tests
        data = with_downloads(data, {"PDF": "_editions/living-history.pdf"})
    found = run_in_node((static / "language_data.js").read_text(encoding="utf-8"), data, queries)["found"]
    return [each for each, *_rest in found], entries


def panels_in_node(site: Path, queries: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the ids of the patterns that the panel shows for each query, best first."""
    found, entries = asked_in_node(site, queries)
    return [
        tuple(entries[number]["anchor"].removeprefix("record-pattern-") for number, *_rest in each["patterns"])
        for each in found
    ]
