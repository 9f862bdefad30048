r"""Text inside a formula: ``\text`` and related commands, with accents, letter forms, and formulas between dollars."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Final

from sphinx_excellence.typst.formulas import symbols
from sphinx_excellence.typst.formulas.math_code import joined, string
from sphinx_excellence.typst.formulas.tokenizer import Cursor, Kind, MathError, Token

#: The commands that take text, and what forms it.
FORMS: Final = {
    "text": "{}", "textrm": "{}", "textnormal": "{}", "textup": "{}", "textmd": "{}", "mbox": "{}", "hbox": "{}",
    "mathmbox": "{}", "textbf": "bold({})", "textit": "italic({})", "textsl": "italic({})", "emph": "italic({})",
    "textsf": "sans({})", "texttt": "mono({})", "textsc": "{}", "textclap": "{}", "textllap": "{}", "textrlap": "{}",
    "makebox": "{}", "strong": "bold({})",
}  # fmt: skip
_ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a",
}  # fmt: skip
_LETTERS: Final = {
    "o": "ø", "O": "Ø", "ss": "ß", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ",
    "l": "ł", "L": "Ł", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "ng": "ŋ", "NG": "Ŋ", "dj": "đ", "DJ": "Đ",
    "textbackslash": "\\", "textasciitilde": "~", "textasciicircum": "^", "textunderscore": "_", "textbar": "|",
    "textless": "<", "textgreater": ">", "textbraceleft": "{", "textbraceright": "}", "textdollar": "$",
    "textellipsis": "…", "textemdash": "—", "textendash": "–", "textbullet": "•", "textdegree": "°", "textcelsius": "℃",
    "texteuro": "€", "textmu": "µ", "textohm": "Ω", "textpm": "±", "texttimes": "×", "textdiv": "÷", "textminus": "−",
    "textcopyright": "©", "textregistered": "®", "texttrademark": "™", "textperthousand": "‰", "textsterling": "£",
    "textyen": "¥", "textcent": "¢", "textonehalf": "½", "textonequarter": "¼", "textthreequarters": "¾",
    "textrightarrow": "→", "textleftarrow": "←", "textuparrow": "↑", "textdownarrow": "↓", "textsection": "§",
    "textparagraph": "¶", "textdagger": "†", "textdaggerdbl": "‡", "textquoteleft": "‘", "textquoteright": "’",
    "textquotedblleft": "“", "textquotedblright": "”", "textexclamdown": "¡", "textquestiondown": "¿",
    "textlangle": "⟨", "textrangle": "⟩", "textvisiblespace": "␣", "textperiodcentered": "·", "textordfeminine": "ª",
    "textordmasculine": "º", "textnumero": "№", "textasteriskcentered": "∗", "quotesinglbase": "‚", "lq": "‘",
    "rq": "’", "TeX": "TeX", "LaTeX": "LaTeX", "newline": " ", "\\": " ", "/": "", "-": "\u00ad",
    "textquotesingle": "'",
}  # fmt: skip
_LIGATURES: Final = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"))
_SPACED: Final = {name: " " for name, width in symbols.SPACES.items() if width > 0} | {
    name: "" for name, width in symbols.SPACES.items() if width <= 0
}

_OLD_FORMS: Final = {"rm", "bf", "it", "sf", "tt", "bfseries"}
#: What is read as a formula is, with how many arguments.
_FORMULAS: Final = {"textcolor": 2, "ensuremath": 1, "ref": 1, "eqref": 1, "unicode": 1, "href": 2, "url": 1, "ce": 1}

Formula = Callable[[Sequence[Token]], str]


def text(tokens: Sequence[Token], formula: Formula, form: str = "{}") -> str:
    """Return text as code, in a letter form; ``formula`` writes what is between dollars."""
    return _Text(formula).code(tokens, form)


def words(tokens: Sequence[Token]) -> str:
    """Return text that holds no formula and no letter form, for names; one that does is refused."""

    def refused(_tokens: Sequence[Token]) -> str:
        raise MathError("a name may not hold a formula")

    parts = _Text(refused).parts(tokens, "{}")
    if any(form != "{}" for _part, form in parts):
        raise MathError("a name may not change its letter form")
    return "".join(part for part, _form in parts)


class _Text:
    """Reads text; what is to be written is collected in runs of a letter form, between formulas."""

    def __init__(self, formula: Formula) -> None:
        self._formula = formula

    def code(self, tokens: Sequence[Token], form: str) -> str:
        written = []
        for part, shape in self.parts(tokens, form):
            if shape == "":
                written.append(part)
            elif part:
                spelt = part
                for typed, printed in _LIGATURES if "mono" not in shape else ():
                    spelt = spelt.replace(typed, printed)
                written.append(shape.replace("{}", string(spelt)))
        return joined(written)

    def parts(self, tokens: Sequence[Token], form: str) -> list[tuple[str, str]]:
        """Return runs of text, each with its form; code of formulas has the form of an empty text."""
        found: list[tuple[str, str]] = []
        cursor = Cursor(tokens)

        def add(part: str, shape: str = form) -> None:
            if found and found[-1][1] == shape and shape:
                found[-1] = (found[-1][0] + part, shape)
            else:
                found.append((part, shape))

        while (token := cursor.peek_raw()) is not None:
            cursor.at += 1
            if token.kind is Kind.SPACE:
                add(" ")
            elif token.is_character("{"):
                for part, shape in self.parts(cursor.group(), form):
                    add(part, shape)
            elif token.is_character("$"):
                add(self._formula(_until_dollar(cursor)), "")
            elif token.is_command("("):
                add(self._formula(cursor.until("(", ")", r"\( is never closed by \)")[0]), "")
            elif token.is_character("~"):
                add("\u00a0")
            elif token.is_character("}"):
                raise MathError("a brace } closes nothing")
            elif token.kind is Kind.CHARACTER:
                add(token.text)
            else:
                for part, shape in self._command(token, cursor, form):
                    add(part, shape)
        return found

    def _command(self, token: Token, cursor: Cursor, form: str) -> list[tuple[str, str]]:
        name = token.text
        if name in _ACCENTS:
            base = words(cursor.argument(token)) or "\u00a0"
            base = {"ı": "i", "ȷ": "j"}.get(base, base)
            return [(unicodedata.normalize("NFC", base[0] + _ACCENTS[name] + base[1:]), form)]
        if name in FORMS:
            own = FORMS[name]
            return self.parts(cursor.argument(token), own if form == "{}" else form.replace("{}", own))
        if name in _OLD_FORMS:
            return self.parts(cursor.rest(), symbols.OLD_FORMS[name])
        if name in symbols.SIZES:
            return self.parts(cursor.rest(), form)
        if name in _FORMULAS:
            start = cursor.at - 1
            cursor.optional()
            for _argument in range(_FORMULAS[name]):
                cursor.argument(token)
            return [(self._formula(cursor.tokens[start : cursor.at]), "")]
        if name == "hspace":
            cursor.accept("*")
            cursor.argument(token)
            return [(" ", form)]
        sign = _LETTERS.get(name, _SPACED.get(name, symbols.symbol(name)))
        if sign is None:
            raise MathError(f"text inside a formula may not hold {token}")
        return [(sign, form)]


def _until_dollar(cursor: Cursor) -> Sequence[Token]:
    """Take all tokens before the dollar that closes the one just taken."""
    start, depth = cursor.at, 0
    while cursor.at < len(cursor.tokens):
        token = cursor.tokens[cursor.at]
        cursor.at += 1
        depth += token.is_character("{") - token.is_character("}")
        if token.is_character("$") and depth == 0:
            return cursor.tokens[start : cursor.at - 1]
    raise MathError("a dollar in text is never closed by another")
