"""The changes as Markdown for a comment on a pull request or a merge request.

Owns the escaping: texts of the data can hold anything, and none of it may become markup, a link, a mention of a person,
a reference to an issue, an emoji or a command in the comment. Owns the limit of length too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinx_excellence.changes.changes import Changes
from sphinx_excellence.changes.outline import Cell, Entry, Look, Part, Section, sections, summary
from sphinx_excellence.reports.escaping import escaped

#: By this, a workflow finds the comment of its last run.
MARKER = "<!-- sphinx-excellence diff -->"
#: GitHub takes 65,536 characters in a comment; GitLab takes a million.
LIMIT = 60_000
#: A section with more entries than this is collapsed.
_COLLAPSED = 12
#: What begins markup within a line. No text of the data begins one.
_MARKUP = frozenset("\\`*_[](){}#!|~$^")
_ENTITIES = {"<": "&lt;", ">": "&gt;", "&": "&amp;"}
#: What code hosts make something of if a word follows: people, issues, labels, formulas, emoji, addresses.
_ACTS = frozenset("@#!$~%^&:*[")
_CONTINUES = frozenset('/_{"+-')
_BREAK = "&#8203;"
#: What GitHub takes for an address, a commit or an issue without any sign.
_BARE = re.compile(r"(?i)\bwww(?=\.)|\bGH(?=-\d)|\b[0-9a-f]{7,}\b")


def markdown_of(changes: Changes, limit: int = LIMIT) -> str:
    """Return the changes as Markdown of at most ``limit`` characters. Each section counts what it leaves out."""
    found = sections(changes)
    head = [
        MARKER,
        f"### Records: {_words(changes.old)} \N{RIGHTWARDS ARROW} {_words(changes.new)}",
        "",
        summary(changes),
    ]
    if not changes.has_pages:
        head += ["", "Pages are compared only as far as exports hold them."]
    blocks = {section.name: [_entry(entry) for entry in section.entries] for section in found}
    kept = _kept(found, blocks, limit - len("\n".join(head)) - 1)
    parts = [_section(section, blocks[section.name][: kept[section.name]]) for section in found]
    return "\n".join([*head, *parts]) + "\n"


def _kept(found: Sequence[Section], blocks: Mapping[str, Sequence[str]], room: int) -> dict[str, int]:
    """Return how many entries of each section there is room for; those of the most important sections first."""
    kept = dict.fromkeys(blocks, 0)
    # Each section has its heading and a line that counts what is left out, whatever else it has.
    room -= sum(len(_section(section, ())) + len(_DETAILS) + 2 for section in found)
    for section in sorted(found, key=lambda each: each.weight):
        for block in blocks[section.name]:
            if len(block) + 1 > room:
                break
            room -= len(block) + 1
            kept[section.name] += 1
    return kept


_DETAILS = "<details><summary></summary></details>\n\n\n"


def _section(section: Section, blocks: Sequence[str]) -> str:
    left = len(section.entries) - len(blocks)
    title = f"{section.title} ({len(section.entries)})"
    lines = list(blocks)
    if left:
        lines.append(f"- ... and {left} more" if blocks else f"- {left} left out")
    if len(blocks) > _COLLAPSED:
        return "\n".join(["", f"<details><summary>{title}</summary>", "", *lines, "", "</details>"])
    return "\n".join(["", f"#### {title}", "", *lines])


def _entry(entry: Entry) -> str:
    first = " ".join(filter(None, map(_cell, entry.cells)))
    return "\n".join([f"- {first}", *(f"  - {_cell(cell)}" for cell in entry.below)])


def _cell(cell: Cell) -> str:
    return "".join(_part(part) for part in cell)


def _part(part: Part) -> str:
    if part.look is Look.WORDS:
        return part.text
    return _code(part.text) if part.look is Look.CODE else _words(part.text)


def _code(text: str) -> str:
    """Return a text as a code span, in which nothing acts."""
    shown = escaped(text) or " "
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence = "`" * (longest + 1)
    blank = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{fence}{blank}{shown}{blank}{fence}"


def _words(text: str) -> str:
    """Return a text that shows as it is, whatever it holds."""
    shown = _BARE.sub(lambda found: "".join(f"{part}\0" for part in re.findall(".{1,6}", found[0])), escaped(text))
    made = []
    for place, sign in enumerate(shown):
        following = shown[place + 1 : place + 2]
        if sign == "\0":
            made.append(_BREAK)
        elif sign in _ENTITIES:
            made.append(_ENTITIES[sign] + (_BREAK if sign in _ACTS and following.isalnum() else ""))
        else:
            acts = sign in _ACTS and (following.isalnum() or following in _CONTINUES)
            made.append(("\\" if sign in _MARKUP else "") + sign + (_BREAK if acts else ""))
    return "".join(made)
