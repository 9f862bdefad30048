"""What items of lists begin with: signs and numbers, and the letters that pymdownx.fancylists takes.

Owns which kind of numbers a marker is of, as that extension tells letters and Roman numerals apart.
"""

from __future__ import annotations

import re

from sphinx_excellence.takeover.markdown.page import Page

FANCY = "pymdownx.fancylists"
MARKER = re.compile(r"(?P<indent>[ ]{0,3})(?P<marker>\d+\.|[*+-])(?P<space>[ \t]+)(?P<rest>.*)$")
NUMBERED = re.compile(r"(?P<indent>[ ]{0,3})(?P<marker>\d+[.)])(?P<space>[ \t]+)(?P<rest>.*)$")
_LETTERED = re.compile(r"[ ]{0,3}(?P<value>\d+|#|[a-z]+|[A-Z]+)(?P<sign>[.)])(?P<space>[ ]+)")
_ROMAN = re.compile(r"(?=.)m*(?:c[md]|d?c*)(?:x[cl]|l?x*)(?:i[xv]|v?i*)", re.IGNORECASE)
_OF_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def begins_item(text: str, page: Page) -> bool:
    """Say whether a line begins an item of a list."""
    return MARKER.match(text) is not None or (page.options.on(FANCY) and fancy_marker(text, page) is not None)


def fancy_marker(text: str, page: Page) -> re.Match[str] | None:
    """Return the number or the letters that an item begins with, and the sign behind it."""
    found = _LETTERED.match(text)
    if found is None or found["value"].isdigit():
        return found
    styles, value = _styles(page), found["value"]
    if value == "#":
        # Without that extension it is a heading.
        return found if "generic" in styles and page.options.on("pymdownx.saneheaders") else None
    if len(value) == 1 and value.isupper() and found["sign"] == "." and len(found["space"]) < 2:
        return None  # an initial, such as that of a name
    is_letter = len(value) == 1 and "alpha" in styles
    return found if is_letter or ("roman" in styles and _ROMAN.fullmatch(value) is not None) else None


def kind_of(value: str, before: str, page: Page, *, first: bool) -> str:
    """Return the kind of a marker: ``decimal``, or ``alpha`` or ``roman``, in capitals where it is.

    ``before`` is the kind of the list above it with the same sign; ``first`` says that the marker begins a block.
    """
    if value == "#":
        return before or "decimal"
    if value.isdigit():
        return "decimal"
    alpha, roman = ("ALPHA", "ROMAN") if value.isupper() else ("alpha", "roman")
    styles = _styles(page)
    if len(value) > 1 or "alpha" not in styles:
        return roman
    if "roman" not in styles or before == alpha or value.lower() not in _OF_ROMAN:
        return alpha
    return alpha if first and before != roman and value.lower() != "i" else roman


def number_of(value: str, kind: str) -> int:
    """Return the number that a marker stands for."""
    if value == "#":
        return 1
    if kind == "decimal":
        return int(value[:9])
    if kind.lower() == "alpha":
        return ord(value.lower()) - ord("a") + 1
    numbers = [_OF_ROMAN[letter] for letter in value.lower()]
    return sum(-one if one < max(numbers[at:]) else one for at, one in enumerate(numbers))


def _styles(page: Page) -> list[str]:
    given = page.options.setting(FANCY, "additional_ordered_styles", None)
    return given if isinstance(given, list) else ["roman", "alpha", "generic"]
