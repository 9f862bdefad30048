"""Records in the front matter of pages.

Owns finding the front matter (YAML between fences in Markdown, a field list at the top in reStructuredText), its names
and the page's title. What the values mean is left to ``records``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from sphinx_excellence.findings import Finding, Place, Severity, nearest, suggestion
from sphinx_excellence.loader.cache import ParseCache
from sphinx_excellence.loader.data_files import read_text, shown_path
from sphinx_excellence.loader.decision_page import Source, with_text
from sphinx_excellence.loader.expected_types import keys_of
from sphinx_excellence.loader.file_formats import JSON_SUFFIX
from sphinx_excellence.loader.front_matter_faults import front_matter_faults, unclosed_front_matter
from sphinx_excellence.loader.markup_settings import Markup
from sphinx_excellence.loader.notebook_text import prose_of_cells
from sphinx_excellence.loader.page_fields import fields_in_page
from sphinx_excellence.loader.parsed_data import Document
from sphinx_excellence.loader.record_positions import Origin
from sphinx_excellence.loader.value_findings import type_word
from sphinx_excellence.messages import N_
from sphinx_excellence.model.decision_sections import default_headings, normalised
from sphinx_excellence.model.fields import id_like, is_id
from sphinx_excellence.model.kinds import KINDS, KINDS_LISTED, Kind, Kinds
from sphinx_excellence.model.page_text import PageText
from sphinx_excellence.model.vocabulary import in_plain_words
from sphinx_excellence.safe_reading import content_of

#: Record keys that front matter writes under another name, and the one that names the record.
NAMES: Mapping[str, str] = MappingProxyType({"tier": "excellence_tier"})
ID_KEY = "pattern"
PREFIX = "excellence_"
#: The key by which a page says itself of which kind its record is.
KIND_KEY = "excellence_kind"
#: The kind of a page that is not a record, whatever the setting says.
NO_KIND = "none"
#: Keys that other tools use in front matter too: alone they do not make a page a record.
_SHARED = frozenset({
    "title", "status", "summary", "category", "aliases", "sources", "related", "history", "evolution",
    "introduced", "reviewed", "rationale", "problems", "tags",
})  # fmt: skip
#: The ending of Jupyter notebooks.
NOTEBOOK_SUFFIX = ".ipynb"
#: The front matter of a page, with what is inside it as its first group.
FENCE = re.compile(r"---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
#: What front matter that surely speaks of a record looks like.
_SPEAKS = re.compile(rf"^ ?({PREFIX}\w+|{ID_KEY})\s*:", re.MULTILINE)
_KIND_LINE = re.compile(rf"^ ?{KIND_KEY}\s*:\s*[\"']?([\w-]+)", re.MULTILINE)
_SPEAKS_IN_JSON = re.compile(
    rf'"(?:{PREFIX}|{ID_KEY}"|modern_examples"|alternatives"|production_checklist"|peak_usage")'
)
_FIELD = re.compile(r":(?![: ])([^:]+):(?:[ \t]|$)")
_DIRECTIVE = re.compile(r"\.\.[ \t]+[\w:-]+::")


@dataclass(frozen=True, slots=True)
class Page:
    """A source file that may hold a record.

    ``has_fields`` says that its front matter is a field list, as in reStructuredText; ``markup`` is what conf.py says
    of MyST. ``kind`` is the kind of its record, where ``excellence_pages`` says so. ``headings`` says which section
    each heading begins, as `normalised` gives it.
    """

    docname: str
    path: Path
    has_fields: bool = False
    markup: Markup = field(default=Markup(), compare=False)
    kind: str = ""
    headings: Mapping[str, str] = field(default_factory=default_headings, compare=False)

    @property
    def likely_kind(self) -> str:
        """The kind of its record, as far as that is known without reading the page: a pattern, if nothing says else."""
        return self.kind or "pattern"


@dataclass(frozen=True, slots=True)
class _Matter:
    """The front matter in a page's text, as YAML whose columns are those of the page.

    ``below`` is the text that follows it, ``lines_above`` the number of lines above that text. ``lines`` gives the
    place in the file of each line of a text that is put together.
    """

    yaml: str
    line_offset: int
    below: str
    prefix: tuple[str, ...] = ()
    lines_above: int = 0
    lines: Callable[[], Sequence[tuple[int, int]]] | None = None

    def place(self, line: int, column: int) -> tuple[int, int]:
        """Return the place of a line and column of the text below, both from 1, as places in the YAML are counted."""
        if self.lines is not None:
            return self.lines()[line - 1]
        return line + self.lines_above - self.line_offset, column


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A page's front matter, where it speaks of a record.

    ``value`` holds the record's keys by their names in data files, ``foreign`` the keys with the toolkit's
    prefix that are none of its own, ``document`` the front matter as read, ``line_offset`` how many lines of the page
    are above it, ``prefix`` the path to it in the document. ``value`` is empty where the page only names a record
    that is in the data. ``names`` holds the keys that are written under another name, ``unknown`` those of a page
    with a kind that are no field of it, ``text`` what the text of the page says.
    """

    page: Page
    record_id: str
    value: dict[str, Any]
    foreign: tuple[str, ...]
    document: Document
    named: bool
    line_offset: int
    prefix: tuple[str, ...] = ()
    kind: str = "pattern"
    names: Mapping[str, str] = field(default_factory=lambda: NAMES)
    unknown: tuple[str, ...] = ()
    text: PageText = field(default_factory=PageText)


