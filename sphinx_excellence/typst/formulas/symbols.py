"""Symbols by their names in LaTeX: docutils' tables, which follow AMS-LaTeX, and what MathJax knows beyond them.

Also the names of functions, spaces, brackets, accents, and how a sign is struck through.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from docutils.utils.math import tex2unichar

_TABLES: Final = (
    tex2unichar.mathord, tex2unichar.mathalpha, tex2unichar.mathbin, tex2unichar.mathrel, tex2unichar.mathop,
    tex2unichar.mathopen, tex2unichar.mathclose, tex2unichar.mathfence, tex2unichar.mathpunct,
)  # fmt: skip
#: What docutils has not, has under another name, or as a sign that is drawn differently.
_FURTHER: Final = {
    # What docutils' tables leave out, because it writes them as they are.
    "{": "{", "}": "}", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "lparen": "(", "rparen": ")",
    "|": "‖", "&": "&", "%": "%",
    "$": "$", "#": "#", "_": "_", "backslash": "\\", "vert": "|", "Vert": "‖", "lvert": "|", "rvert": "|",
    "lVert": "‖", "rVert": "‖", "lt": "<", "gt": ">", "slash": "/", "colon": ":", "And": "&",
    "dots": "…", "ldots": "…", "dotsc": "…", "dotso": "…", "mathellipsis": "…", "cdots": "⋯", "dotsb": "⋯",
    "dotsm": "⋯", "dotsi": "⋯", "iddots": "⋰", "adots": "⋰",
    "iff": "⟺", "implies": "⟹", "impliedby": "⟸", "gets": "←", "to": "→", "ne": "≠", "neq": "≠", "le": "≤", "ge": "≥",
    "land": "∧", "lor": "∨", "lnot": "¬", "neg": "¬", "owns": "∋", "ni": "∋", "notin": "∉", "nexists": "∄",
    "S": "§", "P": "¶", "copyright": "©", "circledR": "®", "pounds": "£", "yen": "¥", "euro": "€", "checkmark": "✓",
    "maltese": "✠", "dag": "†", "ddag": "‡", "dagger": "†", "ddagger": "‡", "degree": "°", "celsius": "℃",
    "ohm": "Ω", "micro": "µ", "perthousand": "‰", "AA": "Å", "angstrom": "Å", "textdegree": "°",
    "smallsetminus": "∖", "setminus": "∖", "bigstar": "★", "square": "□", "Box": "□", "Diamond": "◊",
    "blacksquare": "■", "qed": "□", "hbar": "ℏ", "hslash": "ℏ", "Bbbk": "𝕜", "Alpha": "Α", "Beta": "Β", "Epsilon": "Ε",
    "Zeta": "Ζ", "Eta": "Η", "Iota": "Ι", "Kappa": "Κ", "Mu": "Μ", "Nu": "Ν", "Omicron": "Ο", "omicron": "ο",
    "Rho": "Ρ", "Tau": "Τ", "Chi": "Χ", "varnothing": "∅", "emptyset": "∅",
    "coloneqq": "≔", "coloneq": "≔", "eqqcolon": "≕", "colonequals": "≔", "equalscolon": "≕", "Coloneqq": "⩴",
    "vcentcolon": ":", "dblcolon": "∷", "Colon": "∷", "coloncolon": "∷", "ratio": "∶", "ordinarycolon": ":",
    "centercolon": ":", "colonapprox": ":≈", "colonsim": ":∼", "Coloneq": "∷−", "Eqcolon": "−∷", "eqcolon": "−:",
    "Eqqcolon": "=∷", "Colonapprox": "∷≈", "Colonsim": "∷∼", "defeq": "≔", "eqdef": "≝", "triangleq": "≜",
    "nuparrow": "↑̸", "ndownarrow": "↓̸", "bigtimes": "⨉", "bigcirc": "◯", "lnapprox": "⪉", "gnapprox": "⪊",
    "doublecap": "⋒", "doublecup": "⋓", "restriction": "↾", "leadsto": "⇝", "dashrightarrow": "⇢",
    "dashleftarrow": "⇠", "llbracket": "⟦", "rrbracket": "⟧", "lBrack": "⟦", "rBrack": "⟧", "lBrace": "⦃",
    "rBrace": "⦄", "ulcorner": "⌜", "urcorner": "⌝", "llcorner": "⌞", "lrcorner": "⌟", "lgroup": "⟮", "rgroup": "⟯",
    "lmoustache": "⎰", "rmoustache": "⎱", "arrowvert": "|", "Arrowvert": "‖", "bracevert": "|", "langle": "⟨",
    "rangle": "⟩", "lang": "⟨", "rang": "⟩", "lAngle": "⟪", "rAngle": "⟫", "imath": "ı", "jmath": "ȷ", "surd": "√",
    "aleph": "ℵ", "beth": "ℶ", "gimel": "ℷ", "daleth": "ℸ", "prime": "′", "backprime": "‵", "dprime": "″",
    "trprime": "‴", "qprime": "⁗", "oiint": "∯", "oiiint": "∰", "iint": "∬", "iiint": "∭", "iiiint": "⨌",
    "smallint": "∫", "intop": "∫", "ointop": "∮", "varlrtriangle": "⊿", "diagup": "╱", "diagdown": "╲",
    "longrightleftharpoons": "⇌", "longleftrightarrows": "⇄", "longRightleftharpoons": "⇌",
    "longLeftrightharpoons": "⇌", "tripledash": "┄", "lightning": "↯", "Join": "⨝", "bowtie": "⋈",
    "epsi": "ϵ", "thetasym": "ϑ", "upsih": "ϒ", "real": "ℜ", "Reals": "ℝ", "reals": "ℝ", "Complex": "ℂ", "natnums": "ℕ",
    "triangle": "△", "triangledown": "▽", "centerdot": "⋅", "cdotp": "⋅", "ldotp": ".", "divsymbol": "÷",
    "thicksim": "∼", "thickapprox": "≈", "unlhd": "⊴", "unrhd": "⊵", "smallsmile": "⌣", "smallfrown": "⌢",
    "shortmid": "∣", "nshortmid": "∤", "shortparallel": "∥", "nshortparallel": "∦", "varpropto": "∝",
    "nleqslant": "≰", "ngeqslant": "≱", "nleqq": "≰", "ngeqq": "≱", "lvertneqq": "≨", "gvertneqq": "≩",
    "nsubseteqq": "⊈", "nsupseteqq": "⊉", "varsubsetneq": "⊊", "varsupsetneq": "⊋", "varsubsetneqq": "⫋",
    "varsupsetneqq": "⫌", "vdotswithin": "⋮", "shortvdotswithin": "⋮",
    "sect": "§", "Dagger": "‡", "infin": "∞", "sub": "⊂", "sube": "⊆", "supe": "⊇", "sdot": "⋅", "bull": "•",
    "hearts": "♡", "spades": "♠", "clubs": "♣", "diamonds": "♢", "weierp": "℘", "image": "ℑ", "alef": "ℵ", "isin": "∈",
    "exist": "∃", "empty": "∅", "ang": "∠", "plusmn": "±", "rarr": "→", "larr": "←", "harr": "↔", "rArr": "⇒",
    "lArr": "⇐", "hArr": "⇔", "Rarr": "⇒", "Larr": "⇐", "Harr": "⇔", "uarr": "↑", "darr": "↓", "lrarr": "↔",
    "part": "∂",
}  # fmt: skip
#: Names of functions; those of the second group take limits.
FUNCTIONS: Final = {
    **{name: name for name in (
        "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "dim", "exp", "hom", "ker",
        "lg", "ln", "log", "sec", "sin", "sinh", "tan", "tanh", "arctg", "arcctg", "ch", "cosec", "cotg", "ctg", "cth",
        "sh", "tg", "th", "sgn",
    )},
}  # fmt: skip
LIMITS: Final = {
    "det": "det", "gcd": "gcd", "inf": "inf", "lim": "lim", "liminf": "lim inf", "limsup": "lim sup", "max": "max",
    "min": "min", "Pr": "Pr", "sup": "sup", "injlim": "inj lim", "projlim": "proj lim", "argmax": "arg max",
    "argmin": "arg min", "plim": "plim",
}  # fmt: skip
#: Limits whose names are drawn on: by a line or an arrow.
DRAWN_LIMITS: Final = {
    "varlimsup": 'overline("lim")', "varliminf": 'underline("lim")',
    "varinjlim": r'attach(limits("lim"), b: stretch(\→))', "varprojlim": r'attach(limits("lim"), b: stretch(\←))',
}  # fmt: skip
#: Spaces in eighteenths of the letter's size, as TeX has them.
SPACES: Final = {
    ",": 3, "thinspace": 3, ":": 4, ">": 4, "medspace": 4, ";": 5, "thickspace": 5, "!": -3, "negthinspace": -3,
    "negmedspace": -4, "negthickspace": -5, "quad": 18, "qquad": 36, "enspace": 9, "enskip": 9, "hfill": 36,
    "hfil": 18, "hfilneg": 0, "hss": 18, "dotfill": 36, " ": 6, "nobreakspace": 6, "space": 6,
}  # fmt: skip
ACCENTS: Final = {
    "hat": "hat", "widehat": "hat", "tilde": "tilde", "widetilde": "tilde", "bar": "macron", "vec": "arrow",
    "dot": "dot", "ddot": "dot.double", "dddot": "dot.triple", "ddddot": "dot.quad", "check": "caron",
    "widecheck": "caron", "breve": "breve", "acute": "acute", "grave": "grave", "mathring": "circle",
    "overrightarrow": "arrow", "overleftarrow": "arrow.l", "overleftrightarrow": "arrow.l.r", "Vec": "arrow",
    "Hat": "hat", "Bar": "macron", "Dot": "dot", "Ddot": "dot.double", "Tilde": "tilde", "Check": "caron",
    "Breve": "breve", "Acute": "acute", "Grave": "grave", "overrightharpoon": "harpoon",
    "overleftharpoon": "harpoon.lt", "ring": "circle",
}  # fmt: skip
#: Lines and braces over and under; what is beyond a brace is its note.
LINES: Final = {
    "overline": "overline", "underline": "underline", "underbar": "underline", "overbrace": "overbrace",
    "underbrace": "underbrace", "overparen": "overparen", "underparen": "underparen", "overgroup": "overparen",
    "undergroup": "underparen", "overbracket": "overbracket", "underbracket": "underbracket", "wideparen": "overparen",
}  # fmt: skip
#: Arrows that are as long as what is over and under them.
LONG_ARROWS: Final = {
    "xrightarrow": "→", "xleftarrow": "←", "xleftrightarrow": "↔", "xRightarrow": "⇒", "xLeftarrow": "⇐",
    "xLeftrightarrow": "⇔", "xmapsto": "↦", "xhookrightarrow": "↪", "xhookleftarrow": "↩", "xrightharpoonup": "⇀",
    "xrightharpoondown": "⇁", "xleftharpoonup": "↼", "xleftharpoondown": "↽", "xrightleftharpoons": "⇌",
    "xleftrightharpoons": "⇋", "xlongequal": "=", "xtwoheadrightarrow": "↠", "xtwoheadleftarrow": "↞", "xtofrom": "⇄",
    "xrightleftarrows": "⇄", "xleftequilibrium": "⇌", "xrightequilibrium": "⇌", "xRightleftharpoons": "⇌",
    "xLeftrightharpoons": "⇌",
}  # fmt: skip
#: Arrows over and under an expression that no accent draws.
ARROWS_BELOW: Final = {"underrightarrow": "→", "underleftarrow": "←", "underleftrightarrow": "↔"}
#: Characters that LaTeX draws as other ones.
AS_TYPED: Final = {"-": "−", "*": "∗"}
#: Letter forms, by the commands that take what they form and by those that form the rest of a group.
FORMS: Final = {
    "mathrm": "upright({})", "mathup": "upright({})", "symrm": "upright({})", "symup": "upright({})",
    "mathbf": "bold(upright({}))", "mathbfup": "bold(upright({}))", "symbf": "bold(upright({}))",
    "symbfup": "bold(upright({}))", "mathit": "italic({})", "symit": "italic({})", "mathbfit": "bold(italic({}))",
    "symbfit": "bold(italic({}))", "boldsymbol": "bold({})", "bm": "bold({})", "pmb": "bold({})", "bold": "bold({})",
    "mathsf": "sans(upright({}))", "mathsfup": "sans(upright({}))", "symsf": "sans(upright({}))",
    "mathsfit": "sans(italic({}))",
    "mathbfsf": "bold(sans(upright({})))", "mathbfsfit": "bold(sans(italic({})))",
    "mathtt": "mono({})", "symtt": "mono({})",
    "mathbb": "bb({})", "Bbb": "bb({})", "symbb": "bb({})", "mathbbm": "bb({})", "mathds": "bb({})",
    "mathcal": "cal({})", "symcal": "cal({})", "mathbfcal": "bold(cal({}))", "mathscr": "scr({})", "symscr": "scr({})",
    "mathbfscr": "bold(scr({}))", "mathfrak": "frak({})", "frak": "frak({})", "symfrak": "frak({})",
    "mathbffrak": "bold(frak({}))", "mathnormal": "{}", "symnormal": "{}", "symbfcal": "bold(cal({}))",
    "symbfscr": "bold(scr({}))", "symbffrak": "bold(frak({}))", "bbFont": "bb({})",
    "mathbfsfup": "bold(sans(upright({})))",
    "symbfsf": "bold(sans(upright({})))", "symbfsfup": "bold(sans(upright({})))", "symbfsfit": "bold(sans(italic({})))",
    "symsfup": "sans(upright({}))", "symsfit": "sans(italic({}))",
}  # fmt: skip
OLD_FORMS: Final = {
    "rm": "upright({})", "bf": "bold(upright({}))", "it": "italic({})", "sf": "sans(upright({}))", "tt": "mono({})",
    "cal": "cal({})", "frak": "frak({})", "mit": "italic({})", "oldstyle": "{}", "scr": "scr({})",
    "bfseries": "bold(upright({}))",
    "displaystyle": "display({})", "textstyle": "inline({})", "scriptstyle": "script({})",
    "scriptscriptstyle": "sscript({})", "boldmath": "bold({})", "up": "upright({})",
}  # fmt: skip
#: Sizes of letters, which hold to the end of the group.
SIZES: Final = {
    "Tiny": 0.5, "tiny": 0.6, "scriptsize": 0.7, "footnotesize": 0.8, "small": 0.85, "normalsize": 1, "large": 1.2,
    "Large": 1.44, "LARGE": 1.73, "huge": 2.07, "Huge": 2.49,
}  # fmt: skip
#: How high a sized bracket is, and what it is to its neighbours.
BIG: Final = {
    name + place: (height, what)
    for name, height in (("big", 1.2), ("Big", 1.8), ("bigg", 2.4), ("Bigg", 3.0))
    for place, what in (("", "normal"), ("l", "opening"), ("r", "closing"), ("m", "relation"))
}
_STROKE: Final = "\N{COMBINING LONG SOLIDUS OVERLAY}"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for table in _TABLES:
        found |= table
    found |= _FURTHER
    for name in tuple(found):
        # Upright Greek, as MathJax's `upgreek` and unicode-math name it.
        if name.isalpha() and len(found[name]) == 1 and "\u0370" <= found[name] <= "\u03ff":
            found.setdefault("up" + name if name[0].islower() else "Up" + name.lower(), found[name])
    return found


def symbol(name: str) -> str | None:
    """Return the character that a command stands for; nothing where it is not a symbol."""
    return _names().get(name)


def names() -> set[str]:
    """Return the names of all signs."""
    return set(_names())


def struck(symbol_: str) -> str:
    """Return the sign that Unicode has for a struck one; an empty text where it has none."""
    composed = unicodedata.normalize("NFC", symbol_ + _STROKE)
    return composed if len(composed) == 1 else ""
