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
    "data/*.yaml",
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
    literals = {tokenize.STRING, getattr(tokenize, "FSTRING_MIDDLE", tokenize.STRING)}
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0] - 1, _MARKER.sub("", token.string, count=1)
        elif token.type in literals and _WORDS.search(token.string):
            for number, line in enumerate(_QUOTES.sub("", token.string).split("\n")):
                yield token.start[0] - 1 + number, line


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
