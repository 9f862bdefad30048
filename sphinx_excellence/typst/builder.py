"""The builders: ``typst`` writes sources, ``typstpdf`` compiles them to one PDF a document.

The order of the work is here; each step is a module of its own. What is needed only by a run of these builders is
imported by it.
"""

from __future__ import annotations

import shutil
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from sphinx.errors import SphinxError
from sphinx.util.display import progress_message

from sphinx_excellence.typst.builder_base import DocumentBuilder
from sphinx_excellence.typst.diagnostics import Subtype, __, warn
from sphinx_excellence.typst.locations import location_of, setting_location
from sphinx_excellence.typst.settings import CHARACTERS_ON_A_PAGE, Document, read_settings

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

    from sphinx_excellence.typst.assembly.document_tree import AssembledDocument
    from sphinx_excellence.typst.assembly.indices import Index
    from sphinx_excellence.typst.assembly.link_targets import Labels
    from sphinx_excellence.typst.compiler import Diagnostic
    from sphinx_excellence.typst.parts.edition import PartedEdition
    from sphinx_excellence.typst.visitors.translator import TypstTranslator
    from sphinx_excellence.typst.writing.document_files import DocumentFiles
    from sphinx_excellence.typst.writing.emitter import Page

#: The packages that an installation need not have, by the names they are installed under.
REQUIRED_PACKAGES = {"typst": "typst", "fonttools": "fontTools"}
#: After so many refusals for different reasons a document is given up.
MAX_ATTEMPTS = 100


@dataclass(frozen=True, slots=True)
class Written:
    """One document as its sources were written."""

    pages: list[Page]
    indices: list[Index]
    labels: Labels
    translator: TypstTranslator
    sources: DocumentFiles


class TypstBuilder(DocumentBuilder):
    """Writes the Typst sources of each document into a folder of its own: ``typst compile main.typ`` makes the PDF."""

    name = "typst"
    epilog = __("The Typst sources are in %(outdir)s.")

    def __init__(self, app: Sphinx, env: BuildEnvironment) -> None:
        self._application = app
        super().__init__(app, env)

    def init(self) -> None:
        """Read the settings.

        Raises ``SphinxError`` where the packages are not there that only these builders need.
        """
        missing = [name for name, module in REQUIRED_PACKAGES.items() if find_spec(module) is None]
        if missing:
            raise SphinxError(
                __("the builder %s needs %s: pip install 'sphinx-excellence[pdf]'") % (self.name, " and ".join(missing))
            )
        from sphinx_excellence.diagrams.cache import FOLDER, DiagramCache  # noqa: PLC0415
        from sphinx_excellence.typst.assets.font_files import label_faces  # noqa: PLC0415
        from sphinx_excellence.typst.visitors.translator import TypstTranslator  # noqa: PLC0415
        from sphinx_excellence.typst.writing.highlighting import RunBridge  # noqa: PLC0415

        # Set here and not on the class, for the translator is imported only by a run that uses it.
        self.default_translator_class = TypstTranslator  # type: ignore[misc]
        self.highlighter = RunBridge("html", self.config.pygments_style)
        self.settings = read_settings(self.config, Path(self.confdir))
        self.docnames = set()
        self.image_paths = {}
        self.image_locations = {}
        self.images_reported = set()
        self.diagrams_reported = False
        self.programs_reported = set()
        drawings = Path(self.doctreedir, FOLDER)
        self.diagram_cache = DiagramCache(drawings, label_faces(), self._application.parallel)
        self._application.connect("build-finished", lambda _app, _exception: self.diagram_cache.close())
        self.imagedir = str(drawings)  # where Sphinx's Graphviz extension puts what it draws

    def write_documents(self, _docnames: AbstractSet[str]) -> None:
        """Write each document that conf.py names."""
        for document in self.settings.documents:
            if document.start not in self.env.all_docs:
                warn(
                    Subtype.SETTING,
                    __("typst_documents names the page %s, which does not exist"),
                    document.start,
                    location=setting_location(Path(self.confdir), "typst_documents"),
                )
                continue
            with progress_message(__("typesetting %s") % document.stem, nonl=False):
                self.write_document(document)

    def write_document(self, document: Document) -> None:
        """Write the sources of one document."""
        from sphinx_excellence.typst.assembly.diagrams import mark_diagrams  # noqa: PLC0415
        from sphinx_excellence.typst.assembly.document_tree import assemble  # noqa: PLC0415
        from sphinx_excellence.typst.assembly.indices import indices_of  # noqa: PLC0415
        from sphinx_excellence.typst.assembly.link_targets import Labels  # noqa: PLC0415
        from sphinx_excellence.typst.writing.document_files import DocumentFiles  # noqa: PLC0415

        self.folder = Path(self.outdir, document.stem)
        self.image_folder = self.folder / "images"
        if self.folder.exists():
            shutil.rmtree(self.folder)
        self.image_folder.mkdir(parents=True)
        assembled = assemble(self, document, self.settings)
        self.images.clear()
        for node in assembled.tree.findall(nodes.image):
            # Sphinx gives these to what a parser read; an extension may add an image later.
            node.setdefault("uri", "")
            node.setdefault("candidates", {"*": node["uri"]})
        self.post_process_images(assembled.tree)
        self._prepare_images(assembled.tree)
        self.diagram_cache.draw_ahead(mark_diagrams(assembled.tree))
        indices = indices_of(self, self.settings.domain_indices)
        labels = Labels(assembled.tree, [target for index in indices for target in index.targets])
        for index in indices:
            labels.add((index.name, ""))
        translator: Any = self.create_translator(assembled.tree, self, labels)
        translator.prepare(
            first_level=assembled.first_level,
            chapter_level=assembled.chapter_level,
            labels_headings=self.may_be_parted(assembled),
        )
        assembled.tree.walkabout(translator)
        sources = DocumentFiles(self, document, assembled)
        pages = translator.finish()
        sources.write(pages, indices, labels)
        self.compile_document(document, Written(pages, indices, labels, translator, sources))

    def may_be_parted(self, assembled: AssembledDocument) -> bool:
        """Whether the document may be compiled in parts, for which each heading needs a label."""
        return False

    def compile_document(self, document: Document, written: Written) -> None:
        """Do nothing more: the sources are the result."""

    def _prepare_images(self, tree: nodes.document) -> None:
        from sphinx_excellence.typst.assets.images import ImageError, prepare, unsupported_features  # noqa: PLC0415

        self.image_paths = {}
        self.image_locations = {}
        for node in tree.findall(nodes.image):
            self.image_locations.setdefault(node["uri"], location_of(node) or self.first_line_of(tree["docname"]))
        for uri in self.images:
            location = self.image_locations.get(uri, self.first_line_of(tree["docname"]))
            try:
                path = prepare(Path(self.srcdir, uri), self.image_folder)
                for lost in unsupported_features(path):
                    warn(Subtype.IMAGE, __("the image %s holds %s, which no page shows"), uri, lost, location=location)
                self.image_paths[uri] = path.name
            except (ImageError, OSError) as error:
                self.images_reported.add(uri)
                warn(Subtype.IMAGE, __("the image %s cannot be read: %s"), uri, error, location=location)


