"""Finds the place of a word in the files of a page.

The line that a parser gives may be that of the paragraph, of the directive or of the line where a text is put in: the
word is looked for from there on, as a role or directive writes it, and in whatever else the page is made of.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_excellence.findings import Place
from sphinx_excellence.loader.data_files import shown_path
from sphinx_excellence.rules.rule import InPage

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

#: How many lines a paragraph, or a directive with its options, may have.
_PASSAGE = 40
_TOO_MANY = 3
#: A file of more characters than this is data rather than a part of a page.
_MOST = 1_000_000


class ColumnFinder:
    """Places words in the files of pages; reads each file once."""

    def __init__(self, env: BuildEnvironment, confdir: Path) -> None:
        """Look into the files of the pages of ``env``; paths are shown relative to ``confdir``."""
        self._env = env
        self._confdir = confdir
        self._texts: dict[Path, _Text | None] = {}

    def place(self, at: InPage, file: str) -> Place:
        """Return the place of what ``at`` names, in a page whose own file is ``file``; else where its line begins."""
        named = at.file or file
        text = self._text(self._confdir / named)
        if text is None:
            return Place(named, at.line)
        if at.option:
            return Place(named, *(_in_options(text, at) or (at.line, text.beginning_of(at.line))))
        if not at.word:
            return Place(named, at.line, text.beginning_of(at.line))
        near = _near(text, at)
        if near is not None:
            return Place(named, *near)
        return (self._elsewhere(named, text, at) if at.via else None) or Place(
            named, at.line, text.beginning_of(at.line)
        )

    def _elsewhere(self, named: str, text: _Text, at: InPage) -> Place | None:
        """Return where the role or directive is written in the rest of the file, or in what the page is made of."""
        form = _as_markup(at)
        found = text.find(form)
        if found:
            return Place(named, *min(found, key=lambda position: abs(position[0] - at.line)))
        for path in self._others(at.docname):
            other = self._text(path)
            found = other.find(form) if other is not None else []
            if found:
                return Place(shown_path(path, self._confdir), *found[min(at.turn, len(found) - 1)])
        return None

    def _others(self, docname: str) -> Iterator[Path]:
        """Yield what a page may be made of besides: itself, what it includes, the settings."""
        yield Path(self._env.doc2path(docname))
        for path in sorted(map(str, self._env.dependencies.get(docname, ()))):
            yield Path(self._env.srcdir) / path
        yield self._confdir / "conf.py"

    def _text(self, path: Path) -> _Text | None:
        if path not in self._texts:
            try:
                content = path.read_text(encoding="utf-8-sig")
            except (OSError, ValueError):
                content = ""
            self._texts[path] = _Text(content) if 0 < len(content) <= _MOST else None
        return self._texts[path]


class _Text:
    """A text, and where its lines begin."""

    def __init__(self, content: str) -> None:
        self._content = content
        # Lines as editors count them; reading has made every end of a line the same.
        self._starts = [0, *(match.end() for match in re.finditer("\n", content))]

    def beginning_of(self, line: int) -> int:
        """Return the column at which a line begins; 1 for a blank one."""
        if line > len(self._starts):
            return 1
        content = self._content[self._starts[line - 1] :].partition("\n")[0]
        return len(content) - len(content.lstrip()) + 1 if content.strip() else 1

    def find_near(self, form: str, line: int) -> list[tuple[int, int]]:
        """Like `find`, for what begins in the lines around one: in a long page, most of it is elsewhere."""
        first, last = line - _PASSAGE, line + 2 * _PASSAGE
        end = self._starts[last] if last < len(self._starts) else len(self._content)
        return self.find(form, self._starts[max(first, 0)] if first < len(self._starts) else end, end)

    def find(self, form: str, start: int = 0, end: int = sys.maxsize) -> list[tuple[int, int]]:
        """Return line and column of each match of a regular expression, of its last named group if any."""
        positions = []
        for match in re.compile(form).finditer(self._content, start, end):
            found = match.start(match.lastgroup or 0)
            line = bisect_right(self._starts, found)
            positions.append((line, found - self._starts[line - 1] + 1))
        return positions


def _near(text: _Text, at: InPage) -> tuple[int, int] | None:
    """Return line and column of a word in the passage that begins at its line."""
    forms = [_spaced(at.word)]
    if at.via:
        # Some markup is written in another way, as with `default_role`.
        forms = [_as_markup(at), rf"(?<![\w-]){_spaced(at.word)}(?![\w-])", *forms]
    for form in forms:
        found = [position for position in text.find_near(form, at.line) if 0 <= position[0] - at.line < _PASSAGE]
        if found:
            return found[min(at.turn, len(found) - 1)]
    # Some extensions parse what they hold again, and count a line or two too many.
    word = _spaced(at.word)
    before = [position for position in text.find_near(word, at.line) if 0 < at.line - position[0] <= _TOO_MANY]
    return before[-1] if before and not at.via else None


def _in_options(text: _Text, at: InPage) -> tuple[int, int] | None:
    """Return line and column of an option of the directive at a line, or of a word in its value."""
    # After the signs of a quote; with or without the first colon, as in a block of options.
    option = rf"(?m:^)[^\S\n]*(?:>[^\S\n]*)*:?(?P<option>(?i:{re.escape(at.option)}))[^\S\n]*:"
    value = rf"{option}[^\n]*?(?<![\w-])(?P<value>{_spaced(at.word)})(?![\w-])"
    for form in (value, option) if at.word else (option,):
        found = [position for position in text.find_near(form, at.line) if 0 <= position[0] - at.line < _PASSAGE]
        if found:
            return found[0]
    return None


def _spaced(word: str) -> str:
    return r"\s+".join(re.escape(part) for part in word.split())


def _as_markup(at: InPage) -> str:
    """Return how a word is written as the target of a role or the argument of a directive, in MyST and in rST."""
    word, via = _spaced(at.word), f"(?i:{re.escape(at.via)})"
    role = rf"[{{:]{via}[}}:]`(?:[^`<]*<)?!?\s*(?P<target>{word})\s*>?`"
    directive = rf"(?:\{{{via}\}}|\s{via}::)[ \t]*(?P<argument>{word})(?![\w-])"
    return f"{role}|{directive}"
