"""A long document compiled part by part: what each part has to know of the others, and when it can know it.

The pages of a part are numbered on from those of the part before. Only the first part, with the contents, comes before
it is known on which pages all else is: it is compiled with guesses, which says how many pages it has, and once more at
the end. Should it have another number of pages then, all parts are compiled again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sphinx_excellence.typst.assembly.indices import Index
from sphinx_excellence.typst.assembly.link_targets import Labels
from sphinx_excellence.typst.builder_base import DocumentBuilder
from sphinx_excellence.typst.compiler import CompileError, Diagnostic
from sphinx_excellence.typst.literals import string
from sphinx_excellence.typst.parts.plan import Part, plan
from sphinx_excellence.typst.parts.process import diagnostic_of, run_step
from sphinx_excellence.typst.parts.sources import Place, Sheet, StandIn, part_code, sheets_of
from sphinx_excellence.typst.writing.document_files import DocumentFiles
from sphinx_excellence.typst.writing.emitter import Page

FOLDER = "parts"
#: How often the first part may turn out to have another number of pages.
MAX_ROUNDS = 4
#: How many headings are guessed to be on a page.
_GUESS = 4


@dataclass(frozen=True, slots=True)
class Outline:
    """What parts have to know of each other: the code of each heading by its label, all labels, the indices."""

    headings: Mapping[str, str]
    labels: Labels
    indices: Sequence[Index]

    def names_in(self, part: Part, *, is_last: bool) -> list[str]:
        """Return the labels of a part, and maybe some of the next, where a page of the source is in both."""
        own = self.labels.placed_on(part.docnames)
        return [*own, *(f"{index.name}:" for index in self.indices)] if is_last else own

    @property
    def indexed(self) -> list[str]:
        """The labels that the indices lead to."""
        found = (self.labels.resolve(target) for index in self.indices for target in index.targets)
        return list(dict.fromkeys(label for label in found if label is not None and self.labels.is_placed(label)))


def edition_of(
    builder: DocumentBuilder, sources: DocumentFiles, pages: Sequence[Page], outline: Outline, fonts: Sequence[Path]
) -> PartedEdition | None:
    """Return the edition in parts of a document; nothing where it is short, or has no chapters to be cut at."""
    parts = plan(pages, builder.settings.pages_at_once, has_indices=bool(outline.indices))
    return PartedEdition(builder.folder, fonts, sources, parts, outline) if parts else None


class PartedEdition:
    """Compiles the parts of one document and joins them."""

    def __init__(
        self, root: Path, fonts: Sequence[Path], sources: DocumentFiles, parts: Sequence[Part], outline: Outline
    ) -> None:
        self._root, self._sources, self._parts, self._outline = root.resolve(), sources, parts, outline
        self._fonts = [str(each.resolve()) for each in fonts]
        self._reports: dict[int, Mapping[str, Any]] = {}
        self._sheets: dict[int, Sequence[Sheet]] = {}
        self._diagnostics: dict[int, list[Diagnostic]] = {}

    def compile(self, target: Path, *, standards: Sequence[str] = ()) -> list[Diagnostic]:
        """Write the PDF; return the compiler's warnings. Raises ``CompileError``."""
        self._compile(0, self._guessed(), standards)
        for _round in range(MAX_ROUNDS):
            pages, first, notes = (self._reports[0][name] for name in ("pages", "next", "notes"))
            last = len(self._parts) - 1
            for number in range(1, last + 1):
                self._compile(number, self._entries() if number == last else (), standards, first=first, notes=notes)
                first, notes = self._reports[number]["next"], self._reports[number]["notes"]
            before = self._reports[0]["next"]
            self._compile(0, self._headings(), standards)
            if (self._reports[0]["pages"], self._reports[0]["next"]) == (pages, before):
                break
        else:
            raise CompileError(Diagnostic("the number of pages of its contents changes again and again"))
        self._join(target)
        return [each for number in sorted(self._diagnostics) for each in self._diagnostics[number]]

    def _compile(
        self,
        number: int,
        sheets: Sequence[Sheet],
        standards: Sequence[str],
        *,
        first: int | None = None,
        notes: int = 0,
    ) -> None:
        name = f"{FOLDER}/{number}.typ"
        names = self._outline.names_in(self._parts[number], is_last=number == len(self._parts) - 1)
        code = part_code(self._parts[number].items, first=first, notes=notes, names=names, sheets=sheets)
        self._sources.write_part(name, code)
        answer = run_step(
            "compile",
            root=str(self._root),
            fonts=self._fonts,
            main=name,
            target=str(self._pdf(number)),
            standards=list(standards),
        )
        self._reports[number] = answer["report"]
        self._sheets[number] = sheets
        self._diagnostics[number] = [diagnostic_of(each) for each in answer["diagnostics"]]

    def _pdf(self, number: int) -> Path:
        return self._root / FOLDER / f"{number}.pdf"

    def _guessed(self) -> list[Sheet]:
        """Return stand-ins for the headings of other parts before anything is known of where they are."""
        own = set(self._parts[0].items)
        codes = [code for code in self._outline.headings.values() if code not in own]
        places = (Place(count // _GUESS, 0, 0, count // _GUESS) for count in range(len(codes)))
        return sheets_of([StandIn(code, place) for code, place in zip(codes, places, strict=True)])

    def _entries(self) -> list[Sheet]:
        """Return stand-ins for what the indices lead to in all parts before theirs."""
        places = self._places(range(len(self._parts) - 1))
        found = [StandIn(f"anchor({string(name)})", places[name]) for name in self._outline.indexed if name in places]
        return sheets_of(sorted(found, key=lambda each: each.place.page))

    def _headings(self) -> list[Sheet]:
        """Return stand-ins for the headings of all parts but the first."""
        found = []
        for number in range(1, len(self._parts)):
            offset = self._offset(number)
            for heading in self._reports[number]["headings"]:
                code = self._outline.headings.get(heading["name"] or "")
                if code is None:  # of a file of the user's, of which nothing but the words is known
                    code = f"section(level: {int(heading['level'])}, {string(_words(heading['body']))})"
                found.append(StandIn(code, _place(heading, offset)))
        return sheets_of(found)

    def _places(self, numbers: Iterable[int]) -> dict[str, Place]:
        """Return the places of all that has a label in these parts."""
        return {
            each["name"]: _place(each, self._offset(number))
            for number in numbers
            for each in (*self._reports[number]["headings"], *self._reports[number]["places"])
            if each is not None and each["name"] is not None
        }

    def _offset(self, number: int) -> int:
        """Return how many pages are before a part."""
        return sum(int(self._reports[each]["pages"]) for each in range(number))

    def _join(self, target: Path) -> None:
        numbers = range(len(self._parts))
        run_step(
            "join",
            target=str(target),
            parts=[
                {
                    "file": str(self._pdf(number)),
                    "pages": self._reports[number]["pages"],
                    "stand_ins": [[asdict(each.place) for each in sheet.stand_ins] for sheet in self._sheets[number]],
                }
                for number in numbers
            ],
            places={name: asdict(place) for name, place in self._places(numbers).items()},
        )
        for number in numbers:
            self._pdf(number).unlink()


def _place(found: Mapping[str, Any], offset: int) -> Place:
    """Return a place that a part describes, whose first page is 1."""
    return Place(offset + int(found["page"]) - 1, float(found["x"]), float(found["y"]), int(found["number"]))


def _words(content: Any) -> str:
    """Return the words of content as the compiler describes it: nested mappings with texts."""
    if isinstance(content, list):
        return "".join(map(_words, content))
    if isinstance(content, Mapping):
        if content.get("func") == "space":
            return " "
        return "".join(_words(content[name]) for name in ("text", "body", "child", "children") if name in content)
    return content if isinstance(content, str) else ""
