"""What a page in reStructuredText names and the source does not have: images, pages, labels, terms, files.

Owns finding it without docutils, and how it is written so that a build has no warning of it: readers see what they
saw. Links stay as they are and are listed, as those of Markdown are.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from sphinx_excellence.findings import Phrase
from sphinx_excellence.takeover.source import Note

_DIRECTIVE = re.compile(
    r"(?P<indent>[ \t]*)(?P<lead>\.\.[ \t]+(?:\|[^|\n]+\|[ \t]+)?)"
    r"(?P<name>[a-z][a-z-]*)::[ \t]*(?P<target>[^\n]*?)[ \t]*$"
)
_LABEL = re.compile(r"[ \t]*\.\.[ \t]+_(?P<name>`[^`]+`|(?:\\.|[^:\\`])+):[ \t]*$", re.MULTILINE)
_NAME = re.compile(r"^[ \t]+:name:[ \t]*(?P<name>\S.*?)[ \t]*$", re.MULTILINE)
_TARGET_OF_MYST = re.compile(r"^[ \t]*\((?P<name>[^()\s][^()\n]*)\)=[ \t]*$", re.MULTILINE)
_ROLE = re.compile(r":(?:std:)?(?P<role>doc|ref|numref|term):`(?P<text>(?:\\.|[^`\\])+)`", re.DOTALL)
_TITLED = re.compile(r"(?s)^.+?(?<!\\)<(?P<target>[^<>]*)>$")
_OUTSIDE = re.compile(r"(?i)(?:[a-z][a-z0-9+.-]*:|//)")
_LITERAL = re.compile(r"``.*?``", re.DOTALL)
#: Directives whose inside is no text of the page.
_CODE = frozenset(
    ["code", "code-block", "sourcecode", "raw", "math", "highlight", "parsed-literal", "mermaid", "graphviz", "uml",
     "doctest", "testcode", "testsetup", "testoutput", "prompt", "csv-table"]
)  # fmt: skip
_IMAGES = frozenset(["image", "figure"])
_FILES = frozenset(["include", "literalinclude"])
_OPTION = re.compile(r"[ \t]*:(?P<name>[\w-]+):[ \t]*(?P<value>.*?)[ \t]*$")
#: Labels that every site of Sphinx has.
_USUAL_LABELS = frozenset(["genindex", "modindex", "py-modindex", "search"])


@dataclass
class Faults:
    """A text in which a build finds nothing missing, what is reported of it, and the links that stay dead.

    ``links`` are written as roles: ``:doc:`gone```.
    """

    text: str
    notes: list[Note] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Names:
    """What links of a source may name: ``labels`` and ``terms`` in small letters."""

    labels: frozenset[str]
    terms: frozenset[str]


def names_of(texts: Iterable[str]) -> Names:
    """Return the labels and the terms of all pages, of Markdown too."""
    labels: set[str] = set(_USUAL_LABELS)
    terms: set[str] = set()
    for text in texts:
        for pattern in (_LABEL, _NAME, _TARGET_OF_MYST):
            labels |= {_normal(found["name"].strip("`").replace("\\", "")) for found in pattern.finditer(text)}
        if "glossary" in text:
            # What is not a term of a glossary is no link either, so that all lines may count.
            terms |= {_normal(line) for line in text.split("\n")}
    return Names(frozenset(labels), frozenset(terms))


def _normal(name: str) -> str:
    return " ".join(name.split()).lower()


def without_faults(
    path: str,
    text: str,
    lines_above: int,
    names: Names,
    *,
    has_file: Callable[[str], bool],
    has_page: Callable[[str], bool],
) -> Faults:
    """Return the text of a page; ``has_file`` and ``has_page`` take what it names, as it is written."""
    made = Faults(text)
    lines = text.split("\n")
    shown = _without_code(lines)
    out = [[line] for line in lines]
    replaced = 0
    for start, found, end in _directives(shown):
        if start < replaced:
            continue
        name, target, number = found["name"], found["target"], start + 1 + lines_above
        if name in _IMAGES and target and _OUTSIDE.match(target) is None and not has_file(target):
            out[start:end] = [_as_html(found, lines[start + 1 : end]), *([] for _ in range(start + 1, end))]
            said = Phrase("there is no image '%s'; it is HTML here, as Sphinx would warn of it", target)
            made.notes.append(Note("dead-image", path, number, said))
            replaced = end
        elif name in _FILES and target and not has_file(target):
            replaced = end
            out[start:end] = [_comment(found["indent"], lines[start:end]), *([] for _ in range(start + 1, end))]
            said = Phrase("there is no file '%s' to include; the directive is a comment here", target)
            made.notes.append(Note("dead-include", path, number, said))
        elif name == "toctree":
            dead = list(_dead_entries(lines, start, end, has_page))
            if dead:
                out[end - 1] = [*out[end - 1], "", *_comment(found["indent"], [lines[at] for at in dead])]
            for at in dead:
                out[at] = out[at][1:]
                said = Phrase("'%s' in the table of contents is not a page; the entry is left out", lines[at].strip())
                made.notes.append(Note("dead-entry", path, at + 1 + lines_above, said))
    made.text = "\n".join(line for each in out for line in each)
    for number, role, target in _links(shown):
        if not (
            has_page(target) if role == "doc" else _normal(target) in (names.terms if role == "term" else names.labels)
        ):
            # As Sphinx writes what it looks for.
            link = f":{role}:`{target if role in {'doc', 'term'} else _normal(target)}`"
            made.links.append(link)
            said = Phrase("no page of the source is or has what %s names; the link stays as it is", link)
            made.notes.append(Note("dead-link", path, number + lines_above, said))
    return made


def _without_code(lines: list[str]) -> list[str]:
    """Return the lines of a text, blank where they are in a comment, in code or in a literal block."""
    shown: list[str] = []
    inside: int | None = None
    for line in lines:
        if inside is not None and line.strip() and _indent(line) <= inside:
            inside = None
        if inside is not None:
            shown.append("")
            continue
        found = _DIRECTIVE.match(line)
        is_comment = found is None and re.match(r"[ \t]*\.\.(?:[ \t]+(?![_\[|])|$)", line) is not None
        is_literal = found["name"] in _CODE if found is not None else line.rstrip().endswith("::")
        inside = _indent(line) if is_comment or is_literal else None
        shown.append("" if is_comment else line)
    return shown


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _directives(shown: list[str]) -> Iterator[tuple[int, re.Match[str], int]]:
    """Yield each directive: its first line, the match of it, and the line behind its last one."""
    for start, line in enumerate(shown):
        found = _DIRECTIVE.match(line)
        above = shown[start - 1] if start else ""
        if found is None or (above.strip() and _indent(above) == _indent(line) and not above.lstrip().startswith("..")):
            continue
        end = last = start + 1
        while end < len(shown) and (not shown[end].strip() or _indent(shown[end]) > _indent(line)):
            end += 1
            last = end if shown[end - 1].strip() else last
        yield start, found, last


def _comment(indent: str, lines: list[str]) -> list[str]:
    """Return lines as a comment, for authors who find what is missing."""
    return [f"{indent}..", *(f"   {line}" if line.strip() else line for line in lines)]


def _as_html(found: re.Match[str], inside: list[str]) -> list[str]:
    """Return the lines of an image or a figure without a file: as a comment, in HTML, and a caption."""
    options: dict[str, str] = {}
    rest = list(inside)
    while rest and (option := _OPTION.match(rest[0])) is not None:
        options[option["name"]] = option["value"]
        del rest[0]
    indent = found["indent"]
    tag = f'<img src="{html.escape(found["target"])}" alt="{html.escape(options.get("alt", ""))}">'
    was = [found[0], *inside[: len(inside) - len(rest)]]
    made = [*_comment(indent, was), "", f"{indent}{found['lead']}raw:: html", "", f"{indent}   {tag}"]
    depth = min((_indent(line) for line in rest if line.strip()), default=0)
    caption = [indent + line[depth:] if line.strip() else "" for line in rest]
    return [*made, *caption]


def _dead_entries(lines: list[str], start: int, end: int, has_page: Callable[[str], bool]) -> Iterator[int]:
    """Yield the lines of a table of contents whose entries are no pages."""
    has_patterns = False
    for at in range(start + 1, end):
        entry = lines[at].strip()
        option = _OPTION.match(lines[at])
        if option is not None:
            has_patterns = has_patterns or option["name"] == "glob"
        elif (
            entry
            and entry != "self"
            and _OUTSIDE.match(entry) is None
            and not (has_patterns and set("*?[") & set(entry))
        ):
            titled = _TITLED.match(entry)
            target = titled["target"].strip() if titled is not None else entry
            if _OUTSIDE.match(target) is None and not has_page(re.sub(r"\.(?:rst|md|txt)$", "", target)):
                yield at


def _links(shown: list[str]) -> Iterator[tuple[int, str, str]]:
    """Yield the line, the role and the target of each link of the standard domain."""
    text = _LITERAL.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), "\n".join(shown))
    for found in _ROLE.finditer(text):
        titled = _TITLED.match(found["text"])
        target = titled["target"] if titled is not None else found["text"]
        if not target.startswith("!"):
            yield text.count("\n", 0, found.start()) + 1, found["role"], " ".join(target.split())