@dataclass(frozen=True, slots=True)
class Faults:
    """What is wrong with the front matter of a page that makes no record, which might if it could be read."""

    findings: tuple[Finding, ...]
    may_hold_record: bool
    kind: str = "pattern"


def front_matter_keys(kinds: Kinds = KINDS) -> list[str]:
    """Return every key of a pattern's front matter, as written there."""
    return [ID_KEY, *(NAMES.get(name, name) for name in keys_of(kinds["pattern"].model))]


def read_front_matter(
    page: Page, root: Path, cache: ParseCache, instead: str | None = None, kinds: Kinds = KINDS
) -> FrontMatter | Faults | None:
    """Return the front matter of ``page``; nothing where it has none or it speaks of no record and is right.

    ``instead`` is a text that replaces the content of the file, ``kinds`` are those of the project.
    """
    text = instead if instead is not None else _text_with_front_matter(page, root)
    if isinstance(text, Finding):
        # Whether it speaks of a record cannot be known.
        return Faults((text,), may_hold_record=True, kind=page.likely_kind)
    if text is None:
        return None
    if page.path.suffix == NOTEBOOK_SUFFIX:
        return _of_notebook(page, shown_path(page.path, root), text, cache, kinds)
    file = shown_path(page.path, root)
    matter = _field_list(text, everything=bool(page.kind)) if page.has_fields else _fenced(text)
    if matter is None:
        unclosed = unclosed_front_matter(text, Place(file)) if not page.has_fields else None
        if unclosed is not None:
            may_hold_record = bool(page.kind) or _SPEAKS.search(text) is not None
            return Faults((unclosed,), may_hold_record, page.likely_kind)
        if not page.kind:
            return None
        matter = _Matter("", 0, text)
    document = cache.read(matter.yaml)
    if not document.readable and (page.kind or _SPEAKS.search(matter.yaml) is not None):
        said = _KIND_LINE.search(matter.yaml)
        kind = said[1] if said is not None and said[1] in kinds else page.likely_kind
        return FrontMatter(
            page, _id_of_page(page), {}, (), document, named=True, line_offset=matter.line_offset, kind=kind
        )
    if page.kind and document.value is None:
        return _of_kind(page, kinds[page.kind], {}, document, matter)
    if isinstance(document.value, dict):
        found = _of_mapping(page, file, document.value, document, matter, kinds)
        if found is not None:
            return found
    faults = front_matter_faults(document, file, matter.line_offset) if not page.has_fields else ()
    return Faults(faults, may_hold_record=bool(page.kind), kind=page.likely_kind) if faults else None


def telling_keys(keys: Iterable[str]) -> list[str]:
    """Return those keys by which the front matter of a page makes it a record, whatever ``excellence_pages`` says."""
    own = {NAMES.get(name, name) for name in keys_of(KINDS["pattern"].model)} - _SHARED
    return [key for key in keys if key in own or key.startswith(PREFIX) or key in {ID_KEY, KIND_KEY}]


