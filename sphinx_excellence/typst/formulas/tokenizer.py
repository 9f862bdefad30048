"""LaTeX mathematics as tokens, and a cursor that takes from them what commands take: arguments, groups, environments.

What the tokens mean is the business of ``parser``; macros are expanded by then (``macros``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

#: A formula of more tokens is refused: no page holds it.
MAX_TOKENS: Final = 50_000
#: What no document may hold, control characters but blanks and halves of surrogate pairs.
_UNWANTED: Final = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TOKEN: Final = re.compile(r"\\([A-Za-z@]+)([ \t\r\n]*)|\\(.|\Z)|%[^\n]*(?:\n[ \t]*|\Z)|([ \t\r\n]+)|(.)", re.DOTALL)
_SHOWN: Final = 40


class MathError(ValueError):
    """A formula that cannot be shown whole; the message says why."""


class Kind(Enum):
    """What a token is. The edges of a macro's text keep it together where it is an argument."""

    COMMAND = "command"
    CHARACTER = "character"
    SPACE = "space"
    MACRO_OPEN = "macro open"
    MACRO_CLOSE = "macro close"


@dataclass(frozen=True, slots=True)
class Token:
    """A command without its backslash, a character or a space, and what follows a command's name."""

    kind: Kind
    text: str
    behind: str = ""

    def __str__(self) -> str:
        name = self.text if len(self.text) <= _SHOWN else self.text[:_SHOWN] + "…"
        return f"\\{name}" if self.kind is Kind.COMMAND else name

    def is_command(self, *names: str) -> bool:
        """Whether this is one of these commands."""
        return self.kind is Kind.COMMAND and self.text in names

    def is_character(self, *characters: str) -> bool:
        """Whether this is one of these characters, unescaped."""
        return self.kind is Kind.CHARACTER and self.text in characters


MACRO_EDGES: Final = frozenset({Kind.MACRO_OPEN, Kind.MACRO_CLOSE})


def tokenize(latex: str) -> list[Token]:
    """Return the tokens of a formula, comments left out."""
    unwanted = _UNWANTED.search(latex)
    if unwanted is not None:
        raise MathError(f"the formula cannot be read: it holds the character U+{ord(unwanted[0]):04X}")
    tokens = []
    for match in _TOKEN.finditer(latex):
        word, behind, sign, blank, character = match.groups()
        if word is not None:
            tokens.append(Token(Kind.COMMAND, word, behind))
        elif sign is not None:
            tokens.append(Token(Kind.COMMAND, " " if sign in {"", "\n", "\t", "\r"} else sign))
        elif blank is not None:
            tokens.append(Token(Kind.SPACE, blank))
        elif character is not None:
            tokens.append(Token(Kind.CHARACTER, character))
        if len(tokens) > MAX_TOKENS:
            raise MathError(f"the formula is too long: at most {MAX_TOKENS} signs are accepted")
    return tokens


def plain(tokens: Sequence[Token]) -> str:
    """Return what tokens spell, for names, lengths and colours."""
    return "".join(f"{each}{each.behind}" for each in tokens if each.kind not in MACRO_EDGES)


