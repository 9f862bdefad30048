"""LaTeX formulas become Typst math that compiles, says the same, and can run no code."""

import contextlib
import json
import random
import time
from pathlib import Path

import pytest
import typst

from sphinx_excellence.typst.formulas import MathError, commands, environments, macro, macros, read, to_typst


def compiled(*sources):
    """Compile formulas in one document; an error of any is raised."""
    equations = "".join(
        f'#math.equation(block: true, eval({json.dumps(source, ensure_ascii=False)}, mode: "math"))\n'
        for source in sources
    )
    return typst.compile(equations.encode(), ignore_system_fonts=True)


FORMULAS = [
    r"E = mc^2", r"\frac{a+b}{c+d}", r"\sqrt{\frac{a}{b}}", r"\sqrt[3]{x+1}", r"\sum_{i=1}^{n} x_i^2",
    r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}", r"\oint_C \mathbf{F} \cdot d\mathbf{r}",
    r"\begin{aligned} a &= b + c \\ &= d \end{aligned}", r"\begin{align} x &= 1 \\ y &= 2 \end{align}",
    r"\begin{align*} f(x) &= x^2 & g(x) &= x^3 \end{align*}", r"\begin{split} a &= b \\ &\quad + c \end{split}",
    r"\begin{gather} a = b \\ c = d \end{gather}", r"\begin{gathered} a \\ b \end{gathered}",
    r"\begin{equation} a = b \end{equation}", r"\begin{multline} a + b \\ + c \end{multline}",
    r"\begin{alignat}{2} a &= b \\ c &= d \end{alignat}", r"\begin{eqnarray} a &=& b \end{eqnarray}",
    r"f(n) = \begin{cases} n/2 & \text{if } n \text{ is even} \\ 3n+1 & \text{otherwise} \end{cases}",
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\begin{bmatrix} 1 & 0 & \cdots \\ \vdots & \ddots & \end{bmatrix}",
    r"\begin{vmatrix} a & b \\ c & d \end{vmatrix}", r"\begin{matrix} 1 & 2 \end{matrix}",
    r"\begin{array}{l|cr} a & b & c \\ \hline d & e & f \end{array}", r"\left\{\begin{aligned}a&=b\\c&=d\end{aligned}\right.",
    r"\mathbb{R}^n \to \mathbb{C}", r"\mathcal{O}(n \log n)", r"\mathfrak{g} \mathscr{L} \mathsf{A} \mathtt{b}",
    r"\mathbf{v} \boldsymbol{\alpha} \bm{x} \mathit{diff} \mathrm{Var}", r"\operatorname{argmax}_{x} f",
    r"\operatorname*{arg\,max}_{x} f", r"\left( \frac{a}{b} \right]", r"\left\{ x \mid x > 0 \right\}",
    r"\left. \frac{df}{dx} \right|_{x=0}", r"\left\lfloor \frac{n}{2} \right\rfloor", r"\left\| v \right\| \le \|w\|",
    r"\left\langle \psi \middle| \phi \right\rangle", r"\hat{x} \bar{y} \vec{z} \dot{a} \ddot{b} \tilde{c} \check{d}",
    r"\overline{AB} \underline{x} \widehat{abc}", r"\overbrace{a+b}^{n} \underbrace{d+e}_{\text{note}}",
    r"a\,b\;c\quad d\qquad e\!f\: g", r"\lim_{n \to \infty} \left(1 + \frac{1}{n}\right)^n", r"\binom{n}{k}",
    r"\dfrac{1}{2} \tfrac{1}{2}", r"\forall x \exists y : x \neq y", r"P(A \mid B)", r"A \implies B \iff C \mapsto D",
    r"\xrightarrow{f} \xleftarrow[a]{b}", r"\nabla \times \mathbf{E} = -\frac{\partial \mathbf{B}}{\partial t}",
    r"\text{availability} = \frac{\text{MTBF}}{\text{MTBF} + \text{MTTR}}", r"p_{99} \leq 200\,\text{ms}",
    r"\color{red}{x} + \textcolor{#00f}{y}", r"\boxed{E = mc^2}", r"\cancel{x}", r"\stackrel{\text{def}}{=}",
    r"\sin^2\theta + \max(a,b)", r"a_{i_j}^{k^l} f'(x) f''(x)", r"\sum_{\substack{0 \le i \\ j < n}} P(i,j)",
    r"\neg (p \land q) \equiv \neg p \lor \neg q", r"a \bmod b \equiv c \pmod{n}", r"\bigl( x \bigr) \bigg| z \bigg|",
    r"\phantom{x} \hspace{1em} y", r"x \not\in A", r"f(x, y; z), [0, 1)", r"\displaystyle \sum_i i", r"1{,}000.5",
    r"{}_a^b X", r"\limsup_{n} \inf_k", r"100\% \& x", r"\sum\limits_i \int\limits_0^1",
]  # fmt: skip


