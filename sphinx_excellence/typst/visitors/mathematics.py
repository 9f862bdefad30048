"""Formulas, in lines and on their own, and their numbers. What LaTeX means in Typst is known elsewhere."""

from __future__ import annotations

from typing import Any

from docutils import nodes

from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.mathematics import MathError, MathUnavailable, to_typst
from sphinx_excellence.typst.reporting import Subtype, __
from sphinx_excellence.typst.writing import TypstWriter


class MathVisitors(TypstWriter):
    """Formulas."""

    def visit_math(self, node: nodes.math) -> None:
        """Draw a formula within a line."""
        self._draw_formula(node, block=False)
        raise nodes.SkipNode

    def visit_math_block(self, node: nodes.math_block) -> None:
        """Draw a formula on its own, with its number where it has one."""
        self._draw_formula(node, block=True)
        raise nodes.SkipNode

    def _draw_formula(self, node: nodes.Element, *, block: bool) -> None:
        source = node.astext()
        try:
            converted = to_typst(source, block=block, macros=self._macros())
        except MathUnavailable as error:
            if not self.builder.math_reported:
                self.builder.math_reported = True
                self.warn(Subtype.MATH, __("formulas are shown as their source: %s"), error, node=node)
            self.emit(self.call("formula-source", self.texts(source), block=block))
            return
        except MathError as error:
            self.warn(Subtype.MATH, __("the formula cannot be typeset: %s"), error, node=node)
            self.emit(self.call("formula-source", self.texts(source), block=block))
            return
        key = self.remember_fragile(Subtype.MATH, node)
        number = self._number(node) if block else None
        self.emit(
            self.call(
                "formula",
                string(converted),
                string(source),
                key=key,
                block=block,
                number=Code(self.texts(f"({number})")) if number else None,
            )
        )

    def _macros(self) -> dict[str, Any]:
        """Return the macros that conf.py gives MathJax: what a page may use in HTML it may use here."""
        for name in ("mathjax4_config", "mathjax3_config"):
            given = getattr(self.config, name, None) or {}
            macros = given.get("tex", {}).get("macros", {})
            if macros:
                return dict(macros)
        return {}

    def _number(self, node: nodes.Element) -> str:
        if self.config.math_numfig and self.config.numfig:
            numbers = self.builder.env.toc_fignumbers.get(self.docname, {}).get("displaymath", {})
            for name in node["ids"]:
                if name in numbers:
                    return ".".join(map(str, numbers[name]))
        number = node.get("number")
        return str(number) if number else ""
