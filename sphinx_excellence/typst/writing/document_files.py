"""Writes the files of one document: pages, settings, indices and the template, which compile by themselves.

main.typ        begins the document and includes the start page
settings.typ    what conf.py says of it, as values
state.typ       links without a target, calls that the compiler refuses, whether parts are compiled apart
theme.typ       the template, and the user's own over it
template/       the template
pages/          a file a page of the source
indices.typ, images/, matter/
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils.languages import get_language
from sphinx.locale import _ as sphinx_text
from sphinx.util.docutils import new_document
from sphinx.util.i18n import format_date

from sphinx_excellence.typst import literals
from sphinx_excellence.typst.assembly.indices import Index
from sphinx_excellence.typst.assembly.link_targets import Labels
from sphinx_excellence.typst.assembly.nodes import typst_file
from sphinx_excellence.typst.assets import font_files
from sphinx_excellence.typst.builder_base import DocumentBuilder
from sphinx_excellence.typst.diagnostics import Subtype, __, warn
from sphinx_excellence.typst.literals import Code, string
from sphinx_excellence.typst.locations import setting_location
from sphinx_excellence.typst.settings import PAPERS, Document, Settings
from sphinx_excellence.typst.writing.emitter import LONG_WORD, SPACES, Page
from sphinx_excellence.typst.writing.highlighting import ground_of, styles_of

if TYPE_CHECKING:
    from sphinx_excellence.typst.assembly.document_tree import AssembledDocument

TEMPLATE = Path(__file__).parents[1] / "template"
PREAMBLE = '#import "/theme.typ": *\n'
#: What may begin a run of emoji, letters and digits aside.
_PICTURE = re.compile("[\u203c-\u3299\ufe0f\u20e3\U0001f000-\U0001faff]")
#: How many letters of a word without seams a column of an index holds.
COLUMN = 30
RIGHT_TO_LEFT = {"ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"}


def families_of(settings: Settings) -> dict[str, list[str]]:
    """Return the families of fonts for each role, in the order in which they are tried."""
    bundled = {"text": font_files.TEXT, "sans": font_files.SANS, "mono": font_files.MONO, "emoji": font_files.EMOJI}
    chosen = {}
    for role, family in bundled.items():
        given = settings.fonts.get(role, [])
        chosen[role] = [*([given] if isinstance(given, str) else given), family]
    rest = [font_files.SYMBOLS, *chosen["emoji"]]
    return {
        role: list(dict.fromkeys([*families, *([] if role == "emoji" else rest)])) for role, families in chosen.items()
    }


class DocumentFiles:
    """Writes the files of one document."""

    def __init__(self, builder: DocumentBuilder, document: Document, assembled: AssembledDocument) -> None:
        self._has_emoji = False
        self._builder = builder
        self._document = document
        self._assembled = assembled
        self._undefined: list[str] = []

    def write(self, pages: list[Page], indices: list[Index], labels: Labels) -> None:
        """Write all of them."""
        folder = self._builder.folder
        shutil.copytree(TEMPLATE, folder / "template")
        self._has_emoji = any(map(_PICTURE.match, {each for page in pages for each in page.characters}))
        for page in pages:
            self._write(page.path[1:], PREAMBLE + "#{\n" + "\n".join(page.items) + "\n}\n")
        code = "\n".join(_index_code(index, labels) for index in indices)
        self._write("indices.typ", f"{PREAMBLE}#{{\n{code}\n}}\n")
        self._write("settings.typ", f"#let settings = {literals.value(self._settings())}\n")
        self._undefined = labels.undefined
        self.write_state()
        for node in self._assembled.tree.findall(typst_file):
            (folder / "matter").mkdir(exist_ok=True)
            shutil.copyfile(node["source"], folder / node["path"][1:])
        self._write_theme()
        start = f"include {string(pages[-1].path)}"
        self._write("main.typ", PREAMBLE + f"#show: book\n#{start}\n")

    def write_state(self, *, broken: Iterable[str] = (), apart: bool = False) -> None:
        """Write which links lead nowhere, which calls the compiler refuses, and whether parts are compiled apart."""
        state = {
            "absent": dict.fromkeys(self._undefined, True),
            "broken": dict.fromkeys(sorted(broken), True),
            "apart": apart,
        }
        self._write("state.typ", "".join(f"#let {name} = {literals.value(each)}\n" for name, each in state.items()))

    def write_part(self, name: str, code: str) -> None:
        """Write a file that begins a part of the document."""
        self._write(name, PREAMBLE + code)

    def _write(self, name: str, code: str) -> None:
        path = self._builder.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8", newline="\n")

    def _write_theme(self) -> None:
        theme = '#import "template/all.typ": *\n'
        modules: list[str] = []
        for number, given in enumerate(self._builder.settings.templates):
            path = Path(self._builder.confdir, given)
            if path.is_file():
                copy = f"functions-{number}-{path.name}"
                shutil.copyfile(path, self._builder.folder / copy)
                theme += f"#import {string(copy)}: *\n#import {string(copy)} as functions-{number}\n"
                modules.append(f"functions-{number}")
            else:
                self._warn_of("typst_templates", __("typst_templates names the file %s, which does not exist"), given)
        own = "(:)"
        name = self._builder.settings.template
        if name is not None:
            path = Path(self._builder.confdir, name)
            if path.is_file():
                shutil.copyfile(path, self._builder.folder / "own.typ")
                theme += '#import "own.typ"\n#import "own.typ": *\n'
                own = "dictionary(own)"
                modules.append("own")
            else:
                self._warn_of("typst_template", __("typst_template names the file %s, which does not exist"), name)
        covers = "".join(f"dictionary({module}), " for module in modules)
        theme += f'#let covers = ({covers}).filter(it => "cover-art" in it).map(it => it.cover-art)\n'
        theme += f"#let book(body) = begin-book({own}, covers: covers, body)\n"
        self._write("theme.typ", f"{theme}#let book-without-title(body) = begin-book({own}, title: false, body)\n")

    def _settings(self) -> dict[str, Any]:
        config, settings = self._builder.config, self._builder.settings
        language, _sign, region = config.language.partition("_")
        labels = get_language(config.language, new_document("").reporter).labels
        style = self._builder.highlighter.formatter_args["style"]
        width, height = PAPERS[settings.paper]
        return {
            "title": self._document.title or self._builder.env.titles[self._document.start].astext() or config.project,
            # Sphinx's own words for a name that conf.py does not give.
            "author": "" if self._document.author in {"unknown", "Author name not set"} else self._document.author,
            "release": f"{sphinx_text('Release')} {config.release}" if config.release else "",
            "date": config.today or format_date(config.today_fmt or sphinx_text("%b %d, %Y"), language=config.language),
            "language": language.lower(),
            "region": region.upper()[:2] or None,
            "direction": Code("rtl" if language.lower() in RIGHT_TO_LEFT else "ltr"),
            "paper": settings.paper,
            "paper-width": Code(f"{width}pt"),
            "paper-height": Code(f"{height}pt"),
            "title-page": settings.title_page,
            "logo": self._logo(),
            "fonts": families_of(settings),
            # A rule over all text costs time; most documents have no pictures in theirs.
            "emoji-run": font_files.EMOJI_RUN if self._has_emoji else None,
            "accent": settings.accent,
            "show-urls": settings.show_urls,
            "chapter-level": self._assembled.chapter_level,
            "contents-depth": self._assembled.contents_depth,
            "contents-title": labels.get("contents", "Contents"),
            "code-styles": styles_of(style),
            "code-ground": ground_of(style),
        }

    def _logo(self) -> str | None:
        from sphinx_excellence.typst.assets.images import ImageError, prepare  # noqa: PLC0415 - only where there is a logo

        name = self._builder.settings.logo
        if name is None:
            return None
        try:
            return "/images/" + prepare(Path(self._builder.confdir, name), self._builder.image_folder).name
        except (ImageError, OSError) as error:
            self._warn_of("typst_logo", __("typst_logo cannot be read: %s"), error)
            return None

    def _warn_of(self, setting: str, message: str, *args: object) -> None:
        location = setting_location(Path(self._builder.confdir), setting)
        warn(Subtype.SETTING, message, *args, location=location)


def _words(text: str) -> str:
    """Return the words of an entry, on one line, with breaks in names that are too long for a column."""
    text = SPACES.sub(" ", text)
    pieces = list(literals.breakable(text, LONG_WORD, COLUMN))
    return text if len(pieces) < 2 else Code(" + z + ".join(map(string, pieces)))


def _index_code(index: Index, labels: Labels) -> str:
    """Return the call that draws an index; an entry none of whose targets was drawn is left out."""
    groups = []
    for letter, entries in index.groups:
        rows = []
        for entry in entries:
            found: dict[str, bool] = {}
            for target in entry["targets"]:
                label = labels.resolve(target)
                if label is not None and labels.is_placed(label):
                    found[label] = found.get(label, False) or target in entry["main"]
            if found or not entry["targets"]:
                places = [list(each) for each in found.items()]
                rows.append([_words(entry["text"]), entry["depth"], places, _words(entry["note"])])
        while rows and not rows[-1][2] and rows[-1][1] == 0:
            rows.pop()
        if rows:
            groups.append([re.sub(r"^<.*>$", "", letter), rows])
    return f"index-page(name: {string(index.name + ':')}, {string(index.title)}, {literals.value(groups)})"
