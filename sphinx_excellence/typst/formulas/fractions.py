"""Commands that set parts of a formula over one another: fractions, roots, stacks, and scripts before a letter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sphinx_excellence.typst.formulas.environments import stack
from sphinx_excellence.typst.formulas.lengths import length
from sphinx_excellence.typst.formulas.math_code import string
from sphinx_excellence.typst.formulas.parser import Atom, Handler, Parser, fraction
from sphinx_excellence.typst.formulas.tokenizer import Cursor, Kind, MathError, Token


def _fraction(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    if token.text == "cfrac":
        cursor.optional()
    above, below = parser.take(cursor, token), parser.take(cursor, token)
    if token.text == "cfrac":
        above, below = f"display({above})", f"display({below})"
    code = fraction(above, below, plain=False)
    style = {"d": "display", "c": "display", "t": "inline"}.get(token.text[0])
    return Atom(f"{style}({code})" if style else code)


def _binomial(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    code = fraction(parser.take(cursor, token), parser.take(cursor, token), "(", ")", plain=True)
    style = {"d": "display", "t": "inline"}.get(token.text[0])
    return Atom(f"{style}({code})" if style else code)


def _general_fraction(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    brackets = []
    for _side in range(2):
        given = [each for each in cursor.argument(token) if each.kind is not Kind.SPACE]
        brackets.append(parser.delimiter(Cursor(given), token) if given else "")
    thickness, style = cursor.word(token), cursor.word(token)
    if style not in {"", "0", "1", "2", "3"}:
        raise MathError(f"the style of \\genfrac is {style!r}; a number from 0 to 3 is expected, or nothing")
    is_plain = bool(thickness) and length(thickness).startswith("0")
    code = fraction(parser.take(cursor, token), parser.take(cursor, token), *brackets, plain=is_plain)
    forms = {"0": "display({})", "1": "inline({})", "2": "script({})", "3": "sscript({})"}
    return Atom(forms.get(style, "{}").format(code))


def _split_fraction(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    above, below = parser.take(cursor, token), parser.take(cursor, token)
    return Atom(f"frac({above} #h(2em), #h(2em) {below})")


def _root(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    if token.text == "root":
        tokens = []
        while (each := cursor.take()) is not None and not each.is_command("of"):
            tokens.append(each)
        if each is None:
            raise MathError(r"\root lacks its \of")
        degree: Sequence[Token] | None = tokens
    else:
        degree = cursor.optional()
    inner = parser.take(cursor, token)
    degree = [each for each in degree or () if not each.is_command("uproot", "leftroot")]
    code = parser.row(degree)
    return Atom(f"root({code}, {inner})" if code else f"sqrt({inner})")


def _stacked(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    first, second = parser.take(cursor, token), parser.take(cursor, token)
    if token.text == "overunderset":
        return Atom(f"attach(limits({parser.take(cursor, token)}), b: {second}, t: {first})")
    place = "b" if token.text == "underset" else "t"
    return Atom(f"attach(limits({second}), {place}: {first})")


def _stackrel(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    below = cursor.optional()
    above, base = parser.take(cursor, token), parser.take(cursor, token)
    places = [f"b: {parser.argument(below)}"] if below else []
    return Atom(f'class("relation", attach(limits({base}), {", ".join([*places, f"t: {above}"])}))')


def _buildrel(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    tokens: list[Token] = []
    while (each := cursor.take()) is not None and not each.is_command("over"):
        tokens.append(each)
    if each is None:
        raise MathError(r"\buildrel lacks its \over")
    above, base = parser.argument(tokens), parser.take(cursor, token)
    return Atom(f'class("relation", attach(limits({base}), t: {above}))')


def _substack(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    return Atom(stack(parser, cursor.argument(token)))


def _prescript(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    above, below = parser.row(cursor.argument(token)), parser.row(cursor.argument(token))
    corners = {place: code for place, code in (("tl", above), ("bl", below)) if code}
    return Atom(parser.take(cursor, token), corners=corners)


def _sideset(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    corners: dict[str, str] = {}
    for side in "lr":
        scripts = Cursor(cursor.argument(token))
        while (each := scripts.take()) is not None:
            place = {"^": "t", "_": "b", "'": "t"}.get(each.text)
            if place is None:
                raise MathError(r"\sideset takes nothing but scripts")
            corners[place + side] = r"\′" if each.text == "'" else parser.take(scripts, each)
    atom = parser.atom(cursor) or Atom(string(""))
    atom.corners = corners
    return atom


HANDLERS: Final[dict[str, Handler]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), _fraction),
    **dict.fromkeys(("splitfrac", "splitdfrac"), _split_fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), _binomial),
    **dict.fromkeys(("genfrac",), _general_fraction),
    **dict.fromkeys(("sqrt", "root"), _root),
    **dict.fromkeys(("overset", "underset", "overunderset", "stackbin"), _stacked),
    **dict.fromkeys(("stackrel",), _stackrel),
    **dict.fromkeys(("buildrel",), _buildrel),
    **dict.fromkeys(("substack", "crampedsubstack", "Substack"), _substack),
    **dict.fromkeys(("prescript",), _prescript),
    **dict.fromkeys(("sideset",), _sideset),
}
