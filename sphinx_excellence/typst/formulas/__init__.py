r"""LaTeX formulas, as MathJax users write them, turned into Typst's math.

The result is made to be passed to ``eval(source, mode: "math")``: all text in a formula is written as a quoted
string or as an escaped character, so that no formula can run code. In the order of the work: ``tokenizer`` splits the
source, ``macros`` expands macros, ``parser`` reads rows of atoms, ``commands``, ``fractions``, ``boxes``,
``environments``, ``texts`` and ``chemistry`` know what each name means, ``symbols`` the symbols, ``math_code`` how
Typst is written.

No package does this whole: of 150 formulas with what AMS-LaTeX, mathtools and mhchem have, each that was tried refused
a third or set it otherwise without a warning. What cannot be set is refused here, with a reason, never left out.
Numbering equations is the document's business.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sphinx_excellence.typst.formulas.commands import command
from sphinx_excellence.typst.formulas.environments import formula_body
from sphinx_excellence.typst.formulas.macros import Macros, defined_colors, definitions, expand_macros, macro
from sphinx_excellence.typst.formulas.math_code import joined
from sphinx_excellence.typst.formulas.parser import Parser
from sphinx_excellence.typst.formulas.tokenizer import MACRO_EDGES, Cursor, Kind, MathError, Token, tokenize

__all__ = ["Formula", "Macros", "MathError", "definitions", "macro", "read", "to_typst"]


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula in Typst: nothing where it only defines macros. ``tag`` is its number, as code, where it gives one."""

    code: str
    tag: str = ""
    labels: tuple[str, ...] = ()
    unresolved: tuple[str, ...] = ()


def to_typst(latex: str, *, block: bool, macros: Macros | None = None) -> str:
    """Turn a LaTeX formula, without dollars, into the source of Typst math, without dollars."""
    formula = read(latex, block=block, macros=macros)
    return joined([formula.code, "#h(2em)", formula.tag]) if formula.tag else formula.code


def read(latex: str, *, block: bool, macros: Macros | None = None, labels: Mapping[str, str] | None = None) -> Formula:
    r"""Read a LaTeX formula, without dollars.

    Rows are parted by ``\\`` and, as Sphinx takes them, by empty lines; ``&`` aligns them, in an environment or in
    none. Definitions in the formula are added to ``macros``. ``labels`` are the numbers of equations by the names that
    ``\eqref`` may use. Whatever is wrong with the formula raises ``MathError``.
    """
    if not latex.strip():
        raise MathError("the formula is empty")
    try:
        known: Macros = {} if macros is None else macros
        tokens, defines = expand_macros(tokenize(_stacked(latex)), known)
        shown = [each for each in tokens if each.kind is not Kind.SPACE and each.kind not in MACRO_EDGES]
        parser = Parser(command=command, labels=labels or {}, colors=defined_colors(known), block=block)
        if not shown:
            if defines:
                return Formula("")
            raise MathError("the formula is empty")
        code, tag = _whole_of(parser, tokens)
    except RecursionError as error:
        raise MathError("the formula is nested too deeply") from error
    return Formula(code, tag, tuple(parser.own_labels), tuple(parser.unresolved))


def _whole_of(parser: Parser, tokens: Sequence[Token]) -> tuple[str, str]:
    """Return the code of a formula and of its one tag, if it has one that can be set next to it."""
    tags = sum(token.is_command("tag") for token in tokens)
    shown: list[Token] = []
    tag = ""
    cursor = Cursor(tokens)
    while cursor.at < len(tokens):
        token = tokens[cursor.at]
        cursor.at += 1
        if token.is_command("label"):
            parser.own_labels.append(cursor.word(token))
        elif token.is_command("tag") and tags == 1 and parser.block:
            tag = parser.tag(cursor, token)
        elif not token.is_command("nonumber", "notag"):
            shown.append(token)
    code = formula_body(parser, shown)
    return joined([code, *(joined(["#h(2em)", each]) for each in parser.tags)]), tag


def _stacked(latex: str) -> str:
    """Part rows where a line is empty, outside environments."""
    parts = re.split(r"\n[ \t]*\n\s*", latex.strip())
    apart = all(part.count(r"\begin") == part.count(r"\end") for part in parts)
    return r" \\ ".join(parts) if apart else latex