def _of_mapping(
    page: Page, file: str, written: dict[str, Any], document: Document, matter: _Matter, kinds: Kinds
) -> FrontMatter | Faults | None:
    """Return the record that the keys of front matter make; nothing where they speak of none."""
    kind = written.get(KIND_KEY)
    used = page.kind if kind is None else kind
    if isinstance(used, str) and used in kinds:
        return _of_kind(page, kinds[used], written, document, matter)
    if kind == NO_KIND:
        return None
    if KIND_KEY in written:
        return _unknown_kind(page, kind, Origin(file, document, matter.prefix, line_offset=matter.line_offset), kinds)
    own = {NAMES.get(name, name): name for name in keys_of(kinds["pattern"].model)}
    # `tier` is the record's name for what front matter calls `excellence_tier`; the page's own `tier` is not ours.
    value = {name: written[key] for key, name in own.items() if key in written}
    foreign = tuple(key for key in written if key.startswith(PREFIX) and key not in own)
    given_id = written.get(ID_KEY)
    telling = (value.keys() - _SHARED) | set(foreign)
    if given_id is None and not telling:
        return None
    named = given_id is not None
    record_id = str(given_id) if named else page.path.stem
    if named and not (value.keys() - {"title", "status"}) and not foreign:
        value = {}
    elif "title" not in value:
        value["title"] = _title(page, matter, written) or record_id
    known = {*own, ID_KEY, *foreign}
    # A page that only names a record may have any key.
    unknown = tuple(key for key in written if key not in known) if value else ()
    return FrontMatter(
        page, record_id, value, foreign, document, named, matter.line_offset, matter.prefix, unknown=unknown
    )


def _unknown_kind(page: Page, kind: object, origin: Origin, kinds: Kinds) -> Faults:
    """Return what is wrong with a page that says that its record is of a kind that there is not: it makes none."""
    if isinstance(kind, str) and kind in kinds.unusable:
        return Faults((), may_hold_record=True, kind=kind)
    if isinstance(kind, str):
        finding = Finding(
            "wrong-value",
            origin.place((KIND_KEY,)),
            N_("'%s' is not a kind of record"),
            (kind,),
            *suggestion(kind, sorted(kinds.by_name), most=KINDS_LISTED),
            severity=Severity.ERROR,
        )
    else:
        finding = Finding(
            "wrong-type",
            origin.place((KIND_KEY,)),
            N_("`%s` is %s; expected a string"),
            (KIND_KEY, type_word(kind)),
            *suggestion("", sorted(kinds.by_name)),
            severity=Severity.ERROR,
        )
    near = nearest(str(kind), kinds.by_name, count=1)
    return Faults((finding,), may_hold_record=True, kind=near[0] if near else page.likely_kind)


def _id_of_page(page: Page) -> str:
    """Return the id of the record that a page is: its file's name without the ending, as far as that is one."""
    stem = page.path.stem
    return stem if is_id(stem) else id_like(stem) or stem


def _of_kind(page: Page, kind: Kind, written: Mapping[str, Any], document: Document, matter: _Matter) -> FrontMatter:
    """Return the record of a page that is one by its kind."""
    text = PageText()
    if kind.name == "decision":
        source = Source(kind, matter.below, page.headings, matter.place, matter.prefix, page.has_fields)
        written, document, text = with_text(document, written, source)
        text = replace(text, file=f"{page.docname}{page.path.suffix}")
    given_id = written.get(ID_KEY) if kind.name == "pattern" else None
    fields = fields_in_page(kind, written, {KIND_KEY, *([ID_KEY] if kind.name == "pattern" else ())})
    value = fields.value
    stem = page.path.stem
    record_id = str(given_id) if given_id is not None else _id_of_page(page)
    if given_id is not None and not (value.keys() - {"title", "status"}) and not fields.unknown:
        value = {}  # it only names a record that is in the data
    elif "title" not in value:
        title = _title(page, matter, written) or stem
        if kind.name == "decision" and page.headings.get(normalised(title)):
            # A page without a title of its own, which begins with its first section.
            title = in_plain_words(stem)
        value["title"] = title
    foreign = tuple(key for key in fields.unknown if key.startswith(PREFIX))
    unknown = tuple(key for key in fields.unknown if not key.startswith(PREFIX))
    return FrontMatter(
        page, record_id, value, foreign, document, named=given_id is not None, line_offset=matter.line_offset,
        prefix=matter.prefix, kind=kind.name, names=fields.names, unknown=unknown, text=text,
    )  # fmt: skip


