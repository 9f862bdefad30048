"""Texts of data where they stand beside a program's own words: nothing in them acts on the terminal or on a log.

Owns which characters are written out rather than printed.
"""

from __future__ import annotations

import re

#: Control characters, ends of lines, and marks that turn the direction of what follows.
_ACTING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def visible(text: str) -> str:
    """Return ``text`` on one line, with what would act rather than show written as an escape."""
    return _ACTING.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
