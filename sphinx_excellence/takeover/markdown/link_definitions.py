"""Definitions of links, ``[label]: target "title"``: which lines are one in the source."""

from __future__ import annotations

import re
from dataclasses import dataclass

_DEFINITION = re.compile(
    r"(?P<lead> {0,3}\[(?P<label>(?!\^)[^\[\]]+)\]:[ ]*)(?P<target>\S+)"
    r"(?P<rest>[ ]*|[ ]*(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ ]*)$"
)
_LABEL = re.compile(r" {0,3}\[(?!\^)[^\[\]]+\]:[ ]*$")
_TITLE = re.compile(r"[ \t]+(?:\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ ]*$")


@dataclass(frozen=True)
class LinkDefinition:
    """A definition as it is written: ``size`` is how many lines it takes, its title among them."""

    lead: str
    label: str
    target: str
    rest: str
    size: int
    title_below: bool = False


def read_definition(texts: list[str]) -> LinkDefinition | None:
    """Read the definition that the first of some lines begins; at most three lines are looked at."""
    if not texts or "]:" not in texts[0]:
        return None
    text, size = texts[0], 1
    if _LABEL.match(text) and len(texts) > 1 and texts[1].strip():
        text, size = f"{text.rstrip()} {texts[1].strip()}", 2
    found = _DEFINITION.match(text)
    if found is None:
        return None
    below = not found["rest"].strip() and len(texts) > size and _TITLE.match(texts[size]) is not None
    return LinkDefinition(found["lead"], found["label"], found["target"], found["rest"], size + below, below)
