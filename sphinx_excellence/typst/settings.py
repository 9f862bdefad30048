"""The settings ``typst_*`` in conf.py: declared once, each with its default, its meaning and what it accepts.

One that cannot be used is reported and its default is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sphinx.config import Config
from sphinx.util.osutil import make_filename_from_project

from sphinx_excellence.typst.diagnostics import Subtype, __, warn
from sphinx_excellence.typst.locations import setting_location

Check = Callable[[Any], bool]

SECTIONINGS = ("part", "chapter", "section")
#: The sizes in points, upright; whichever Typst knows besides is passed on by name.
PAPERS = {"a3": (842, 1191), "a4": (595, 842), "a5": (420, 595), "us-letter": (612, 792), "us-legal": (612, 1008)}
PAPER_ALIASES = {"letter": "us-letter", "legal": "us-legal"}
FONT_ROLES = ("text", "sans", "mono", "emoji")
#: Characters of text on a page of a PDF, about.
CHARACTERS_ON_A_PAGE = 1_800
STANDARDS = (
    *("1.4", "1.5", "1.6", "1.7", "2.0"),
    *("a-1a", "a-1b", "a-2a", "a-2b", "a-2u", "a-3a", "a-3b", "a-3u", "a-4", "a-4e", "a-4f", "ua-1"),
)


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting of conf.py; ``expected`` ends the sentence of what a wrong value should have been."""

    name: str
    default: Any
    description: str
    check: Check
    expected: str
    types: tuple[type, ...] = ()


def _is_optional_text(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)


def _is_one_of(*accepted: Any) -> Check:
    # `True == 1`, so the type counts too.
    return lambda value: any(type(value) is type(each) and value == each for each in accepted)


def _is_documents(value: Any) -> bool:
    return value is None or (
        isinstance(value, list | tuple)
        and all(
            isinstance(entry, list | tuple)
            and len(entry) in (4, 5)
            and all(isinstance(part, str) for part in entry[:4])
            and all(isinstance(part, bool) for part in entry[4:])
            for entry in value
        )
    )


def _is_fonts(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        role in FONT_ROLES and (isinstance(family, str) or _is_texts(family)) for role, family in value.items()
    )


def _is_colour(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", value) is not None


def _is_standards(value: Any) -> bool:
    values = [value] if isinstance(value, str) else value
    return value is None or (isinstance(values, list | tuple) and all(each in STANDARDS for each in values))


def _is_functions(value: Any) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(each, str) and isinstance(function, str) and re.fullmatch(r"\*?[A-Za-z_][\w-]*", function)
        for each, function in value.items()
    )


def _is_indices(value: Any) -> bool:
    return isinstance(value, bool) or _is_texts(value)


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "typst_documents",
        None,
        "The PDFs to make: (start page, name of the file, title, author, only the pages of its toctrees). Absent: "
        "the whole project as one.",
        _is_documents,
        "a list of tuples such as [('index', 'handbook', 'The handbook', 'Its authors', False)]",
    ),
    Setting(
        "typst_paper",
        "a4",
        "The size of the paper.",
        _is_one_of(*PAPERS, *PAPER_ALIASES),
        "one of " + ", ".join([*PAPERS, *PAPER_ALIASES]),
    ),
    Setting(
        "typst_title_page",
        default=True,
        description="Whether a title page comes first.",
        check=_is_bool,
        expected="True or False",
    ),
    Setting(
        "typst_logo",
        None,
        "An image for the title page, relative to the folder of conf.py.",
        _is_optional_text,
        "the path of an image",
    ),
    Setting(
        "typst_fonts",
        {},
        "Families to use instead of the bundled ones, by role: `text`, `sans`, `mono`, `emoji`; a list is tried in "
        "order.",
        _is_fonts,
        "a mapping such as {'text': ['Noto Serif', 'Noto Serif CJK SC']} of the roles " + ", ".join(FONT_ROLES),
    ),
    Setting(
        "typst_font_paths",
        [],
        "Folders with fonts of your own, relative to the folder of conf.py.",
        _is_texts,
        "a list of folders",
    ),
    Setting(
        "typst_accent",
        "#0b5c8a",
        "The accent colour: links, rules, numbers.",
        _is_colour,
        "a colour such as '#0b5c8a'",
    ),
    Setting(
        "typst_template",
        None,
        "A Typst file of your own; what it defines replaces what the template defines under the same name, and its "
        "function `style`, where it has one, is applied to the whole document.",
        _is_optional_text,
        "the path of a .typ file",
    ),
    Setting(
        "typst_templates",
        [],
        "Files of Typst functions for `typst_classes`, and for the visitors of extensions; each may import "
        "`template/all.typ`, and a path in it is relative to the document's sources.",
        _is_texts,
        "a list of .typ files",
    ),
    Setting(
        "typst_classes",
        {},
        "Functions that draw what has a class: containers, paragraphs, spans and lists. A function is given `classes` "
        "and what the node holds; the items of a list one by one, and what a container holds too, where its name has a "
        "star before it.",
        _is_functions,
        "a mapping of class to function such as {'sidenote': 'sidenote', 'columns': '*columns'}",
    ),
    Setting(
        "typst_front_matter",
        [],
        "Pages or .typ files between the title page and the contents.",
        _is_texts,
        "a list of page names and .typ files",
    ),
    Setting(
        "typst_back_matter",
        [],
        "Pages or .typ files behind the indices.",
        _is_texts,
        "a list of page names and .typ files",
    ),
    Setting("typst_appendices", [], "Pages to append as appendices.", _is_texts, "a list of page names"),
    Setting(
        "typst_toplevel_sectioning",
        None,
        "What the topmost sections are: `part`, `chapter` or `section`. Absent: chapters, in parts where the start "
        "page has several toctrees with captions; sections where it has no toctree.",
        _is_one_of(None, *SECTIONINGS),
        "one of " + ", ".join(SECTIONINGS),
    ),
    Setting(
        "typst_show_urls",
        "no",
        "Whether the address of a link is printed: `no`, `footnote` or `inline`.",
        _is_one_of("no", "footnote", "inline"),
        "one of no, footnote, inline",
    ),
    Setting(
        "typst_pdf_standard",
        None,
        "The standard that the PDF keeps, such as `a-2b`, or a list of them.",
        _is_standards,
        "one of " + ", ".join(STANDARDS) + ", or a list of them",
    ),
    Setting(
        "typst_pages_at_once",
        default=500,
        description="How many pages of a PDF are compiled at once, about, which bounds the memory that this takes. A "
        "longer document is compiled in parts, cut at chapters, and joined; 0 compiles every document whole.",
        check=lambda value: type(value) is int and value >= 0,
        expected="a number of pages such as 500, or 0",
    ),
    Setting(
        "typst_domain_indices",
        default=True,
        description="Whether the indices of domains are printed, or the names of those to print.",
        check=_is_indices,
        expected="True, False or a list of names such as ['py-modindex']",
        types=(bool, list, tuple),
    ),
    Setting(
        "typst_number_sections",
        "auto",
        "Which sections are numbered: `auto`, those of a toctree with `:numbered:`; True, all; False, none; a number, "
        "all down to that depth.",
        lambda value: value == "auto" or (isinstance(value, int) and value >= 0),
        "'auto', True, False or a depth such as 2",
    ),
)


