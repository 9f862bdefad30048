"""What the extension adds to a page: the compressed sizes of its scripts and style sheets, its markup and its data.

Of scripts and sheets, counted is what comes with the extension and the sheet of the tiers' colours. Of the page, counted
is what the views write, with the texts of records in it; what people wrote on the page is theirs. Apart stands what a
page loads when a reader uses it: the results of a selector's form, and what the search page knows of the records.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path
from urllib.parse import unquote, urlsplit

from sphinx_excellence.extension.html.add_style_sheets import STATIC, TIER_SHEET
from sphinx_excellence.extension.html.filter import scripts as filter_scripts
from sphinx_excellence.extension.html.search import scripts as search_scripts
from sphinx_excellence.extension.html.search.cached_data import SCRIPT as SEARCH_DATA

#: What was promised, in bytes: of any page, and of one that readers select or compare on, or that shows every directive.
ORDINARY = 8_000
WITH_FORM = 16_000
#: So many live examples make a page one that shows every directive.
_GALLERY = 10
#: What the search page may weigh: a limit of its own, set when it was made. It alone loads the search.
SEARCH = 12_000
#: A page with a time machine, and what its views may write for each pattern that it draws, in a wide and in a narrow
#: drawing and in a table.
TIME_MACHINE, TIME_MACHINE_PATTERN = 15_000, 1_100
#: What the views may write into a page, with the data that it loads at once.
MARKUP = 25_000
#: What a page says that has something to select or compare by.
_FORMS = ("excellence-controls", 'class="excellence-comparer"')
_KINDS = {".css": "style", ".js": "script"}


class _Page(HTMLParser):
    """The addresses of the scripts and style sheets of a page, those it loads when it is used, and what views wrote."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.later: list[str] = []
        self.views: list[str] = []
        self._text = text
        self._lines = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._depth = self._from = 0
        self.feed(text)

    def _at(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script":
            self.found.append(given.get("src") or "")
        elif tag == "link" and "stylesheet" in (given.get("rel") or "").split():
            self.found.append(given.get("href") or "")
        elif tag == "div":
            if "data-part" in given:
                self.later.append(given["data-part"] or "")
            if self._depth:
                self._depth += 1
            elif "excellence" in (given.get("class") or "").split():
                self._depth, self._from = 1, self._at()

    def handle_endtag(self, tag: str) -> None:
        if tag == "div" and self._depth:
            self._depth -= 1
            if not self._depth:
                self.views.append(self._text[self._from : self._at()])


@dataclass(frozen=True, slots=True)
class Weight:
    """Compressed bytes of one page: of its style and script, of what views write, of its data, and of what comes later.

    ``form`` and ``search`` are whether readers select by a form or search there, ``machine`` whether there is a time
    machine, which draws so many patterns: ``drawn``.
    """

    style: int
    script: int
    html: int
    data: int
    later: int
    form: bool
    search: bool = False
    machine: bool = False
    drawn: int = 0

    @property
    def total(self) -> int:
        """What is promised something of scripts and sheets."""
        return self.style + self.script

    @property
    def most(self) -> int:
        """What is promised of them."""
        if self.machine:
            return TIME_MACHINE
        if self.search:
            return SEARCH
        return WITH_FORM if self.form else ORDINARY

    @property
    def markup(self) -> int:
        """What is promised something of the page."""
        return self.html + self.data

    @property
    def most_markup(self) -> int:
        """What is promised of it."""
        return max(MARKUP, TIME_MACHINE_PATTERN * self.drawn)

    @property
    def is_kept(self) -> bool:
        """Whether both promises are kept."""
        return self.total <= self.most and self.markup <= self.most_markup


def weigh(site: Path, page: Path) -> Weight:
    """Return the weight of a page of a site built by an HTML builder."""
    text = page.read_text(encoding="utf-8")
    read = _Page(text)
    sums = {"style": 0, "script": 0, "data": 0, "later": 0}
    shipped = {path.relative_to(STATIC).as_posix() for path in STATIC.rglob("*")} | {
        TIER_SHEET,
        *filter_scripts.SCRIPTS,
        *search_scripts.SCRIPTS,
    }
    later = {urlsplit(each).path for each in read.later}
    for address in sorted({urlsplit(each).path for each in read.found} | later):
        path = (page.parent / unquote(address)).resolve()
        name = path.relative_to(static).as_posix() if path.is_relative_to(static := site.resolve() / "_static") else ""
        kind = _KINDS.get(path.suffix) if name in shipped else "data" if name.startswith("excellence") else None
        if kind is not None:
            # Only who searches opens the search page, and nothing else loads its data.
            is_later = address in later or name == SEARCH_DATA
            sums["later" if is_later else kind] += _compressed(path.read_bytes())
    html = _compressed("".join(read.views).encode()) if read.views else 0
    return Weight(
        **sums,
        html=html,
        form=any(name in text for name in _FORMS) or text.count('class="live-example') >= _GALLERY,
        search="excellence-search-data.js" in text,
        machine="excellence-time-machine.js" in text,
        drawn=text.count('class="excellence-course-name') // 2,
    )


def _compressed(content: bytes) -> int:
    return len(gzip.compress(content, mtime=0))


def sizes_table(site: Path, pages: Iterable[str]) -> str:
    """Return the weights of these pages as a Markdown table: a row for pages with the same scripts, of the heaviest."""
    alike: Mapping[tuple[int, int, int, int], list[tuple[Weight, str]]] = defaultdict(list)
    for name in pages:
        weight = weigh(site, site / name)
        alike[weight.total, weight.style, weight.most, weight.later].append((weight, name))
    lines = ["| Heaviest page | Pages | Style, script | At most | HTML, data | At most |  | When used |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: | --- | ---: |")
    for _key, found in sorted(alike.items()):
        weight, heaviest = max(found, key=lambda each: (each[0].markup, each[1]))
        parts = (weight.total, weight.most, weight.markup, weight.most_markup)
        mark = "kept" if all(each.is_kept for each, _name in found) else "**missed**"
        cells = [f"`{heaviest}`", str(len(found)), *map(_kilobytes, parts), mark, _kilobytes(weight.later)]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(["```{table} Compressed by gzip", *lines, "```"]) + "\n"


def _kilobytes(size: int) -> str:
    return f"{size / 1000:.1f} KB"
