"""MathML written as the source of Typst math.

The tree decides: every element has a form in Typst, and whatever text it holds is written as a quoted string or as an
escaped character, so that no formula can run code. What has no form is refused, never left out. Where the tree comes
from is the business of ``mathematics``.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from typing import Final

_ACCENTS: Final = {
    "^": "hat", "ˆ": "hat", "~": "tilde", "˜": "tilde", "¯": "macron", "→": "arrow", "˙": "dot", "¨": "dot.double",  # noqa: RUF001
    "ˇ": "caron", "˘": "breve", "´": "acute", "`": "grave", "˚": "circle", "⃛": "dot.triple", "←": "arrow.l",  # noqa: RUF001
}  # fmt: skip
_OVER: Final = {
    "―": "overline",
    "‾": "overline",
    "_": "overline",
    "⏞": "overbrace",
    "⏜": "overparen",
    "⎴": "overbracket",
}
_UNDER: Final = {"―": "underline", "_": "underline", "⏟": "underbrace", "⏝": "underparen", "⎵": "underbracket"}
_NOTES: Final = {"⏞", "⏟", "⎴", "⎵", "⏜", "⏝"}  # what stands beyond these is their note
_VARIANTS: Final = {
    "normal": "upright({})", "italic": "italic({})", "bold": "bold(upright({}))", "bold-italic": "bold(italic({}))",
    "double-struck": "bb({})", "script": "cal({})", "fraktur": "frak({})", "bold-fraktur": "bold(frak({}))",
    "bold-script": "bold(cal({}))", "monospace": "mono({})", "sans-serif": "sans({})",
    "bold-sans-serif": "bold(sans({}))", "sans-serif-italic": "sans(italic({}))",
}  # fmt: skip
_STRIKES: Final = {
    "updiagonalstrike": "cancel({})", "downdiagonalstrike": "cancel(inverted: #true, {})",
    "updiagonalstrike downdiagonalstrike": "cancel(cross: #true, {})", "horizontalstrike": "cancel(angle: #90deg, {})",
    "box": "#box(stroke: 0.5pt, inset: 3pt, baseline: 3pt)[${}$]",
}  # fmt: skip
_LIMITS: Final = {
    "lim", "max", "min", "sup", "inf", "gcd", "det", "Pr", "argmax", "argmin", "arg max", "arg min",
    "lim sup", "lim inf",
}  # fmt: skip
_COLORS: Final = {
    "black": "#000000", "gray": "#808080", "grey": "#808080", "silver": "#c0c0c0", "white": "#ffffff",
    "red": "#ff0000", "maroon": "#800000", "orange": "#ffa500", "brown": "#a52a2a", "yellow": "#ffff00",
    "olive": "#808000", "lime": "#00ff00", "green": "#008000", "teal": "#008080", "aqua": "#00ffff",
    "cyan": "#00ffff", "blue": "#0000ff", "navy": "#000080", "purple": "#800080", "violet": "#ee82ee",
    "fuchsia": "#ff00ff", "magenta": "#ff00ff", "pink": "#ffc0cb",
}  # fmt: skip
_OPENING: Final = frozenset("([{|‖⟨⌊⌈∣∥")  # noqa: RUF001
_CLOSING: Final = frozenset(")]}|‖⟩⌋⌉∣∥")  # noqa: RUF001
_PRIMES: Final = frozenset("′″‴⁗")  # noqa: RUF001
_STRETCHED: Final = frozenset("→←↔⇒⇐⇔↦⟶⟵⟹⟸↪↩⇀⇁↼↽⇌=")
_DEEPEST: Final = 100  # elements in one another: Typst's parser, which gives up the whole document, takes more
_TEXT_COMMAND: Final = re.compile(r"\\([A-Za-z]+\s?|.)|[$]", re.DOTALL)


class MathError(ValueError):
    """A formula that cannot be shown whole; the message says what stands in the way."""


def written(root: ET.Element, *, block: bool) -> str:
    """Write a formula's tree; in a block of its own, an alignment at its outside may break over pages."""
    if _depth(root) > _DEEPEST:
        raise MathError("the formula is nested too deeply")
    content = _unwrapped(root)
    if block and content.tag == "mtable" and _is_alignment(content):
        return _aligned(content)
    return _typst(content)


def _depth(root: ET.Element) -> int:
    depth, level = 0, [root]
    while level:
        depth, level = depth + 1, [child for element in level for child in element]
    return depth


def _unwrapped(element: ET.Element) -> ET.Element:
    """Look through rows of one element."""
    while element.tag in {"math", "mrow"} and len(element) == 1:
        element = element[0]
    return element


# Characters and strings: the only ways by which an author's text gets into the source.


