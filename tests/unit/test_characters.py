"""Which characters are refused, in short texts and in long ones."""

from __future__ import annotations

import pytest

from sphinx_excellence.characters import REFUSED, holds_refused

#: All that are refused, with their neighbours.
CODES = [
    *range(0x3000),
    *range(0xD7F0, 0xE010),
    *range(0xFDC0, 0xFE00),
    *(plane + last for plane in range(0, 0x110000, 0x10000) for last in (0xFFFD, 0xFFFE, 0xFFFF)),
]


@pytest.mark.parametrize("around", ["", "long " * 3, "\N{EM DASH} long\n"])
def test_a_character_is_refused_in_a_long_text_as_it_is_alone(around):
    for code in CODES:
        character = chr(code)
        if holds_refused(f"{around}{character}{around}") != (REFUSED.match(character) is not None):
            pytest.fail(f"U+{code:04X}")
