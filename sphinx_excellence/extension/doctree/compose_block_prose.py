"""Makes nodes of texts of records that are more than a paragraph: lists, code, tables, images, admonitions and so on.

They are made in a document of their own, so that nothing reaches the page that must not: names that a second page has
too, messages about places in the page, sections. What is wrong with a text is noted as a problem of the record.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

from docutils import nodes
from docutils.utils import Reporter
from sphinx import addnodes
from sphinx.highlighting import PygmentsBridge
from sphinx.util.logging import NAMESPACE, is_suppressed_warning

from sphinx_excellence.extension.doctree.quick_nodes import with_children
from sphinx_excellence.extension.doctree.record_renderer import LineBreak, render
from sphinx_excellence.extension.doctree.reported_references import note_text_reference
from sphinx_excellence.messages import N_
from sphinx_excellence.model import prose as inline_text
from sphinx_excellence.model.block_prose import read_blocks
from sphinx_excellence.model.pages import ProseProblem
from sphinx_excellence.views.blocks import RichBlocks

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.extension.doctree.compose_inlines import InlineComposer

_AT_END = re.compile(r":(\d+)$")
#: What Sphinx makes of an index entry inside a text: its target is unique in the page already.
_INDEX_TARGET = "index-"
_NAMES = ("ids", "names", "dupnames", "backrefs")


@dataclass(frozen=True, slots=True)
class _Said:
    """A message of docutils, Sphinx or an extension about a line of the text, which counts from 1."""

    text: str
    line: int


class _Collector(logging.Handler):
    """Keeps warnings, and passes on all the rest."""

    def __init__(self, others: list[logging.Handler]) -> None:
        super().__init__(logging.NOTSET)
        self.warnings: list[logging.LogRecord] = []
        self._others = others

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.warnings.append(record)
            return
        for handler in self._others:
            if record.levelno >= handler.level:
                handler.handle(record)


@contextmanager
def _collected_warnings() -> Iterator[_Collector]:
    """Collect what is warned of in the context: it is about the record, and not about the page."""
    logger = logging.getLogger(NAMESPACE)
    kept = logger.handlers
    collector = _Collector(kept)
    logger.handlers = [collector]
    try:
        yield collector
    finally:
        logger.handlers = kept


def block_prose_nodes(
    prose: RichBlocks, composer: InlineComposer, page: nodes.document, heading_level: int
) -> list[nodes.Node]:
    """Return the nodes of a text in ``page``; its lead is in the first paragraph, or in one before the first block."""
    made = _BlockProse(prose, composer, page).made(heading_level)
    if prose.lead:
        lead = composer.inlines(prose.lead)
        first = made[0] if made else None
        if isinstance(first, nodes.line_block):
            first = first[0]
        if not isinstance(first, nodes.paragraph | nodes.line):
            made.insert(0, with_children(nodes.paragraph(translatable=False), *lead))
        else:
            first[:0] = lead
    return made


@dataclass(slots=True)
class _BlockProse:
    """One text on its way into a page."""

    prose: RichBlocks
    composer: InlineComposer
    page: nodes.document

    @property
    def _env(self) -> BuildEnvironment:
        return self.composer.domain.env

    def made(self, heading_level: int) -> list[nodes.Node]:
        """Return the nodes."""
        text = self.prose.source
        if any(problem.kind == "nesting" for problem in read_blocks(text).problems):
            return [nodes.literal_block("", text, language="none", translatable=False)]
        document = self._empty_document()
        said: list[_Said] = []
        # What roles say of the page is not said in the page: the rules look for it in the record itself.
        facts = self.composer.domain.facts_of(self.composer.docname)
        mentions = len(facts.mentions)
        document.reporter.attach_observer(lambda message: said.extend(_said_by_docutils(message)))
        config = getattr(self._env, "myst_config", None)
        extensions = config.enable_extensions if config is not None and not self.prose.contributed else ()
        enabled = frozenset(extensions)
        with _collected_warnings() as collector:
            try:
                render(text, document, enabled, self._link, heading_level)
                self._check_code(document, collector)
            except Exception as error:  # noqa: BLE001 - a directive of any extension may fail: it costs its text alone
                said.append(_Said(f"{type(error).__name__}: {error}", 1))
                document.children = [nodes.literal_block("", text, language="none")]
        del facts.mentions[mentions:]
        suppressed = self._env.config.suppress_warnings
        said += [
            _said_by_logger(record)
            for record in collector.warnings
            if not is_suppressed_warning(getattr(record, "type", ""), getattr(record, "subtype", ""), suppressed)
        ]
        for message in dict.fromkeys(said):
            self._note(message.line, N_("cannot be shown as it is written: %s"), (message.text,))
        self._set_lines(document)
        self._clean(document)
        made = list(document.children)
        for node in made:
            node.parent = None
        return made

    def _check_code(self, document: nodes.document, collector: _Collector) -> None:
        """Find out what there is to warn of when code is highlighted, so that no page warns of it again."""
        highlighter = PygmentsBridge("html")
        for block in document.findall(nodes.literal_block):
            language, known = str(block.get("language") or "none"), len(collector.warnings)
            highlighter.highlight_block(block.astext(), language, force=bool(block.get("force")), location=block)
            if len(collector.warnings) > known:
                block["force"] = True
                if not _is_language(highlighter, language, collector):
                    block["language"] = "none"

    def _empty_document(self) -> nodes.document:
        source = self._source()
        # Below the level at which docutils gives up: what it says is collected, and no text ends a build.
        reporter = Reporter(source, report_level=1, halt_level=5, stream=False)
        settings = copy(self.page.settings)
        # However a directive's options are written: a text of a record reads no file and fetches nothing.
        settings.file_insertion_enabled = settings.raw_enabled = False
        document = nodes.document(settings, reporter, source=source)
        document.note_source(source, -1)
        return document

    def _source(self) -> str:
        session = self.composer.domain.session
        origin = session.loaded.origins.get(self.prose.record) if session is not None else None
        if session is None or origin is None:
            return str(self.page["source"])
        return str(session.confdir / origin.file)

    def _link(self, target: str, inside: list[nodes.Node]) -> nodes.Node:
        return self.composer.link_node(target, inside)

    def _note(self, line: int, message: str, args: tuple[str, ...], accepted: str = "") -> None:
        before = "".join(self.prose.source.splitlines(keepends=True)[: max(line - 1, 0)])
        self._note_behind(before, message, args, accepted)

    def _note_behind(self, before: str, message: str, args: tuple[str, ...], accepted: str) -> None:
        problem = ProseProblem(*self.prose.record, self.prose.path, before, message, args, accepted)
        self.composer.domain.note_prose_problem(self.composer.docname, problem)

    def _set_lines(self, document: nodes.document) -> None:
        """Make each paragraph with line breaks a block of lines."""
        for paragraph in list(document.findall(nodes.paragraph)):
            if not any(isinstance(child, LineBreak) for child in paragraph.children):
                continue
            lines = [nodes.line(translatable=False)]
            for child in list(paragraph.children):
                if isinstance(child, LineBreak):
                    lines.append(nodes.line(translatable=False))
                else:
                    lines[-1] += child
            _replace(paragraph, [nodes.line_block("", *lines)])
        for left in list(document.findall(LineBreak)):  # inside emphasis, a link or a title
            _replace(left, [nodes.Text(" ")])

    # What may reach the page -----------------------------------------------------------------------------

    def _clean(self, document: nodes.document) -> None:
        std = self._env.domains.standard_domain
        for node in list(document.findall(nodes.Element)):
            if node is document:
                continue
            if isinstance(node, nodes.system_message | nodes.raw | nodes.pending | nodes.comment):
                _remove(node)
                continue
            if isinstance(node, nodes.problematic) or _leads_nowhere(node):
                _replace(node, node.children)
                continue
            is_index = isinstance(node, nodes.target) and any(each.startswith(_INDEX_TARGET) for each in node["ids"])
            if isinstance(node, nodes.target) and not is_index:
                _replace(node, node.children)
                continue
            for name in _NAMES if not is_index else ():
                if node.get(name):
                    node[name] = []
            if isinstance(node, nodes.TextElement) and not isinstance(node, nodes.Inline):
                # The records have been translated already.
                node["translatable"] = False
            if isinstance(node, addnodes.pending_xref):
                source = self.prose.source
                before = source[: max(source.find(str(node.get("reftarget", ""))), 0)]
                docname, domain = self.composer.docname, self.composer.domain
                note_text_reference(node, domain, docname, self.prose.record, self.prose.path, before)
            if isinstance(node, nodes.image):
                self._settle_image(node)
            elif isinstance(node, addnodes.download_reference):
                node["reftarget"] = self._path_from_page(str(node["reftarget"]))
            if std.is_enumerable_node(node) and std.get_numfig_title(node):
                # What Sphinx does for those of pages before views are put back (``AutoNumbering``).
                self.page.set_id(node)

    def _settle_image(self, image: nodes.image) -> None:
        """Make an image's path that of the page; describe one that is missing and show its words instead."""
        written = str(image["uri"])
        if inline_text.unsafe_scheme(written) is not None:
            _replace_by_words(image)
            return
        if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", written):
            return
        path = self._path_from_page(written)
        _relative, absolute = self._env.relfn2path(path, self.composer.docname)
        if written.endswith(".*") or Path(absolute).is_file():
            image["uri"] = path
            return
        # So that the page is read again once the file is there.
        self._env.note_dependency(absolute)
        before = self.prose.source[: max(self.prose.source.find(written), 0)]
        self._note_behind(
            before,
            N_("there is no image '%s'"),
            (written,),
            N_("a path from the folder of this file, or one that begins with / from the folder of the pages"),
        )
        _replace_by_words(image)

    def _path_from_page(self, written: str) -> str:
        """Return the path of a file from the page: it is written from the record's file, or from the pages' folder."""
        if written.startswith("/"):
            return written
        here = Path(self._source()).parent / written
        page = Path(self._env.doc2path(self.composer.docname)).parent
        return Path(os.path.relpath(here, page)).as_posix()


