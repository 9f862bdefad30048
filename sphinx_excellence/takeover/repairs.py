"""Repairs of front matter that is no YAML: proposals for two common faults, which a person accepts or not.

One is a value with a colon, a quotation mark or a sign that means something in YAML, and no quotation marks around it;
the other is a colon without the space that makes a key of what is before it. A repair is proposed only if the whole is
YAML with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Protocol

from sphinx_excellence.takeover.front_matter_edit import FrontMatter, read_matter
from sphinx_excellence.takeover.takeover_file import Repair

_LINE = re.compile(r"(?P<key>[ \t]*(?:- )?[\w.-]+:[ \t]+)(?P<value>[^'\"\s].*?|[\"'].*)(?P<end>[ \t]*)")
_NO_SPACE = re.compile(r"(?P<key>[A-Za-z][\w.-]*:)(?P<value>[^\s:/](?:(?!: ).)*)")
#: How many lines of one page are repaired.
_MOST = 20


class PagesRead(Protocol):
    """What is looked at: the front matter of each page by its path."""

    @property
    def matters(self) -> Mapping[str, FrontMatter]:
        """The front matters."""


def proposed_repairs(read: PagesRead) -> Iterator[Repair]:
    """Yield the repairs that would make YAML of front matter."""
    for path, matter in read.matters.items():
        if matter.problem is not None:
            yield from _with_quotes(path, matter) or _with_spaces(path, matter)


def _with_quotes(path: str, matter: FrontMatter) -> list[Repair]:
    lines = matter.text.split("\n")
    repairs: list[Repair] = []
    now = matter
    for _ in range(_MOST):
        if now.problem is None:
            return repairs
        at = now.problem.line - 1
        found = _LINE.fullmatch(lines[at]) if at < len(lines) else None
        if found is None or any(each.line == at + 2 for each in repairs):
            return []
        quoted = found["key"] + "'" + found["value"].replace("'", "''") + "'" + found["end"]
        repairs.append(Repair(page=path, line=at + 2, was=lines[at], becomes=quoted))
        lines[at] = quoted
        now = read_matter("\n".join(lines))
    return []


def _with_spaces(path: str, matter: FrontMatter) -> list[Repair]:
    lines = matter.text.split("\n")
    repairs = []
    for at, line in enumerate(lines):
        found = _NO_SPACE.fullmatch(line)
        if found is not None:
            lines[at] = f"{found['key']} {found['value']}"
            repairs.append(Repair(page=path, line=at + 2, was=line, becomes=lines[at]))
    return repairs if len(repairs) <= _MOST and read_matter("\n".join(lines)).problem is None else []
