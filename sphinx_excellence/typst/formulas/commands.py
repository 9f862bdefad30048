r"""The commands of LaTeX mathematics, each with a handler that returns its Typst.

A handler is given the parser, a cursor behind the command, and the command; it returns an atom, or nothing where the
command shows nothing. An unknown command is an error: a formula is never set with another meaning.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

from sphinx_excellence.typst.formulas import boxes, chemistry, fractions, symbols, texts
from sphinx_excellence.typst.formulas.environments import environment
from sphinx_excellence.typst.formulas.lengths import length
from sphinx_excellence.typst.formulas.math_code import escaped, joined, string
from sphinx_excellence.typst.formulas.parser import Atom, Handler, Parser, space
from sphinx_excellence.typst.formulas.tokenizer import Cursor, MathError, Token, plain, tokenize

_LONGEST_NAME: Final = 30


def command(parser: Parser, cursor: Cursor, token: Token) -> Atom | None:
    """Return the atom of a command that was taken."""
    name = token.text
    for table, handler in _HANDLERS:
        if name in table:
            return handler(parser, cursor, token)
    if name in texts.FORMS:
        return Atom(texts.text(cursor.argument(token), parser.row, texts.FORMS[name]) or string(""))
    found = symbols.symbol(name)
    if found is not None:
        return _symbol_atom(found, name)
    near = difflib.get_close_matches(name, known(), 1, 0.75) if len(name) <= _LONGEST_NAME else []
    raise MathError(f"the command {token} is not known" + (f"; the nearest is \\{near[0]}" if near else ""))


@lru_cache(maxsize=1)
def known() -> tuple[str, ...]:
    """Return the names of all commands."""
    return tuple(sorted(symbols.names().union(texts.FORMS, *(table for table, _handler in _HANDLERS))))


def _symbol_atom(found: str, name: str) -> Atom:
    if name == "colon":
        return Atom('class("punctuation", \\:)')
    if found in {"|", "‖"}:
        place = {"l": "opening", "r": "closing"}.get(name[0], "normal") if name[1:] in {"vert", "Vert"} else "normal"
        return Atom(f'class("{place}", {escaped(found)})')
    if name.startswith("up") and found.isalpha():
        return Atom(f"upright({found})")
    if len(found) > 1:
        # Several signs that make one relation.
        return Atom(f'class("relation", {string(found)})')
    return Atom(escaped(found), takes_limits=found in _LARGE)


_LARGE: Final = frozenset("∑∏∐∫∬∭⨌∮∯∰∱∲∳⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨉⨿⨍⨏⨖")


# -- names, spaces, accents, forms -------------------------------------------------------------------------------------


def _function(_reader: Parser, _cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({string(symbols.FUNCTIONS[token.text])})", takes_limits=True)


def _limit(_reader: Parser, _cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({string(symbols.LIMITS[token.text])}, limits: #true)", takes_limits=True)


def _drawn_limit(_reader: Parser, _cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({symbols.DRAWN_LIMITS[token.text]}, limits: #true)", takes_limits=True)


def _operator_name(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    limits = ", limits: #true" if cursor.accept("*") else ""
    argument = cursor.argument(token)
    try:
        name = string(" ".join(texts.words(argument).split()).replace("-", "\u2010"))
    except MathError:
        name = f"upright({parser.argument(argument)})"
    return Atom(f"op({name}{limits})", takes_limits=True)


def _operator(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({parser.take(cursor, token)}, limits: #{str(parser.block).lower()})", takes_limits=True)


def _space(_reader: Parser, _cursor: Cursor, token: Token) -> Atom:
    return Atom(space(symbols.SPACES[token.text]))


def _hspace(_reader: Parser, cursor: Cursor, token: Token) -> Atom:
    cursor.accept("*")
    return Atom(f"#h({length(cursor.word(token))})")


def _kern(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    return Atom(f"#h({parser.length(cursor, token)})")


def _accent(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    return Atom(f"accent({parser.take(cursor, token)}, {symbols.ACCENTS[token.text]})")


def _line(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    spanned = parser.take(cursor, token)
    function = symbols.LINES[token.text]
    note = "" if function.endswith("line") else function
    return Atom(f"{function}({spanned})", takes_limits=bool(note), note=note, spanned=spanned)


def _arrow_below(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    arrow = escaped(symbols.ARROWS_BELOW[token.text])
    return Atom(f"attach(limits(stretch({arrow})), t: inline({parser.take(cursor, token)}))")


def _long_arrow(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    below = cursor.optional()
    above = parser.take(cursor, token)
    places = [f"b: {_padded(parser.row(below))}"] if below else []
    places.append(f"t: {_padded(above)}")
    arrow = escaped(symbols.LONG_ARROWS[token.text])
    return Atom(f'class("relation", attach(limits(stretch({arrow})), {", ".join(places)}))')


def _padded(code: str) -> str:
    # An arrow is longer than what is over it, even where nothing does.
    return joined(["#h(0.4em)", code, "#h(0.4em)"])


def _form(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    return Atom(symbols.FORMS[token.text].format(parser.take(cursor, token)))


def _old_form(parser: Parser, cursor: Cursor, token: Token) -> Atom | None:
    rest = parser.row(cursor.rest())
    return Atom(symbols.OLD_FORMS[token.text].format(rest)) if rest else None


def _size(parser: Parser, cursor: Cursor, token: Token) -> Atom | None:
    """Set the rest of the group in a size that does not depend on the size around it."""
    around, parser.size = parser.size, symbols.SIZES[token.text]
    rest = parser.row(cursor.rest())
    share, parser.size = parser.size / around, around
    return Atom(f"#text(size: {round(share, 4):g}em)[${rest}$]") if rest else None


def _class(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    return Atom(f'class("{_CLASSES[token.text]}", {parser.take(cursor, token)})')


_CLASSES: Final = {
    "mathbin": "binary", "mathrel": "relation", "mathord": "normal", "mathopen": "opening", "mathclose": "closing",
    "mathpunct": "punctuation", "mathinner": "normal",
}  # fmt: skip


# -- brackets ----------------------------------------------------------------------------------------------------------


def _fenced(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    left = parser.delimiter(cursor, token)
    inner, middles = cursor.until("left", "right", r"\left is never closed by \right")
    right = parser.delimiter(cursor, "\\right")
    parts = []
    start = 0
    for at in middles:
        if at < start:
            continue
        parts.append(parser.row(inner[start:at]))
        middle = Cursor(inner)
        middle.at = at + 1
        bracket = parser.delimiter(middle, "\\middle")
        parts.append(f"mid({escaped(bracket)})" if bracket else "")
        start = middle.at
    parts.append(parser.row(inner[start:]))
    content = joined(parts)
    if not left and not right:
        return Atom(content or string(""))
    return Atom(f"lr({joined([_outer(left, 'opening'), content, _outer(right, 'closing')])})")


def _outer(bracket: str, place: str) -> str:
    """Return the sign of a bracket; a stroke or an arrow grows with what it holds only where it is said to be one."""
    return f'class("{place}", {escaped(bracket)})' if bracket in _NO_BRACKETS else escaped(bracket)


_NO_BRACKETS: Final = frozenset({"/", "\\", "!", *"↑↓↕⇑⇓⇕"})


def _big(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    height, what = symbols.BIG[token.text]
    bracket = parser.delimiter(cursor, token)
    code = f"lr({escaped(bracket)}, size: #{height}em)"
    return Atom(f'class("{what}", {code})') if bracket else Atom(string(""))


def _stray(_reader: Parser, _cursor: Cursor, token: Token) -> Atom:
    where = {"right": r"\left", "end": r"\begin", "middle": r"\left", "of": r"\root"}
    raise MathError(f"{token} stands without {where[token.text]}")


def _braket(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    name = token.text
    tokens = cursor.argument(token)
    if name.lower() == "ketbra":
        first, second = parser.argument(tokens), parser.take(cursor, token)
        return Atom(rf"lr(\| {first} \⟩)lr(\⟨ {second} \|)")
    left, right = {"bra": ("⟨", "|"), "ket": ("|", "⟩"), "set": ("{", "}")}.get(name.lower(), ("⟨", "⟩"))
    parts: list[list[Token]] = [[]]
    for each in tokens:
        if name.lower() in {"set", "braket"} and each.is_character("|"):
            parts.append([])
        else:
            parts[-1].append(each)
    content = r" mid(\|) ".join(parser.argument(part) for part in parts)
    return Atom(f"lr({escaped(left)} {content} {escaped(right)})")


def _negated(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    atom = parser.atom(Cursor(cursor.argument(token)))
    code = atom.code if atom is not None else string("")
    plain_sign = code.replace("\\", "")
    composed = symbols.struck(plain_sign) if len(plain_sign) == 1 else ""
    if composed:
        return Atom(escaped(composed))
    return Atom(f'class("relation", cancel(angle: #25deg, length: #110%, {code}))')


# -- numbers and references --------------------------------------------------------------------------------------------


def _tag(parser: Parser, cursor: Cursor, token: Token) -> None:
    parser.tags.append(parser.tag(cursor, token))


def _label(parser: Parser, cursor: Cursor, token: Token) -> None:
    parser.own_labels.append(cursor.word(token))


def _reference(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    name = cursor.word(token)
    number = parser.labels.get(name)
    if number is None:
        parser.unresolved.append(name)
        number = "???"
    return Atom(string(number if token.text == "ref" else f"({number})"))


def _dotted_integral(_reader: Parser, _cursor: Cursor, _token: Token) -> Atom:
    return Atom(r'class("large", \∫ #h(-0.15em) \⋯ #h(-0.15em) \∫)', takes_limits=True)


def _words(_reader: Parser, _cursor: Cursor, token: Token) -> Atom:
    return Atom(string(token.text))


def _plain_rows(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    r"""Read rows as plain TeX has them, in an argument: \matrix{a & b \cr c & d}."""
    names = {"eqalign": "aligned", "eqalignno": "aligned", "leqalignno": "aligned", "displaylines": "gathered"}
    body = cursor.argument(token)
    return Atom(environment(parser, names.get(token.text, token.text), body, alone=False))


def _modulo(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    if token.text == "bmod":
        return Atom('class("binary", "mod")')
    content = joined(["" if token.text == "pod" else '"mod"#h(0.333em)', parser.take(cursor, token)])
    return Atom(joined(["#h(1em)", content if token.text == "mod" else joined([r"\(", content, r"\)"])]))


def _choice(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    styles = [parser.take(cursor, token) for _style in range(4)]
    return Atom(styles[0 if parser.block else 1])


def _chemistry(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    source = plain(cursor.argument(token))
    translate = chemistry.formula if token.text == "ce" else chemistry.unit
    return Atom(parser.row(tokenize(translate(source))) or string(""))


def _environment(parser: Parser, cursor: Cursor, token: Token) -> Atom:
    name = cursor.word(token)
    return Atom(environment(parser, name, cursor.body(name), alone=False))


def _ignored(_reader: Parser, _cursor: Cursor, _token: Token) -> None:
    """Show nothing for what breaks pages and numbers rows."""


def _ignored_with_argument(_reader: Parser, cursor: Cursor, token: Token) -> None:
    cursor.accept("*")
    cursor.optional()
    cursor.argument(token)


def _row_end(_reader: Parser, cursor: Cursor, _token: Token) -> Atom:
    cursor.accept("*")
    cursor.optional()
    raise MathError(r"\\ stands where no rows are")


_IGNORED: Final = frozenset(
    {
        *("nonumber", "notag", "allowbreak", "nobreak", "break", "goodbreak", "displaybreak", "nonscript", "strut"),
        *("mathstrut", "xmathstrut", "relax", "noindent", "par", "centering", "protect", "null", "leavevmode"),
        *("MTFlushSpaceAbove", "MTFlushSpaceBelow", "smallskip", "medskip", "bigskip", "adjustlimits", "/"),
    }
)
_HANDLERS: Final[Sequence[tuple[Mapping[str, object] | frozenset[str], Handler]]] = (
    (_IGNORED, _ignored),
    (frozenset({"require", "tagform", "usetagform", "mathtoolsset", "setlength", "vspace"}), _ignored_with_argument),
    (symbols.SPACES, _space),
    (symbols.FUNCTIONS, _function),
    (symbols.LIMITS, _limit),
    (symbols.DRAWN_LIMITS, _drawn_limit),
    (symbols.ACCENTS, _accent),
    (symbols.LINES, _line),
    (symbols.ARROWS_BELOW, _arrow_below),
    (symbols.LONG_ARROWS, _long_arrow),
    (symbols.BIG, _big),
    (symbols.FORMS, _form),
    (symbols.OLD_FORMS, _old_form),
    (symbols.SIZES, _size),
    (_CLASSES, _class),
    (frozenset({"operatorname", "operatornamewithlimits", "DeclareMathOperator"}), _operator_name),
    (frozenset({"mathop"}), _operator),
    (frozenset({"hspace", "mspace"}), _hspace),
    (frozenset({"kern", "mkern", "mskip", "hskip"}), _kern),
    (frozenset({"left"}), _fenced),
    (frozenset({"right", "end", "middle", "of"}), _stray),
    (frozenset({"bra", "ket", "braket", "Bra", "Ket", "Braket", "set", "Set", "ketbra", "Ketbra"}), _braket),
    (frozenset({"not", "centernot"}), _negated),
    (frozenset({"tag"}), _tag),
    (frozenset({"label"}), _label),
    (frozenset({"ref", "eqref", "refeq"}), _reference),
    (frozenset({"idotsint"}), _dotted_integral),
    (frozenset({"TeX", "LaTeX"}), _words),
    (frozenset({"matrix", "pmatrix", "cases", "eqalign", "eqalignno", "leqalignno", "displaylines"}), _plain_rows),
    (frozenset({"bmod", "pmod", "mod", "pod"}), _modulo),
    (frozenset({"mathchoice"}), _choice),
    (frozenset({"ce", "pu"}), _chemistry),
    (frozenset({"begin"}), _environment),
    (frozenset({"\\", "cr", "newline"}), _row_end),
    (fractions.HANDLERS, lambda parser, cursor, token: fractions.HANDLERS[token.text](parser, cursor, token)),
    (boxes.HANDLERS, lambda parser, cursor, token: boxes.HANDLERS[token.text](parser, cursor, token)),
)
