"""Which parts of a picture are taken, so that things are put only where nothing is.

A row of pixels is a number, and a taken pixel a bit of it: whether a rectangle is free takes as many steps as it is
high, however much is in the picture. Rectangles are rounded outwards, so that nothing overlaps by a part of a pixel.
"""

from __future__ import annotations

import math

from sphinx_excellence.views.shapes import Box

#: How much further than the picture the pixels go on, so that what is around a rectangle is never outside them.
_BEYOND = 32


class FreeSpace:
    """The pixels of a picture within ``bounds``."""

    def __init__(self, bounds: Box) -> None:
        """Begin with nothing taken."""
        self.bounds = bounds
        self._left, self._top = math.floor(bounds.left) - _BEYOND, math.floor(bounds.top) - _BEYOND
        self._rows = [0] * (math.ceil(bounds.bottom) - self._top + _BEYOND)

    def is_free(self, box: Box, *, across: float = 0.0, down: float = 0.0) -> bool:
        """Whether ``box`` is in the picture and nothing is in it, nor so near to its sides: at most 30 pixels."""
        left, top, right, bottom = box
        least, highest, most, lowest = self.bounds
        if left < least or right > most or top < highest or bottom > lowest:
            return False
        first = math.floor(left - across) - self._left
        bits = ((1 << (math.ceil(right + across) - self._left - first)) - 1) << first
        for row in self._rows[math.floor(top - down) - self._top : math.ceil(bottom + down) - self._top]:
            if row & bits:
                return False
        return True

    def take(self, box: Box) -> None:
        """Take a rectangle; what is outside the picture does not matter."""
        rows, bits = self._pixels(box)
        for number in rows:
            self._rows[number] |= bits

    def give(self, box: Box) -> None:
        """Give back a rectangle that was taken."""
        rows, bits = self._pixels(box)
        for number in rows:
            self._rows[number] &= ~bits

    def copy(self) -> FreeSpace:
        """Return a twin in which other things can be put."""
        twin = FreeSpace(self.bounds)
        twin._rows = [*self._rows]
        return twin

    def _pixels(self, box: Box) -> tuple[range, int]:
        """Return the rows that a rectangle is in, and its bits in each of them."""
        left = max(math.floor(box.left) - self._left, 0)
        right = max(math.ceil(box.right) - self._left, left)
        first = max(math.floor(box.top) - self._top, 0)
        last = min(math.ceil(box.bottom) - self._top, len(self._rows))
        return range(first, last), ((1 << (right - left)) - 1) << left
