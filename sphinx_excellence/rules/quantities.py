"""Reads what a result in words measures: which quantities, at which percentiles.

Owns reading ``450 ms p99``, ``$1.2M`` or ``10 a day``. A quantity is only recognised where the words leave no
doubt: most results count things of their own (``12 large VMs``), and have no known quantity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_PERCENTILE = re.compile(
    r"(?i)\b(?:p\s?(\d{1,2}(?:\.\d+)?)|(\d{1,2}(?:\.\d+)?)(?:th|st|nd|rd)\s+percentile)\b|\b(median)\b"
)
_AVERAGE = re.compile(r"(?i)\b(?:average|avg|mean)\b")
#: What parts a result from remarks about it.
_REMARK = re.compile(r"[();]|,\s")

#: The words of each quantity; ``magnitude`` precedes another.
_WORDS: Mapping[str, str] = {
    "time": "ns us \N{MICRO SIGN}s \N{GREEK SMALL LETTER MU}s ms s sec secs second seconds msec millisecond "
    "milliseconds microsecond microseconds min mins minute minutes h hr hrs hour hours d day days week weeks month "
    "months quarter quarters year years",
    "share": "% percent percentage ppm \N{PER MILLE SIGN}",
    "size": "byte bytes bit bits kb mb gb tb pb kib mib gib tib pib kbit mbit gbit tbit kbps mbps gbps",
    "money": "$ \N{EURO SIGN} \N{POUND SIGN} \N{YEN SIGN} usd eur gbp chf jpy dollar dollars euro euros",
    "rate": "rps qps tps rpm hz khz mhz",
    "magnitude": "k m mio mn bn mrd thousand million millions billion billions",
}
_QUANTITY: Mapping[str, str] = {word: quantity for quantity, words in _WORDS.items() for word in words.split()}
#: Quantities of which one is the other's inverse, or is often written for it: ``2 weeks`` became ``10 a day``.
_AKIN = frozenset({"time", "rate"})

#: A number with the sign of a currency before it, and the words after it.
_NUMBER = re.compile(
    r"(?P<before>[$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}]|\b[A-Z]{3}|\b(?i:every|each))?\s*(?<![\w.])[-+~]?"
    r"\d(?:[\d.,'\N{NARROW NO-BREAK SPACE}\N{NO-BREAK SPACE}\N{THIN SPACE}]| (?=\d{3}\b))*"
    r"(?P<after>(?:\s*(?:[^\W\d_]+|[%\N{PER MILLE SIGN}$\N{EURO SIGN}\N{POUND SIGN}\N{YEN SIGN}/])){0,5})"
)
_BLANKS = re.compile(r"\s{2,}")
_WORD = re.compile(r"[^\W\d_]+|\S")
_PER = frozenset({"/", "per", "a", "an"})


@dataclass(frozen=True, slots=True)
class Measured:
    """What one result measures.

    ``quantities`` are those named anywhere in it, ``percentiles`` likewise; ``main`` are the percentiles of the result
    itself, without remarks that bring a measure of their own. ``average`` tells whether it says that it is one.
    """

    quantities: frozenset[str]
    percentiles: frozenset[str]
    main: frozenset[str]
    average: bool

    @classmethod
    def of(cls, text: str) -> Measured:
        """Read a result."""
        # A number may have blanks before it: of many, each would be looked at from each.
        text = _BLANKS.sub(" ", text)
        first, *remarks = [part for part in _REMARK.split(text) if part.strip()] or [""]
        main = [first, *(part for part in remarks if not any(_quantities(part)))]
        return cls(
            frozenset(_quantities(text)),
            frozenset(_percentiles(text)),
            frozenset(name for part in main for name in _percentiles(part)),
            _AVERAGE.search(text) is not None,
        )

    def is_of_another_quantity(self, other: Measured) -> bool:
        """Whether the two cannot be compared: both name quantities, and none that have to do with each other."""
        if not (self.quantities and other.quantities) or self.quantities & other.quantities:
            return False
        return not (self.quantities & _AKIN and other.quantities & _AKIN)


def _percentiles(text: str) -> Iterator[str]:
    for found in _PERCENTILE.finditer(text):
        yield f"{float(found[1] or found[2] or 50):g}"  # the median has no number


def _quantities(text: str) -> Iterator[str]:
    for found in _NUMBER.finditer(_PERCENTILE.sub(" ", text)):
        quantity = _quantity((found["before"] or "").casefold(), _WORD.findall(found["after"].casefold()))
        if quantity is not None:
            yield quantity


def _quantity(before: str, after: list[str]) -> str | None:
    """Return the quantity of a number from the words around it; nothing where they leave a doubt."""
    if before in {"every", "each"}:  # a time that says how often
        return "rate"
    if _QUANTITY.get(before) == "money":
        return "money"
    quantities = [_QUANTITY.get(word) for word in after]
    if quantities[:1] == ["magnitude"]:
        after, quantities = after[1:], quantities[1:]
    if not quantities or quantities[0] == "magnitude":
        return None
    if quantities[0] is not None:
        return quantities[0]
    # Things of whatever sort in a time: `1000 requests/s`, `10 a day`.
    steps = zip(after[:3], quantities[1:4], strict=False)
    return "rate" if any(word in _PER and quantity == "time" for word, quantity in steps) else None