def _is_language(highlighter: PygmentsBridge, language: str, collector: _Collector) -> bool:
    """Whether code can be highlighted as ``language``; what is warned of that has been reported."""
    known = len(collector.warnings)
    highlighter.get_lexer("", language, force=True)
    is_known = len(collector.warnings) == known
    del collector.warnings[known:]
    return is_known


def _leads_nowhere(node: nodes.Element) -> bool:
    """Whether a node is a reference to a name in the text, which has none, or to an address that is not safe."""
    if not isinstance(node, nodes.reference):
        return False
    return "refuri" not in node or inline_text.unsafe_scheme(str(node["refuri"])) is not None


def _remove(node: nodes.Element) -> None:
    cast("nodes.Element", node.parent).remove(node)


def _replace(node: nodes.Element, others: list[nodes.Node]) -> None:
    parent, at = cast("nodes.Element", node.parent), node.parent.index(node)
    parent[at : at + 1] = others


def _replace_by_words(image: nodes.image) -> None:
    words = nodes.inline("", str(image.get("alt") or image["uri"]), classes=["excellence-unknown"])
    parent = cast("nodes.Element", image.parent)
    parent.replace(image, words if isinstance(parent, nodes.TextElement) else nodes.paragraph("", "", words))


def _said_by_docutils(message: nodes.system_message) -> Iterator[_Said]:
    if message["level"] >= Reporter.WARNING_LEVEL:
        first = next((child.astext() for child in message.children), "")
        yield _Said(" ".join(first.split()), int(message.get("line") or 1))


def _said_by_logger(record: logging.LogRecord) -> _Said:
    location = getattr(record, "location", None)
    line = 1
    if isinstance(location, tuple):
        line = int(location[1] or 1)
    elif isinstance(location, nodes.Node):
        line = location.line or 1
    elif isinstance(location, str) and (found := _AT_END.search(location)):
        line = int(found[1])
    return _Said(" ".join(record.getMessage().split()), line)
