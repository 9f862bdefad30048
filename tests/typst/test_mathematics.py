"""LaTeX formulas become Typst math that compiles, says the same, and can run no code."""

import json
import subprocess
import sys

import pytest
import typst

from sphinx_excellence.typst import mathematics
from sphinx_excellence.typst.mathematics import MathError, to_typst


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


@pytest.mark.parametrize("source", ["a &= b \\\\ &= c", "a &= b\n\n&= c\n", "a &= b\n   \n\n  &= c"])
def test_rows_without_an_environment_are_rows(source):
    assert to_typst(source, block=True) == r"a & \= b \  & \= c"


def test_an_empty_line_inside_an_environment_parts_nothing():
    source = "\\begin{aligned}\na &= b\n\n\\end{aligned}"
    assert to_typst(source, block=True) == r"a & \= b"


def test_macros_are_given_as_mathjax_takes_them():
    macros = {"R": r"\mathbb{R}", "norm": [r"\left\|#1\right\|", 1]}
    assert to_typst(r"\norm{x} \in \R", block=False, macros=macros) == r"lr(\‖ x \‖) \∈ ℝ"  # noqa: RUF001
    assert to_typst(r"\newcommand{\E}{\mathbb{E}} \E", block=False) == "𝔼"  # noqa: RUF001


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
        (r"\ce{H2O}", r"\\ce is not known"),
        (r"\begin{foo} x \end{foo}", "environment 'foo' is not known"),
        (r"\frac{a}{", "cannot be read"),
        (r"\left( a", "cannot be read"),
        (r"\color{nocolour}{x}", "colour 'nocolour' is not known"),
        (r"\text{a $x$ b}", "may not hold"),
        (r"\text{a \emph{x}}", "may not hold"),
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


def test_without_the_package_the_message_names_the_extra():
    code = (
        "import sys; sys.modules['latex2mathml'] = sys.modules['latex2mathml.converter'] = None\n"
        "from sphinx_excellence.typst import mathematics\n"
        "try: mathematics.to_typst('x', block=True)\n"
        "except mathematics.MathUnavailable as error: print(error)"
    )
    run = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert "sphinx-excellence[pdf]" in run.stdout
    assert issubclass(mathematics.MathUnavailable, ImportError)
