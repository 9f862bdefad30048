"""Commands that frame, colour, strike out, hide, link, shift or measure a part of a formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from sphinx_excellence.typst.formulas import texts
from sphinx_excellence.typst.formulas.colors import color
from sphinx_excellence.typst.formulas.lengths import LENGTH, length
from sphinx_excellence.typst.formulas.math_code import string
from sphinx_excellence.typst.formulas.parser import Atom, Handler, Parser
from sphinx_excellence.typst.formulas.tokenizer import Cursor, MathError, Token, plain

_ADDRESS: Final = re.compile(r"(?:https?://|mailto:)\S+")
_LONGEST_ADDRESS: Final = 2000
# Its baseline is that of what it holds, and it is as high as that.
_FRAME: Final = (
    '#box(stroke: 0.5pt, inset: (x: 3pt), outset: (y: 3pt))[#set text(top-edge: "bounds", bottom-edge: "bounds");${}$]'
)
_STRIKES: Final = {
    "cancel": "cancel({})", "bcancel": "cancel(inverted: #true, {})", "xcancel": "cancel(cross: #true, {})",
    "sout": "cancel(angle: #90deg, {})",
}  # fmt: skip
_ENCLOSURES: Final = {
    "box": _FRAME,
    "roundedbox": _FRAME.replace("stroke: 0.5pt", "stroke: 0.5pt, radius: 3pt"),
    "circle": _FRAME.replace("stroke: 0.5pt", "stroke: 0.5pt, radius: 50%"),
    "left": _FRAME.replace("stroke: 0.5pt", "stroke: (left: 0.5pt)"),
    "right": _FRAME.replace("stroke: 0.5pt", "stroke: (right: 0.5pt)"),
    "actuarial": _FRAME.replace("stroke: 0.5pt", "stroke: (top: 0.5pt, right: 0.5pt)"),
    "madruwb": _FRAME.replace("stroke: 0.5pt", "stroke: (bottom: 0.5pt, right: 0.5pt)"),
    "longdiv": _FRAME.replace("stroke: 0.5pt", "stroke: (top: 0.5pt, left: 0.5pt)"),
    "top": "overline({})",
    "bottom": "underline({})",
    "radical": "sqrt({})",
    "updiagonalstrike": _STRIKES["cancel"],
    "updiagonalarrow": _STRIKES["cancel"],
    "downdiagonalstrike": _STRIKES["bcancel"],
    "horizontalstrike": _STRIKES["sout"],
    "verticalstrike": "cancel(angle: #0deg, {})",
}


def _color(parser: Parser, cursor: Cursor, command: Token) -> str:
    model = cursor.optional()
    name = cursor.word(command)
    value = parser.colors.get(name.strip()) or color(name, plain(model).strip() if model is not None else None)
    return f'rgb("{value}")'


def _coloured(parser: Parser, cursor: Cursor, token: Token) -> Atom | None:
    r"""Colour the rest of the group, as LaTeX does; MathJax's older \color{red}{x} looks the same."""
    value = _color(parser, cursor, token)
    rest = parser.row(cursor.rest())
    return Atom(f"#text(fill: {value})[${rest}$]") if rest else None


