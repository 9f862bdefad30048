"""Code blocks, highlighted by Pygments as runs of text with the name of a style each."""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_excellence.typst import literals
from sphinx_excellence.typst.writing.emitter import Emitter

if TYPE_CHECKING:
    pass

LONG_TOKEN = 60
#: The style of a run that is a place to break the line.
BREAK = "z"


def highlighted(writer: Emitter, source: str, language: str, node: nodes.Element, *, force: bool = False) -> list[str]:
    """Return the lines of ``source`` as arrays of style and text by turns."""
    bridge = writer.builder.highlighter
    options = writer.config.highlight_options.get(language, {})
    result = bridge.highlight_block(source, language, opts=options, force=force, location=writer.location_of(node))
    characters = writer.open_pages[-1].characters
    lines = []
    for line in json.loads(result):
        pairs: list[tuple[str, str]] = []
        column = 0
        for style, text in zip(line[::2], line[1::2], strict=True):
            expanded = (" " * column + text).expandtabs(8)[column:] if "\t" in text else text
            column += len(expanded)
            for character in set(expanded).difference(characters):
                characters[character] = writer.location_of(node)
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


class CodeVisitors(Emitter):
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

    depart_production = Emitter.pass_through
