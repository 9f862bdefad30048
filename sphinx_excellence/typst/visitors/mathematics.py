"""Formulas, inline and displayed, and their numbers. ``formulas`` translates them from LaTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes

from sphinx_excellence.typst.diagnostics import Subtype, __, warn
from sphinx_excellence.typst.formulas import Formula, Macros, MathError, definitions, macro, read
from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.locations import setting_location
from sphinx_excellence.typst.writing.emitter import Emitter

_LABEL = re.compile(r"\\label\s*\{([^{}]+)\}")
_TAG = re.compile(r"\\tag\*?\s*\{([^{}]*)\}")


class MathVisitors(Emitter):
    """Formulas."""

    #: The macros of the project, and those that the formulas of each page add to them.
    _project_macros: Macros | None = None
    _page_macros: dict[str, Macros]
    #: The numbers of equations, by the names that a formula may refer to.
    _equations: dict[str, str]

    def collect_equations(self, document: nodes.document) -> None:
        r"""Learn the numbers of all equations before the first is referred to, by Sphinx's labels and by `\label`."""
        self._page_macros = {}
        equations: Any = getattr(self.builder.env.get_domain("math"), "equations", {})
        self._equations = {label: str(number) for label, (_docname, number) in equations.items()}
        self._collect_equations(document, document.get("docname", ""))

    def _collect_equations(self, node: nodes.Element, docname: str) -> None:
        if isinstance(node, addnodes.start_of_file):
            docname = node["docname"]
        elif isinstance(node, nodes.math_block):
            source = node.astext()
            tag = _TAG.search(source)
            number = tag[1] if tag is not None else self._number(node, docname)
            labels = [*_LABEL.findall(source), *filter(None, [node.get("label")])]
            self._equations |= dict.fromkeys(labels, number) if number else {}
        for child in node.children:
            if isinstance(child, nodes.Element):
                self._collect_equations(child, docname)

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
            formula = self._read(source, block=block)
        except MathError as error:
            self.warn(Subtype.MATH, __("the formula cannot be typeset: %s"), error, node=node)
            self.emit(self.call("formula-source", self.text_code(source), block=block), block=block)
            return
        for name in formula.unresolved:
            self.warn(Subtype.MISSING_TARGET, __("no equation of the document has the label %s"), name, node=node)
        if not formula.code:
            return  # it only defines macros
        self.note_characters(formula.code + formula.tag)
        number = self._number(node, self.docname) if block else ""
        shown = Code(self.text_code(f"({number})")) if number else None
        if formula.tag:
            shown = Code(f'math.equation(eval({string(formula.tag)}, mode: "math"))')
        self.emit(
            self.refusable(
                Subtype.MATH,
                node,
                "formula",
                string(formula.code),
                string(source),
                block=block,
                number=shown,
            ),
            block=block,
        )

    def _read(self, source: str, *, block: bool) -> Formula:
        """Read a formula; any error is a fault of the formula, which must not end the build."""
        macros = self._macros()
        try:
            return read(source, block=block, macros=macros, labels=self._equations)
        except MathError:
            raise
        except Exception as error:
            raise MathError(f"{type(error).__name__}: {error}") from error

    def _macros(self) -> Macros:
        """Return the macros that hold here: those of conf.py, and those that formulas of this page have defined."""
        if self._project_macros is None:
            self._project_macros = self._configured_macros()
        return self._page_macros.setdefault(self.docname, dict(self._project_macros))

    def _configured_macros(self) -> Macros:
        """Return the macros that conf.py gives MathJax or LaTeX: what a page may use in HTML it may use here."""
        found: dict[str, Any] = {}
        preamble = getattr(self.config, "imgmath_latex_preamble", "") or ""
        try:
            found |= definitions(str(preamble))
        except MathError as error:
            location = setting_location(Path(self.builder.confdir), "imgmath_latex_preamble")
            warn(Subtype.SETTING, __("imgmath_latex_preamble cannot be read: %s"), error, location=location)
        for name in ("mathjax3_config", "mathjax4_config"):
            given: Any = getattr(self.config, name, None)
            for key in ("tex", "macros"):
                given = given.get(key) if isinstance(given, Mapping) else None
            for command, value in given.items() if isinstance(given, Mapping) else ():
                try:
                    found[str(command).lstrip("\\")] = macro(str(command), value)
                except MathError as error:
                    location = setting_location(Path(self.builder.confdir), name)
                    warn(Subtype.SETTING, __("%s cannot be used: %s"), name, error, location=location)
        return found

    def _number(self, node: nodes.Element, docname: str) -> str:
        if self.config.math_numfig and self.config.numfig:
            numbers = self.builder.env.toc_fignumbers.get(docname, {}).get("displaymath", {})
            for name in node["ids"]:
                if name in numbers:
                    return ".".join(map(str, numbers[name]))
        number = node.get("number")
        return str(number) if number else ""
