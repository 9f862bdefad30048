"""A feed as a document: Atom (RFC 4287) and JSON Feed 1.1, the same entries in both.

Owns the two formats. Where anything is, is given.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from sphinx_excellence.extension.html.feeds.entries import Entry
from sphinx_excellence.findings import RecordKey

_ATOM = "http://www.w3.org/2005/Atom"
_JSON_FEED = "https://jsonfeed.org/version/1.1"
_GENERATOR = "sphinx-excellence"
#: What XML cannot hold.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed says of itself, and where things are: ``site`` is the home page, ``ids`` begins each entry's id."""

    title: str
    author: str
    language: str
    site: str
    ids: str
    page_of: Callable[[RecordKey], str | None]

    def id_of(self, entry: Entry) -> str:
        """Return the id of an entry, which stays when pages move."""
        return f"{self.ids}#{quote(entry['id'], safe='/-._~')}"

    def content(self, entry: Entry) -> str:
        """Return what an entry says, in HTML, with links to the pages of records."""
        made = []
        for piece in entry["content"]:
            if isinstance(piece, str):
                made.append(piece)
            else:
                kind, record_id, text = piece
                page = self.page_of((kind, record_id))
                made.append(text if page is None else f'<a href="{html.escape(page)}">{text}</a>')
        return "".join(made)


def atom(channel: Channel, address: str, entries: Sequence[Entry]) -> str:
    """Return the Atom feed at ``address``; it has entries, the newest first."""
    feed = Element("feed", {"xmlns": _ATOM, "xml:lang": channel.language})
    _text(feed, "title", channel.title)
    _text(feed, "id", address)
    _text(feed, "updated", _moment(entries[0]))
    _text(SubElement(feed, "author"), "name", channel.author)
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": address})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": channel.site})
    _text(feed, "generator", _GENERATOR)
    for each in entries:
        entry = SubElement(feed, "entry")
        _text(entry, "title", each["title"])
        _text(entry, "id", channel.id_of(each))
        _text(entry, "published", _moment(each))
        _text(entry, "updated", _moment(each))
        page = channel.page_of(_record(each))
        if page is not None:
            SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page})
        for term, label in each["tags"]:
            SubElement(entry, "category", {"term": _in_xml(term), "label": _in_xml(label)})
        _text(entry, "content", channel.content(each)).set("type", "html")
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _text(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, name)
    made.text = _in_xml(text)
    return made


def _in_xml(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _moment(entry: Entry) -> str:
    return f"{entry['day']}T00:00:00Z"


def _record(entry: Entry) -> RecordKey:
    kind, record_id = entry["record"]
    return kind, record_id


def json_feed(channel: Channel, address: str, entries: Sequence[Entry]) -> str:
    """Return the JSON Feed at ``address``; it has entries, the newest first."""
    items = []
    for each in entries:
        page = channel.page_of(_record(each))
        items.append(
            {
                "id": channel.id_of(each),
                **({} if page is None else {"url": page}),
                "title": each["title"],
                "content_html": channel.content(each),
                "date_published": _moment(each),
                "tags": [label for _term, label in each["tags"]],
            }
        )
    feed = {
        "version": _JSON_FEED,
        "title": channel.title,
        "home_page_url": channel.site,
        "feed_url": address,
        "authors": [{"name": channel.author}],
        "language": channel.language,
        "items": items,
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