def _text_coloured(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    value = _color(parser, cursor, token)
    return Atom(f"#text(fill: {value})[${parser.take(cursor, token)}$]")


def _color_box(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    edge = f", stroke: {_color(parser, cursor, token)}" if token.text == "fcolorbox" else ""
    ground = f"fill: {_color(parser, cursor, token)}{edge}"
    inner = texts.text(cursor.argument(token), parser.row) or string("")
    return Atom(_FRAME.replace("stroke: 0.5pt", ground).replace("{}", inner))


def _framed(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    tokens = _behind_options(cursor, token)
    inner = parser.argument(tokens) if token.text not in {"fbox", "framebox"} else texts.text(tokens, parser.row)
    return Atom(_FRAME.replace("{}", f"display({inner or string('')})" if parser.block else inner or string("")))


def _ground(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    r"""Set \bbox as MathJax does: a colour behind it, room around it, and a border of CSS, each if it is given."""
    padding, drawn = "0pt", []
    for option in filter(None, (each.strip() for each in plain(cursor.optional() or []).split(","))):
        if option.startswith("border:"):
            drawn.append(f"stroke: {_border(option.removeprefix('border:'))}")
        elif LENGTH.fullmatch(option):
            padding = length(option)
        else:
            drawn.append(f'fill: rgb("{parser.colors.get(option) or color(option, None)}")')
    room = ", ".join([*drawn, f"inset: (x: {padding})", f"outset: (y: {padding})"])
    inner = parser.take(cursor, token)
    code = f"display({inner})" if parser.block else inner
    return Atom(f'#box({room})[#set text(top-edge: "bounds", bottom-edge: "bounds");${code}$]')


def _border(css: str) -> str:
    """Return a border of CSS, such as `2px solid red`, as a stroke."""
    thickness, paint = "0.75pt", "black"
    for word in css.split():
        if LENGTH.fullmatch(word):
            thickness = length(word)
        elif word not in {"solid", "dashed", "dotted", "double", "none"}:
            paint = f'rgb("{color(word, None)}")'
    return f"{thickness} + {paint}"


def _behind_options(cursor: Cursor, token: Token) -> Sequence[Token]:
    while cursor.optional() is not None:
        pass
    return cursor.argument(token)


def _aligned_frame(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    # mathtools' \Aboxed frames both sides of an alignment mark.
    tokens = [each for each in cursor.argument(token) if not each.is_character("&")]
    return Atom(_FRAME.replace("{}", f"display({parser.argument(tokens)})"))


def _struck(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    cursor.optional()
    return Atom(_STRIKES[token.text].format(parser.take(cursor, token)))


def _cancelled_to(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    value, inner = parser.take(cursor, token), parser.take(cursor, token)
    return Atom(f"attach(cancel({inner}), tr: {value})")


def _enclosed(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    names = cursor.word(token).replace(",", " ").split()
    cursor.optional()
    code = parser.take(cursor, token)
    for name in names:
        if name not in _ENCLOSURES:
            raise MathError(f"the enclosure {name!r} is not known; {', '.join(sorted(_ENCLOSURES))} are")
        code = _ENCLOSURES[name].replace("{}", code)
    return Atom(code)


def _hidden(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    inner = f"#hide[${parser.take(cursor, token)}$]"
    size = {"hphantom": "height: 0pt, ", "vphantom": "width: 0pt, "}.get(token.text)
    return Atom(f"#box({size}{inner[1:]})" if size else inner)


def _passed(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    """Show the argument: its height or width counts less in TeX, which takes no words away."""
    return Atom(parser.argument(_behind_options(cursor, token)))


def _overlapping(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    if token.text in {"llap", "rlap", "clap"}:
        inner = texts.text(cursor.argument(token), parser.row) or string("")
    else:
        cursor.optional()
        inner = parser.take(cursor, token)
    side = {"l": "end", "r": "start", "c": "center"}[re.sub("^(math|cramped)", "", token.text)[0]]
    return Atom(f"#box(width: 0pt, align({side}, box(width: 20em, align({side})[${inner}$])))")


def _second(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    """Show the second argument; the first is a class, a style or a tip of HTML."""
    cursor.argument(token)
    return Atom(parser.take(cursor, token))


def _first(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    """Show the first argument; the second is what a screen shows at a touch."""
    inner = parser.take(cursor, token)
    cursor.argument(token)
    return Atom(inner)


def _linked(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    address = cursor.word(token).replace("\\", "")
    inner = parser.take(cursor, token) if token.text == "href" else f"mono({string(address)})"
    if not _ADDRESS.fullmatch(address) or len(address) > _LONGEST_ADDRESS:
        return Atom(inner)
    return Atom(f"#link({string(address)})[${inner}$]")


def _unicode(_reader: Parser, cursor: Cursor, token: Token) -> Atom:
    while cursor.optional() is not None:
        pass
    number = cursor.word(token).lower()
    match = re.fullmatch(r"(?:u\+|0?x)([0-9a-f]{1,6})|([0-9]{1,7})", number)
    point = -1 if match is None else int(match[1], 16) if match[1] else int(match[2])
    if not (32 <= point < 0x110000) or 0xD800 <= point < 0xE000 or 0x7F <= point < 0xA0:
        raise MathError(f"\\unicode needs the number of a character such as x263A; {number!r} is none")
    return Atom(string(chr(point)))


def _rule(_reader: Parser, cursor: Cursor, token: Token) -> Atom:
    raised = cursor.optional()
    width, height = length(cursor.word(token)), length(cursor.word(token))
    if token.text in {"Rule", "Space"}:
        cursor.argument(token)
    drawn = "" if token.text == "Space" else ", fill: black"
    shift = f", baseline: -{length(plain(raised)).lstrip('-')}" if raised is not None else ""
    return Atom(f"#box(width: {width}, height: {height}{drawn}{shift})")


def _shifted(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    if token.text == "raisebox":
        amount = length(cursor.word(token))
        inner = texts.text(_behind_options(cursor, token), parser.row) or string("")
    else:
        amount = parser.length(cursor, token)
        inner = parser.take(cursor, token)
    if token.text in {"moveleft", "moveright"}:
        return Atom(inner)
    down = amount if token.text == "lower" else amount[1:] if amount.startswith("-") else "-" + amount
    return Atom(f"#box(baseline: {down})[${inner}$]")


def _verbatim(_reader: Parser, cursor: Cursor, token: Token) -> Atom:
    # Blanks behind the command are its own text's, but for those before its mark.
    mark = cursor.take()
    words: list[str] = []
    while mark is not None and cursor.at < len(cursor.tokens):
        each = cursor.tokens[cursor.at]
        cursor.at += 1
        if each.kind is mark.kind and each.text == mark.text:
            return Atom(f"mono({string(''.join(words))})")
        words.append(f"{each}{each.behind}")
    raise MathError(f"{token} is never closed")


HANDLERS: Final[dict[str, Handler]] = {
    "color": _coloured, "textcolor": _text_coloured, "colorbox": _color_box, "fcolorbox": _color_box,
    "boxed": _framed, "fbox": _framed, "framebox": _framed, "bbox": _ground, "Aboxed": _aligned_frame,
    **dict.fromkeys(_STRIKES, _struck), "cancelto": _cancelled_to, "enclose": _enclosed,
    "phantom": _hidden, "hphantom": _hidden, "vphantom": _hidden, "mathphantom": _hidden,
    "smash": _passed, "vcenter": _passed, "cramped": _passed, "ensuremath": _passed,
    "mathrlap": _overlapping, "mathllap": _overlapping, "mathclap": _overlapping, "llap": _overlapping,
    "rlap": _overlapping, "clap": _overlapping, "crampedllap": _overlapping, "crampedrlap": _overlapping,
    "crampedclap": _overlapping, "class": _second, "cssId": _second, "style": _second, "texttip": _first,
    "mathtip": _first, "href": _linked, "url": _linked, "unicode": _unicode, "char": _unicode, "rule": _rule,
    "Rule": _rule, "Space": _rule, "raisebox": _shifted, "raise": _shifted, "lower": _shifted, "moveleft": _shifted,
    "moveright": _shifted, "verb": _verbatim, "shoveleft": _passed, "shoveright": _passed, "mathmakebox": _passed,
    "MoveEqLeft": lambda _reader, cursor, _token: Atom(string("")) if cursor.optional() else None,
}  # fmt: skip
