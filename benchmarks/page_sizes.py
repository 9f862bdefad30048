"""What the extension adds to a page: the compressed sizes of its scripts and style sheets, as the page links them.

Counted is what comes with the extension and the sheet of the tiers' colours. Data that a page loads for its records is
another matter: it grows with the records, and is counted apart.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx_excellence.extension.html.add_style_sheets import STATIC, TIER_SHEET

#: What was promised, in bytes: of any page, and of one with a form to select by.
ORDINARY = 6_000
WITH_FORM = 12_000
#: What the search page may weigh: a limit of its own, set when it was made. It alone loads the search.
SEARCH = 12_000
_KINDS = {".css": "style", ".js": "script"}


class _Links(HTMLParser):
    """The addresses of the scripts and style sheets of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.found.append(given.get("src") or "")
        elif tag == "link" and "stylesheet" in (given.get("rel") or "").split():
            self.found.append(given.get("href") or "")


@dataclass(frozen=True, slots=True)
class Weight:
    """Compressed bytes of one page's style, script, and data; whether readers select by a ``form`` or ``search`` there."""

    style: int
    script: int
    data: int
    form: bool
    search: bool = False

    @property
    def total(self) -> int:
        """What is promised something."""
        return self.style + self.script

    @property
    def most(self) -> int:
        """What is promised."""
        if self.search:
            return SEARCH
        return WITH_FORM if self.form else ORDINARY


def weigh(site: Path, page: Path) -> Weight:
    """Return the weight of a page of a site built by an HTML builder."""
    text = page.read_text(encoding="utf-8")
    links = _Links()
    links.feed(text)
    sums = {"style": 0, "script": 0, "data": 0}
    shipped = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*")} | {TIER_SHEET}
    for address in sorted({urlsplit(each).path for each in links.found}):
        path = (page.parent / unquote(address)).resolve()
        name = path.relative_to(static).as_posix() if path.is_relative_to(static := site.resolve() / "_static") else ""
        kind = _KINDS.get(path.suffix) if name in shipped else "data" if name.startswith("excellence") else None
        if kind is not None:
            sums[kind] += len(gzip.compress(path.read_bytes(), mtime=0))
    return Weight(**sums, form="excellence-controls" in text, search="excellence-search" in text)


def sizes_table(site: Path, pages: Iterable[str]) -> str:
    """Return the weights of these pages as a Markdown table: a row for pages that weigh the same."""
    alike: Mapping[Weight, list[str]] = defaultdict(list)
    for name in pages:
        alike[weigh(site, site / name)].append(name)
    lines = ["| Page | Pages | Style | Script | Together | At most |  | Data |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | --- | --- | ---: |")
    for weight, names in sorted(alike.items(), key=lambda item: item[0].total):
        parts = (_kilobytes(each) for each in (weight.style, weight.script, weight.total))
        mark = "kept" if weight.total <= weight.most else "**missed**"
        cells = [f"`{names[0]}`", str(len(names)), *parts, _kilobytes(weight.most), mark]
        lines.append(f"| {' | '.join([*cells, _kilobytes(weight.data)])} |")
    return "\n".join(["```{table} Compressed by gzip", *lines, "```"]) + "\n"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} KB"
