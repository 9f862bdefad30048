r"""What each command of LaTeX mathematics is in Typst.

A handler is given the reader, a cursor behind the command, and the command; it returns an atom, or nothing where the
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
from sphinx_excellence.typst.formulas.math_code import joined, sign, string
from sphinx_excellence.typst.formulas.parser import Atom, Handler, Reader, space
from sphinx_excellence.typst.formulas.tokenizer import Cursor, MathError, Token, plain, tokenised

_LONGEST_NAME: Final = 30


def command(reader: Reader, cursor: Cursor, token: Token) -> Atom | None:
    """Return the atom of a command that was taken."""
    name = token.text
    for table, handler in _KINDS:
        if name in table:
            return handler(reader, cursor, token)
    if name in texts.FORMS:
        return Atom(texts.text(cursor.argument(token), reader.row, texts.FORMS[name]) or string(""))
    found = symbols.sign(name)
    if found is not None:
        return _sign(found, name)
    near = difflib.get_close_matches(name, known(), 1, 0.75) if len(name) <= _LONGEST_NAME else []
    raise MathError(f"the command {token} is not known" + (f"; the nearest is \\{near[0]}" if near else ""))


@lru_cache(maxsize=1)
def known() -> tuple[str, ...]:
    """Return the names of all commands."""
    return tuple(sorted(symbols.names().union(texts.FORMS, *(table for table, _handler in _KINDS))))


def _sign(found: str, name: str) -> Atom:
    if name == "colon":
        return Atom('class("punctuation", \\:)')
    if found in {"|", "‖"}:
        place = {"l": "opening", "r": "closing"}.get(name[0], "normal") if name[1:] in {"vert", "Vert"} else "normal"
        return Atom(f'class("{place}", {sign(found)})')
    if name.startswith("up") and found.isalpha():
        return Atom(f"upright({found})")
    if len(found) > 1:
        # Several signs that make one relation.
        return Atom(f'class("relation", {string(found)})')
    return Atom(sign(found), takes_limits=found in _LARGE)


_LARGE: Final = frozenset("∑∏∐∫∬∭⨌∮∯∰∱∲∳⋀⋁⋂⋃⨀⨁⨂⨃⨄⨅⨆⨉⨿⨍⨏⨖")


# -- names, spaces, accents, forms -------------------------------------------------------------------------------------


def _function(_reader: Reader, _cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({string(symbols.FUNCTIONS[token.text])})", takes_limits=True)


def _limit(_reader: Reader, _cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({string(symbols.LIMITS[token.text])}, limits: #true)", takes_limits=True)


def _drawn_limit(_reader: Reader, _cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({symbols.DRAWN_LIMITS[token.text]}, limits: #true)", takes_limits=True)


def _operator_name(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    limits = ", limits: #true" if cursor.is_next("*") else ""
    argument = cursor.argument(token)
    try:
        name = string(" ".join(texts.words(argument).split()).replace("-", "\u2010"))
    except MathError:
        name = f"upright({reader.argument(argument)})"
    return Atom(f"op({name}{limits})", takes_limits=True)


def _operator(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    return Atom(f"op({reader.take(cursor, token)}, limits: #{str(reader.block).lower()})", takes_limits=True)


def _space(_reader: Reader, _cursor: Cursor, token: Token) -> Atom:
    return Atom(space(symbols.SPACES[token.text]))


def _hspace(_reader: Reader, cursor: Cursor, token: Token) -> Atom:
    cursor.is_next("*")
    return Atom(f"#h({length(cursor.word(token))})")


def _kern(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    return Atom(f"#h({reader.length(cursor, token)})")


def _accent(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    return Atom(f"accent({reader.take(cursor, token)}, {symbols.ACCENTS[token.text]})")


def _line(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    spanned = reader.take(cursor, token)
    function = symbols.LINES[token.text]
    note = "" if function.endswith("line") else function
    return Atom(f"{function}({spanned})", takes_limits=bool(note), note=note, spanned=spanned)


def _arrow_below(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    arrow = sign(symbols.ARROWS_BELOW[token.text])
    return Atom(f"attach(limits(stretch({arrow})), t: inline({reader.take(cursor, token)}))")


def _long_arrow(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    below = cursor.optional()
    above = reader.take(cursor, token)
    places = [f"b: {_padded(reader.row(below))}"] if below else []
    places.append(f"t: {_padded(above)}")
    arrow = sign(symbols.LONG_ARROWS[token.text])
    return Atom(f'class("relation", attach(limits(stretch({arrow})), {", ".join(places)}))')


def _padded(code: str) -> str:
    # An arrow is longer than what stands over it, even where nothing does.
    return joined(["#h(0.4em)", code, "#h(0.4em)"])


def _form(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    return Atom(symbols.FORMS[token.text].format(reader.take(cursor, token)))


def _old_form(reader: Reader, cursor: Cursor, token: Token) -> Atom | None:
    rest = reader.row(cursor.rest())
    return Atom(symbols.OLD_FORMS[token.text].format(rest)) if rest else None


def _size(reader: Reader, cursor: Cursor, token: Token) -> Atom | None:
    """Set the rest of the group in a size that holds whatever size stands around it."""
    around, reader.size = reader.size, symbols.SIZES[token.text]
    rest = reader.row(cursor.rest())
    share, reader.size = reader.size / around, around
    return Atom(f"#text(size: {round(share, 4):g}em)[${rest}$]") if rest else None


def _class(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    return Atom(f'class("{_CLASSES[token.text]}", {reader.take(cursor, token)})')


_CLASSES: Final = {
    "mathbin": "binary", "mathrel": "relation", "mathord": "normal", "mathopen": "opening", "mathclose": "closing",
    "mathpunct": "punctuation", "mathinner": "normal",
}  # fmt: skip


# -- brackets ----------------------------------------------------------------------------------------------------------


def _fenced(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    left = reader.delimiter(cursor, token)
    inner, middles = cursor.until("left", "right", r"\left is never closed by \right")
    right = reader.delimiter(cursor, "\\right")
    parts = []
    start = 0
    for at in middles:
        if at < start:
            continue
        parts.append(reader.row(inner[start:at]))
        middle = Cursor(inner)
        middle.at = at + 1
        bracket = reader.delimiter(middle, "\\middle")
        parts.append(f"mid({sign(bracket)})" if bracket else "")
        start = middle.at
    parts.append(reader.row(inner[start:]))
    content = joined(parts)
    if not left and not right:
        return Atom(content or string(""))
    return Atom(f"lr({joined([_outer(left, 'opening'), content, _outer(right, 'closing')])})")


def _outer(bracket: str, place: str) -> str:
    """Return the sign of a bracket; a stroke or an arrow grows with what it holds only where it is said to be one."""
    return f'class("{place}", {sign(bracket)})' if bracket in _NO_BRACKETS else sign(bracket)


_NO_BRACKETS: Final = frozenset({"/", "\\", "!", *"↑↓↕⇑⇓⇕"})


def _big(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    height, what = symbols.BIG[token.text]
    bracket = reader.delimiter(cursor, token)
    code = f"lr({sign(bracket)}, size: #{height}em)"
    return Atom(f'class("{what}", {code})') if bracket else Atom(string(""))


def _stray(_reader: Reader, _cursor: Cursor, token: Token) -> Atom:
    where = {"right": r"\left", "end": r"\begin", "middle": r"\left", "of": r"\root"}
    raise MathError(f"{token} stands without {where[token.text]}")


def _braket(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    name = token.text
    tokens = cursor.argument(token)
    if name.lower() == "ketbra":
        first, second = reader.argument(tokens), reader.take(cursor, token)
        return Atom(rf"lr(\| {first} \⟩)lr(\⟨ {second} \|)")
    left, right = {"bra": ("⟨", "|"), "ket": ("|", "⟩"), "set": ("{", "}")}.get(name.lower(), ("⟨", "⟩"))
    parts: list[list[Token]] = [[]]
    for each in tokens:
        if name.lower() in {"set", "braket"} and each.is_character("|"):
            parts.append([])
        else:
            parts[-1].append(each)
    content = r" mid(\|) ".join(reader.argument(part) for part in parts)
    return Atom(f"lr({sign(left)} {content} {sign(right)})")


def _negated(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    atom = reader.atom(Cursor(cursor.argument(token)))
    code = atom.code if atom is not None else string("")
    plain_sign = code.replace("\\", "")
    composed = symbols.struck(plain_sign) if len(plain_sign) == 1 else ""
    if composed:
        return Atom(sign(composed))
    return Atom(f'class("relation", cancel(angle: #25deg, length: #110%, {code}))')


# -- numbers and references --------------------------------------------------------------------------------------------


def _tag(reader: Reader, cursor: Cursor, token: Token) -> None:
    reader.tags.append(reader.tag(cursor, token))


def _label(reader: Reader, cursor: Cursor, token: Token) -> None:
    reader.own_labels.append(cursor.word(token))


def _reference(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    name = cursor.word(token)
    number = reader.labels.get(name)
    if number is None:
        reader.unresolved.append(name)
        number = "???"
    return Atom(string(number if token.text == "ref" else f"({number})"))


def _dotted_integral(_reader: Reader, _cursor: Cursor, _token: Token) -> Atom:
    return Atom(r'class("large", \∫ #h(-0.15em) \⋯ #h(-0.15em) \∫)', takes_limits=True)


def _words(_reader: Reader, _cursor: Cursor, token: Token) -> Atom:
    return Atom(string(token.text))


def _plain_rows(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    r"""Read rows as plain TeX has them, in an argument: \matrix{a & b \cr c & d}."""
    names = {"eqalign": "aligned", "eqalignno": "aligned", "leqalignno": "aligned", "displaylines": "gathered"}
    body = cursor.argument(token)
    return Atom(environment(reader, names.get(token.text, token.text), body, alone=False))


def _modulo(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    if token.text == "bmod":
        return Atom('class("binary", "mod")')
    content = joined(["" if token.text == "pod" else '"mod"#h(0.333em)', reader.take(cursor, token)])
    return Atom(joined(["#h(1em)", content if token.text == "mod" else joined([r"\(", content, r"\)"])]))


def _choice(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    styles = [reader.take(cursor, token) for _style in range(4)]
    return Atom(styles[0 if reader.block else 1])


def _chemistry(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    source = plain(cursor.argument(token))
    translate = chemistry.formula if token.text == "ce" else chemistry.unit
    return Atom(reader.row(tokenised(translate(source))) or string(""))


def _environment(reader: Reader, cursor: Cursor, token: Token) -> Atom:
    name = cursor.word(token)
    return Atom(environment(reader, name, cursor.body(name), alone=False))


def _ignored(_reader: Reader, _cursor: Cursor, _token: Token) -> None:
    """Show nothing for what breaks pages and numbers rows."""


def _ignored_with_argument(_reader: Reader, cursor: Cursor, token: Token) -> None:
    cursor.is_next("*")
    cursor.optional()
    cursor.argument(token)


def _row_end(_reader: Reader, cursor: Cursor, _token: Token) -> Atom:
    cursor.is_next("*")
    cursor.optional()
    raise MathError(r"\\ stands where no rows are")


_IGNORED: Final = frozenset(
    {
        *("nonumber", "notag", "allowbreak", "nobreak", "break", "goodbreak", "displaybreak", "nonscript", "strut"),
        *("mathstrut", "xmathstrut", "relax", "noindent", "par", "centering", "protect", "null", "leavevmode"),
        *("MTFlushSpaceAbove", "MTFlushSpaceBelow", "smallskip", "medskip", "bigskip", "adjustlimits", "/"),
    }
)
_KINDS: Final[Sequence[tuple[Mapping[str, object] | frozenset[str], Handler]]] = (
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
    (fractions.HANDLERS, lambda reader, cursor, token: fractions.HANDLERS[token.text](reader, cursor, token)),
    (boxes.HANDLERS, lambda reader, cursor, token: boxes.HANDLERS[token.text](reader, cursor, token)),
)