class Cursor:
    """A place in a sequence of tokens."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens
        self.at = 0

    def _skip(self) -> None:
        while self.at < len(self.tokens) and (
            self.tokens[self.at].kind is Kind.SPACE or self.tokens[self.at].kind in MACRO_EDGES
        ):
            self.at += 1

    def peek(self) -> Token | None:
        """Return the next token that is no blank, without taking it."""
        self._skip()
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def peek_raw(self) -> Token | None:
        """Return the next token, be it a blank."""
        while self.at < len(self.tokens) and self.tokens[self.at].kind in MACRO_EDGES:
            self.at += 1
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def take(self) -> Token | None:
        """Take the next token that is no blank."""
        token = self.peek()
        if token is not None:
            self.at += 1
        return token

    def rest(self) -> Sequence[Token]:
        """Take all that is left."""
        rest, self.at = self.tokens[self.at :], len(self.tokens)
        return rest

    def accept(self, character: str) -> bool:
        """Take this character if it comes next."""
        token = self.peek()
        if token is not None and token.is_character(character):
            self.at += 1
            return True
        return False

    def group(self) -> Sequence[Token]:
        """Take all tokens up to the brace that closes the one just taken."""
        start, depth = self.at, 1
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.kind is Kind.CHARACTER:
                depth += (token.text == "{") - (token.text == "}")
                if depth == 0:
                    return self.tokens[start : self.at - 1]
        raise MathError("a brace { is never closed")

    def argument(self, command: object) -> Sequence[Token]:
        """Take an argument: a group without its braces, the text of a macro, or one token."""
        while self.at < len(self.tokens) and self.tokens[self.at].kind in {Kind.SPACE, Kind.MACRO_CLOSE}:
            self.at += 1
        if self.at >= len(self.tokens) or self.tokens[self.at].is_character("}", "&"):
            raise MathError(f"{command} lacks an argument")
        token = self.tokens[self.at]
        self.at += 1
        if token.kind is Kind.MACRO_OPEN:
            start, depth = self.at, 1
            while depth and self.at < len(self.tokens):
                kind = self.tokens[self.at].kind
                depth += (kind is Kind.MACRO_OPEN) - (kind is Kind.MACRO_CLOSE)
                self.at += 1
            inner = self.tokens[start : self.at - 1]
            return Cursor(inner).argument(command) if _is_group(inner) else inner or [Token(Kind.SPACE, " ")]
        return self.group() if token.is_character("{") else [token]

    def optional(self) -> Sequence[Token] | None:
        """Take an argument in square brackets, if there is one."""
        before = self.at
        if not self.accept("["):
            return None
        start, depth, brackets = self.at, 0, 1
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.kind is not Kind.CHARACTER:
                continue
            depth += (token.text == "{") - (token.text == "}")
            if depth < 0:
                break
            brackets += (token.text == "[") - (token.text == "]") if depth == 0 else 0
            if brackets == 0:
                return self.tokens[start : self.at - 1]
        self.at = before  # a bracket of the formula's own
        return None

    def until(self, opening: str, closing: str, missing: str) -> tuple[Sequence[Token], list[int]]:
        """Take all tokens before the command that closes the one just taken, and where its own middles are.

        ``missing`` is the complaint where that is not there.
        """
        start, depth, braces = self.at, 1, 0
        middles = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.kind is Kind.CHARACTER:
                braces += (token.text == "{") - (token.text == "}")
                if braces < 0:
                    break
            elif token.is_command(opening) and braces == 0:
                depth += 1
            elif token.is_command("middle") and braces == 0 and depth == 1:
                middles.append(self.at - 1 - start)
            elif token.is_command(closing) and braces == 0:
                depth -= 1
                if depth == 0:
                    return self.tokens[start : self.at - 1], middles
        raise MathError(missing)

    def body(self, name: str) -> Sequence[Token]:
        """Take the body of an environment whose beginning was taken, and its end."""
        body, _middles = self.until("begin", "end", f"the environment {name!r} is never ended")
        end = self.word("\\end")
        if end != name:
            raise MathError(f"the environment {name!r} is ended as {end!r}")
        return body

    def word(self, command: object) -> str:
        """Take an argument that is a name, a length or a number."""
        return plain(self.argument(command)).strip()


def _is_group(tokens: Sequence[Token]) -> bool:
    """Whether tokens are one group in braces."""
    if not tokens or not tokens[0].is_character("{"):
        return False
    cursor = Cursor(tokens)
    cursor.at = 1
    cursor.group()
    return cursor.at == len(tokens)


def split(tokens: Sequence[Token], *separators: str) -> list[Sequence[Token]]:
    r"""Split tokens at characters or commands (`&`, `\\`) outside groups and environments."""
    parts, start, depth = [], 0, 0
    for at, token in enumerate(tokens):
        if token.is_character("{") or token.is_command("begin"):
            depth += 1
        elif token.is_character("}") or token.is_command("end"):
            depth -= 1
        elif depth == 0 and token.kind in {Kind.CHARACTER, Kind.COMMAND} and str(token) in separators:
            parts.append(tokens[start:at])
            start = at + 1
    return [*parts, tokens[start:]]
