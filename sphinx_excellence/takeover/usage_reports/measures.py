"""Reads figures in the words of people: a scale, and an outcome before and after.

Owns what leaves no doubt. Whatever else there is stays in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

_MAGNITUDES: Mapping[str, int] = MappingProxyType({
    "k": 1_000, "thousand": 1_000, "m": 1_000_000, "mio": 1_000_000, "million": 1_000_000, "millions": 1_000_000,
    "b": 1_000_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000, "billions": 1_000_000_000,
})  # fmt: skip
#: A number, whose digits may be in groups of three; then a magnitude, and the unit.
_SCALE = re.compile(
    r"(?P<whole>\d{1,3}(?:(?P<group>[,_ \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}])\d{3})(?:(?P=group)\d{3})*|\d+)"
    r"(?P<part>\.\d+)?(?:\s*(?P<magnitude>[A-Za-z]+)(?=[\s/]))?\s*(?P<unit>(?:/|[^\W\d_]|per\b)[^\n;]*)"
)
_FROM_TO = re.compile(
    r"(?:(?P<lead>.*?)\bfrom\s+)?(?P<before>[^\n]+?)\s+(?:to|->|=>|\N{RIGHTWARDS ARROW})\s+(?P<after>.+)"
)
_OUTCOME = re.compile(r"(?:[-*+][ \t]+)?(?:\*\*)?(?P<metric>[^:\n]{1,80}?)(?:\*\*)?\s*:(?:\*\*)?\s+(?P<rest>.+)")
_DIGIT = re.compile(r"\d")
#: A point before three digits may part thousands.
_DOUBTFUL = re.compile(r"\.\d{3}(?!\d)")
_LONGEST = 80
#: A greater figure is not exact any more, and no count of anything.
_GREATEST = 2**53


def scale_of(text: str) -> dict[str, object] | None:
    """Return the figure and the unit of a scale; nothing where it is not clearly one figure with its unit."""
    found = _SCALE.fullmatch(text.strip())
    if found is None or _DOUBTFUL.search(found["part"] or "") or _DIGIT.search(found["unit"]):
        return None
    magnitude = found["magnitude"]
    unit = found["unit"].strip()
    factor = 1
    if magnitude is not None:
        if magnitude.lower() in _MAGNITUDES:
            factor = _MAGNITUDES[magnitude.lower()]
        else:
            unit = f"{magnitude} {unit}" if not unit.startswith("/") else f"{magnitude}{unit}"
    if not unit or len(unit) > _LONGEST:
        return None
    digits = re.sub(r"\D", "", found["whole"])
    figure = round(float(digits + (found["part"] or "")) * factor, 6)
    if figure > _GREATEST:
        return None
    return {"figure": int(figure) if figure == int(figure) else figure, "unit": unit}


def outcome_of(line: str) -> dict[str, str] | None:
    """Return the metric before and after that a line gives; nothing where it is not clearly one."""
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if line.strip().startswith("|") and len(cells) in {3, 4}:
        return _outcome(cells[0], cells[1], cells[2], cells[3] if len(cells) > 3 else "")
    named = _OUTCOME.fullmatch(line.strip())
    values = _FROM_TO.fullmatch(named["rest"].strip()) if named is not None else None
    if named is None or values is None:
        return None
    lead = (values["lead"] or "").strip(" ,")
    return _outcome(named["metric"], values["before"], values["after"].rstrip("."), lead)


def _outcome(metric: str, before: str, after: str, qualifier: str) -> dict[str, str] | None:
    parts = (metric, before, after, qualifier)
    is_clear = all(_DIGIT.search(value) for value in (before, after)) and all(len(part) <= _LONGEST for part in parts)
    if not (metric and is_clear):
        return None
    made = {"metric": metric.strip(), "before": before.strip(), "after": after.strip()}
    return {**made, "qualifier": qualifier.strip()} if qualifier.strip() else made