class TypstPDFBuilder(TypstBuilder):
    """Makes one PDF of each document."""

    name = "typstpdf"
    epilog = __("The PDF files are in %(outdir)s.")

    def may_be_parted(self, assembled: AssembledDocument) -> bool:
        """Whether the document is longer than what is compiled at once, and may be compiled in parts.

        What is joined of parts keeps no standard that says more than the version of PDF.
        """
        most = self.settings.pages_at_once * CHARACTERS_ON_A_PAGE
        standards = [each for each in self.settings.pdf_standard if not each[0].isdecimal()]
        if not most or standards or not assembled.chapter_level:
            return False
        return sum(len(text) for text in assembled.tree.findall(nodes.Text)) > most

    def compile_document(self, document: Document, written: Written) -> None:
        """Compile the sources; what the compiler refuses is reported at its node and drawn as its source."""
        from sphinx_excellence.typst.compiler import CompileError, Compiler  # noqa: PLC0415
        from sphinx_excellence.typst.refusals import refused_alone  # noqa: PLC0415

        folders = self.font_folders()
        compiler = Compiler(self.folder, folders)
        self._report_glyphs(written.pages, folders)
        parts = self._parts(document, written, folders)
        broken: set[str] = set()
        for attempt in range(MAX_ATTEMPTS):
            written.sources.write_state(broken=broken, apart=parts is not None)
            try:
                edition = compiler if parts is None else parts
                target = Path(self.outdir, f"{document.stem}.pdf")
                diagnostics = edition.compile(target, standards=self.settings.pdf_standard)
            except CompileError as error:
                fallbacks = written.translator.fallbacks
                faults = [key for key in error.diagnostic.keys(self.folder) if key in fallbacks]
                faults += [path for path, _line, _column in error.diagnostic.positions if path.startswith("images/")]
                faults = [fault for fault in faults if fault not in broken][:1]
                refused = {} if attempt else refused_alone(compiler, self.folder, fallbacks)
                refused |= dict.fromkeys(faults, error.diagnostic)
                if not refused and parts is None:
                    self._report_refusal(document, error.diagnostic)
                    return
                if not refused:
                    self._report_whole(document, error.diagnostic)
                    parts = None
                broken.update(refused)
                for fault, diagnostic in refused.items():
                    self._report_fault(fault, diagnostic, written.translator, document)
            else:
                for diagnostic in diagnostics:
                    warn(Subtype.COMPILER, "%s", diagnostic, location=self._location_of(diagnostic, document))
                # If you compile the sources yourself, you compile them whole.
                written.sources.write_state(broken=broken)
                return
        self._report_refusal(document, None)

    def _parts(self, document: Document, written: Written, folders: list[Path]) -> PartedEdition | None:
        """Return the edition in parts; nothing for a document that is compiled whole."""
        from sphinx_excellence.typst.literals import string  # noqa: PLC0415
        from sphinx_excellence.typst.parts.edition import Outline, edition_of  # noqa: PLC0415

        if not written.translator.labels_headings:
            return None
        if find_spec("pikepdf") is None:
            self._report_whole(document, __("pip install pikepdf, which joins the parts"))
            return None
        headings = dict(written.translator.headings)
        level = max(written.translator.chapter_level, 1)
        for index in written.indices:
            headings[f"{index.name}:"] = written.translator.call(
                "section", string(index.title), level=level, name=f"{index.name}:"
            )
        outline = Outline(headings, written.labels, written.indices)
        return edition_of(self, written.sources, written.pages, outline, folders)

    def font_folders(self) -> list[Path]:
        """Return the folders with fonts: the user's, then the bundled ones."""
        from sphinx_excellence.typst.assets import font_files  # noqa: PLC0415

        folders = []
        for name in self.settings.font_paths:
            path = Path(self.confdir, name)
            if path.is_dir():
                folders.append(path)
            else:
                warn(
                    Subtype.SETTING,
                    __("typst_font_paths names the folder %s, which does not exist"),
                    name,
                    location=setting_location(Path(self.confdir), "typst_font_paths"),
                )
        if font_files.FOLDER.is_dir():
            folders.append(font_files.FOLDER)
        return folders

    def _report_fault(self, fault: str, diagnostic: Any, translator: Any, document: Document) -> None:
        if fault in translator.fallbacks:
            part = translator.fallbacks[fault]
            location = translator.location_of(part.node)
            warn(part.subtype, __("the compiler refuses this: %s"), diagnostic, location=location)
            return
        uri = next((uri for uri, path in self.image_paths.items() if path == Path(fault).name), fault)
        location = self.image_locations.get(uri) or self._location_of(diagnostic, document)
        warn(Subtype.IMAGE, __("the image %s cannot be read: %s"), uri, diagnostic, location=location)

    def _report_whole(self, document: Document, reason: Any) -> None:
        warn(
            Subtype.COMPILER,
            __("the document %s is compiled whole, which takes more memory than in parts: %s"),
            document.stem,
            reason,
            location=self.first_line_of(document.start),
        )

    def _report_refusal(self, document: Document, diagnostic: Any) -> None:
        # A build that ends well has made what it was asked for.
        self._application.statuscode = 1
        warn(
            Subtype.COMPILER,
            __("the document %s has no PDF: %s"),
            document.stem,
            diagnostic or __("too many of its parts are refused"),
            location=self._location_of(diagnostic, document),
        )

    def _location_of(self, diagnostic: Diagnostic | None, document: Document) -> str:
        """Return the location of a diagnostic's cause: its block, else the first line of its page."""
        location = diagnostic.location(self.folder, Path(self.srcdir)) if diagnostic is not None else None
        if location is not None:
            return location
        for path, _line, _column in diagnostic.positions if diagnostic is not None else ():
            docname = path.removeprefix("pages/").removesuffix(".typ")
            if docname in self.env.all_docs:
                return self.first_line_of(docname)
        return self.first_line_of(document.start)

    def _report_glyphs(self, pages: list[Page], folders: list[Path]) -> None:
        from sphinx_excellence.typst.assets.glyph_coverage import families, missing  # noqa: PLC0415

        # The compiler takes a character from any font that it was given, if those that are named lack it.
        everywhere = families(folders)
        characters = "".join(sorted({character for page in pages for character in page.characters}))
        undefined = set(missing(characters, everywhere, folders))
        for page in pages:
            found = [character for character in page.characters if character in undefined]
            if not found:
                continue
            shown = ", ".join(f"{character} (U+{ord(character):04X})" for character in sorted(found)[:8])
            warn(
                Subtype.GLYPH,
                __("no font has %s; name the folder of a font that has in typst_font_paths, its family in typst_fonts"),
                shown + (__(" and %s more") % (len(found) - 8) if len(found) > 8 else ""),
                location=min((page.characters[character] for character in found), key=_line_of),
            )


def _line_of(location: str) -> int:
    return int(location.rpartition(":")[2])
