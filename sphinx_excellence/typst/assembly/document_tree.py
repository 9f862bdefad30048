"""Assembles all pages of a document in one doctree: toctrees become their pages, references are resolved over all.

As Sphinx's LaTeX builder does it, with these differences: the captions of several toctrees on the start page are the
titles of parts; what a hidden toctree names comes at the end of its page; section numbers are assigned here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.domains.std import StandardDomain
from sphinx.util.docutils import new_document

from sphinx_excellence.typst.assembly.nodes import (
    typst_appendices,
    typst_contents,
    typst_file,
    typst_indices,
    typst_part,
)
from sphinx_excellence.typst.assembly.table_repair import repair_tables
from sphinx_excellence.typst.builder_base import DocumentBuilder
from sphinx_excellence.typst.diagnostics import Subtype, __, warn
from sphinx_excellence.typst.locations import setting_location
from sphinx_excellence.typst.settings import Document, Settings

#: The depth of the table of contents where the start page's toctree does not say.
CONTENTS_DEPTH = 2

#: Pages that only HTML has, and that a toctree may name: ``genindex``, ``modindex``, ``search``.
_GENERATED = frozenset(StandardDomain._virtual_doc_names)  # noqa: SLF001 - as Sphinx's own toctree directive asks


@dataclass(frozen=True, slots=True)
class AssembledDocument:
    """A document in one tree. Levels: of the topmost sections; of those that begin a page, 0 where none does."""

    tree: nodes.document
    docnames: frozenset[str]
    first_level: int
    chapter_level: int
    contents_depth: int


def assemble(builder: DocumentBuilder, document: Document, settings: Settings) -> AssembledDocument:
    """Return the assembled document. ``builder.docnames`` then holds its pages."""
    tree = builder.env.get_doctree(document.start)
    tree["docname"] = document.start
    if document.toctree_only:
        tree = _toctrees_only(tree, document.start)
    depth = _contents_depth(tree)
    inliner = _ToctreeInliner(builder, {document.start}, parts=settings.toplevel_sectioning is None)
    body = inliner.inline(tree, document.start)
    _mark_title(tree, toctree_only=document.toctree_only)
    if len(inliner.docnames) > 1:
        _mark_preface(tree)
    appendices = [name for name in settings.appendices if inliner.has_page(name, "typst_appendices")]
    group = typst_appendices()
    group += [inliner.file(name) for name in appendices]
    front = [_matter_node(inliner, name, "typst_front_matter") for name in settings.front_matter]
    back = [_matter_node(inliner, name, "typst_back_matter") for name in settings.back_matter]
    tree.children = []
    tree.extend([*filter(None, front), typst_contents(), *body, *([group] if appendices else [])])
    tree.extend([typst_indices(), *filter(None, back)])
    builder.docnames = inliner.docnames
    builder.env.resolve_references(tree, document.start, builder)
    repair_tables(tree)
    sectioning = settings.toplevel_sectioning or ("chapter" if len(inliner.docnames) > 1 else "section")
    assembled = AssembledDocument(
        tree,
        frozenset(inliner.docnames),
        first_level=2 if inliner.has_parts else 1,
        chapter_level={"part": 2, "chapter": 2 if inliner.has_parts else 1, "section": 0}[sectioning],
        contents_depth=depth + (inliner.has_parts or sectioning == "part"),
    )
    _SectionNumbering(builder, settings.number_sections).number(tree)
    return assembled


class _ToctreeInliner:
    """Puts pages where the toctrees name them, each once."""

    def __init__(self, builder: DocumentBuilder, docnames: set[str], *, parts: bool) -> None:
        self.builder = builder
        self.docnames = docnames
        self.has_parts = False
        self._may_have_parts = parts

    def inline(self, tree: nodes.document, docname: str) -> list[nodes.Node]:
        """Replace the toctrees of one page, and of the pages they name; return the page's nodes."""
        toctrees = list(tree.findall(addnodes.toctree))
        captions = {toctree["caption"] for toctree in toctrees if toctree.get("caption") and toctree["includefiles"]}
        parts = self._may_have_parts and len(captions) > 1
        self._may_have_parts = False  # only the start page has them
        self.has_parts |= parts
        for toctree in toctrees:
            written = self.builder.env.all_docs
            names = [name for name in toctree["includefiles"] if name in written or name not in _GENERATED]
            files: list[nodes.Node] = [self.file(name) for name in names if self._is_new(name, docname)]
            if parts and files and toctree.get("caption"):
                files.insert(0, typst_part(title=toctree["caption"]))
            if toctree.get("hidden") or (parts and toctree.get("caption")):
                toctree.parent.remove(toctree)
                _page_of(tree).extend(files)
            else:
                toctree.parent.replace(toctree, files)
        return list(tree.children)

    def _is_new(self, name: str, docname: str) -> bool:
        return name not in self.docnames and self.has_page(name, docname)

    def has_page(self, name: str, where: str) -> bool:
        """Whether there is a page of this name; reported where there is none."""
        if name in self.builder.env.all_docs:
            return name not in self.docnames
        location = self._location_of(where)
        warn(Subtype.SETTING, __("%s names the page %s, which does not exist"), where, name, location=location)
        return False

    def _location_of(self, where: str) -> str:
        """Return the line of a setting, or the first line of a page."""
        if where in self.builder.env.all_docs:
            return self.builder.first_line_of(where)
        return setting_location(Path(self.builder.confdir), where)

    def file(self, name: str) -> addnodes.start_of_file:
        """Return a page with all that its toctrees name."""
        self.docnames.add(name)
        page = addnodes.start_of_file(docname=name)
        page.extend(self.inline(self.builder.env.get_doctree(name), name))
        return page