@dataclass(frozen=True, slots=True)
class Document:
    """One PDF to make. ``stem`` is the file's name without an ending."""

    start: str
    stem: str
    title: str
    author: str
    toctree_only: bool


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of one project, checked; without the prefix, as conf.py names them."""

    documents: tuple[Document, ...]
    paper: str
    title_page: bool
    logo: str | None
    fonts: Mapping[str, Any]
    font_paths: tuple[str, ...]
    accent: str
    template: str | None
    templates: tuple[str, ...]
    classes: Mapping[str, str]
    front_matter: tuple[str, ...]
    back_matter: tuple[str, ...]
    appendices: tuple[str, ...]
    toplevel_sectioning: str | None
    show_urls: str
    pdf_standard: tuple[str, ...]
    pages_at_once: int
    domain_indices: bool | tuple[str, ...]
    number_sections: int | str


#: The type of a setting given on the command line, where it is not a string and its default does not say so to Sphinx.
_COMMAND_LINE_VALUES: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "typst_pdf_standard": lambda text: text.split(","),
        "typst_domain_indices": lambda text: text.split(","),
        "typst_number_sections": lambda text: {"True": True, "False": False}.get(
            text, int(text) if text.isdecimal() else text
        ),
    }
)


def _configured(config: Config, setting: Setting) -> Any:
    """Return what a setting is given: by conf.py, or as a text by ``-D`` on the command line."""
    value = config[setting.name]
    read = _COMMAND_LINE_VALUES.get(setting.name)
    return read(value) if read is not None and isinstance(value, str) and setting.name in config.overrides else value


def read_settings(config: Config, confdir: Path) -> Settings:
    """Return the project's settings, and report those that cannot be used."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        value = _configured(config, setting)
        if not setting.check(value):
            warn(
                Subtype.SETTING,
                __("%s is %r; %s is expected"),
                setting.name,
                value,
                setting.expected,
                location=setting_location(confdir, setting.name),
            )
            value = setting.default
        values[setting.name.removeprefix("typst_")] = value
    values["paper"] = PAPER_ALIASES.get(values["paper"], values["paper"])
    values["documents"] = _documents(values["documents"], config)
    standard = values["pdf_standard"]
    values["pdf_standard"] = (standard,) if isinstance(standard, str) else tuple(standard or ())
    for name in ("font_paths", "templates", "front_matter", "back_matter", "appendices"):
        values[name] = tuple(values[name])
    if not isinstance(values["domain_indices"], bool):
        values["domain_indices"] = tuple(values["domain_indices"])
    return Settings(**values)


def _documents(given: Any, config: Config) -> tuple[Document, ...]:
    """Return the documents; where none is given, one of the whole project, named as for LaTeX."""
    if given is None:
        given = [(config.root_doc, make_filename_from_project(config.project), config.project, config.author)]
    return tuple(
        Document(start, re.sub(r"\.(?:typ|pdf)$", "", name), title, author, any(rest))
        for start, name, title, author, *rest in given
    )