def test_formulas_of_every_kind_compile():
    assert len(FORMULAS) >= 60
    compiled(*(to_typst(formula, block=True) for formula in FORMULAS))
    compiled(*(to_typst(formula, block=False) for formula in FORMULAS))


@pytest.mark.parametrize(
    ("latex", "expected"),
    [
        (r"\frac{a}{b}", "frac(a, b)"),
        (r"x_i^2", "attach(x, b: i, t: 2)"),
        (r"f'", r"attach(f, tr: \′)"),  # noqa: RUF001
        (r"\sqrt{x}", "sqrt(x)"),
        (r"\mathrm{d}x", "upright(d) x"),
        (r"\left( a \right)", r"lr(\( a \))"),
        (r"(a, b)", r"\( a \, b \)"),
        (r"\binom{n}{k}", "binom(n, k)"),
        (r"\max_x", 'attach(op("max", limits: #true), b: x)'),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", r"a & \= b \  & \= c"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"lr(\( mat(delim: #none, a, b; c, d) \))"),
        (r"n \text{ is even}", 'n" is even"'),
        (r"\text{max\_size \$5}", '"max_size $5"'),
        (r"\color{red}x", '#text(fill: rgb("#ff0000"))[$x$]'),
        (r"a = b \label{eq:one}", r"a \= b"),
        (r"\tag{1} a", 'a #h(2em)"(1)"'),
        (r"a \& b", r"a \& b"),
        (r"\hat{x}", "accent(x, hat)"),
        (r"\underbrace{a}_{b}", "underbrace(a, b)"),
    ],
)
def test_a_formula_says_the_same(latex, expected):
    assert to_typst(latex, block=True) == expected


def pairs_of(name):
    """The formulas of a table, each with the code that it becomes in the indented line below."""
    lines = (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    return [(latex, code.strip()) for latex, code in zip(lines[::2], lines[1::2], strict=True)]


@pytest.mark.parametrize(("latex", "expected"), pairs_of("formulas.txt"))
def test_what_commands_mean(latex, expected):
    assert to_typst(latex, block=True) == expected


def test_what_commands_become_is_what_the_compiler_knows():
    assert len(pairs_of("formulas.txt")) > 120
    compiled(*(code for _latex, code in pairs_of("formulas.txt")))


@pytest.mark.parametrize("source", ["a &= b \\\\ &= c", "a &= b\n\n&= c\n", "a &= b\n   \n\n  &= c"])
def test_rows_without_an_environment_are_rows(source):
    assert to_typst(source, block=True) == r"a & \= b \  & \= c"


def test_an_empty_line_inside_an_environment_parts_nothing():
    source = "\\begin{aligned}\na &= b\n\n\\end{aligned}"
    assert to_typst(source, block=True) == r"a & \= b"


def test_macros_are_given_as_mathjax_takes_them():
    given = {"R": r"\mathbb{R}", "norm": [r"\left\|#1\right\|", 1], "pair": [r"(#1,#2)", 2, "a"]}
    macros = {name: macro(name, value) for name, value in given.items()}
    assert to_typst(r"\norm{x} \in \R", block=False, macros=macros) == r"lr(\‖ x \‖) \∈ bb(R)"
    assert to_typst(r"\pair{b} \pair[c]{d}", block=False, macros=macros) == r"\( a \, b \) \( c \, d \)"
    assert to_typst(r"\frac\R2 x^\R", block=False, macros=macros) == "frac(bb(R), 2) attach(x, t: bb(R))"


@pytest.mark.parametrize("value", [1, None, ["x", "y"], ["x", 12], [1, 1], {}, ["x", -1]])
def test_a_macro_of_another_shape_is_refused(value):
    with pytest.raises(MathError, match="a text is expected, or a list"):
        macro("name", value)


def test_a_definition_holds_for_the_formulas_that_follow():
    macros = {}
    assert read(r"\newcommand{\E}{\mathbb{E}} \def\half#1{\frac{#1}2}", block=True, macros=macros).code == ""
    assert to_typst(r"\E \half x", block=True, macros=macros) == "bb(E) frac(x, 2)"


@pytest.mark.parametrize(
    "loop", [r"\def\x{\x}\x", r"\def\x{\x\x}\x", r"\def\x#1{\x{#1#1}}\x{ab}", r"\def\x{\y}\def\y{\x}\y"]
)
def test_a_macro_that_holds_itself_is_refused(loop):
    with pytest.raises(MathError, match="never ends"):
        to_typst(loop, block=True)


def test_equations_are_referred_to_by_their_labels():
    formula = read(r"\eqref{a} \ref{a} \eqref{b} \label{c}", block=True, labels={"a": "2.1"})
    assert formula.code == '"(2.1)""2.1""(???)"'
    assert formula.unresolved == ("b",)
    assert formula.labels == ("c",)


def test_one_tag_is_the_number_and_several_stand_in_their_rows():
    one = read(r"\begin{align} a &= b \tag{7} \\ c &= d \end{align}", block=True)
    assert (one.code, one.tag) == (r"a & \= b \ c & \= d", '"(7)"')
    two = read(r"\begin{align} a &= b \tag{7} \\ c &= d \tag*{$x$} \end{align}", block=True)
    assert (two.code, two.tag) == (r'a & \= b #h(2em)"(7)" \ c & \= d #h(2em) x', "")


NASTY = [
    '#panic("x")', '"#panic()"', '\\"#panic()', "$#panic()$", "]#panic()[", ")#panic()(", "`#panic()`", "// x", "/* x",
    "@missing", "<label>", "#import", "x;y,z: w", "..args", "#", "\\\\", "\\\\#panic()", "a#let", "'", "\u2028#panic()",
    "</mtext><mi>#panic()</mi>", "&#35;panic()", "&quot;#panic()", "\\u{23}panic()", "*/ #panic()", "#{panic()}",
]  # fmt: skip
PLACES = [
    "%s", r"\text{%s}", r"\mathrm{%s}", r"\operatorname{%s}", r"\color{%s}{x}", r"\hspace{%s}", r"\frac{%s}{%s}",
    r"\begin{pmatrix} %s & %s \end{pmatrix}", r"\begin{aligned} a &= %s \end{aligned}", r"\left(%s\right)", r"\tag{%s} a",
    r"x_{%s}", r"\hat{%s}", r"\textcolor{%s}{%s}", r"\boxed{%s}", r"\begin{array}{%s} a \end{array}", r"\unicode{%s}",
    r"\href{%s}{x}", r"\class{%s}{x}", r"\newcommand{\x}{%s} \x", r"\phantom{%s}", r"\xrightarrow{%s}", r"\mathbb{%s}",
    r"\style{%s}{x}", r"\rule{%s}{%s}", r"\underbrace{x}_{%s}",
]  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_no_formula_runs_code_or_breaks_the_document(place):
    sources = []
    for text in NASTY:
        try:
            sources.append(to_typst(place.replace("%s", text), block=True))
        except MathError:
            continue
    # Each `#panic` that ran, and each text that ended a string or a bracket, would be an error of the compiler.
    compiled(*sources)


def test_a_code_that_runs_is_noticed():
    with pytest.raises(typst.TypstError, match="panicked"):
        compiled('#panic("x")')


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"\unknowncommand{x}", r"\\unknowncommand is not known"),
        (r"\fracc{1}{2}", r"nearest is \\frac"),
        (r"\ce{A ->[x}", "never closed"),
        (r"\begin{foo} x \end{foo}", "environment 'foo' is not known"),
        (r"\frac{a}{", "never closed"),
        (r"\left( a", "never closed"),
        (r"\frac{1}", r"\\frac lacks an argument"),
        (r"\binom{n}", r"\\binom lacks an argument"),
        (r"x\limits", "not an operator"),
        (r"\limits", "not an operator"),
        (r"x^", r"\^ lacks an argument"),
        (r"x^2^3", "two superscripts"),
        (r"x_a_b", "two subscripts"),
        (r"\sqrt", "lacks an argument"),
        (r"\left x \right)", "needs a bracket"),
        (r"\right)", r"without \\left"),
        (r"\begin{matrix} a", "never ended"),
        (r"\begin{matrix} a \end{pmatrix}", "ended as"),
        (r"\end{matrix}", r"without \\begin"),
        (r"\begin{array}{xyz} a \end{array}", "column x is not known"),
        (r"a & b }", "closes nothing"),
        (r"{a & b}", "no columns"),
        (r"{a \\ b}", "no rows"),
        (r"\hspace{wide}", "'wide' is not known"),
        (r"a $ b", r"write \\\$"),
        (r"#1", "write"),
        (r"\newcommand{x}{y}", "name of a command"),
        (r"\unicode{xd800}", "number of a character"),
        (r"\genfrac{(}{)}{0pt}{9}{a}{b}", "number from 0 to 3"),
        (r"\begin{CD} A @>a> B \end{CD}", "three times"),
        (r"\color{nocolour}{x}", "colour 'nocolour' is not known"),
        (r"\text{a $x b}", "never closed"),
        (r"\text{a \frac{x}{y}}", "may not hold"),
        ("  ", "empty"),
        ("a\x00b", "cannot be read"),
    ],
)
def test_what_cannot_be_shown_whole_is_refused(latex, reason):
    with pytest.raises(MathError, match=reason):
        to_typst(latex, block=True)


@pytest.mark.parametrize("opening", [r"\sqrt{", r"\frac{1}{", r"x_{", r"\color{red}{", r"\left(\boxed{", r"\phantom{"])
def test_deep_nesting_is_refused_before_it_breaks_the_document(opening):
    closing = "}" + (r"\right)" if "left" in opening else "")
    accepted = 0
    for depth in (5, 20, 45, 90, 200, 2000):
        try:
            compiled(to_typst(opening * depth + "x" + closing * depth, block=True))
        except MathError:
            continue
        accepted = depth
    assert 5 <= accepted < 2000


# Every name that MathJax's base, AMS and mathtools packages give to a command that takes no other package to use, but for
# those that only set it up. What is missing here is a formula that works in HTML and not in print.
MATHJAX = (Path(__file__).parent / "mathjax.txt").read_text(encoding="utf-8").split()


def test_what_mathjax_knows_is_known():
    infix = {"above", "abovewithdelims", "atop", "atopwithdelims", "brace", "brack", "choose", "over", "overwithdelims"}
    assert [
        name for name in MATHJAX if name not in {*commands.known(), *infix, *macros.DEFINITIONS, "limits", "nolimits"}
    ] == []


# -- fuzzing -----------------------------------------------------------------------------------------------------------

SIGNS = [
    *"{}{}^_&' ~ab12.()[]|+-=<$#%\n", "\\\\", "é", "\u0301", "\u200b", "中", "\U0001f600", "\\", "#1", "{2em}", "{red}", "{1}",
    r"\left(", r"\right)", r"\left", r"\right", r"\over ", r"\limits", r"\newcommand", r"\def", r"\let", r"\x", r"\x", "@", "*",
]  # fmt: skip


def random_tokens(chance):
    """A random string of LaTeX tokens: whatever an author may type, and mostly wrong."""

    def token():
        place = chance.random()
        if place < 0.35:
            return f"\\{chance.choice(COMMANDS)} "
        if place < 0.42:
            return chance.choice(["\\begin{%s}", "\\end{%s}", "\\begin{%s*}"]) % chance.choice(ENVIRONMENTS)
        return chance.choice(SIGNS)

    return "".join(token() for _ in range(chance.randint(1, 25)))


COMMANDS = commands.known()
ENVIRONMENTS = sorted(environments.known())
BRACKETS = ["(", ")", "[", r"\}", "|", r"\|", ".", r"\langle", "/", r"\lfloor"]


def random_formula(chance, depth):
    """A random formula, most of it well formed: commands with arguments, environments, brackets, scripts."""

    def row(depth):
        return "".join(atom(depth) for _ in range(chance.randint(0, 3)))

    def atom(depth):
        place = chance.random()
        if depth <= 0 or place < 0.2:
            return chance.choice([*'xy12+-=<>,;:!?|()[]/*~"@éα中', "12.5", "f'", r"\sum ", r"\alpha ", r"\text{a b}"])
        if place < 0.55:
            return (
                "\\" + chance.choice(COMMANDS) + "".join(f"{{{row(depth - 1)}}}" for _ in range(chance.randint(0, 3)))
            )
        if place < 0.65:
            name = chance.choice(ENVIRONMENTS)
            given = {"array": "{lcr}", "subarray": "{c}", "tabular": "{ll}"}.get(name, "{2}" if "at" in name else "")
            rows = ["&".join(row(depth - 1) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(1, 3))]
            return f"\\begin{{{name}}}{given}" + "\\\\".join(rows) + f"\\end{{{name}}}"
        if place < 0.75:
            return f"\\left{chance.choice(BRACKETS)}{row(depth - 1)}\\right{chance.choice(BRACKETS)}"
        if place < 0.9:
            return f"{atom(depth - 1)}{chance.choice('^_')}{{{row(depth - 1)}}}"
        return "{" + row(depth - 1) + chance.choice(["", r"\over ", r"\choose "]) + row(depth - 1) + "}"

    return row(depth)


def test_nothing_but_a_reason_escapes_from_20000_random_strings():
    chance = random.Random(13)
    accepted = 0
    for _ in range(20_000):
        source = random_tokens(chance)
        try:
            read(source, block=chance.random() < 0.5)
        except MathError:
            continue
        accepted += 1
    assert 1_000 < accepted < 19_000


def test_the_compiler_takes_every_random_formula_that_is_read():
    chance = random.Random(13)
    accepted = []
    while len(accepted) < 600:
        source = chance.choice([random_tokens(chance), random_formula(chance, chance.randint(1, 4))])
        try:
            code = read(source, block=chance.random() < 0.5).code
        except MathError:
            continue
        accepted += [code] if code else []
    compiled(*accepted)


@pytest.mark.parametrize(
    "source", ["x" * 60_000, "{" * 60_000, r"\frac" * 30_000, "x_" * 30_000, r"\left(" * 5_000, "x'" * 20_000]
)
def test_a_very_long_formula_is_refused_or_set_in_good_time(source):
    started = time.process_time()
    with contextlib.suppress(MathError):
        read(source, block=True)
    assert time.process_time() - started < 5


def horizontal_places(page):
    """Where on the page each piece of text begins, in points from the left."""
    places = []
    page.extract_text(
        visitor_text=lambda text, cm, tm, _font, _size: text.strip() and places.append(cm[0] * tm[4] + cm[4])
    )
    return places


TERMS = " + ".join(f"x_{{{number}}}" for number in range(40))
CELLS = " & ".join(f"a_{{{number}}}" for number in range(40))


@pytest.mark.parametrize(
    "formula",
    [
        TERMS,
        TERMS.replace("+", "="),
        rf"\frac{{{TERMS}}}{{2}}",
        rf"S = \frac{{{TERMS}}}{{2}} + \sqrt{{{TERMS}}} = 1",
        rf"\begin{{pmatrix}} {CELLS} \end{{pmatrix}}",
        rf"\begin{{aligned}} S &= {TERMS} \\ &= y \end{{aligned}}",
        rf"f = \begin{{cases}} {TERMS} & y \\ z & w \end{{cases}}",
        r"\text{" + "many words " * 30 + "}",
    ],
)
@pytest.mark.parametrize("place", ["", "   :label: numbered\n", "cell"])
def test_a_formula_wider_than_its_place_stays_on_the_page(make, formula, place):
    indent = "       " if place == "cell" else ""
    block = f".. math::\n{'' if place == 'cell' else place}\n   {formula}\n"
    block = "".join(f"{indent}{line}\n" for line in block.splitlines()).lstrip()
    around = f"T\n=\n\n.. list-table::\n\n   * - word\n     - {block}\n" if indent else f"T\n=\n\n{block}\nEnd.\n"
    made = make(index=around)
    assert made.warnings == []
    page = made.reader.pages[-1]
    places = horizontal_places(page)
    assert len(places) > 2
    assert min(places) > 0 and max(places) < float(page.mediabox.width)


def test_a_colour_holds_for_the_formulas_that_follow():
    macros = {}
    defining = r"\definecolor{own}{rgb}{1,0.5,0}"
    assert read(defining, block=True, macros=macros).code == ""
    assert to_typst(r"\textcolor{own}{x}", block=True, macros=macros) == '#text(fill: rgb("#ff8000"))[$x$]'
    assert to_typst(r"\bbox[own]{x}", block=False, macros=macros).startswith('#box(fill: rgb("#ff8000")')
    assert read(r"\definecolor{own}{gray}{0}", block=True, macros=macros).code == ""
    assert "#000000" in to_typst(r"\color{own} x", block=True, macros=macros)


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        (r"\definecolor{own}{rgb}{1,2} x", "the colour '1,2' is not known"),
        (r"\definecolor{own}{named}{nowhere} x", "the colour 'nowhere' is not known"),
        (r"\definecolor{own} x", "lacks an argument"),
        (r"\bbox[nowhere]{x}", "the colour 'nowhere' is not known"),
        (r"\bbox[border: 1px solid nowhere]{x}", "the colour 'nowhere' is not known"),
        (r"\ce{A\bond{x}B}", r"\bond{x} is not known; - 1 ="),
        (r"\ce{A\bond B}", r"\bond{} is not known"),
    ],
)
def test_a_colour_or_a_bond_that_is_not_known_has_a_reason(latex, reason):
    with pytest.raises(MathError) as caught:
        read(latex, block=True)
    assert reason in str(caught.value)
