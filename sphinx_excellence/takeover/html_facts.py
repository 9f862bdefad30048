"""What a reader sees of a page, out of its HTML: words, headings, anchors, fences, rows of tables, links.

Owns reading HTML, the same way for the old site and for the new one, so that both can be compared. What generators add
for themselves (line numbers, the signs of links to headings, drawings) is passed over.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from lxml import etree, html

#: A word: what a generator may change around it, such as quotation marks, is no part of it.
WORD = re.compile(r"\w+")
#: Markdown that a site showed as it is written: asterisks next to a word, which some converters do not take.
_ASTERISKS = re.compile(r"(?<=\w)\*{1,3}(?=\w)|(?<![\w*])\*{1,3}(?=\w+\*{1,3}\w)")
#: The same of a link: its text, and its address without blanks, which the other site has as a link.
_WRITTEN_LINK = re.compile(r"\[([^\[\]]*)\]\(([^()\s]*)\)")
#: The texts that may hold Markdown as it is written: code shows what it shows.
_TEXTS = etree.XPath(
    ".//text()[string-length(.) > 2][not(ancestor::pre or ancestor::code or ancestor::script or ancestor::style)]"
)
#: A number that a line of text begins with, as items of lists do: some converters begin a list there.
_LINE_NUMBER = re.compile(r"\n[ \t]*(\d{1,9})[.)](?=\s)")
#: What a cell is compared without, and what becomes of dashes: generators turn straight quotes and dashes into others.
_SIGNS = str.maketrans(
    {**dict.fromkeys("\"'`\u2018\u2019\u201a\u201c\u201d\u201e\u00ab\u00bb\u00ad\u200b\\\\", ""), "\u2026": "..."}
)
_DASHES = re.compile("[-\u2010-\u2015\u2212]+")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements whose text nobody reads as words of the page.
_SILENT = frozenset({"script", "style", "template", "svg", "noscript", "head", "button"})
#: Elements that do not end a word.
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins",
    "kbd", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
#: Classes of what generators add: signs of links, line numbers, the way back from a footnote.
_ADDED = frozenset({
    "headerlink", "linenos", "linenodiv", "lineno", "footnote-backref", "footnote-ref-back",
    "footnote-ref", "footnote-reference", "md-content__button",
    "copybtn", "excellence-only-script",
})  # fmt: skip
_LINE_NUMBERS = frozenset({"linenos", "lineno"})
#: Anchors that a generator makes for itself, to which nobody links.
_OWN_ANCHOR = re.compile(r"(?:__|fn(?:ref)?\d*[:-]|fnref\d*|fn\d+$|id\d+$|index-\d+$|footnote-)")
#: Links of generators to such anchors. Sphinx leads links of the page to ``id1`` too, so those count.
_OWN_LINK = re.compile(r"#(?:__|fn(?:ref)?\d*[:-]|fnref\d*|fn\d+$|index-\d+$|footnote-)")
_LINKS = {"a": "href", "img": "src", "iframe": "src", "video": "src", "audio": "src", "source": "src", "embed": "src",
          "object": "data", "area": "href"}  # fmt: skip
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_SCHEME = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]*:")
_OUTSIDE = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")


@dataclass(frozen=True)
class PageFacts:
    """What a reader sees of one page.

    ``words`` are in the order of the page; ``headings`` are levels and texts; ``rows`` hold the text of each cell of a
    table, signs included; ``inside`` and ``outside`` are addresses of links and images as written, unquoted;
    ``written_links`` are addresses of links of Markdown that the site showed as text;
    ``heading_anchors`` are those of ``anchors`` that headings have, with the text of the heading; ``line_numbers`` are
    words that lines of text begin with, such as ``2.``, and ``list_numbers`` those in front of items of lists;
    ``places`` say, for a page of a built site, how much text is above each anchor: two anchors with the same are one
    place to a reader.
    """

    words: tuple[str, ...] = ()
    headings: tuple[tuple[int, str], ...] = ()
    anchors: tuple[str, ...] = ()
    fences: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    written_links: tuple[str, ...] = ()
    line_numbers: tuple[str, ...] = ()
    list_numbers: tuple[str, ...] = ()
    heading_anchors: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def anchor_set(self) -> frozenset[str]:
        """The anchors, to look them up."""
        return frozenset(self.anchors)

    def as_json(self) -> dict[str, Any]:
        """Return the facts as plain values."""
        return {
            "words": " ".join(self.words),
            "headings": [list(each) for each in self.headings],
            "anchors": list(self.anchors),
            "fences": list(self.fences),
            "rows": [list(each) for each in self.rows],
            "inside": list(self.inside),
            "outside": list(self.outside),
            "written_links": list(self.written_links),
            "line_numbers": " ".join(self.line_numbers),
            "list_numbers": " ".join(self.list_numbers),
        }

    @classmethod
    def of_json(cls, value: dict[str, Any]) -> PageFacts:
        """Return the facts that plain values describe."""
        return cls(
            tuple(value["words"].split()),
            tuple((int(level), str(text)) for level, text in value["headings"]),
            tuple(value["anchors"]),
            tuple(value["fences"]),
            tuple(tuple(row) for row in value["rows"]),
            tuple(value["inside"]),
            tuple(value["outside"]),
            tuple(value.get("written_links", ())),
            tuple(value.get("line_numbers", "").split()),
            tuple(value.get("list_numbers", "").split()),
        )


@dataclass
class _Found:
    headings: list[tuple[int, str]] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    fences: list[str] = field(default_factory=list)
    rows: list[tuple[str, ...]] = field(default_factory=list)
    inside: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    list_numbers: list[str] = field(default_factory=list)
    heading_anchors: dict[str, str] = field(default_factory=dict)


#: The control characters that XML does not hold.
_UNPARSABLE = dict.fromkeys(set(range(32)) - {*b"\t\n\r"})


def facts_of_fragment(text: str) -> PageFacts:
    """Return the facts of the HTML of a body."""
    if not text.strip():
        return PageFacts()
    return _facts(html.fragment_fromstring(_parsable(text), create_parent="div"), None)


def facts_of_page(data: bytes) -> PageFacts:
    """Return the facts of a whole page of a built site: its main part, and the anchors of all of it."""
    document = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    return _facts(_main_part(document), document)


def _parsable(text: str) -> str:
    """Return a text without the characters that no XML holds."""
    return text.translate(_UNPARSABLE)


def _main_part(document: Any) -> Any:
    """Return the element with the page's own content, by the marks that themes of Sphinx give it."""
    for query in ('//*[@role="main"]', '//*[@itemprop="articleBody"]', "//main", "//article",
                  '//div[contains(concat(" ", @class, " "), " body ")]', "//body"):  # fmt: skip
        found = document.xpath(query)
        if found:
            return found[0]
    return document


