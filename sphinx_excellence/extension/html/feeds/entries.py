"""The entries of feeds, as plain values that can be stored: the texts of events, with places for the links to records.

Owns what an entry says, in the language of the site, and which entries are in which feed. Where records have their
pages is known only to the builder that publishes the feeds.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from datetime import date
from typing import TypedDict

from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.extension.project.plain_words import plain_words
from sphinx_excellence.model import prose
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.views.blocks import (
    Inline,
    Reference,
    Rich,
    WebLink,
)
from sphinx_excellence.views.events import EVENT_KINDS, Event, events
from sphinx_excellence.views.record_labels import category_title

#: How many entries a feed has at most: the newest.
LIMIT = 100
#: The name of the feed of everything.
WHOLE = "changes"
_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")

#: A text in HTML, or a link to a record: its kind, its id, and the text of the link in HTML.
Piece = str | tuple[str, str, str]


class Entry(TypedDict):
    """One event. ``content`` is HTML; ``tags`` are ids with what readers see of them."""

    id: str
    day: str
    record: tuple[str, str]
    title: str
    content: list[Piece]
    tags: list[tuple[str, str]]


class Feed(TypedDict):
    """One feed: the name of its files, its ``category`` and the title of that, and which entries are in it."""

    name: str
    category: str
    title: str
    entries: list[int]


class Feeds(TypedDict):
    """All feeds, the whole one first. There is none where nothing has happened."""

    feeds: list[Feed]
    entries: list[Entry]


def feeds_of(registry: Registry, today: date) -> Feeds:
    """Return the feeds of what has happened until ``today``: of everything, and of each category."""
    found = events(registry, until=today)
    by_feed: dict[str, list[int]] = {"": []} if found else {}
    for place, event in enumerate(found):
        for category in ("", *event.categories):
            listed = by_feed.setdefault(category, [])
            if len(listed) < LIMIT:
                listed.append(place)
    used = sorted({place for places in by_feed.values() for place in places})
    now = {place: number for number, place in enumerate(used)}
    names = _file_names(category for category in by_feed if category)
    feeds = [
        Feed(
            name=names.get(category, WHOLE),
            category=category,
            title=category_title(category, registry),
            entries=[now[place] for place in by_feed[category]],
        )
        for category in sorted(by_feed)
    ]
    return Feeds(feeds=feeds, entries=[_entry(found[place], registry) for place in used])


def _file_names(categories: Iterable[str]) -> dict[str, str]:
    """Return the name of the files of each category; an id that is no plain word gets a name of its own."""
    named: dict[str, str] = {}
    for category in categories:
        name = category
        if _PLAIN_NAME.fullmatch(category) is None:
            words = re.sub(r"[^a-z0-9]+", "-", category.casefold()).strip("-")[:40]
            name = f"{words}-{hashlib.blake2b(category.encode(), digest_size=4).hexdigest()}".lstrip("-")
        named[category] = f"category/{name}"
    return named


def _entry(event: Event, registry: Registry) -> Entry:
    what = "".join(plain_words(inline) for inline in event.what)
    kind, record_id = event.key
    record: list[Piece] = [(kind, record_id, html.escape(event.title)), ": "]
    paragraphs = [[*record, *_pieces(event.what, registry), " \N{EN DASH} ", *_pieces(event.when, registry)]]
    if event.why:
        paragraphs.append(_pieces(event.why, registry))
    return Entry(
        id=event.id,
        day=event.first.isoformat(),
        record=event.key,
        title=f"{event.title}: {what}",
        content=_joined([piece for each in paragraphs for piece in ("<p>", *each, "</p>")]),
        tags=[
            (event.kind, worded(EVENT_KINDS[event.kind])),
            *((category, category_title(category, registry)) for category in event.categories),
        ],
    )


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Return pieces with neighbouring texts as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and joined and isinstance(joined[-1], str):
            joined[-1] += piece
        elif piece:
            joined.append(piece)
    return joined


def _pieces(inlines: Iterable[Inline], registry: Registry) -> list[Piece]:
    """Return inline values as HTML, with places for links to records."""
    made: list[Piece] = []
    for inline in inlines:
        match inline:
            case Rich():
                made += _spans(prose.parse_prose(inline.source), registry)
            case Reference() if inline.address is None:
                made.append((inline.kind, inline.id, html.escape(inline.title)))
            case Reference():
                made += _link(inline.address or "", [html.escape(inline.title)])
            case WebLink():
                made += _link(inline.url, [html.escape(plain_words(inline))])
            case _:
                made.append(html.escape(plain_words(inline)))
    return made


def _link(address: str, inside: list[Piece]) -> list[Piece]:
    """Return a link to an address of the web; what is inside alone where it may not be one."""
    if not address or prose.unsafe_scheme(address) is not None:
        return inside
    return [f'<a href="{html.escape(address)}">', *inside, "</a>"]


def _spans(spans: tuple[prose.Span, ...], registry: Registry) -> list[Piece]:
    made: list[Piece] = []
    for span in spans:
        match span:
            case prose.Text():
                made.append(html.escape(span.text))
            case prose.Code():
                made.append(f"<code>{html.escape(span.text)}</code>")
            case prose.Emphasis():
                made += ["<em>", *_spans(span.spans, registry), "</em>"]
            case prose.Strong():
                made += ["<strong>", *_spans(span.spans, registry), "</strong>"]
            case prose.Link() if span.external:
                made += _link(span.target, _spans(span.spans, registry))
            case prose.Link():
                made += _record_link(span, registry)
    return made


def _record_link(link: prose.Link, registry: Registry) -> list[Piece]:
    inside = _spans(link.spans, registry)
    key = registry.find_any(link.target)
    if key is None:
        return inside
    # Links have no links inside, so that all is text.
    record = registry.find(*key)
    text = "".join(piece for piece in inside if isinstance(piece, str)) or html.escape(record.title if record else "")
    address = registry.address_of(*key)
    return [(*key, text)] if address is None else _link(address, [text])
