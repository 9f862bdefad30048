"""Finds characters that data must not contain, written literally or as an escape of YAML or JSON.

Owns finding them in parsed values and leaving out those values. ``characters`` says which characters these are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sphinx_excellence.characters import REFUSED, code_point, holds_refused
from sphinx_excellence.loader.parsed_data import MAX_PROBLEMS, Document, Problem
from sphinx_excellence.messages import N_

#: An escape of YAML or JSON that may stand for such a character.
_ESCAPE = re.compile(r"\\[0abefrvxuUNLP]")
#: Takes the path of a text, the character in it, and whether the text is the key there.
_Tell = Callable[[tuple[str | int, ...], str, bool], None]


def without_refused_characters(document: Document, text: str) -> Document:
    """Return a document, which was read of ``text``, without what holds such a character; each is a problem of it."""
    if _ESCAPE.search(text) is None and not holds_refused(text):
        return document
    problems, refused = list(document.problems), list(document.refused)

    def tell(path: tuple[str | int, ...], character: str, on_key: bool) -> None:  # noqa: FBT001 - a callback
        if not on_key:
            refused.append(path)
        if len(problems) < MAX_PROBLEMS:
            line, column = document.locate(path, on_key=on_key)
            message = N_("the text contains the character %s, which is not allowed in data")
            args = (code_point(character),)
            problems.append(Problem("control-character", line, column, message, args, "remove it"))

    value = _copied(document.value, tell)
    return replace(document, value=value, problems=problems, refused=refused)


def _copied(value: Any, tell: _Tell, path: tuple[str | int, ...] = ()) -> Any:
    """Return a copy of ``value`` with nothing in place of texts that hold such a character, and without such keys."""
    if isinstance(value, str):
        found = REFUSED.search(value)
        if found is None:
            return value
        tell(path, found[0], False)  # noqa: FBT003 - the shape of a callback
        return None
    if isinstance(value, list):
        return [_copied(item, tell, (*path, index)) for index, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    kept = {}
    for key, item in value.items():
        found = REFUSED.search(key)
        if found is None:
            kept[key] = _copied(item, tell, (*path, key))
        else:
            tell((*path, key), found[0], True)  # noqa: FBT003 - as above
    return kept
