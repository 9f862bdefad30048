"""Code blocks: coloured by Pygments, which hands over runs of text, each with the name of its style."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from docutils import nodes
from pygments.formatter import Formatter
from pygments.style import Style
from pygments.token import STANDARD_TYPES, Token
from sphinx.highlighting import PygmentsBridge

from sphinx_excellence.typst import literals
from sphinx_excellence.typst.code_writer import TypstWriter

if TYPE_CHECKING:
    from _typeshed import SupportsWrite
    from pygments.token import _TokenType

#: A darker ground than this is the style's own; a lighter one is the template's tint.
DARK = 0x80
LONG_TOKEN = 60
#: The style of a run that is a place to break the line.
BREAK = "z"


def short_name(token: _TokenType) -> str:
    """Return Pygments' short name of a kind of token: `k` for keywords."""
    while token not in STANDARD_TYPES and token.parent is not None:
        token = token.parent
    return STANDARD_TYPES.get(token, "")


def styles_of(style: type[Style]) -> dict[str, dict[str, Any]]:
    """Return the look of each kind of token, by its short name; those that look like plain text are left out."""
    plain = style.style_for_token(Token)
    looks: dict[str, dict[str, Any]] = {}
    for token, look in style:
        name = short_name(token)
        shown: dict[str, Any] = {}
        if look["color"] and look["color"] != plain["color"]:
            shown["fill"] = "#" + look["color"]
        if look["bold"]:
            shown["weight"] = "bold"
        if look["italic"]:
            shown["style"] = "italic"
        if shown and name:
            looks[name] = shown
    return looks


def ground_of(style: type[Style]) -> dict[str, str | None]:
    """Return the ground and the plain colour of a dark style; nothing for a light one."""
    ground = (style.background_color or "#ffffff").lstrip("#")
    ground = "".join(each * 2 for each in ground) if len(ground) == 3 else ground
    if sum(int(ground[position : position + 2], 16) for position in (0, 2, 4)) >= 3 * DARK:
        return {"fill": None, "text": None}
    colour = style.style_for_token(Token)["color"] or "f8f8f2"
    return {"fill": "#" + ground, "text": "#" + colour}


class RunFormatter(Formatter[str]):
    """Writes lines of runs as JSON: each line a list of a style's name and a text by turns."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.shown = frozenset(styles_of(self.style))

    def format(self, tokensource: Iterable[tuple[_TokenType, str]], outfile: SupportsWrite[str]) -> None:
        """Write the runs of ``tokensource``; neighbours of one style, and blanks, are joined."""
        lines: list[list[str]] = [[]]
        for token, value in tokensource:
            name = short_name(token)
            style = name if name in self.shown else self._inherited(token)
            for number, text in enumerate(value.split("\n")):
                if number:
                    lines.append([])
                line = lines[-1]
                if not text:
                    continue
                if line and (line[-2] == style or not text.strip()):
                    line[-1] += text
                else:
                    line += [style, text]
        while len(lines) > 1 and not lines[-1]:
            lines.pop()
        json.dump(lines, outfile)

    def _inherited(self, token: _TokenType) -> str:
        while token.parent is not None:
            token = token.parent
            if short_name(token) in self.shown:
                return short_name(token)
        return ""


class RunBridge(PygmentsBridge):
    """Sphinx's own use of Pygments, its choice of lexers and its warnings, with runs as the result."""

    html_formatter = RunFormatter  # type: ignore[assignment]


def highlighted(
    writer: TypstWriter, source: str, language: str, node: nodes.Element, *, force: bool = False
) -> list[str]:
    """Return the lines of ``source`` as arrays of style and text by turns."""
    bridge = writer.builder.highlighter
    options = writer.config.highlight_options.get(language, {})
    result = bridge.highlight_block(source, language, opts=options, force=force, location=writer.place_of(node))
    characters = writer.open_pages[-1].characters
    lines = []
    for line in json.loads(result):
        pairs: list[tuple[str, str]] = []
        column = 0
        for style, text in zip(line[::2], line[1::2], strict=True):
            expanded = (" " * column + text).expandtabs(8)[column:] if "\t" in text else text
            column += len(expanded)
            for character in set(expanded).difference(characters):
                characters[character] = writer.place_of(node)
            pairs.append((style, expanded))
        runs: list[str] = []
        for style, piece in _broken(pairs):
            runs += [style, piece]
        lines.append(literals.value(runs))
    return lines


def _broken(pairs: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the runs of a line with breaks between them: a word without blanks may go over many runs."""
    seams = list(accumulate(map(len, literals.breakable("".join(text for _style, text in pairs), LONG_TOKEN))))[:-1]
    column = 0
    for style, text in pairs:
        start, end = 0, column + len(text)
        for seam in seams[bisect_left(seams, column) :]:
            if seam >= end:
                break
            if seam > column:
                yield style, text[start : seam - column]
                start = seam - column
            yield BREAK, ""
        yield style, text[start:]
        column = end


def holds_text(node: nodes.Element) -> bool:
    """Whether a node holds nothing but text, plain or marked: what has its words alone can be coloured."""
    return all(isinstance(each, (nodes.Text, nodes.inline)) for each in node.findall(include_self=False))


class CodeVisitors(TypstWriter):
    """Code blocks and what is set as one."""

    def visit_literal_block(self, node: nodes.Element) -> None:
        """Draw a code block; one with markup inside, as `parsed-literal` gives, keeps its markup instead of colours."""
        source = node.astext()
        if node.rawsource != source or not holds_text(node):
            self.open("parsed", block=True)
            self.verbatim += 1
            return
        arguments: dict[str, Any] = node.get("highlight_args", {})
        lines = highlighted(self, source, node.get("language", "default"), node, force=node.get("force", False))
        self.emit(
            self.call(
                "code-block",
                *(["\n" + ",\n".join(lines)] if lines else []),
                start=arguments.get("linenostart", 1) if node.get("linenos", False) else None,
                marked=list(arguments.get("hl_lines", [])),
            ),
            block=True,
        )
        raise nodes.SkipNode

    def depart_literal_block(self, node: nodes.Element) -> None:
        """End a block with markup inside."""
        self.verbatim -= 1
        self.close()

    visit_doctest_block = visit_literal_block
    depart_doctest_block = depart_literal_block

    def visit_productionlist(self, node: nodes.Element) -> None:
        """Draw the productions of a grammar, a line each."""
        self.open("parsed", block=True)
        self.verbatim += 1

    depart_productionlist = depart_literal_block

    def visit_production(self, node: nodes.Element) -> None:
        """Draw one production."""
        if node.parent.index(node) and self.frames[-1].items:
            self.emit("linebreak()")

    depart_production = TypstWriter.pass_through
