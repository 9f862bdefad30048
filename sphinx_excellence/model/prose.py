"""The prose of records: CommonMark inline text as plain values.

Owns the parser and the span types. Emphasis, strong, code, line breaks and links are understood; raw HTML is
text, an image is its alternative text. Rendering the spans belongs to the extension.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Characters without which a text holds no markup: then it is not parsed at all.
_MARKUP = re.compile(r"[*_`\[\]<>\\&\n]")
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


@dataclass(frozen=True, slots=True)
class Text:
    """Literal characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Literal characters in a fixed-width face."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed spans."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Strong:
    """Strongly stressed spans."""

    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Spans that lead to ``target``: an address with a scheme, or the id of a record."""

    spans: tuple[Span, ...]
    target: str

    @property
    def external(self) -> bool:
        """Whether the target is an address rather than a record's id."""
        return is_external(self.target)


Span = Text | Code | Emphasis | Strong | Link


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False})
    # Every target is let through here: an unsafe one is a finding of the loader, not silently text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def parse_prose(text: str) -> tuple[Span, ...]:
    """Return the spans of one record text; neighbouring literal text is one span."""
    if not _MARKUP.search(text):
        return (Text(text),) if text else ()
    (inline,) = _parser().parseInline(text)
    return _collect(iter(inline.children or ()))


def _collect(tokens: Iterator[Token]) -> tuple[Span, ...]:
    spans: list[Span] = []

    def literal(text: str) -> None:
        if spans and isinstance(spans[-1], Text):
            spans[-1] = Text(spans[-1].text + text)
        elif text:
            spans.append(Text(text))

    for token in tokens:
        match token.type:
            case "softbreak" | "hardbreak":
                literal(" ")
            case "code_inline":
                spans.append(Code(token.content))
            case "em_open":
                spans.append(Emphasis(_collect(tokens)))
            case "strong_open":
                spans.append(Strong(_collect(tokens)))
            case "link_open":
                target = str(token.attrGet("href") or "")
                spans.append(Link(_collect(tokens), target))
            case "em_close" | "strong_close" | "link_close":
                break
            case _:  # text, and what has no markup of its own: images, HTML
                literal(token.content)
    return tuple(spans)


def may_hold_links(text: str) -> bool:
    """Whether there may be links in ``text``, which may be a whole record: a quick test, never wrong when it denies."""
    return "](" in text or "<" in text


def links(text: str) -> Iterator[Link]:
    """Yield the links in a record text, outermost first."""
    if may_hold_links(text):
        yield from _links(parse_prose(text))


def _links(spans: tuple[Span, ...]) -> Iterator[Link]:
    for span in spans:
        if isinstance(span, Link):
            yield span
        elif isinstance(span, Emphasis | Strong):
            yield from _links(span.spans)


def is_external(target: str) -> bool:
    """Whether a link's target is an address rather than a record's id."""
    return _SCHEME.match(target) is not None


def unsafe_scheme(url: str) -> str | None:
    """Return the scheme of ``url`` where it is none of :data:`SAFE_SCHEMES`, else nothing."""
    # Browsers drop control characters and blanks inside a scheme, so "java\nscript:" is one too.
    found = _SCHEME.match(re.sub(r"[\x00-\x20]+", "", url))
    if found is None or found[1].lower() in SAFE_SCHEMES:
        return None
    return found[1].lower()


#: A link or an address in angle brackets, as far as the text alone shows it.
_WRITTEN_LINK = re.compile(r"\[([^\[\]]*+)\]\(\s*+<?([^\s()<>]*+(?:\([^\s()]*+\))?+[^\s()<>]*+)>?(?:\s++[^()]*+)?\)")
_WRITTEN_ADDRESS = re.compile(r"<([^\s<>]*)>")


def without_unsafe_links(text: str) -> str:
    """Return a record text with the words of its unsafe links in place of them.

    Links that are written in a less usual way may be left, so callers check again.
    """
    kept = _WRITTEN_LINK.sub(lambda found: found[0] if unsafe_scheme(found[2]) is None else found[1], text)
    return _WRITTEN_ADDRESS.sub(lambda found: found[0] if unsafe_scheme(found[1]) is None else "", kept)


def plain_text(text: str) -> str:
    """Return a record text without its markup."""
    return _plain(parse_prose(text))


def _plain(spans: tuple[Span, ...]) -> str:
    return "".join(span.text if isinstance(span, Text | Code) else _plain(span.spans) for span in spans)
