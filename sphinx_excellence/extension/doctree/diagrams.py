"""Mermaid diagrams on pages: found when pages are read, drawn ahead before any is written, and put in their places.

Owns which code blocks become drawings, and what is reported of the others. Drawing itself is the business of
the wing ``diagrams``; how a format shows a drawing belongs to its ``visitors``. The builders of Typst draw by
themselves.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.environment.collectors import EnvironmentCollector
from sphinx.locale import get_translation
from sphinx.util.logging import getLogger

from sphinx_excellence.diagrams.errors import DiagramError, DiagramsUnavailable
from sphinx_excellence.diagrams.sources import source_of
from sphinx_excellence.extension.doctree.nodes import excellence_diagram
from sphinx_excellence.extension.project.labels import worded
from sphinx_excellence.messages import N_

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.diagrams.cache import DiagramCache

_logger = getLogger(__name__)
_ = get_translation("sphinx_excellence")


def add_diagrams(app: Sphinx) -> None:
    """Draw the diagrams of pages in the formats of HTML and in LaTeX."""
    app.add_env_collector(DiagramSources)
    app.connect("builder-inited", _begin)


def _begin(app: Sphinx) -> None:
    if app.builder.format in {"html", "latex"}:
        drawing = _Drawing(app)
        app.connect("write-started", drawing.draw_ahead)
        app.connect("doctree-resolved", drawing.draw_page)
        app.connect("build-finished", drawing.end)


class DiagramSources(EnvironmentCollector):
    """Notes the sources of the diagrams of each page, in ``env.excellence_diagrams``."""

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note those of a page."""
        found = map(source_of, doctree.findall(nodes.literal_block))
        sources = [source for source in found if source is not None]
        if sources:
            _sources_in(app.env)[app.env.docname] = sources

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget those of a page."""
        _sources_in(env).pop(docname, None)

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: AbstractSet[str], other: BuildEnvironment
    ) -> None:
        """Take over those that another process has found."""
        found = _sources_in(other)
        _sources_in(env).update((name, found[name]) for name in docnames if name in found)


def _sources_in(env: BuildEnvironment) -> dict[str, list[str]]:
    sources: dict[str, list[str]] = env.__dict__.setdefault("excellence_diagrams", {})
    return sources


class _Drawing:
    """The drawing of one run."""

    def __init__(self, app: Sphinx) -> None:
        self._app = app
        self._cache: DiagramCache | None = None
        self._told: set[str] = set()

    def draw_ahead(self, app: Sphinx, builder: Builder) -> None:
        """Draw the diagrams of all pages, several at once; those of pages that stay as they are count as used."""
        sources = [source for _name, found in sorted(_sources_in(app.env).items()) for source in found]
        if sources:
            self._opened().draw_ahead(sources)

    def draw_page(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Replace the diagrams of a page by drawings."""
        # HTML is left to sphinxcontrib-mermaid where it is loaded; what it makes for LaTeX needs a program.
        wanted = nodes.literal_block if app.builder.format == "html" else nodes.Element
        found = [(node, source) for node in doctree.findall(wanted) if (source := source_of(node)) is not None]
        if not found:
            return
        self._opened().draw_ahead(source for _node, source in found)
        for node, source in found:
            self._draw(node, source)

    def end(self, app: Sphinx, exception: Exception | None) -> None:
        """End the processes that draw."""
        if self._cache is not None:
            self._cache.close()

    def _opened(self) -> DiagramCache:
        if self._cache is None:
            from sphinx_excellence.diagrams.cache import FOLDER, DiagramCache  # noqa: PLC0415 - only with diagrams
            from sphinx_excellence.typst.assets.font_files import label_faces  # noqa: PLC0415

            self._cache = DiagramCache(Path(self._app.doctreedir, FOLDER), label_faces(), self._app.parallel)
        return self._cache

    def _draw(self, node: nodes.Element, source: str) -> None:
        code = nodes.literal_block(source, source, language="text")
        code.source, code.line = node.source, node.line
        try:
            drawn = self._opened().draw(source).decode()
            drawing = excellence_diagram("", code, svg=drawn, label=_label_of(node), ids=node["ids"])
            if self._app.builder.format == "latex":
                drawing["file"] = str(self._print_file(drawn))
        except DiagramsUnavailable as error:
            self._warn(_("diagrams are shown as their source: %s"), error, node, once="")
        except (DiagramError, OSError, RuntimeError) as error:
            # A book resolves a page more than once.
            self._warn(_("the diagram cannot be drawn: %s"), error, node, once=f"{node.source}:{node.line} {source}")
        else:
            drawing.source, drawing.line = node.source, node.line
            node.replace_self(drawing)
            if self._app.builder.format == "latex":
                _make_figure(drawing)
            return
        code["ids"] = node["ids"]
        node.replace_self(code)

    def _print_file(self, drawn: str) -> Path:
        """Return a drawing as a PDF, for LaTeX takes no SVG."""
        if find_spec("typst") is None:
            raise DiagramsUnavailable(_("LaTeX needs the package typst: pip install 'sphinx-excellence[pdf]'"))
        from sphinx_excellence.typst.assets.images import to_pdf  # noqa: PLC0415 - only where there is something to draw

        cache = self._opened()
        return cache.derived(drawn, f"typst-{version('typst')}.pdf", to_pdf)

    def _warn(self, message: str, error: Exception, node: nodes.Element, *, once: str) -> None:
        if once in self._told:
            return
        self._told.add(once)
        _logger.warning(message, error, location=node, type="excellence", subtype="diagram")


def _make_figure(drawing: excellence_diagram) -> None:
    """Put a drawing with the caption of a code block into a figure: LaTeX hands such a caption to the code itself."""
    wrapper: Any = drawing.parent
    if "literal-block-wrapper" in wrapper.get("classes", ()):
        caption = wrapper.next_node(nodes.caption)
        figure = nodes.figure("", drawing, *([caption] if caption is not None else []), ids=wrapper["ids"])
        figure.source, figure.line = drawing.source, drawing.line
        wrapper.replace_self(figure)


def _label_of(node: nodes.Element) -> str:
    """Return what a diagram is called: its alternative text, its caption, or that it is one."""
    caption: Any = node.parent.next_node(nodes.caption) if node.parent is not None and _is_captioned(node) else None
    return str(node.get("alt") or (caption.astext() if caption is not None else worded(N_("Diagram"))))


def _is_captioned(node: nodes.Element) -> bool:
    parent: Any = node.parent
    return isinstance(parent, nodes.figure) or "literal-block-wrapper" in parent.get("classes", ())
