"""Parses LaTeX mathematics to Typst's: rows of atoms, their scripts, groups, and what takes the rest of a group.

What single commands mean is handed to the parser (``commands`` knows it); ``texts`` reads text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sphinx_excellence.typst.formulas import symbols, texts
from sphinx_excellence.typst.formulas.lengths import UNITS, length
from sphinx_excellence.typst.formulas.math_code import escaped, joined, string
from sphinx_excellence.typst.formulas.tokenizer import Cursor, Kind, MathError, Token

#: Groups in one another: Typst's parser, which gives up the whole document, takes more.
MAX_DEPTH = 40


@dataclass(slots=True)
class Atom:
    """What a script can be put to: code, and whether limits may be set; of a brace, its function and what it spans."""

    code: str
    takes_limits: bool = False
    note: str = ""
    spanned: str = ""
    #: The number, which the next digit continues.
    digits: bool = False
    corners: dict[str, str] = field(default_factory=dict)


#: Reads a command that was taken, with what it takes of the tokens behind it; nothing where it shows nothing.
Handler = Callable[["Parser", Cursor, Token], Atom | None]


class Parser:
    """Parses one formula.

    ``command`` reads what begins with a command, ``labels`` are the numbers of equations by the names that a formula
    may refer to, ``colors`` those that the project or the page defines.
    """

    def __init__(self, *, command: Handler, labels: Mapping[str, str], colors: Mapping[str, str], block: bool) -> None:
        self._command = command
        self.labels = labels
        self.colors = colors
        self.block = block
        #: What was found on the way: tags, names of this equation, and references to none.
        self.tags: list[str] = []
        self.own_labels: list[str] = []
        self.unresolved: list[str] = []
        #: How large letters are where it reads, as a share of the text's own size.
        self.size = 1.0
        self._depth = 0

    def row(self, tokens: Sequence[Token]) -> str:
        """Return the code of a row."""
        return joined(atom.code for atom in self.atoms(tokens))

    def argument(self, tokens: Sequence[Token]) -> str:
        """Return the code of an argument, which may not be empty."""
        return self.row(tokens) or string("")

    def take(self, cursor: Cursor, command: object) -> str:
        """Take an argument and return its code."""
        return self.argument(cursor.argument(command))

    def tag(self, cursor: Cursor, command: Token) -> str:
        """Take what a tag prints as the number."""
        star = cursor.accept("*")
        tokens = cursor.argument(command)
        if not star:
            tokens = [Token(Kind.CHARACTER, "("), *tokens, Token(Kind.CHARACTER, ")")]
        return texts.text(tokens, self.row) or string("")

    def atoms(self, tokens: Sequence[Token]) -> list[Atom]:
        """Return the atoms of a row, with their scripts."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise MathError(f"the formula is nested too deeply: at most {MAX_DEPTH} levels are accepted")
        cursor = Cursor(tokens)
        found: list[Atom] = []
        while (token := cursor.peek()) is not None:
            infix = self._infix(token, cursor, found)
            if infix is not None:
                found = [infix]
                continue
            atom = self.atom(cursor)
            if atom is None:
                continue
            scripted = self._scripted(atom, cursor)
            if scripted.digits and found and found[-1].digits:
                found[-1].code += scripted.code
            else:
                found.append(scripted)
        self._depth -= 1
        return found

    def atom(self, cursor: Cursor) -> Atom | None:
        """Take the next atom without its scripts; nothing where a command shows nothing."""
        token = cursor.peek()
        if token is None:
            return Atom(string(""))
        if token.is_character("^", "_", "'", "’") or token.is_command("limits", "nolimits", "displaylimits"):
            return Atom(string(""))  # a script of nothing
        cursor.at += 1
        if token.kind is Kind.COMMAND:
            return self._command(self, cursor, token)
        return self._character(cursor, token)

    def _character(self, cursor: Cursor, token: Token) -> Atom:
        text = token.text
        if text == "{":
            code = self.row(cursor.group())
            # A sign in a group of its own has the room of a letter, as the comma in 1{,}000.
            is_sign = len(code) == 2 and code.startswith("\\")
            return Atom(f'class("normal", {code})' if is_sign else code or string(""))
        if text == "}":
            raise MathError("a brace } closes nothing")
        if text in "$#":
            raise MathError(f"{text} is not allowed in a formula; write \\{text} for the character")
        if text == "&":
            raise MathError("& stands where no columns are")
        if text == "~":
            return Atom(space(symbols.SPACES[" "]))
        if text.isdecimal() and text.isascii():
            return Atom(self._number(cursor, text), digits=True)
        if text == "|":
            return Atom('class("normal", \\|)')  # else spaced like a relation
        return Atom(escaped(symbols.AS_TYPED.get(text, text)))

    def _number(self, cursor: Cursor, first: str) -> str:
        """Take the digits that follow, and a point between digits."""
        tokens, number = cursor.tokens, first
        while cursor.at < len(tokens) and tokens[cursor.at].kind is Kind.CHARACTER:
            text = tokens[cursor.at].text
            behind = tokens[cursor.at + 1].text if cursor.at + 1 < len(tokens) else ""
            is_digit = text.isdecimal() and text.isascii()
            if not is_digit and not (text == "." and "." not in number and behind.isdecimal() and behind.isascii()):
                break
            number += text
            cursor.at += 1
        return number

    # -- scripts ---------------------------------------------------------------------------------------------------

    def _scripted(self, atom: Atom, cursor: Cursor) -> Atom:
        """Take the scripts behind an atom."""
        above = below = None
        primes = 0
        while (token := cursor.peek()) is not None:
            if token.is_command("limits", "nolimits", "displaylimits"):
                cursor.at += 1
                if not atom.takes_limits:
                    raise MathError(f"{token} follows something that is not an operator")
                if token.text != "displaylimits":
                    atom.code = f"{'limits' if token.text == 'limits' else 'scripts'}({atom.code})"
            elif token.is_character("'", "’"):
                cursor.at += 1
                primes += 1
            elif token.is_character("^"):
                cursor.at += 1
                if above is not None:
                    raise MathError("there are two superscripts at one place; set braces to say which belongs where")
                above = self.take(cursor, "^")
            elif token.is_character("_"):
                cursor.at += 1
                if below is not None:
                    raise MathError("there are two subscripts at one place; set braces to say which belongs where")
                below = self.take(cursor, "_")
            else:
                break
        return self._attached(atom, above, below, primes)

    def _attached(self, atom: Atom, above: str | None, below: str | None, primes: int) -> Atom:
        if atom.note.startswith("over") and above is not None:
            atom.code, above = f"{atom.note}({atom.spanned}, {above})", None
        elif atom.note.startswith("under") and below is not None:
            atom.code, below = f"{atom.note}({atom.spanned}, {below})", None
        places = dict(atom.corners)
        if below is not None:
            places["b"] = below
        if primes:
            marks = " ".join([r"\′"] * primes)
            places["tr"] = joined([marks, above or ""])
        elif above is not None:
            places["tr" if above.startswith(("\\′", "\\‵")) else "t"] = above
        if not places:
            return atom
        listed = ", ".join(f"{place}: {code}" for place, code in places.items())
        return Atom(f"attach({atom.code}, {listed})")

    # -- the rest of a group ---------------------------------------------------------------------------------------

    def _infix(self, token: Token, cursor: Cursor, before: Sequence[Atom]) -> Atom | None:
        r"""Read `a \over b` and related commands, which split the group that they are in."""
        if not token.is_command(*_INFIX):
            return None
        cursor.at += 1
        left, right, plain = _INFIX[token.text]
        if "withdelims" in token.text:
            left, right = self.delimiter(cursor, token), self.delimiter(cursor, token)
        if token.text.startswith("above"):
            self.length(cursor, token)
        above = joined(atom.code for atom in before) or string("")
        below = self.argument(cursor.rest())
        return Atom(fraction(above, below, left, right, plain=plain))

    # -- brackets and lengths --------------------------------------------------------------------------------------

    def delimiter(self, cursor: Cursor, command: object) -> str:
        """Take a bracket and return its sign; an empty text for the dot, which is none."""
        token = cursor.take()
        if token is not None and token.is_character("{"):
            inner = Cursor(cursor.group())
            return self.delimiter(inner, command)
        found = _DELIMITERS.get(str(token)) if token is not None else None
        if found is None and token is not None and token.kind is Kind.COMMAND:
            found = symbols.symbol(token.text)
            found = found if found in _BRACKETS else None
        if found is None:
            got = f"{token} is none" if token is not None else "it is missing"
            raise MathError(f"{command} needs a bracket such as ( or \\langle, or a dot for none; {got}")
        return found

    def length(self, cursor: Cursor, command: object) -> str:
        """Take a length without braces, as TeX's own commands have it."""
        if cursor.accept("{"):
            return length(str.join("", map(str, cursor.group())))
        text = ""
        while (token := cursor.peek()) is not None and token.kind is Kind.CHARACTER and len(text) < 20:
            if token.text not in "+-.0123456789" and not token.text.isascii():
                break
            text += token.text
            cursor.at += 1
            if len(text) > 2 and text[-2:] in UNITS:
                return length(text)
        raise MathError(f"{command} needs a length such as 2em; {text or 'nothing'!r} is none")