def _facts(main: Any, whole: Any | None) -> PageFacts:
    found = _Found()
    words = split_words("".join(_texts(main, found)))
    anchors = found.anchors
    texts = _TEXTS(main) if whole is None else []
    if whole is not None:
        anchors = list(dict.fromkeys(_all_anchors(whole)))
    return PageFacts(
        words,
        tuple(found.headings),
        tuple(anchors),
        tuple(found.fences),
        tuple(found.rows),
        tuple(found.inside),
        tuple(found.outside),
        written_links=_written_links(texts),
        line_numbers=tuple(number for text in texts for number in _LINE_NUMBER.findall(text)),
        list_numbers=tuple(found.list_numbers),
        heading_anchors=found.heading_anchors,
        places=_places(main) if whole is not None else {},
    )


def _written_links(texts: list[str]) -> tuple[str, ...]:
    """Return where links lead that are text, inside the site as far as one can say."""
    addresses = (found[2] for text in texts if "](" in text for found in _WRITTEN_LINK.finditer(text))
    return tuple(unquote(address) for address in addresses if address and not _OUTSIDE.match(address))


def is_everywhere(anchor: str) -> bool:
    """Whether an anchor needs no element: the top of a page, and what scripts of a site read."""
    return anchor in {"top", "__top"} or anchor.startswith("?")


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text; Markdown in it that the site did not take reads as what it says."""
    return tuple(WORD.findall(_as_read(unicodedata.normalize("NFC", text).replace("\u00ad", ""))))


def _as_read(text: str) -> str:
    return _ASTERISKS.sub("", _WRITTEN_LINK.sub(r"[\1]", text))


def _texts(element: Any, found: _Found) -> Iterator[str]:
    """Yield the texts of an element in order, with blanks where a word ends, and note what else is there."""
    tag = element.tag if isinstance(element.tag, str) else ""
    classes = set((element.get("class") or "").split())
    if not tag or tag in _SILENT or _ADDED & classes:
        if tag == "svg" or not tag or _LINE_NUMBERS & classes:  # a line of code begins behind its number
            return
        yield " "
        return
    _note_links_and_anchors(element, tag, found)
    if tag in _HEADINGS or _is_rubric(element, tag):
        level = int(tag[1]) if tag in _HEADINGS else 0
        text = "".join(_inside(element, found))
        words = " ".join(split_words(text))
        found.headings.append((level, words))
        if level:
            found.heading_anchors |= {name: words for name in _anchors(element) if not _OWN_ANCHOR.match(name)}
        yield f" {text} "
    elif tag == "pre" or _is_diagram(element):
        # What no reader sees, the parsers of HTML keep or drop as they like.
        text = _UNSEEN.sub("", "".join(_inside(element, found)))
        lines = [line.rstrip() for line in text.expandtabs(4).strip("\n").rstrip().split("\n")]
        if _is_diagram(element):
            lines[0] = lines[0].lstrip()  # generators indent it with their own HTML
        found.fences.append("\n".join(lines))
        yield f" {text} "
    elif tag == "tr" and not _is_of_code(element):
        yield from _row(element, found)
    elif tag in _INLINE:
        yield from _inside(element, found)
    else:
        if tag == "ol":
            found.list_numbers += _numbers_of(element)
        yield " "
        yield from _inside(element, found)
        yield " "


def _inside(element: Any, found: _Found) -> Iterator[str]:
    if element.tag == "img":
        yield f" {element.get('alt') or ''} "
    elif element.tag == "abbr" and element.get("title"):
        yield element.text or ""
        for child in element:
            yield from _texts(child, found)
            yield child.tail or ""
        yield f" {element.get('title')} "
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, found)
        yield child.tail or ""


def _numbers_of(element: Any) -> list[str]:
    """Return the numbers that readers see in front of the items of a list."""
    first = element.get("start") or "1"
    start = int(first) if first.isdecimal() else 1
    return [str(start + index) for index, _ in enumerate(element.iterchildren("li"))]


def _row(element: Any, found: _Found) -> Iterator[str]:
    cells = []
    for child in element:
        text = "".join(_texts(child, found))
        if child.tag in {"td", "th"}:
            cells.append(_cell(text))
        yield f" {text} "
    found.rows.append(tuple(cells))


def _cell(text: str) -> str:
    """Return the text of a cell in one line, without what generators write in ways of their own: quotes and dashes."""
    normal = _ASTERISKS.sub("", _WRITTEN_LINK.sub(r"\1", unicodedata.normalize("NFC", text))).translate(_SIGNS)
    return " ".join(_DASHES.sub("-", normal).split())


def _places(main: Any) -> dict[str, int]:
    """Return for each anchor how many letters of the page are above it; for one in a heading, above the heading."""
    places: dict[str, int] = {}
    above = 0
    heading: tuple[Any, int] | None = None
    skipped: Any = None
    for event, element in etree.iterwalk(main, events=("start", "end")):
        if event == "start" and skipped is None:
            if heading is None and element.tag in _HEADINGS:
                heading = (element, above)
            for name in _anchors(element):
                places.setdefault(name, above if heading is None else heading[1])
            if element.tag in _SILENT or _ADDED & set((element.get("class") or "").split()):
                skipped = element
            else:
                above += _letters(element.text)
        elif event == "end":
            skipped = None if skipped is element else skipped
            heading = None if heading is not None and heading[0] is element else heading
            if skipped is None and element is not main:
                above += _letters(element.tail)
    return places


def _letters(text: str | None) -> int:
    return sum(map(len, WORD.findall(text))) if text else 0


def _is_of_code(element: Any) -> bool:
    return any("highlighttable" in (above.get("class") or "") for above in element.iterancestors("table"))


def _is_rubric(element: Any, tag: str) -> bool:
    """Whether an element is a heading that Sphinx could not make a section of."""
    return tag == "p" and "rubric" in (element.get("class") or "").split()


def _is_diagram(element: Any) -> bool:
    return element.tag in {"div", "pre"} and "mermaid" in (element.get("class") or "").split()


def _note_links_and_anchors(element: Any, tag: str, found: _Found) -> None:
    for name in _anchors(element):
        if not _OWN_ANCHOR.match(name):
            found.anchors.append(name)
    attribute = _LINKS.get(tag)
    address = (element.get(attribute) or "").strip() if attribute else ""
    if address.startswith(("data:", "javascript:", "vbscript:")) or not address:
        return
    if _OUTSIDE.match(address):
        # Capitals in `Https:` say nothing.
        found.outside.append(unquote(_SCHEME.sub(lambda scheme: scheme[0].lower(), address, count=1)))
    elif not _OWN_LINK.match(address):
        found.inside.append(unquote(address))


def _anchors(element: Any) -> Iterator[str]:
    if element.get("id"):
        yield element.get("id")
    if element.tag == "a" and element.get("name"):
        yield element.get("name")


def _all_anchors(document: Any) -> Iterator[str]:
    for element in document.iter(etree.Element):
        yield from _anchors(element)
