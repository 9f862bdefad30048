r"""Macros: expands what a project, a page or a formula defines.

``\newcommand``, ``\renewcommand``, ``\providecommand``, ``\def``, ``\let``, ``\DeclareMathOperator``,
``\DeclarePairedDelimiter`` and ``\definecolor`` are followed; MathJax's own form in conf.py is read.
"""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sphinx_excellence.typst.formulas.colors import color
from sphinx_excellence.typst.formulas.tokenizer import MAX_TOKENS, Cursor, Kind, MathError, Token, plain, tokenize

#: More replacements than these are a macro that holds itself.
MAX_EXPANSIONS: Final = 1_000
MAX_ARGUMENTS: Final = 9


@dataclass(frozen=True, slots=True)
class Macro:
    """The text of a macro: tokens with `#1` to `#9`, how many arguments, and the first one's default."""

    body: Sequence[Token]
    arguments: int = 0
    default: Sequence[Token] | None = None
    starred: Sequence[Token] | None = None


Macros = MutableMapping[str, Macro]
#: A colour is kept among the macros, under a name that no command can have.
_COLOR: Final = "color "
_OPEN: Final = Token(Kind.MACRO_OPEN, "")
_CLOSE: Final = Token(Kind.MACRO_CLOSE, "")


def macro(name: str, value: Any) -> Macro:
    """Return a macro as conf.py gives it to MathJax: a text, or a list of text, number of arguments and default.

    Raises ``MathError`` for one that is neither.
    """
    parts = list(value) if isinstance(value, (list, tuple)) else [value]
    body, count, default = [*parts, *(None, 0, None)[len(parts) :]][:3]
    if not isinstance(body, str) or not isinstance(count, int) or not 0 <= count <= MAX_ARGUMENTS:
        raise MathError(
            f"the macro {name!r} is {value!r}; a text is expected, or a list of a text, a number of arguments up to 9 "
            "and, if the first may be left out, its default"
        )
    return Macro(tokenize(body), count, None if default is None else tokenize(str(default)))


def definitions(preamble: str) -> dict[str, Macro]:
    """Return the macros that a preamble of LaTeX defines; what else it holds is passed over."""
    found: Macros = {}
    expand_macros(tokenize(preamble), found)
    return dict(found)


def defined_colors(macros: Macros) -> dict[str, str]:
    """Return the colours that are defined, each as a number after `#`."""
    return {name.removeprefix(_COLOR): plain(each.body) for name, each in macros.items() if name.startswith(_COLOR)}


def expand_macros(tokens: Sequence[Token], macros: Macros) -> tuple[list[Token], bool]:
    """Return tokens without macros, and whether they define any; definitions are added to ``macros``."""
    return _Expansion(tokens, macros).run()