def _of_notebook(page: Page, file: str, text: str, cache: ParseCache, kinds: Kinds) -> FrontMatter | Faults | None:
    """Return what the metadata of a Jupyter notebook says, which is its front matter; a fault is for its own reader."""
    # A notebook may hold megabytes of output: it is read only where a key of ours may be in it.
    if not page.kind and _SPEAKS_IN_JSON.search(text) is None:
        return None
    document = cache.read(text, JSON_SUFFIX)
    content = document.value
    metadata = content.get("metadata") if isinstance(content, dict) else None
    if not isinstance(metadata, dict):
        return None
    prose, lines = prose_of_cells(content, document)
    matter = _Matter("", 0, prose, ("metadata",), lines=lines)
    # What is doubtful elsewhere in the file is not about the record.
    return _of_mapping(page, file, metadata, replace(document, problems=[]), matter, kinds)


def _title(page: Page, matter: _Matter, written: Mapping[str, Any]) -> str | None:
    """Return the title of a page, as Sphinx reads it."""
    if not matter.below.strip():
        return None
    # Slow to import, and for records without a title of their own alone.
    from sphinx_excellence.loader.page_titles import Surroundings, markdown_title, rst_title  # noqa: PLC0415

    top = page.path.parents[page.docname.count("/")]
    around = Surroundings(page.path.parent, top, page.markup.with_page(written))
    return rst_title(matter.below, around) if page.has_fields else markdown_title(matter.below, around)


def _text_with_front_matter(page: Page, root: Path) -> str | Finding | None:
    """Return a page's text, or why it cannot be read; nothing where it does not begin as front matter does."""
    try:
        begin = content_of(page.path, 64).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return None
    if page.path.suffix == NOTEBOOK_SUFFIX:
        begins = begin.lstrip().startswith(b"{")
    elif page.has_fields:
        begins = begin.lstrip().startswith((b":", b".."))
    else:
        begins = begin.startswith(b"---")
    begins = begins or (bool(page.kind) and page.path.suffix != NOTEBOOK_SUFFIX)
    # Whether a page that cannot be read speaks of a record cannot be known; no build can read it either.
    return read_text(page.path, root) if begins else None


def _fenced(text: str) -> _Matter | None:
    found = FENCE.match(text)
    if found is None:
        return None
    return _Matter(found[1], 1, text[found.end() :], lines_above=text.count("\n", 0, found.end()))


def _field_list(text: str, *, everything: bool = False) -> _Matter | None:
    """Return the fields at the top of a reStructuredText page as YAML: those that may be a record's, or all.

    docutils takes a field list for the page's own where nothing visible precedes it
    (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#bibliographic-fields). The colon before a name
    becomes a blank, so that every column stays what it was.
    """
    lines = text.split("\n")
    start = _first_shown(lines)
    own = frozenset(front_matter_keys())
    everything = everything or any(line.startswith(f":{KIND_KEY}:") for line in lines[start:])
    taken: list[str] = []
    is_own = False
    for line in lines[start:]:
        field = _FIELD.match(line)
        if field is not None:
            is_own = everything or field[1] in own or field[1].startswith(PREFIX)
        elif line.strip() and not line[0].isspace():
            break
        taken.append((f" {line[1:]}" if field is not None else line) if is_own else "")
    above = start + len(taken)
    return _Matter("\n".join(taken), start, "\n".join(lines[above:]), lines_above=above) if any(taken) else None


def _first_shown(lines: list[str]) -> int:
    """Return the number of the first line that is neither blank nor of a comment, a target or the like."""
    hidden = False
    for number, line in enumerate(lines):
        if not line.strip() or (hidden and line[0].isspace()):
            continue
        hidden = line.startswith("..") and _DIRECTIVE.match(line) is None
        if not hidden:
            return number
    return len(lines)