def _string(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'


def _plain(text: str) -> str:
    """Take TeX's escapes out of text."""

    def command(match: re.Match[str]) -> str:
        name = (match[1] or "$").strip() or " "
        if name in {*"_$%&#{}"} and match[1]:
            return name
        if name in {*",;: "}:
            return " "
        if name == "textbackslash":
            return "\\"
        raise MathError(f"text inside a formula may not hold {match[0].strip()}")

    if "\N{BIG SOLIDUS}" in text:
        raise MathError("this sign cannot be struck through by \\not")
    return _TEXT_COMMAND.sub(command, text.replace("\xa0", " "))


def _character(char: str) -> str:
    """Write one character such that Typst takes it as itself: letters and digits are, anything else is escaped."""
    if char.isspace():
        return _string(char)
    return char if char.isalnum() else f"\\{char}"


def _symbol(text: str) -> str:
    return _character(text) if len(text) == 1 else " ".join(map(_character, text))


def _typst(element: ET.Element) -> str:
    children = list(element)
    match element.tag:
        case "mi" | "mn" | "mo":
            return _token(element, "".join(element.itertext()).strip())
        case "mtext" | "ms":
            return _string(_plain("".join(element.itertext())))
        case "mspace":
            return r"\ " if element.get("linebreak") == "newline" else f"#h({_length(element.get('width', '0em'))})"
        case "maligngroup":
            return "&"
        case "mfrac":
            above, below = map(_argument, children)
            plain = element.get("linethickness") == "0"
            return f"mat(delim: #none, {above}; {below})" if plain else f"frac({above}, {below})"
        case "msqrt":
            return f"sqrt({_row(element) or _string('')})"
        case "mroot":
            return f"root({_argument(children[1])}, {_argument(children[0])})"
        case "msub":
            return _attached(children[0], below=children[1])
        case "msup":
            return _attached(children[0], above=children[1])
        case "msubsup":
            return _attached(children[0], below=children[1], above=children[2])
        case "munder":
            return _stacked(children[0], below=children[1])
        case "mover":
            return _stacked(children[0], above=children[1])
        case "munderover":
            return _stacked(children[0], below=children[1], above=children[2])
        case "mtable":
            return _table(element)
        case "mphantom":
            return f"#hide[${_row(element)}$]"
        case "menclose":
            form = _STRIKES.get(element.get("notation", ""))
            if form is None:
                raise MathError(f"the enclosure {element.get('notation')!r} is not known")
            return form.format(_row(element) or _string(""))
        case "mstyle":
            return _styled(element)
        case "math" | "mrow" | "mtd" | "mpadded":
            return _row(element)
    raise MathError(f"the element {element.tag!r} is not known")


def _token(element: ET.Element, text: str) -> str:
    text = " ".join(text.split())  # some names of functions hold thin spaces
    if text.startswith("\\") and len(text) > 1:
        raise MathError(f"the command {text} is not known")
    if not text:
        return ""
    if element.tag == "mn":
        written = text if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else _string(text)
    elif len(text) > 1 and any(char.isalpha() for char in text):
        written = f"op({_string(text)}{', limits: #true' if text in _LIMITS else ''})"
    elif text in {"|", "‖"} and not _is_fence(element):
        written = f'class("normal", {_symbol(text)})'  # else spaced like a relation
    else:
        written = _symbol(text)
    variant = element.get("mathvariant")
    if variant is None:
        return written
    if variant not in _VARIANTS:
        raise MathError(f"the letter form {variant!r} is not known")
    return _VARIANTS[variant].format(written)


def _argument(element: ET.Element) -> str:
    """Write an element as an argument, which may not be empty."""
    return _typst(element) or _string("")


def _row(element: ET.Element) -> str:
    """Write what stands side by side; brackets that grow take what is between them."""
    parts: list[str] = []
    children = list(element)
    at = 0
    while at < len(children):
        child = children[at]
        if _is_fence(child) and child.get("form") == "prefix" and at == 0:
            closed = _is_fence(children[-1]) and children[-1].get("form") == "postfix"
            inner = children[1:-1] if closed else children[1:]
            parts.append(_fenced(child, inner, children[-1] if closed else None))
            break
        around = children[at : at + 3]
        if len(around) == 3 and _is_bracketed(around):
            parts.append(_bracketed(around))
            at += 3
            continue
        parts.append(_typst(child))
        at += 1
    return _joined(parts)


def _joined(parts: Iterable[str]) -> str:
    """Put parts side by side: a space beside a string would be set, anywhere else it keeps names apart."""
    result = ""
    for part in filter(None, parts):
        touching = not result or result.endswith('"') or part.startswith('"')
        result += part if touching else f" {part}"
    return result


def _is_fence(element: ET.Element) -> bool:
    return element.tag == "mo" and element.get("fence") == "true"


def _fenced(opening: ET.Element, inner: Sequence[ET.Element], closing: ET.Element | None) -> str:
    content = _joined(
        f"mid({_typst(child)})" if _is_fence(child) and child.get("form") is None else _typst(child) for child in inner
    )
    return f"lr({_typst(opening)} {content} {_typst(closing) if closing is not None else ''})"


def _is_bracketed(around: Sequence[ET.Element]) -> bool:
    """Tell a matrix or a binomial in its brackets."""
    opening, inner, closing = around
    return (
        opening.tag == closing.tag == "mo"
        and (opening.text or "") in _OPENING
        and (closing.text or "") in _CLOSING
        and (inner.tag == "mtable" or (inner.tag == "mfrac" and inner.get("linethickness") == "0"))
    )


def _bracketed(around: Sequence[ET.Element]) -> str:
    opening, inner, closing = around
    if inner.tag == "mfrac" and (opening.text, closing.text) == ("(", ")"):
        return f"binom({_argument(inner[0])}, {_argument(inner[1])})"
    return f"lr({_symbol(opening.text or '')} {_typst(inner)} {_symbol(closing.text or '')})"


def _attached(base: ET.Element, *, below: ET.Element | None = None, above: ET.Element | None = None) -> str:
    places = [f"b: {_argument(below)}"] if below is not None else []
    if above is not None:
        primes = (above.text or "").strip()
        place = "tr" if above.tag in {"mi", "mo"} and primes in _PRIMES else "t"
        places.append(f"{place}: {_argument(above)}")
    return f"attach({_argument(base)}, {', '.join(places)})"


def _stacked(base: ET.Element, *, below: ET.Element | None = None, above: ET.Element | None = None) -> str:
    """Write what stands over or under: an accent, a line, a brace and its note, or limits."""
    if below is None and above is not None:
        sign = (above.text or "").strip() if above.tag == "mo" else ""
        if sign in _OVER:
            return f"{_OVER[sign]}({_argument(base)})"
        if sign in _ACCENTS:
            return f"accent({_argument(base)}, {_ACCENTS[sign]})"
        if base.tag == "mover" and (base[1].text or "") in _NOTES:
            return f"{_OVER[base[1].text or '']}({_argument(base[0])}, {_argument(above)})"
    if above is None and below is not None:
        sign = (below.text or "").strip() if below.tag == "mo" else ""
        if sign in _UNDER:
            return f"{_UNDER[sign]}({_argument(base)})"
        if base.tag == "munder" and (base[1].text or "") in _NOTES:
            return f"{_UNDER[base[1].text or '']}({_argument(base[0])}, {_argument(below)})"
    places = [f"b: {_argument(below)}"] if below is not None else []
    places += [f"t: {_argument(above)}"] if above is not None else []
    core = "".join(base.itertext()).strip()
    carrier = f"stretch({_symbol(core)})" if core in _STRETCHED and base.tag == "mstyle" else _argument(base)
    return f"attach(limits({carrier}), {', '.join(places)})"


def _is_alignment(table: ET.Element) -> bool:
    """Tell an alignment at `&` from a matrix: its columns are right and left in turn."""
    cells = [cell.get("columnalign") for row in table for cell in row]
    return table.get("displaystyle") == "true" and "right" in cells


def _aligned(table: ET.Element) -> str:
    """Write an alignment's rows with Typst's own marks, which alternate between right and left as well."""
    return r" \ ".join(" & ".join(_row(cell) for cell in row) for row in table)


def _table(table: ET.Element) -> str:
    if _is_alignment(table):
        return (
            "mat(delim: #none, row-gap: #0.5em, " + "; ".join(" & ".join(map(_row, row)) or '""' for row in table) + ")"
        )
    options = "delim: #none"
    lines = [
        f"{name}: ({''.join(f'{at}, ' for at in places)})"
        for name, places in (("hline", _lines(table.get("rowlines"))), ("vline", _lines(table.get("columnlines"))))
        if places
    ]
    if lines:
        options += f", augment: #({', '.join(lines)})"
    rows = []
    for row in table:
        # An alignment mark before or after a cell's content puts it left or right in its column.
        marks = {"left": "& {}", "right": "{} &"}
        rows.append(", ".join(marks.get(cell.get("columnalign", ""), "{}").format(_row(cell) or '""') for cell in row))
    return f"mat({options}, {'; '.join(rows)})"


def _lines(names: str | None) -> list[int]:
    return [at for at, name in enumerate((names or "").split(), start=1) if name != "none"]


def _styled(element: ET.Element) -> str:
    content = _row(element)
    if element.get("displaystyle") == "true":
        content = f"display({content or _string('')})"
    elif element.get("displaystyle") == "false":
        content = f"inline({content or _string('')})"
    if color := element.get("mathcolor"):
        value = _COLORS.get(color.lower(), color)
        if not re.fullmatch(r"#([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})", value):
            raise MathError(f"the colour {color!r} is not known")
        content = f'#text(fill: rgb("{value}"))[${content}$]'
    return content


def _length(width: str) -> str:
    named = {
        "negativethinmathspace": "-0.167em",
        "negativemediummathspace": "-0.222em",
        "negativethickmathspace": "-0.278em",
    }
    match = re.fullmatch(r"(-?[0-9]*\.?[0-9]+)\s*(em|ex|pt|cm|mm|in|px|mu)", named.get(width, width))
    if not match:
        raise MathError(f"the space {width!r} is not known")
    number, unit = float(match[1]), match[2]
    factor, unit = {"ex": (0.45, "em"), "mu": (1 / 18, "em"), "px": (0.75, "pt")}.get(unit, (1, unit))
    return f"{number * factor:.4g}{unit}"
