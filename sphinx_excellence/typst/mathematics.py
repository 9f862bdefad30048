r"""LaTeX formulas, as MathJax users write them, turned into Typst's math.

latex2mathml reads the LaTeX, ``mathml`` writes its tree as Typst source, made to be passed to
``eval(source, mode: "math")``. This module owns what stands between: names that latex2mathml does not know are said in
its words, what it passes over in silence is refused, and its faults get a message. Numbering equations is the
document's business.
"""

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from typing import Final

from sphinx_excellence.typst.mathml import MathError, written

__all__ = ["MathError", "MathUnavailable", "to_typst"]

# Environments by the name of one that latex2mathml lays out the same way. Numbers are the document's own, so starred.
_ENVIRONMENTS: Final = {
    "align": "align*",
    "alignat": "align*",
    "aligned": "align*",
    "alignedat": "align*",
    "eqnarray": "align*",
    "flalign": "align*",
    "split": "align*",
    "dcases": "cases",
    "equation": "equation*",
    "displaymath": "equation*",
    "math": "equation*",
    "gather": "gather*",
    "gathered": "gather*",
    "multline": "gather*",
}
_KNOWN: Final = frozenset(
    {
        *("align*", "cases", "equation*", "gather*", "array", "matrix", "smallmatrix"),
        *("pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix"),
    }
)
_ENVIRONMENT: Final = re.compile(r"\\(begin|end)\s*\{(\w+)\*?\}")
_COUNTED: Final = re.compile(r"(\\begin\{(?:alignat|alignedat)\*?\})\s*\{\d+\}")
_PLACED: Final = re.compile(r"(\\begin\{\w+\*?\})\s*\[[tbc]\]")
_UNPRINTED: Final = re.compile(r"\\(?:label\s*\{[^{}]*\}|(?:nonumber|notag)(?![A-Za-z]))")
_STARRED_OPERATOR: Final = re.compile(r"\\operatorname\*\s*\{([^{}]*)\}")
_SPACING: Final = re.compile(r"\\[,;:! ]|~")
_TEXT: Final = re.compile(r"(<mtext[^>]*>)(.*?)</mtext>", re.DOTALL)
_TAG: Final = re.compile(r"\\tag(\*?)\s*\{([^{}]*)\}")
_UPRIGHT: Final = re.compile(r"<mi>&#x000(4[1-9A-F]|5[0-9A]|6[1-9A-F]|7[0-9A]);</mi>")


class MathUnavailable(ImportError):  # noqa: N818 - a state of the installation, not a fault of the document
    """The package that reads LaTeX is not installed."""


def to_typst(latex: str, *, block: bool, macros: Mapping[str, str | Sequence[str | int]] | None = None) -> str:
    r"""Turn a LaTeX formula, without dollars, into the source of Typst math, without dollars.

    Rows are parted by ``\\`` and, as Sphinx takes them, by empty lines; ``&`` aligns them, in an environment or in
    none. Macros are given as MathJax takes them: a name without its backslash, and a replacement or a pair of the
    replacement and its number of arguments.
    """
    try:
        from latex2mathml.converter import convert  # noqa: PLC0415 - optional
    except ImportError:
        raise MathUnavailable("formulas need the package latex2mathml: pip install 'sphinx-excellence[pdf]'") from None
    if not latex.strip():
        raise MathError("the formula is empty")
    source = "".join(_definition(name, macro) for name, macro in (macros or {}).items()) + _renamed(_stacked(latex))
    try:
        markup = convert(source, display="block" if block else "inline")
    except Exception as error:  # each fault has a class of its own, most without a message
        reason = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(error).__name__.removesuffix("Error")).lower()
        raise MathError(f"the formula cannot be read ({str(error) or reason})") from error
    # A bare `&` is an alignment mark, an escaped one the sign; letters given by number were asked to be upright; text
    # comes as it was written.
    markup = markup.replace("<mi>&</mi>", "<maligngroup/>")
    markup = _TEXT.sub(lambda match: f"{match[1]}{html.escape(html.unescape(match[2]))}</mtext>", markup)
    markup = _UPRIGHT.sub(lambda match: f'<mi mathvariant="normal">&#x{match[1]};</mi>', markup)
    try:
        root = ET.fromstring(re.sub(r'\sxmlns="[^"]*"', "", markup, count=1))  # noqa: S314 - made by latex2mathml
    except ET.ParseError as error:
        raise MathError(f"the formula cannot be read ({error})") from error
    return written(root, block=block)


def _stacked(latex: str) -> str:
    """Part rows where a line is empty, outside environments."""
    parts = re.split(r"\n[ \t]*\n\s*", latex.strip())
    whole = all(part.count(r"\begin") == part.count(r"\end") for part in parts)
    return r" \\ ".join(parts) if whole else latex


def _definition(name: str, macro: str | Sequence[str | int]) -> str:
    if isinstance(macro, str):
        return rf"\newcommand{{\{name}}}{{{macro}}}"
    return rf"\newcommand{{\{name}}}[{macro[1]}]{{{macro[0]}}}"


def _renamed(latex: str) -> str:
    """Say in latex2mathml's words what it knows under another name; refuse environments that it passes over."""

    def environment(match: re.Match[str]) -> str:
        name = _ENVIRONMENTS.get(match[2], match[2])
        if name not in _KNOWN:
            raise MathError(f"the environment {match[2]!r} is not known")
        return rf"\{match[1]}{{{name}}}"

    def operator(match: re.Match[str]) -> str:
        return rf"\operatorname{{{_SPACING.sub(' ', match[1])}}}"

    tags = "".join(rf"\qquad\text{{{match[2] if match[1] else f'({match[2]})'}}}" for match in _TAG.finditer(latex))
    text = re.sub(r"\\not\s*=", r"\\neq ", _TAG.sub("", latex)) + tags
    text = _PLACED.sub(r"\1", _COUNTED.sub(r"\1", text))
    return _STARRED_OPERATOR.sub(operator, _UNPRINTED.sub("", _ENVIRONMENT.sub(environment, text)))
