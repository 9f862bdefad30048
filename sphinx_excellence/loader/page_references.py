"""What the text of a page names, without a build: records by directives and roles, and other pages by links.

Owns finding them, and the web addresses that it names, in MyST, in reStructuredText and in the Markdown cells of
notebooks. Included files are not followed,
and what an extension or a substitution puts into a page is not known: only a build knows everything that a page shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from sphinx_excellence.findings import RecordKey
from sphinx_excellence.loader.front_matter import FENCE
from sphinx_excellence.loader.markup_names import DOMAIN, REFERRERS, MarkupNames
from sphinx_excellence.loader.page_titles import FENCED_DIRECTIVE, parser_with
from sphinx_excellence.model.addresses import is_web_address
from sphinx_excellence.model.pages import Mention

if TYPE_CHECKING:
    from markdown_it.token import Token

_OPTION = re.compile(r"\s*:([\w-]+):")
_TARGET = re.compile(r"(?s).*<([^<>]+)>$")
_RST_DIRECTIVE = re.compile(r"(\s*)\.\.[ \t]+(?:\|[^|]+\|[ \t]+)?([\w:.+-]+)::(?:[ \t]+(.*))?$")
_RST_EXPLICIT = re.compile(r"(\s*)\.\.(?:[ \t]+(?!\[|_)|$)")
_RST_LITERAL = re.compile(r"``.+?``")
#: A web address in a text that is no markup: what follows a sentence is not part of it, nor is a bracket around it.
_ADDRESS = re.compile(r"https?://[^\s<>\"'`|\\^{}]+")
_TRAILING = ".,;:!?*_"
_HTML_ADDRESS = re.compile(r"(?i)\b(?:href|src)\s*=\s*[\"']?(https?://[^\s\"'<>]+)")
_RST_ROLE = re.compile(r":([\w:.+-]+):`([^`]+)`")
#: The directives whose content is shown as it is written.
_LITERAL = frozenset({
    "code-block", "code", "code-cell", "sourcecode", "literalinclude", "parsed-literal", "raw", "math", "mermaid",
    "graphviz", "highlight", "prompt", "doctest", "testcode", "command-example",
})  # fmt: skip
#: The extensions of MyST without which directives and roles are not found.
_MARKUP = frozenset({"colon_fence"})
#: So deep may directives be in each other.
_DEPTH = 20
_OPENING = {")": "(", "]": "["}


@dataclass(slots=True)
class PageReferences:
    """What a page names.

    ``homes`` are the records that a directive makes it home to, ``banners`` the patterns of whose banner it shows,
    ``mentions`` all records that it names, ``lists`` the kinds of record that it lists, and ``documents`` the pages
    that it links to, as they are written. ``addresses`` are the web addresses of links and images, each with the line
    that its paragraph begins in. A mention without a name is of the record that the page is home to.
    """

    homes: list[RecordKey] = field(default_factory=list)
    banners: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    lists: set[str] = field(default_factory=set)
    lists_everything: bool = False
    documents: list[tuple[str, int]] = field(default_factory=list)
    addresses: list[tuple[str, int]] = field(default_factory=list)


def references_in(text: str, names: MarkupNames, *, is_rst: bool) -> PageReferences:
    """Return what the text of a page names."""
    reading = _Reading(names)
    if is_rst:
        reading.rst(text.split("\n"), 1)
    else:
        matter = FENCE.match(text)
        begin = matter.end() if matter is not None else 0
        reading.markdown(text[begin:], 1 + text.count("\n", 0, begin), 0)
    return reading.found


class _Reading:
    def __init__(self, names: MarkupNames) -> None:
        self.found = PageReferences()
        self._names = names

    def markdown(self, text: str, first: int, depth: int) -> None:
        """Read a text of Markdown whose first line has the number ``first``."""
        for token in parser_with(_MARKUP).parse(text):
            line = first + (token.map[0] if token.map else 0)
            if token.type in {"fence", "colon_fence"}:
                self._fence(token, line, depth)
            elif token.type == "inline":
                for inner in _all(token.children or ()):
                    self._inline(inner, line)
            elif token.type == "html_block" and not token.content.lstrip().startswith("<!--"):
                self._html(token.content, line)

    def _fence(self, token: Token, line: int, depth: int) -> None:
        directive = FENCED_DIRECTIVE.match(token.info.strip())
        if directive is None:
            return
        name, argument = directive[1], directive[2].strip()
        content = token.content.split("\n")
        self._head(argument, content, line)
        if name == "eval-rst":
            self.rst(content, line + 1)
        elif not self._directive(name, argument, content, line) and name not in _LITERAL and depth < _DEPTH:
            self.markdown(_without_options(token.content), line + 1, depth + 1)

    def _inline(self, token: Token, line: int) -> None:
        if token.type == "myst_role":
            self._role(str(token.meta.get("name", "")), token.content, line)
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if is_web_address(href):
                self.found.addresses.append((href, line))
            elif href and not href.startswith("#") and ":" not in href.partition("/")[0]:
                self.found.documents.append((href.partition("#")[0], line))

        elif token.type == "image" and is_web_address(source := str(token.attrGet("src") or "")):
            self.found.addresses.append((source, line))
        elif token.type == "html_inline":
            self._html(token.content, line)

    def _html(self, text: str, line: int) -> None:
        for found in _HTML_ADDRESS.finditer(text):
            if is_web_address(address := unescape(found[1])):
                self.found.addresses.append((address, line + text.count("\n", 0, found.start())))

    def _plain(self, text: str, line: int) -> None:
        """Note the addresses in a text that has no markup around them."""
        for found in _ADDRESS.finditer(text):
            address = found[0].rstrip(_TRAILING)
            while address.endswith((")", "]")) and address.count(address[-1]) > address.count(_OPENING[address[-1]]):
                address = address[:-1].rstrip(_TRAILING)
            if is_web_address(address):
                self.found.addresses.append((address, line))

    def _head(self, argument: str, content: Sequence[str], line: int) -> None:
        """Note the addresses in the argument and the options of a directive: of an image, of a card's link."""
        if is_web_address(argument):
            self.found.addresses.append((argument, line))
        for number, row in enumerate(content, start=1):
            option = _OPTION.match(row)
            if option is None:
                break
            if is_web_address(value := row[option.end() :].strip()):
                self.found.addresses.append((value, line + number))

    def _directive(self, name: str, argument: str, content: Sequence[str], line: int) -> bool:
        """Note what a directive names; return whether it is one that shows records or pages."""
        bare, found, names = name.removeprefix(DOMAIN), self.found, self._names
        if bare in names.full:
            kind = names.full[bare]
            found.mentions.append(Mention(kind, argument, bare, line))
            if not any(match[1] == "no-index" for row in content if (match := _OPTION.match(row))):
                found.homes.append((kind, argument))
            if bare == "pattern-tier":
                found.banners.append(argument)
        elif bare in names.parts:
            found.mentions.append(Mention(names.parts[bare], argument, bare, line))
        elif bare in names.lists:
            found.lists.update(names.lists[bare])
            found.lists_everything |= not names.lists[bare]
        elif bare == REFERRERS:
            kind, _, record_id = argument.partition(" ")
            found.mentions.append(Mention(kind, record_id.strip(), bare, line))
        elif bare == "toctree":
            entries = (row.strip() for row in content if row.strip() and not _OPTION.match(row))
            found.documents += ((_target(entry), line) for entry in entries if "*" not in entry and "://" not in entry)
        else:
            return False
        return True

    def _role(self, name: str, text: str, line: int) -> None:
        bare = name.removeprefix(DOMAIN)
        target = " ".join(_target(text).lstrip("!").split())
        if bare in self._names.roles:
            self.found.mentions.append(Mention(self._names.roles[bare], target, bare, line))
        elif bare == "doc":
            self.found.documents.append((target, line))

    def rst(self, lines: Sequence[str], first: int) -> None:
        """Read a text of reStructuredText whose first line has the number ``first``."""
        hidden_below: int | None = None
        for number, line in enumerate(lines):
            indent = len(line) - len(line.lstrip())
            if hidden_below is not None and (not line.strip() or indent > hidden_below):
                continue
            hidden_below = None
            directive = _RST_DIRECTIVE.match(line)
            if directive is not None:
                name, argument = directive[2], (directive[3] or "").strip()
                content = list(_indented(lines[number + 1 :], indent))
                self._head(argument, content, first + number)
                if self._directive(name, argument, content, first + number) or name in _LITERAL:
                    hidden_below = indent
                continue
            if _RST_EXPLICIT.match(line):
                hidden_below = indent
                continue
            # A role may go on in the next line, but not in more than that.
            following = lines[number + 1] if number + 1 < len(lines) else ""
            bare = _RST_LITERAL.sub("", line)
            end = len(bare)
            self._plain(bare, first + number)
            for role in _RST_ROLE.finditer(_RST_LITERAL.sub("", f"{line}\n{following}")):
                if role.start() <= end:
                    self._role(role[1], role[2], first + number)
            if line.rstrip().endswith("::"):
                hidden_below = indent


def _all(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _all(token.children or ())


def _target(text: str) -> str:
    found = _TARGET.match(text.strip())
    return (found[1] if found is not None else text).strip()


def _without_options(text: str) -> str:
    """Return the content of a directive, its options blank."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if not _OPTION.match(line):
            break
        lines[number] = ""
    return "\n".join(lines)


def _indented(lines: Sequence[str], indent: int) -> Iterator[str]:
    for line in lines:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            return
        yield line
