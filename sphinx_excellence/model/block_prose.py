"""The prose of records that may be more than a line: blocks of CommonMark and MyST, as far as checks look at them.

Owns which markup such a text may hold, where links, roles and what is not accepted are in it, and its plain text. What
a page shows of it is made by MyST-Parser (see ``extension.doctree.block_prose``); the two read the same syntax.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import make_fence_rule
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.myst_role import myst_role_plugin

from sphinx_excellence.model.block_markup import block_markup
from sphinx_excellence.model.prose import links as inline_links
from sphinx_excellence.model.prose import plain_text, unsafe_scheme

if TYPE_CHECKING:
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.token import Token

#: Directives whose content is blocks again.
CONTAINERS = frozenset({
    "note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "error", "seealso", "admonition",
    "versionadded", "versionchanged", "versionremoved", "deprecated",
    "figure", "figure-md", "table", "list-table",
    "epigraph", "highlights", "pull-quote", "compound", "container", "hlist",
})  # fmt: skip
#: Directives whose content is something else.
_OTHERS = frozenset({
    "code", "code-block", "sourcecode", "math", "image", "csv-table", "parsed-literal", "rubric", "mermaid", "graphviz",
})  # fmt: skip
#: The directives that a text may hold: those that read no file, run nothing and say nothing about the whole page.
DIRECTIVES = CONTAINERS | _OTHERS
#: Directives that take a drawing as their content, and the name of a file in its place.
_DRAWINGS = frozenset({"mermaid", "graphviz"})
#: Roles that would let markup of an output format through.
REFUSED_ROLES = frozenset({"raw"})
#: How deep lists and quotations may nest. A list and its item are a level each.
MAX_NESTING = 20

DIRECTIVE = re.compile(r"\{(?P<name>[^{}\s]+)\}[ \t]*(?P<argument>.*)", re.DOTALL)
_ROLE_TARGET = re.compile(r"<([^<>]*)>\s*$")
_READS_FILE = re.compile(r"""^[ \t]*:?["']?(?:file|url)["']?[ \t]*:""", re.MULTILINE | re.IGNORECASE)
#: Without any of these a single paragraph has nothing but what `prose` understands.
_BEYOND_INLINE = re.compile(r"\{[^{}`\s]+\}`|\$|\[\^")
_ESCAPED_ROLE = re.compile(r"\s*!")


@dataclass(frozen=True, slots=True)
class Located:
    """Something in a text: its ``name``, and the offset at which it is written. ``kind`` says more where it must."""

    name: str
    offset: int
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What checks want to know of one text.

    ``links`` are link targets, ``roles`` the contents of roles with the role's name as their kind, ``images`` what
    images show, ``directives`` those that are accepted, with their argument as their kind. ``problems`` are what is not
    accepted, each of a kind: ``html``, ``directive``, ``role``, ``file``, ``unclosed``, ``nesting``, ``target`` or
    ``footnote``. ``plain`` is a longer text without markup.
    """

    links: tuple[Located, ...] = ()
    roles: tuple[Located, ...] = ()
    images: tuple[Located, ...] = ()
    problems: tuple[Located, ...] = ()
    plain: str = ""
    directives: tuple[Located, ...] = ()


@cache
def _parser() -> MarkdownIt:
    parser = (
        MarkdownIt("commonmark")
        .enable("table")
        .use(myst_block_plugin)
        .use(myst_role_plugin)
        .use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
        .use(deflist_plugin)
    )
    rule = make_fence_rule(markers=(":",), token_type="colon_fence", exact_match=False)  # noqa: S106 - no password
    before: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list", "footnote_def"]}
    parser.block.ruler.before("fence", "colon_fence", rule, before)
    # What nests deeper is a finding here, and not silently dropped.
    parser.options["maxNesting"] = 100
    # Every target is let through: an unsafe one is a finding, and not silently text.
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


def tokens_of(text: str) -> list[Token]:
    """Return the tokens of a text."""
    return _parser().parse(text + "\n", {})


@lru_cache(maxsize=65536)
def is_one_paragraph(text: str) -> bool:
    """Whether a text is a paragraph of nothing but inline prose, as most are: `prose` says all there is in it."""
    return _BEYOND_INLINE.search(text) is None and next(block_markup(text), None) is None


@lru_cache(maxsize=4096)
def read_blocks(text: str) -> Reading:
    """Return what checks want to know of a text."""
    if is_one_paragraph(text):
        return Reading(links=tuple(_located_links(text)))
    reader = _Reader(text)
    reader.read(text, 0, 0)
    return Reading(
        tuple(reader.links),
        tuple(reader.roles),
        tuple(reader.images),
        tuple(reader.problems),
        " ".join(" ".join(reader.words).split()),
        tuple(reader.directives),
    )


def _located_links(text: str) -> Iterator[Located]:
    """Yield the links of a paragraph where they are: several may lead to the same target."""
    end = 0
    for link in inline_links(text):
        behind = text.find(f"]({link.target}", end)
        at = behind + 2 if behind >= 0 else text.find(link.target, end)
        yield Located(link.target, max(at, 0))
        end = max(end, at)


def plain_blocks(text: str) -> str:
    """Return the words of a text without its markup, on one line."""
    return " ".join(plain_text(text).split()) if is_one_paragraph(text) else read_blocks(text).plain


def unsafe_targets(text: str) -> list[str]:
    """Return the addresses that links and images of a text must not lead to."""
    reading = read_blocks(text)
    return [found.name for found in (*reading.links, *reading.images) if unsafe_scheme(found.name) is not None]


def refusal_of(name: str, argument: str, content: str) -> str | None:
    """Return the kind of problem that a directive is (see `Reading`); nothing where a text may hold it."""
    if name not in DIRECTIVES:
        return "directive"
    reads_file = name == "csv-table" and _READS_FILE.search(content)
    return "file" if reads_file or (name in _DRAWINGS and argument) else None


def role_target(content: str) -> str | None:
    """Return what a role with this content refers to; nothing where it is written not to."""
    if _ESCAPED_ROLE.match(content):
        content = content.lstrip()[1:]
    named = _ROLE_TARGET.search(content)
    return " ".join((named[1] if named is not None else content).split()).removeprefix("!").removeprefix("~") or None


@dataclass(slots=True)
class _Reader:
    """Reads a text, and the texts inside its directives."""

    text: str
    links: list[Located] = field(default_factory=list)
    roles: list[Located] = field(default_factory=list)
    images: list[Located] = field(default_factory=list)
    problems: list[Located] = field(default_factory=list)
    directives: list[Located] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    #: Where the search for the same words goes on: a paragraph may have them several times.
    behind: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.lines = self.text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]

    def read(self, text: str, first: int, depth: int) -> None:
        """Read a text that begins in line ``first`` (from 0) of the whole, ``depth`` levels deep."""
        if depth > MAX_NESTING:
            self._problem("nesting", str(MAX_NESTING), first)
            return
        deepest: Token | None = None
        for token in tokens_of(text):
            line = first + (token.map[0] if token.map else 0)
            if deepest is None and token.nesting == 1 and token.level + depth > MAX_NESTING:
                deepest = token
                self._problem("nesting", str(MAX_NESTING), line)
            match token.type:
                case "inline":
                    self._inline(token, line, first + token.map[1] if token.map else line + 1)
                case "fence" | "colon_fence":
                    self._fence(token, line, first, depth + token.level)
                case "code_block":
                    self.words.append(token.content)
                case "html_block":
                    self._html(token, line)
                case "myst_target":
                    self._problem("target", token.content, line, token.content)
                case "footnote_reference_open":
                    self._problem("footnote", str(token.meta.get("label", "")), line, "[^")

    def _offset(self, line: int, last: int, needle: str) -> int:
        """Return where ``needle`` is next in lines from ``line`` to before ``last``; else where the line begins."""
        if line >= len(self.lines):
            return len(self.text)
        start, end = self.starts[line], self.starts[min(last, len(self.lines))]
        found = self.text.find(needle, max(start, self.behind.get(needle, 0)), end) if needle else -1
        if found >= 0:
            self.behind[needle] = found + len(needle)
            return found
        here = self.lines[line]
        return start + len(here) - len(here.lstrip())

    def _target_offset(self, line: int, last: int, target: str) -> int:
        """Return where the target of a link is written: behind its text, which may be the same."""
        found = self._offset(line, last, f"]({target}")
        return found + 2 if self.text.startswith("](", found) else self._offset(line, last, target)

    def _problem(self, kind: str, name: str, line: int, needle: str = "") -> None:
        self.problems.append(Located(name, self._offset(line, line + 1, needle), kind))

    def _html(self, token: Token, line: int) -> None:
        self.words.append(token.content)
        if len(self.lines) > 1:  # a line of HTML is text like any other
            self._problem("html", token.content, line)

    def _fence(self, token: Token, line: int, first: int, depth: int) -> None:
        last = (first + token.map[1] if token.map else line + 1) - 1
        closing = self.lines[last].strip(" \t>") if last < len(self.lines) else ""
        if last == line or not (closing.startswith(token.markup) and not closing.strip(token.markup[0])):
            self._problem("unclosed", token.markup, line, token.markup)
        directive = DIRECTIVE.match(token.info.strip())
        if directive is None:
            if token.type == "colon_fence":
                self.read(token.content, line + 1, depth + 1)
            else:
                self.words.append(token.content)
            return
        name, argument = directive["name"], directive["argument"].strip()
        refusal = refusal_of(name, argument, token.content)
        if refusal is not None:
            self._problem(refusal, name, line, f"{{{name}}}")
        else:
            self.directives.append(Located(name, self._offset(line, line + 1, f"{{{name}}}"), argument))
        if refusal is None and name in {"image", "figure"}:
            self.images.append(Located(argument, self._offset(line, line + 1, argument)))
        if name in CONTAINERS:
            if argument and name != "figure":
                self.words.append(plain_text(argument))
            self.read(token.content, line + 1, depth + 1)
        elif name in DIRECTIVES:
            self.words.append(token.content)

    def _inline(self, token: Token, line: int, last: int) -> None:
        for child in token.children or ():
            match child.type:
                case "link_open":
                    target = str(child.attrGet("href") or "")
                    self.links.append(Located(target, self._target_offset(line, last, target)))
                case "image":
                    source = str(child.attrGet("src") or "")
                    self.images.append(Located(source, self._target_offset(line, last, source)))
                    self.words.append(child.content)
                case "myst_role":
                    self._role(str(child.meta["name"]), child.content, line, last)
                case "footnote_ref":
                    self._problem("footnote", str(child.meta.get("label", "")), line, "[^")
                case "softbreak" | "hardbreak":
                    self.words.append(" ")
                case _ if child.content:
                    _join(self.words, child.content)
        self.words.append(" ")

    def _role(self, name: str, content: str, line: int, last: int) -> None:
        offset = self._offset(line, last, f"{{{name}}}`{content}`")
        if name in REFUSED_ROLES:
            self.problems.append(Located(name, offset, "role"))
        self.roles.append(Located(content, offset, name))
        _join(self.words, _ROLE_TARGET.sub("", content).strip() or role_target(content) or "")


def _join(words: list[str], text: str) -> None:
    """Put ``text`` behind the last of ``words``, of whose paragraph it is a part."""
    if words and words[-1] != " ":
        words[-1] += text
    else:
        words.append(text)


def links(text: str) -> Iterator[Located]:
    """Yield the links of a text."""
    yield from read_blocks(text).links
