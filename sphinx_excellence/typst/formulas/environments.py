"""Environments: alignments, matrices, cases, arrays, and commutative diagrams.

An alignment that is the whole of a formula becomes rows of the equation itself, which may break over pages; anywhere
else it is a matrix with alignment marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sphinx_excellence.typst.formulas import texts
from sphinx_excellence.typst.formulas.math_code import escaped, joined, string
from sphinx_excellence.typst.formulas.parser import Parser
from sphinx_excellence.typst.formulas.tokenizer import Cursor, Kind, MathError, Token, plain, split

#: Alignments at `&`: those whose columns are in pairs, and those that leave no room between the pairs.
_PAIRED: Final = frozenset({"align", "aligned", "flalign", "split", "eqnarray", "IEEEeqnarray", "multlined"})
_CLOSE: Final = frozenset({"alignat", "alignedat", "xalignat", "xxalignat"})
_CENTRED: Final = frozenset({"gather", "gathered", "lgathered", "rgathered"})
_WHOLE: Final = frozenset({"equation", "displaymath", "math", "subequations", "dmath"})
_MATRICES: Final = {
    "matrix": ("", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "Bmatrix": ("{", "}"), "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
}  # fmt: skip
_SMALL: Final = {name.replace("matrix", "smallmatrix"): brackets for name, brackets in _MATRICES.items()}
#: Cases: whether the brace is on the right, and whether what they hold is set as if it stood alone.
_CASES: Final = {
    "cases": (False, False), "dcases": (False, True), "rcases": (True, False), "drcases": (True, True),
    "numcases": (False, False), "subnumcases": (False, False),
}  # fmt: skip
_ARRAYS: Final = frozenset({"array", "darray", "tabular", "subarray"})
_MARKS: Final = {"l": "& {}", "r": "{} &", "p": "& {}", "m": "& {}", "b": "& {}"}


def known() -> frozenset[str]:
    """Return the names of all environments, without stars."""
    return _PAIRED | _CLOSE | _CENTRED | _WHOLE | _ARRAYS | {*_MATRICES, *_SMALL, *_CASES, "multline", "CD"}


@dataclass(slots=True)
class Row:
    """One row: its cells, whether a line is over it, and text before it."""

    cells: list[Sequence[Token]]
    lines: int = 0
    text: Sequence[Token] | None = None


def environment(parser: Parser, name: str, body: Sequence[Token], *, alone: bool) -> str:
    """Return the code of an environment; ``alone`` says that it is all of a displayed formula."""
    base = name.removesuffix("*")
    cursor = Cursor(body)
    if base in _WHOLE:
        return formula_body(parser, body) if alone else _part(parser, body)
    if base in _PAIRED or base in _CENTRED or base in _CLOSE:
        cursor.optional()
        if base in _CLOSE or base == "IEEEeqnarray":
            cursor.argument(name)
        return aligned(
            parser, cursor.rest(), alone=alone, paired=base in _PAIRED, merged=base in {"eqnarray", "IEEEeqnarray"}
        )
    if base == "multline":
        return _multline(parser, body, alone=alone)
    if base in _CASES:
        if base in {"numcases", "subnumcases"}:
            left = parser.take(cursor, name)
            return joined([left, _cases(parser, base, cursor.rest(), starred=False)])
        return _cases(parser, base, body, starred=name != base)
    if base in _MATRICES or base in _SMALL:
        align = cursor.optional()
        brackets = _MATRICES.get(base) or _SMALL.get(base, ("", ""))
        columns = (plain(align).strip() if align else "c") * 64
        code = matrix(parser, rows_of(cursor.rest()), columns, small=base in _SMALL)
        left, right = brackets
        return f"lr({escaped(left)} {code} {escaped(right)})" if left else code
    if base in _ARRAYS:
        cursor.optional()
        columns, lines = _columns(cursor.argument(name))
        rows = rows_of(cursor.rest())
        if base == "tabular":
            return _tabular(parser, rows, columns, lines)
        return matrix(parser, rows, columns, lines=lines, small=base == "subarray", display=base == "darray")
    if base == "CD":
        return _diagram(parser, body)
    raise MathError(f"the environment {name!r} is not known")


def formula_body(parser: Parser, tokens: Sequence[Token]) -> str:
    """Return the code of all of a formula: an environment, rows without one, or a row."""
    cursor = Cursor(tokens)
    token = cursor.take()
    if parser.block and token is not None and token.is_command("begin"):
        name = cursor.word(token)
        body = cursor.body(name)
        if cursor.peek() is None:
            return environment(parser, name, body, alone=True)
    return aligned(parser, tokens, alone=True) if _has_rows(tokens) else parser.argument(tokens)


def _part(parser: Parser, tokens: Sequence[Token]) -> str:
    return aligned(parser, tokens, alone=False) if _has_rows(tokens) else parser.argument(tokens)


def _has_rows(body: Sequence[Token]) -> bool:
    return len(split(body, "\\\\", "&")) > 1


def rows_of(body: Sequence[Token]) -> list[Row]:
    r"""Split an environment into rows and cells; what is behind `\\` of the room below is left out."""
    rows = []
    parts = split(body, "\\\\", "\\cr")
    for number, part in enumerate(parts):
        cursor = Cursor(part)
        if number:
            cursor.accept("*")
            cursor.optional()
        lines, text = 0, None
        while (token := cursor.peek()) is not None:
            if token.is_command("hline", "hdashline", "toprule", "midrule", "bottomrule"):
                lines += 1
                cursor.at += 1
            elif token.is_command("cline", "cmidrule"):
                cursor.at += 1
                cursor.argument(token)
            elif token.is_command("intertext", "shortintertext"):
                cursor.at += 1
                text = [*(text or []), *cursor.argument(token)]
            else:
                break
        cells = split(cursor.rest(), "&")
        is_empty = len(cells) == 1 and Cursor(cells[0]).peek() is None
        is_last = number == len(parts) - 1
        if lines or text:
            rows.append(Row([] if is_empty else cells, lines, text))
        elif not (is_empty and is_last):
            rows.append(Row(cells))
    return rows


def aligned(parser: Parser, body: Sequence[Token], *, alone: bool, paired: bool = False, merged: bool = False) -> str:
    """Return rows that are aligned at `&`, or centred where they have none."""
    written = []
    for row in rows_of(body):
        if row.text is not None:
            written.append(texts.text(row.text, parser.row))
        if not row.cells:
            continue
        before = len(parser.tags)
        cells = row.cells
        if merged and len(cells) > 2:
            # The relation has a column of its own, which Typst does not need.
            cells = [cells[0], [*cells[1], *(token for cell in cells[2:] for token in cell)]]
        parts = [parser.row(cell) for cell in cells]
        if not alone:
            parts = [f"display({part})" if part else "" for part in parts]
        if paired:
            parts = [joined(["#h(2em)", part]) if at and at % 2 == 0 else part for at, part in enumerate(parts)]
        code = " & ".join(parts)
        tags, parser.tags[before:] = parser.tags[before:], []
        written.append(joined([code, *(joined(["#h(2em)", tag]) for tag in tags)]))
    if alone:
        return r" \ ".join(written)
    return f"mat(delim: #none, row-gap: #0.5em, {'; '.join(each or string('') for each in written) or string('')})"


def _multline(parser: Parser, body: Sequence[Token], *, alone: bool) -> str:
    """Return rows of which the first is on the left and the last on the right."""
    parts = [parser.argument([token for cell in row.cells for token in cell]) for row in rows_of(body)]
    if len(parts) > 1:
        parts[0] = joined([parts[0], "#h(4em)"])
        parts[-1] = joined(["#h(4em)", parts[-1]])
    if alone:
        return r" \ ".join(parts)
    return f"mat(delim: #none, row-gap: #0.5em, {'; '.join(f'display({part})' for part in parts) or string('')})"


def _cases(parser: Parser, base: str, body: Sequence[Token], *, starred: bool) -> str:
    reverse, display = _CASES[base]
    rows = []
    for row in rows_of(body):
        parts = []
        for at, cell in enumerate(row.cells):
            part = texts.text(cell, parser.row) if starred and at else parser.row(cell)
            parts.append(f"display({part})" if display and part else part)
        rows.append("& " + " & #h(1em) & ".join(parts))
    return f"cases({'reverse: #true, ' if reverse else ''}{', '.join(rows) or string('')})"


def matrix(
    parser: Parser,
    rows: Sequence[Row],
    columns: str,
    *,
    lines: Sequence[int] = (),
    small: bool = False,
    display: bool = False,
) -> str:
    """Return a matrix without brackets; an alignment mark before or after a cell puts it left or right."""
    rows = [row for row in rows if row.cells or row.lines]
    horizontal = []
    written: list[list[str]] = []
    width = max((len(row.cells) for row in rows), default=0)
    for row in rows:
        if row.lines:
            horizontal.append(len(written))
        if not row.cells:
            continue
        cells = []
        for at in range(width):
            code = _cell(parser, row.cells[at]) if at < len(row.cells) else ""
            code = f"script({code})" if small and code else f"display({code})" if display and code else code
            cells.append(_MARKS.get(columns[at] if at < len(columns) else "c", "{}").replace("{}", code or '""'))
        written.append(cells)
    if not written:
        return string("")
    options = "delim: #none, " + ("row-gap: #0.1em, column-gap: #0.35em, " if small else "")
    upright = [at for at in lines if at <= width]
    drawn = [
        f"{name}: ({''.join(f'{at}, ' for at in dict.fromkeys(places))})"
        for name, places in (("hline", horizontal), ("vline", upright))
        if places
    ]
    if drawn:
        options += f"augment: #({', '.join(drawn)}), "
    return f"mat({options}{'; '.join(', '.join(cells) for cells in written)})"


def _cell(parser: Parser, tokens: Sequence[Token]) -> str:
    cursor = Cursor(tokens)
    token = cursor.peek()
    if token is not None and token.is_command("multicolumn"):
        cursor.at += 1
        cursor.argument(token)
        cursor.argument(token)
        return parser.row(cursor.argument(token))
    if token is not None and token.is_command("hdotsfor"):
        cursor.at += 1
        cursor.optional()
        cursor.argument(token)
        return joined([escaped("⋯"), parser.row(cursor.rest())])
    if token is not None and token.is_command("cellcolor", "rowcolor", "columncolor"):
        cursor.at += 1
        cursor.optional()
        cursor.argument(token)
        return parser.row(cursor.rest())
    return parser.row(tokens)


def _columns(tokens: Sequence[Token]) -> tuple[str, list[int]]:
    r"""Return the alignment of each column, and before which there is a line."""
    cursor = Cursor(tokens)
    columns, lines = "", []
    while (token := cursor.take()) is not None:
        if token.is_character("l", "c", "r"):
            columns += token.text
        elif token.is_character("|", ":"):
            lines.append(len(columns))
        elif token.is_character("@", "!", ">", "<"):
            cursor.argument("a column")
        elif token.is_character("p", "m", "b"):
            cursor.argument("a column")
            columns += "l"
        elif token.is_character("*"):
            count = cursor.word("a column")
            inner, inner_lines = _columns(cursor.argument("a column"))
            if not (count.isdecimal() and int(count) <= 64):
                raise MathError(f"columns are repeated {count} times; a number up to 64 is expected")
            lines += [len(columns) + at + turn * len(inner) for turn in range(int(count)) for at in inner_lines]
            columns += inner * int(count)
        else:
            raise MathError(f"the column {token} is not known; l, c, r, | and p{{…}} are")
    return columns, lines


def _tabular(parser: Parser, rows: Sequence[Row], columns: str, lines: Sequence[int]) -> str:
    """Return a table of text within a formula."""
    as_text = [Row([_text_cell(cell) for cell in row.cells], row.lines, row.text) for row in rows]
    return matrix(parser, as_text, columns, lines=lines)


def _text_cell(cell: Sequence[Token]) -> Sequence[Token]:
    opening, closing = Token(Kind.CHARACTER, "{"), Token(Kind.CHARACTER, "}")
    return [Token(Kind.COMMAND, "text"), opening, *cell, closing]


def stack(parser: Parser, body: Sequence[Token]) -> str:
    r"""Return lines over one another, as \substack has them under a sum."""
    parts = [f"script({parser.argument([token for cell in row.cells for token in cell])})" for row in rows_of(body)]
    return f"mat(delim: #none, row-gap: #0.2em, {'; '.join(parts) or string('')})"


# -- commutative diagrams ----------------------------------------------------------------------------------------------

_HORIZONTAL: Final = {">": "→", "<": "←", ")": "→", "(": "←"}
_VERTICAL: Final = {"V": "↓", "A": "↑"}
_PLAIN: Final = {"=": "=", "|": "‖", ".": ""}


def _diagram(parser: Parser, body: Sequence[Token]) -> str:
    rows = []
    for row in split(body, "\\\\"):
        cells: list[str] = []
        objects = split(row, "@")
        first = parser.row(objects[0])
        is_vertical = not first and len(objects) > 1
        if not is_vertical:
            cells.append(first or string(""))
        for part in objects[1:]:
            arrow, rest = _arrow(parser, part)
            if is_vertical:
                cells += [*([string("")] if cells else []), arrow]
            else:
                cells += [arrow, parser.row(rest) or string("")]
        if cells and cells != [string("")]:
            rows.append(cells)
    width = max(map(len, rows), default=0)
    code = "; ".join(", ".join([*cells, *[string("")] * (width - len(cells))]) for cells in rows)
    return f"mat(delim: #none, gap: #0.6em, {code})" if rows else string("")


def _arrow(parser: Parser, tokens: Sequence[Token]) -> tuple[str, Sequence[Token]]:
    """Return the code of an arrow with its labels, and the tokens behind it."""
    cursor = Cursor(tokens)
    token = cursor.take()
    name = token.text if token is not None else ""
    if name in _PLAIN:
        shape = {"=": "stretch(\\=, size: #2em)", "|": "\\‖"}.get(name, string(""))
        return shape, cursor.rest()
    if name not in _HORIZONTAL and name not in _VERTICAL:
        raise MathError(f"the arrow @{name} is not known; @>>>, @<<<, @VVV, @AAA, @=, @| and @. are")
    parts = split(cursor.rest(), name)
    if len(parts) < 3:
        raise MathError(f"the arrow @{name} needs its sign three times, its labels between")
    first, second, *rest = parts
    behind = [token for part in rest for token in part]
    labels = [parser.row(first), parser.row(second)]
    if name in _VERTICAL:
        arrow = f"stretch({escaped(_VERTICAL[name])}, size: #2em)"
        beside = [f"script({label})" if label else "" for label in labels]
        return joined([beside[0], arrow, beside[1]]), behind
    padded = [joined(["#h(0.8em)", label, "#h(0.8em)"]) for label in labels]
    return f"attach(limits(stretch({escaped(_HORIZONTAL[name])})), t: {padded[0]}, b: {padded[1]})", behind