class _Expansion:
    def __init__(self, tokens: Sequence[Token], macros: Macros) -> None:
        self._cursor = Cursor(tokens)
        self._macros = macros
        self._count = 0
        self._defines = False

    def run(self) -> tuple[list[Token], bool]:
        found: list[Token] = []
        while self._cursor.at < len(self._cursor.tokens):
            token = self._cursor.tokens[self._cursor.at]
            self._cursor.at += 1
            if token.kind is not Kind.COMMAND:
                found.append(token)
            elif token.text in self._macros:
                self._replace(token)
            elif token.text in DEFINITIONS:
                self._defines = True
                DEFINITIONS[token.text](self, token)
            else:
                found.append(token)
        return found, self._defines

    def _replace(self, token: Token) -> None:
        self._count += 1
        macro = self._macros[token.text]
        cursor = self._cursor
        body = macro.body
        if macro.starred is not None and cursor.accept("*"):
            body = macro.starred
        arguments: list[Sequence[Token]] = []
        if macro.arguments and macro.default is not None:
            given = cursor.optional()
            arguments.append(macro.default if given is None else given)
        while len(arguments) < macro.arguments:
            arguments.append(cursor.argument(token))
        text = _filled(body, arguments)
        rest = cursor.tokens[cursor.at :]
        if self._count > MAX_EXPANSIONS or len(text) + len(rest) > MAX_TOKENS:
            raise MathError(f"the macro {token} never ends: it holds itself, or is too long")
        # A command's name took the blank behind it; in text it does not matter then.
        self._cursor = Cursor([_OPEN, *text, _CLOSE, *rest])

    def _name(self, command: Token) -> str:
        token = self._cursor.take()
        if token is not None and token.is_character("{"):
            inner = [each for each in self._cursor.group() if each.kind is Kind.COMMAND]
            token = inner[0] if len(inner) == 1 else None
        if token is None or token.kind is not Kind.COMMAND:
            raise MathError(f"{command} lacks the name of a command")
        return token.text

    def command(self, command: Token) -> None:
        r"""Follow \newcommand and related commands."""
        self._cursor.accept("*")
        name = self._name(command)
        number = self._cursor.optional()
        default = self._cursor.optional() if number is not None else None
        count = plain(number or []).strip() or "0"
        if not (len(count) == 1 and count in "0123456789"):
            raise MathError(f"{command} of \\{name} takes {count} arguments; a number up to 9 is expected")
        macro = Macro(self._cursor.argument(command), int(count), default)
        if command.text != "providecommand" or name not in self._macros:
            self._macros[name] = macro

    def define(self, command: Token) -> None:
        r"""Follow \def."""
        name, count = self._name(command), 0
        while (token := self._cursor.take()) is not None and not token.is_character("{"):
            number = self._cursor.take()
            count += 1
            if not token.is_character("#") or number is None or not number.is_character(str(count)):
                raise MathError(f"\\def of \\{name} has parameters other than #1, #2, …")
        if token is None:
            raise MathError(f"\\def of \\{name} lacks a text")
        self._macros[name] = Macro(self._cursor.group(), count)

    def let(self, command: Token) -> None:
        r"""Follow \let."""
        name = self._name(command)
        self._cursor.accept("=")
        token = self._cursor.take()
        if token is None:
            raise MathError(f"\\let of \\{name} lacks what it is to be")
        same = self._macros.get(token.text) if token.kind is Kind.COMMAND else None
        if not token.is_command(name):
            self._macros[name] = same or Macro([token])

    def operator(self, command: Token) -> None:
        r"""Follow \DeclareMathOperator."""
        star = "*" if self._cursor.accept("*") else ""
        name = self._name(command)
        self._macros[name] = Macro(
            [*tokenize(rf"\operatorname{star}{{"), *self._cursor.argument(command), Token(Kind.CHARACTER, "}")]
        )

    def delimiter(self, command: Token) -> None:
        r"""Follow \DeclarePairedDelimiter."""
        name = self._name(command)
        left, right = self._cursor.argument(command), self._cursor.argument(command)
        inner = tokenize("#1")
        self._macros[name] = Macro(
            [*left, *inner, *right],
            1,
            None,
            [*tokenize(r"\left"), *left, *inner, *tokenize(r"\right"), *right],
        )

    def color(self, command: Token) -> None:
        r"""Follow \definecolor."""
        name, model, value = (self._cursor.word(command).strip() for _argument in range(3))
        self._macros[_COLOR + name] = Macro(tokenize(color(value, model)))


DEFINITIONS: Final = {
    "newcommand": _Expansion.command,
    "renewcommand": _Expansion.command,
    "providecommand": _Expansion.command,
    "def": _Expansion.define,
    "gdef": _Expansion.define,
    "let": _Expansion.let,
    "DeclareMathOperator": _Expansion.operator,
    "DeclarePairedDelimiter": _Expansion.delimiter,
    "definecolor": _Expansion.color,
}


def _filled(body: Sequence[Token], arguments: Sequence[Sequence[Token]]) -> list[Token]:
    """Return a macro's text with its arguments in their places."""
    filled: list[Token] = []
    at = 0
    while at < len(body):
        token = body[at]
        at += 1
        if not token.is_character("#") or at >= len(body):
            filled.append(token)
            continue
        number = body[at].text
        at += 1
        if number == "#":
            filled.append(token)
        elif number.isdecimal() and 1 <= int(number) <= len(arguments):
            filled += [_OPEN, *arguments[int(number) - 1], _CLOSE]
        else:
            raise MathError(f"a macro uses #{number}, which it does not take")
    return filled
