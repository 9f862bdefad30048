"""What the pages of a project say about records, as plain values.

Owns the facts that page rules and the domain share. They are collected when pages are read, and stored, so
that rules cover every page, whether or not it was read again.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_excellence.findings import Path


class Home(NamedTuple):
    """A page's claim to be the home of a record, by a directive (``via``) or else by its front matter.

    ``anchor`` is the id in the page, ``line`` counts from 1. ``file`` is the file of that line, relative to the
    configuration directory; empty where it is the page's own. The same holds for everything below. ``conditions`` are
    those under which the place is in the output at all.
    """

    kind: str
    id: str
    anchor: str
    line: int
    via: str = ""
    file: str = ""
    conditions: tuple[str, ...] = ()


class TagList(NamedTuple):
    """A list of all records with a tag, at an anchor in a page, and the conditions under which it is in the output."""

    tag: str
    anchor: str
    conditions: tuple[str, ...] = ()


class Mention(NamedTuple):
    """A record named in a page, by a directive or a role (``via``), as written there."""

    kind: str
    name: str
    via: str
    line: int
    file: str = ""


class PageProblem(NamedTuple):
    """Something wrong that only reading the page can show; ``message`` and ``accepted`` are as in a finding.

    ``word`` is what is wrong, as it is written: in the value of an ``option``, or else as the argument of the directive
    ``via``. Without a word, it is the option itself. ``turn`` counts equal words before it on the line.
    """

    rule: str
    line: int
    message: str
    args: tuple[str, ...] = ()
    accepted: str = ""
    accepted_args: tuple[str, ...] = ()
    file: str = ""
    word: str = ""
    option: str = ""
    via: str = ""
    turn: int = 0


class ProseProblem(NamedTuple):
    """Something wrong with a text of a record that only showing it in a page can show.

    It is in the text at ``path`` of the record, behind ``before``; the rest is as in a finding.
    """

    kind: str
    id: str
    path: Path
    before: str
    message: str
    args: tuple[str, ...] = ()
    accepted: str = ""
    accepted_args: tuple[str, ...] = ()


class TextReference(NamedTuple):
    """A reference by a role of Sphinx in a text of a record, and what is wrong with the text if it leads nowhere."""

    role: str
    target: str
    is_explicit: bool
    problem: ProseProblem


class PageLink(NamedTuple):
    """A link in a page. ``kind`` is that of the record it names; empty where ``target`` is a page.

    ``says_legacy`` tells whether the passage around it says that it leads to something legacy.
    """

    kind: str
    target: str
    line: int
    says_legacy: bool = False
    file: str = ""


class PageAddress(NamedTuple):
    """A web address that a page links to or shows an image of, as it is written there."""

    address: str
    line: int
    file: str = ""


class TierClaim(NamedTuple):
    """A tier that a page states in its own words: the tier's id, what is said, and the word or sign for it."""

    tier: str
    words: str
    word: str
    line: int
    file: str = ""


@dataclass(slots=True)
class PageFacts:
    """Everything that one page says about records.

    ``file`` is relative to the configuration directory, ``toctree_pages`` are the pages in its tables of contents.
    """

    file: str
    homes: list[Home] = field(default_factory=list)
    banners: list[str] = field(default_factory=list)
    tag_lists: list[TagList] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    problems: list[PageProblem] = field(default_factory=list)
    prose_problems: list[ProseProblem] = field(default_factory=list)
    text_references: list[TextReference] = field(default_factory=list)
    links: list[PageLink] = field(default_factory=list)
    addresses: list[PageAddress] = field(default_factory=list)
    toctree_pages: list[str] = field(default_factory=list)
    claims: list[TierClaim] = field(default_factory=list)
