r"""Chemistry as mhchem writes it (``\ce`` and ``\pu``), translated to LaTeX mathematics.

The common part of mhchem: elements and their numbers, charges, isotopes, brackets, bonds, states, arrows with what
is over and under them, precipitates and gases, amounts.
"""

from __future__ import annotations

import re
from typing import Final

from sphinx_excellence.typst.formulas.tokenizer import MathError

_ARROWS: Final = {
    "<=>>": "xrightleftharpoons", "<<=>": "xleftrightharpoons", "<=>": "xrightleftharpoons",
    "<-->": "xrightleftarrows", "<->": "xleftrightarrow", "->": "xrightarrow", "<-": "xleftarrow",
    "→": "xrightarrow", "←": "xleftarrow", "⇌": "xrightleftharpoons", "↔": "xleftrightarrow",
}  # fmt: skip
_ARROW: Final = re.compile("|".join(map(re.escape, sorted(_ARROWS, key=len, reverse=True))))
_NUMBER: Final = re.compile(r"[0-9]+(?:[.,][0-9]+)?(?:/[0-9]+)?")
#: Behind an element, a point ends the number: what follows is another amount, as in CuSO4.5H2O.
_COUNT: Final = re.compile(r"[0-9]+(?:/[0-9]+)?")
_LETTERS: Final = re.compile(r"[A-Za-zÀ-ɏͰ-Ͽ]+")
_CHARGE: Final = re.compile(r"([+-]+)(?=$|[\s)\]},.^])")
_SCRIPT: Final = re.compile(r"[0-9]*[+\-•.]+(?![0-9])|[0-9]+|[A-Za-z]+[+\-]?|[*'•.]")
_COMMAND: Final = re.compile(r"\\(?:[A-Za-z]+|.)")
_BONDS: Final = {"-": "{-}", "=": "{=}", "#": r"{\equiv}", "~": r"{\sim}"}
#: What `\bond` draws: dotted lines, several lines of which some are dashed, and arrows that give electrons.
_DRAWN_BONDS: Final = {
    "-": "{-}", "1": "{-}", "=": "{=}", "2": "{=}", "#": r"{\equiv}", "3": r"{\equiv}", "~": r"{\text{┄}}",
    "~-": r"{\overset{\text{┄}}{-}}", "~=": r"{\overset{\text{┄}}{=}}", "~--": r"{\overset{\text{┄}}{=}}",
    "-~-": r"{\underset{-}{\overset{-}{\text{┄}}}}", "...": r"{\cdots}", "....": r"{\cdot\cdots}",
    "->": r"{\rightarrow}", "<-": r"{\leftarrow}",
}  # fmt: skip
_STANDALONE: Final = {"v": r"\downarrow ", "^": r"\uparrow ", "(v)": r"\downarrow ", "(^)": r"\uparrow "}
_WORD: Final = re.compile(r"\s*(\(v\)|\(\^\)|v|\^|\+|[a-z])(?=\s|$)")
_UNIT: Final = re.compile(r"([A-Za-zµ°%Ωμ]+)\^?\{?([+-]?[0-9]+)?\}?")
_QUANTITY: Final = re.compile(r"\s*([+-]?[0-9]+(?:[.,][0-9]+)?)?(?:[eE]([+-]?[0-9]+))?\s*")


def formula(source: str) -> str:
    r"""Return what ``\ce`` shows as LaTeX mathematics."""
    return _Formula(source).latex()


def unit(source: str) -> str:
    r"""Return what ``\pu`` shows as LaTeX mathematics: a number and its unit."""
    match = _QUANTITY.match(source)
    number, power, rest = "", None, source
    if match is not None:
        number, power, rest = match[1] or "", match[2], source[match.end() :]
    latex = number.replace(",", "{,}")
    if power:
        latex += (r"\times " if number else "") + f"10^{{{power}}}"
    above, double, below = rest.partition("//")
    written = _units(above)
    if double:
        written = rf"\frac{{{written or 1}}}{{{_units(below) or '{}'}}}"
    return latex + (r"\," if latex and written else "") + written


def _units(source: str) -> str:
    written = ""
    at = 0
    while at < len(source):
        match = _UNIT.match(source, at)
        if match:
            exponent = f"^{{{match[2]}}}" if match[2] else ""
            written += rf"\mathrm{{{match[1]}}}{exponent}".replace("%", r"\%")
            at = match.end()
            continue
        command = _COMMAND.match(source, at)
        if command:
            written += command[0] + " "
            at = command.end()
            continue
        written += {" ": r"\,", "*": r"\cdot ", ".": r"\cdot ", "/": "/"}.get(source[at], source[at])
        at += 1
    return written


