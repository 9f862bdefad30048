"""Where the pages of a source state the tier of a pattern, and where they contradict each other.

A tier may be in the front matter of the pattern's page, in its title, a box or a line of it, in a row of a table with a
link to it, and in a list below a heading. Owns finding these places. Which of two statements holds is never guessed:
the record gets one note with every place. Where it is in doubt what a passage speaks of, it states nothing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from sphinx_excellence.findings import Phrase
from sphinx_excellence.model.pattern import Pattern
from sphinx_excellence.model.tier import DEFAULT_TIERS, TierScale
from sphinx_excellence.model.tier_wording import OF_OTHERS, Statement, Wording
from sphinx_excellence.model.vocabulary import DEFAULT_VOCABULARY, PATTERN_STATUS
from sphinx_excellence.takeover.front_matter_edit import FrontMatter
from sphinx_excellence.takeover.page_text import PageText
from sphinx_excellence.takeover.source import Note

#: The first line of a box: its title is in quotation marks, behind a bar, in brackets, or behind the name.
_BOX = re.compile(
    r"^(?:(?:!!!|\?\?\?\+?)[^\"\n]*\"(?P<quoted>[^\"\n]*)\"|/{3,}[^|\n]*\|(?P<barred>[^\n]*)"
    r"|:{3,}[ \t]*\w+[ \t]*\[?(?P<bare>[^\]\n{]*))"
)
#: Headings of passages about other times, and heads of tables that speak of them.
_PAST = re.compile(r"(?i)\b(?:histor|evolution|previous|former|before|after|until|since|was\b|year|date)")
#: What is around a tier that stands next to a link.
_AROUND = " \t\n-\N{EN DASH}\N{EM DASH}:,.;()[]*_"
#: A table of facts has a label and a value.
_FACT = 2


class Place(NamedTuple):
    """A tier, and the file and line that state it."""

    tier: str
    path: str
    line: int


@dataclass(frozen=True)
class PatternPage:
    """The page of a pattern, and what the pattern is called; ``tier_key`` is the key of front matter for its tier."""

    path: str
    id: str
    title: str
    tier_key: str | None


def contradictions(
    patterns: Iterable[PatternPage],
    texts: Mapping[str, PageText],
    matters: Mapping[str, FrontMatter],
    values: Mapping[str, str],
    progress: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[Note]:
    """Yield a note for each pattern whose tier is stated in different ways; ``values`` maps words to tiers.

    ``progress`` is told how many pages of how many are read.
    """
    pages = {page.path: page for page in patterns}
    found: dict[str, list[Place]] = {path: [] for path in pages}
    wording = _wording()
    for path, page in pages.items():
        matter = matters[path]
        written = str(matter.values.get(page.tier_key, "")) if page.tier_key is not None else ""
        tier = wording.names.get(values.get(written, written).casefold())
        if tier is not None and page.tier_key is not None:
            found[path].append(Place(tier, path, matter.lines.get(page.tier_key, 0) + 1))
    for number, (path, text) in enumerate(texts.items() if pages else ()):
        progress(number, len(texts))
        if path.endswith((".md", ".markdown")) and _names_a_tier(text.body):
            for stated_of, place in _Reader(path, text, pages, wording).read():
                found[stated_of].append(place)
    for path, places in found.items():
        by_tier: dict[str, list[str]] = {}
        for place in dict.fromkeys(places):
            by_tier.setdefault(place.tier, []).append(f"{place.path}:{place.line}")
        if len(by_tier) > 1:
            told = "; ".join(f"{tier} ({', '.join(where)})" for tier, where in by_tier.items())
            said = Phrase("the tier of '%s' is stated in different ways, and none is chosen: %s", pages[path].id, told)
            yield Note("contradicting-tiers", path, places[0].line if places[0].path == path else 1, said)


@cache
def _wording() -> Wording:
    return Wording.of(TierScale(DEFAULT_TIERS), DEFAULT_VOCABULARY[PATTERN_STATUS])


@cache
def _words() -> re.Pattern[str]:
    wording = _wording()
    return re.compile("|".join(re.escape(word) for word in (*wording.names, *wording.signs)), re.IGNORECASE)


def _names_a_tier(text: str) -> bool:
    return _words().search(text) is not None


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


class _Link(NamedTuple):
    """A link to the page of a pattern; where its text begins and ends in the passage."""

    path: str
    start: int
    end: int


class _Reader:
    """Reads one page: what it states of its own pattern, and of those that it links to."""

    def __init__(self, path: str, text: PageText, pages: Mapping[str, PatternPage], wording: Wording) -> None:
        self._path = path
        self._text = text
        self._pages = pages
        self._wording = wording
        self._headings: list[tuple[int, str]] = []
        page = pages.get(path)
        self._own = None if page is None else Pattern.model_construct(id=page.id, title=page.title, aliases=())

    def read(self) -> Iterator[tuple[str, Place]]:
        """Yield the paths of patterns' pages, each with a place that states its tier."""
        tokens = _parser().parse(self._text.body)
        own: list[tuple[Statement, int]] = []
        around: list[str] = []
        table: list[list[Token]] = []
        for number, token in enumerate(tokens):
            if token.type == "table_open":
                table = []
            elif token.type == "tr_open":
                table.append([])
            elif token.type == "table_close":
                yield from self._table(table)
                own += self._facts(table)
            if token.nesting == 1:
                around.append(token.type)
            elif token.nesting == -1:
                around.pop()
            if token.type != "inline":
                continue
            if "table_open" in around:
                table[-1].append(token)
            elif around[-1:] == ["heading_open"]:
                own += self._heading(int(tokens[number - 1].tag[1:]), token)
            elif "blockquote_open" not in around:
                is_item = "list_item_open" in around
                own += self._passage(token, is_item=is_item)
                if is_item and tokens[number - 2].type == "list_item_open":
                    yield from self._item(token)
        weak = {statement.tier for statement, _line in own if statement.weak}
        for statement, line in own:
            # Medals of several tiers on one page explain what each means.
            if not (statement.weak and len(weak) > 1):
                yield self._path, Place(statement.tier, self._path, line)

    def _line(self, token: Token) -> int:
        return (token.map[0] if token.map else 0) + self._text.lines_above + 1

    def _heading(self, level: int, token: Token) -> Iterator[tuple[Statement, int]]:
        text = _plain(token)
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        self._headings.append((level, text))
        if self._own is not None and level == 1:
            yield from ((statement, self._line(token)) for statement in self._wording.in_heading(text))

    def _speaks_of(self, others: re.Pattern[str]) -> bool:
        return any(others.search(text) for level, text in self._headings if level > 1)

    def _passage(self, token: Token, *, is_item: bool) -> Iterator[tuple[Statement, int]]:
        """Yield what a passage of a pattern's page states of it."""
        if self._own is None or self._speaks_of(OF_OTHERS):
            return
        text = _plain(token)
        box = _BOX.match(text)
        if box is not None:
            text = next((title.strip() for title in box.groups() if title), "")
        for statement in self._wording.stated(text, self._own, is_item=is_item):
            yield statement, self._line(token)

    def _facts(self, rows: list[list[Token]]) -> Iterator[tuple[Statement, int]]:
        """Yield what a table of labels and values states of the page's own pattern."""
        if self._own is None or self._speaks_of(OF_OTHERS) or any(len(row) != _FACT for row in rows):
            return
        for label, value in rows:
            for statement in self._wording.facts(_plain(label), _plain(value)):
                yield statement, self._line(label)

    def _table(self, rows: list[list[Token]]) -> Iterator[tuple[str, Place]]:
        """Yield what a table states of the patterns that it links to: in their rows, and by the heads of columns."""
        if not rows or self._speaks_of(_PAST) or any(_PAST.search(_plain(head)) for head in rows[0]):
            return
        by_column = [self._tier_of(_plain(head)) for head in rows[0]]
        for row in rows[1:]:
            linked = [(number, link) for number, cell in enumerate(row) for link in self._links(cell)[:1]]
            stated = {tier for cell in row if not self._links(cell) and (tier := self._tier_of(_plain(cell)))}
            if linked and len(stated) == 1 and not any(by_column):
                yield linked[0][1].path, Place(stated.pop(), self._path, self._line(row[0]))
            for number, link in linked:
                tier = by_column[number] if number < len(by_column) else None
                if tier is not None:
                    yield link.path, Place(tier, self._path, self._line(row[0]))

    def _item(self, token: Token) -> Iterator[tuple[str, Place]]:
        """Yield what an item of a list states of the pattern that it begins with."""
        links = self._links(token)
        if not links or self._speaks_of(_PAST):
            return
        text, link = _plain(token), links[0]
        beside = [text[: link.start], text[link.end :].split(". ")[0]]
        if beside[0].strip(_AROUND + "".join(self._wording.signs) + "\N{VARIATION SELECTOR-16}"):
            return  # it begins with something else
        signed = {self._wording.signs[sign] for sign in self._wording.signs for part in beside if sign in part}
        tier = self._tier_of(beside[1].strip(_AROUND)) or (signed.pop() if len(signed) == 1 else None)
        if tier is None and not signed:
            above = (self._tier_of(heading) for _level, heading in reversed(self._headings))
            tier = next((each for each in above if each is not None), None)
        if tier is not None:
            yield link.path, Place(tier, self._path, self._line(token))

    def _tier_of(self, text: str) -> str | None:
        """Return the tier that a cell, a heading or a word next to a link is: one, and nothing else."""
        plain = text.strip(_AROUND)
        if plain in self._wording.signs:
            return self._wording.signs[plain]
        found = {each.tier for each in self._wording.bare(plain.removesuffix("s"))}
        return found.pop() if len(found) == 1 else None

    def _links(self, token: Token) -> list[_Link]:
        """Return the links of a passage that lead to the pages of patterns."""
        found, position, opened = [], 0, None
        for child in token.children or ():
            if child.type == "link_open":
                path = self._page_at(str(child.attrGet("href") or ""))
                opened = (path, position) if path is not None else None
            elif child.type == "link_close" and opened is not None:
                found.append(_Link(opened[0], opened[1], position))
                opened = None
            else:
                position += len(_text_of(child))
        return found

    def _page_at(self, address: str) -> str | None:
        """Return the pattern's page that an address leads to; one that leads to the page itself says nothing."""
        target = unquote(address.partition("#")[0].partition("?")[0])
        if not target or ":" in target:
            return None
        if target.startswith("/"):
            path = posixpath.normpath(target.lstrip("/"))
        else:
            path = posixpath.normpath(posixpath.join(posixpath.dirname(self._path), target))
        names = (path, f"{path}.md", f"{path}/index.md", f"{path}/README.md")
        return next((name for name in names if name in self._pages and name != self._path), None)


def _plain(token: Token) -> str:
    return "".join(_text_of(child) for child in token.children or ())


def _text_of(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return "\n"
    return token.content if token.type in {"text", "image"} else ""
