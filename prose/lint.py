"""Checks the project's prose against a list of words: `make lint-prose`.

Owns what is prose: pages in Markdown, the texts of YAML data, and the comments, docstrings and messages of Python code.
textlint does the checking, with the list in ``words.yml``. It reads Markdown, so of every other file it gets a copy
that has the prose alone, on the same lines.

To exempt a line of Python or YAML, put ``prose: ignore`` into it. In Markdown, textlint takes
``<!-- textlint-disable -->`` and ``<!-- textlint-enable -->``.
"""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
#: What is checked, as patterns of paths. Catalogues and what is made from other files are not.
MARKDOWN = ("*.md", "source/**/*.md")
OTHERS = (
    "*.py",
    "prose/*.py",
    "sphinx_excellence/**/*.py",
    "benchmarks/*.py",
    "source/_extensions/*.py",
    "data/**/*.yaml",
)
_IGNORED = "prose: ignore"
#: A literal that people may read: it has a space between two words.
_WORDS = re.compile(r"[A-Za-z,;:'`)] [A-Za-z('`%{]")
_MARKER = re.compile(r"#+[:!]?[ \t]*")
_QUOTES = re.compile(r"^[A-Za-z]{0,2}(?:\"\"\"|'''|\"|')|(?:\"\"\"|'''|\"|')$")


def prose_of(path: Path, text: str) -> list[str]:
    """Return the lines of a file with what is prose in them, without its indentation; the others are empty."""
    kept = [""] * (text.count("\n") + 1)
    if path.suffix == ".py":
        for line, part in _of_python(text):
            kept[line] = f"{kept[line]} {part.strip()}".strip()
    else:
        for line, written in enumerate(text.split("\n")):
            kept[line] = (
                _MARKER.sub("", written.strip(), count=1) if written.lstrip().startswith("#") else written.strip()
            )
    lines = text.split("\n")
    return ["" if _IGNORED in lines[number] else line for number, line in enumerate(kept)]


def _of_python(text: str) -> Iterable[tuple[int, str]]:
    """Yield the line, from 0, and each line of what is prose in a module."""
    # From Python 3.12 on, an f-string is several tokens.
    begins, ends = getattr(tokenize, "FSTRING_START", -1), getattr(tokenize, "FSTRING_END", -1)
    depth, begin = 0, (1, 0)
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == begins:
            begin = begin if depth else token.start
            depth += 1
        elif token.type == ends:
            depth -= 1
            if not depth:
                yield from _of_literal(_between(text, begin, token.end), begin[0])
        elif not depth and token.type == tokenize.COMMENT:
            yield token.start[0] - 1, _MARKER.sub("", token.string, count=1)
        elif not depth and token.type == tokenize.STRING:
            yield from _of_literal(token.string, token.start[0])


def _of_literal(literal: str, line: int) -> Iterable[tuple[int, str]]:
    if _WORDS.search(literal):
        for number, part in enumerate(_QUOTES.sub("", literal).split("\n")):
            yield line - 1 + number, part


def _between(text: str, begin: tuple[int, int], end: tuple[int, int]) -> str:
    """Return the text between two places, each a line from 1 and a column from 0."""
    lines = text.split("\n")[begin[0] - 1 : end[0]]
    lines[-1] = lines[-1][: end[1]]
    lines[0] = lines[0][begin[1] :]
    return "\n".join(lines)


def column_of(line: str, match: str) -> int:
    """Return the column, from 1, at which what was matched begins in a line as it is written."""
    return max(line.find(match.partition("\n")[0]), 0) + 1


def findings(tools: Path) -> list[str]:
    """Return a line for each finding: place, what is written, what to write."""
    copies = ROOT / "build" / "prose"
    places = {str(path): (path, False) for path in _files(MARKDOWN)}
    for path in _files(OTHERS):
        copy = copies / f"{path.relative_to(ROOT)}.md"
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text("\n".join(prose_of(path, path.read_text(encoding="utf-8"))), encoding="utf-8")
        places[str(copy)] = path, True
    command = [str(tools / "node_modules/.bin/textlint"), "--config", str(ROOT / "prose/textlintrc.json"),
               "--rules-base-directory", str(tools / "node_modules"), "--format", "json", *places]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, check=False)
    if ran.returncode not in {0, 1} or not ran.stdout.strip():
        raise SystemExit(ran.stdout + ran.stderr or f"textlint ended with {ran.returncode}")
    found: list[str] = []
    for result in json.loads(ran.stdout):
        path, is_copy = places[result["filePath"]]
        lines = path.read_text(encoding="utf-8").split("\n")
        for message in result["messages"]:
            line, column = message["line"], message["column"]
            if is_copy:
                column = column_of(lines[line - 1], message["message"].split(" => ")[0])
            found.append(f"{path.relative_to(ROOT)}:{line}:{column}: {message['message']}")
    return found


def _files(patterns: Iterable[str]) -> list[Path]:
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern)})


if __name__ == "__main__":
    found = findings(Path(sys.argv[1]).resolve())
    print("\n".join(found) or "No findings.")
    raise SystemExit(bool(found))