_INFIX = {
    "over": ("", "", False), "atop": ("", "", True), "choose": ("(", ")", True), "brace": ("{", "}", True),
    "brack": ("[", "]", True), "above": ("", "", False), "overwithdelims": ("", "", False),
    "atopwithdelims": ("", "", True), "abovewithdelims": ("", "", False),
}  # fmt: skip
_DELIMITERS = {
    ".": "", "(": "(", ")": ")", "[": "[", "]": "]", "|": "|", "/": "/", "<": "⟨", ">": "⟩", r"\{": "{", r"\}": "}",
    r"\|": "‖", r"\lt": "⟨", r"\gt": "⟩", r"\backslash": "\\", r"\vert": "|", r"\Vert": "‖", "!": "!", "‖": "‖",
    "⟨": "⟨", "⟩": "⟩", "⌊": "⌊", "⌋": "⌋", "⌈": "⌈", "⌉": "⌉",
}  # fmt: skip
_BRACKETS = frozenset("()[]{}|‖⟨⟩⟪⟫⌊⌋⌈⌉⌜⌝⌞⌟⟦⟧⦃⦄⟮⟯⎰⎱↑↓↕⇑⇓⇕/\\⌟")


def space(width: float) -> str:
    """Return a space so many eighteenths of the letters' size wide."""
    return f"#h({width / 18:.4g}em)"


def fraction(above: str, below: str, left: str = "", right: str = "", *, plain: bool) -> str:
    """Return a fraction in brackets; a plain one has no line."""
    if plain and (left, right) == ("(", ")"):
        return f"binom({above}, {below})"
    code = f"mat(delim: #none, row-gap: #0.3em, {above}; {below})" if plain else f"frac({above}, {below})"
    return f"lr({escaped(left)} {code} {escaped(right)})" if left or right else code