def _page_of(tree: nodes.document) -> nodes.Element:
    """Return the node of the whole page: its one topmost section, else the page.

    Where a hidden toctree is in its page says nothing: it is often written at the end, and so within the last
    section. What it names comes behind the page's own text and below its title.
    """
    sections = [child for child in tree.children if isinstance(child, nodes.section)]
    return sections[0] if len(sections) == 1 else tree


def _matter_node(inliner: _ToctreeInliner, name: str, setting: str) -> nodes.Element | None:
    if not name.endswith(".typ"):
        return inliner.file(name) if inliner.has_page(name, setting) else None
    path = inliner.builder.confdir / name
    if not path.is_file():
        location = setting_location(Path(inliner.builder.confdir), setting)
        warn(Subtype.SETTING, __("%s names the file %s, which does not exist"), setting, name, location=location)
        return None
    return typst_file(path=f"/matter/{Path(name).name}", source=str(path))


def _toctrees_only(tree: nodes.document, docname: str) -> nodes.document:
    """Return a document with nothing but the toctrees of ``tree``."""
    bare = new_document("<typst>")
    bare["docname"] = docname
    bare.settings.env = tree.settings.env if hasattr(tree.settings, "env") else None
    bare += list(tree.findall(addnodes.toctree))
    return bare


def _contents_depth(tree: nodes.document) -> int:
    depths = [toctree.get("maxdepth", 0) for toctree in tree.findall(addnodes.toctree)]
    return max((depth for depth in depths if depth > 0), default=CONTENTS_DEPTH)


def _mark_preface(tree: nodes.document) -> None:
    """Mark the start page's own sections before the first page it names: they introduce, and are no chapters."""
    for section in [child for child in _page_of(tree).children if isinstance(child, nodes.section)]:
        if next(iter(section.findall(addnodes.start_of_file)), None) is not None:
            return
        if any(isinstance(each, addnodes.start_of_file) for each in section.parent[: section.parent.index(section)]):
            return
        section["typst-preface"] = True


def _mark_title(tree: nodes.document, *, toctree_only: bool) -> None:
    """Mark the section whose title is the document's: it is on the title page and not in the text."""
    sections = [child for child in tree.children if isinstance(child, nodes.section)]
    if len(sections) == 1 and not toctree_only:
        sections[0]["typst-title"] = True


class _SectionNumbering:
    """Gives each section its number: Sphinx's own, one counted here, or none; letters in appendices."""

    def __init__(self, builder: DocumentBuilder, which: int | str) -> None:
        self._numbers = builder.env.toc_secnumbers
        self._auto = which == "auto"
        # `True` is all of them, `False` none.
        self._depth = 99 if which is True else 0 if self._auto else int(which)
        self._counters: dict[tuple[str, ...], int] = {}
        self._first = True

    def number(self, tree: nodes.document) -> None:
        """Give all sections of the document their numbers."""
        self._walk(tree, tree["docname"], (), appendix=False)

    def _walk(self, node: nodes.Element, docname: str, above: tuple[str, ...], *, appendix: bool) -> None:
        for child in node.children:
            if not isinstance(child, nodes.Element) or isinstance(child, nodes.TextElement):
                continue
            if isinstance(child, typst_appendices):
                self._counters = {}
                self._walk(child, docname, (), appendix=True)
            elif isinstance(child, addnodes.start_of_file):
                self._first = True
                self._walk(child, child["docname"], above, appendix=appendix)
            elif isinstance(child, nodes.section) and not child.get("typst-title"):
                self._walk(child, docname, self._number(child, docname, above, appendix=appendix), appendix=appendix)
            else:
                if isinstance(child, nodes.section):
                    self._first = False
                self._walk(child, docname, above, appendix=appendix)

    def _number(
        self, section: nodes.Element, docname: str, above: tuple[str, ...], *, appendix: bool
    ) -> tuple[str, ...]:
        first, self._first = self._first, False
        if self._auto and not appendix:
            numbers = self._numbers.get(docname, {})
            found = numbers.get("" if first else f"#{section['ids'][0]}" if section["ids"] else "-")
            if found:
                section["typst-number"] = ".".join(map(str, found))
            return (*above, "")
        count = self._counters[above] = self._counters.get(above, 0) + 1
        own = chr(ord("A") + (count - 1) % 26) if appendix and not above else str(count)
        number = (*above, own)
        if len(number) <= self._depth or (appendix and len(number) == 1):
            section["typst-number"] = ".".join(number)
        return number