class _Formula:
    """Reads one formula of mhchem from left to right."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._at = 0
        self._parts: list[str] = []
        #: Whether there is something directly before that numbers and charges belong to.
        self._holds = False

    def latex(self) -> str:
        source = self._source
        while self._at < len(source):
            if source[self._at].isspace():
                self._at += 1
                self._holds = False
                self._word()
                continue
            if self._at == 0 and self._word():
                continue
            self._next()
        return "".join(self._parts)

    def _word(self) -> bool:
        """Read a word that means something only between blanks: an arrow up or down, a plus, an amount's letter."""
        match = _WORD.match(self._source, self._at)
        if match is None:
            return False
        word = match[1]
        self._at = match.end()
        self._holds = False
        if word in _STANDALONE:
            self._parts.append(_STANDALONE[word])
        elif word == "+":
            self._parts.append("{}+{}")
        else:
            self._parts.append(rf"{word}\,")
        return True

    def _next(self) -> None:
        source, at = self._source, self._at
        arrow = _ARROW.match(source, at)
        if arrow is not None:
            self._at = arrow.end()
            self._arrow(_ARROWS[arrow[0]])
            return
        for pattern, read in (
            (_COUNT if self._holds else _NUMBER, self._number),
            (_LETTERS, self._letters),
            (_COMMAND, self._command),
        ):
            match = pattern.match(source, at)
            if match is not None:
                self._at = match.end()
                read(match[0])
                return
        self._character(source[at])

    def _arrow(self, name: str) -> None:
        above, below = self._bracketed(), self._bracketed()
        under = f"[{{{below}}}]" if below else ""
        self._parts.append(rf"\{name}{under}{{{above}}}")
        self._holds = False

    def _bracketed(self) -> str:
        if self._at >= len(self._source) or self._source[self._at] != "[":
            return ""
        end = self._source.find("]", self._at)
        if end < 0:
            raise MathError(r"a bracket behind an arrow in \ce is never closed")
        inner, self._at = self._source[self._at + 1 : end], end + 1
        return formula(inner)

    def _number(self, number: str) -> None:
        if self._holds:
            self._parts.append(f"_{{{number}}}")
            return
        above, slash, below = number.partition("/")
        self._parts.append(rf"\tfrac{{{above}}}{{{below}}}\," if slash else rf"{number.replace(',', '{,}')}\,")

    def _letters(self, letters: str) -> None:
        self._parts.append(rf"\mathrm{{{letters}}}")
        self._holds = True

    def _command(self, command: str) -> None:
        if command in {"\\{", "\\}"}:
            self._parts.append(command)
        elif command == "\\bond":
            self._bond()
            return
        else:
            self._parts.append(command + " ")
            # What a command takes in braces is its own.
            while self._at < len(self._source) and self._source[self._at] in "{[":
                closing = "}" if self._source[self._at] == "{" else "]"
                self._parts.append(self._balanced(self._source[self._at], closing))
        self._holds = True

    def _bond(self) -> None:
        kind = self._balanced("{", "}")[1:-1].strip() if self._source[self._at : self._at + 1] == "{" else ""
        if kind not in _DRAWN_BONDS:
            raise MathError(rf"\bond{{{kind}}} is not known; {' '.join(_DRAWN_BONDS)} are")
        self._parts.append(_DRAWN_BONDS[kind])
        self._holds = False

    def _balanced(self, opening: str, closing: str) -> str:
        depth = 0
        for at in range(self._at, len(self._source)):
            depth += (self._source[at] == opening) - (self._source[at] == closing)
            if depth == 0:
                text, self._at = self._source[self._at : at + 1], at + 1
                return text
        raise MathError(rf"a bracket {opening} in \ce is never closed")

    def _character(self, character: str) -> None:
        charge = _CHARGE.match(self._source, self._at)
        if character == "$":
            end = self._source.find("$", self._at + 1)
            if end < 0:
                raise MathError(r"a dollar in \ce is never closed by another")
            self._parts.append(f"{{{self._source[self._at + 1 : end]}}}")
            self._at, self._holds = end + 1, True
        elif character in "^_":
            self._at += 1
            self._script(character)
        elif character == "{":
            self._parts.append(rf"\text{self._balanced('{', '}')}")
            self._holds = True
        elif charge is not None and self._holds:
            self._parts.append(f"^{{{charge[1]}}}")
            self._at = charge.end()
        elif character in _BONDS:
            self._parts.append(_BONDS[character])
            self._at, self._holds = self._at + 1, False
        elif character in ".*":
            self._parts.append(r"{}\cdot{}")
            self._at, self._holds = self._at + 1, False
        elif character in "()[]":
            self._parts.append(character)
            self._at, self._holds = self._at + 1, character in ")]"
        else:
            self._parts.append(character)
            self._at, self._holds = self._at + 1, False

    def _script(self, sign: str) -> None:
        if not self._holds:
            self._parts.append("{}")
        if self._at < len(self._source) and self._source[self._at] == "{":
            inner = self._balanced("{", "}")[1:-1]
        else:
            match = _SCRIPT.match(self._source, self._at)
            if match is None:
                raise MathError(rf"{sign} in \ce lacks its script")
            inner, self._at = match[0], match.end()
        inner = inner.strip("$") if inner.startswith("$") else rf"\mathrm{{{inner}}}"
        self._parts.append(f"{sign}{{{inner}}}")
        # A number behind a script before its element belongs to neither.
        self._holds = self._holds or (self._at < len(self._source) and self._source[self._at] in "^_")
