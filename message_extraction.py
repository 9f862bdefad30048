"""Collects the texts that the toolkit writes, for its message catalogue: a method of ``pybabel extract``.

Owns where such texts are in calls: what a finding says, and what would be accepted; the descriptions of fields,
which findings quote; and whatever is marked.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import IO, Any

#: Where texts are in the calls of these functions: the positions of arguments, and their names.
CALLS: Mapping[str, tuple[tuple[int, ...], tuple[str, ...]]] = {
    "N_": ((0,), ()),
    "__": ((0,), ()),
    "_": ((0,), ()),
    "Label": ((0,), ("message",)),
    "Phrase": ((0,), ()),
    "Fault": ((2, 4), ("message", "accepted")),
    "Finding": ((2, 4), ("message", "accepted")),
    "ProseProblem": ((4, 6), ("message", "accepted")),
    "_note": ((1, 3), ("message", "accepted")),
    "_note_behind": ((1, 3), ("message", "accepted")),
    "Violation": ((1, 3), ("message", "accepted")),
    "Problem": ((3, 5), ("message", "accepted")),
    "PageProblem": ((2, 4), ("message", "accepted")),
    "report_problem": ((1, 3), ("message", "accepted")),
    "_wrong_template": ((1, 3), ("message", "accepted")),
    "_error": ((2, 4), ("message", "accepted")),
    "_report": ((2, 4), ("message", "accepted")),
    "_tell": ((2, 4), ("message", "accepted")),
    "_tell_field": ((3, 5), ("message", "accepted")),
    "Field": ((), ("description",)),
}


#: The calls that hold labels, which readers see.
_LABELS = frozenset({"N_", "Label", "Phrase"})
#: What stands for something else in a label.
_PLACE = re.compile(r"%s|\{[a-z]+\}")


def extract_messages(
    file: IO[bytes],
    keywords: Any,  # noqa: ARG001 - Babel's own way to say which functions count
    comment_tags: Collection[str],  # noqa: ARG001 - no comment is for translators
    options: Mapping[str, str],  # noqa: ARG001 - there are none
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Yield line, function, text and comments for each text in a module, as Babel asks of an extraction method."""
    for node in ast.walk(ast.parse(file.read())):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            for text in _texts(node, *CALLS.get(name, ((), ()))):
                yield node.lineno, "gettext", text, []


def _texts(call: ast.Call, positions: tuple[int, ...], names: tuple[str, ...]) -> Iterator[str]:
    for position in positions:
        # Behind what is unpacked, nothing is known of positions.
        if position < len(call.args) and not any(isinstance(each, ast.Starred) for each in call.args[: position + 1]):
            yield from _literals(call.args[position])
    for keyword in call.keywords:
        if keyword.arg in names:
            yield from _literals(keyword.value)


def _literals(expression: ast.expr) -> Iterator[str]:
    """Yield the texts that an expression may be, where it is a text or a choice between texts."""
    match expression:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.IfExp(body=body, orelse=other):
            yield from _literals(body)
            yield from _literals(other)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _literals(value)


def interface_words(package: Path, sources: Collection[str]) -> list[str]:
    """Return the labels in the modules that ``sources`` match below the package, sorted: what projects can replace."""
    found: set[str] = set()
    for pattern in sources:
        for path in package.glob(pattern):
            for node in ast.walk(ast.parse(path.read_bytes())):
                name = node.func.id if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""
                if name in _LABELS:
                    found |= set(_texts(node, *CALLS[name]))  # type: ignore[arg-type]
    return sorted(word for word in found if any(letter.isalpha() for letter in _PLACE.sub("", word)))


def main() -> None:
    """Write the list of the words that projects can replace."""
    from sphinx_excellence.model.interface_words import LIST, SOURCES  # noqa: PLC0415

    LIST.write_text("\n".join(interface_words(Path("sphinx_excellence"), SOURCES)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
