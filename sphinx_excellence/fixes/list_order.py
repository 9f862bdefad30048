"""Reorders the entries of a list that are on lines of their own, line by line.

Owns which lines belong to an entry: its own, and the comments above it. Blank lines stay where they are.
"""

from __future__ import annotations

from collections.abc import Sequence

from sphinx_excellence.fixes.value_fixes import FixNotApplicable


def reordered(text: str, starts: Sequence[int], order: Sequence[int]) -> str | None:
    """Return ``text`` with the entries that begin in the lines ``starts`` (from 0) in another order.

    ``order`` holds the present indices of the entries in their new order. Returns nothing where the entries
    are not on lines of their own. Raises ``FixNotApplicable`` where it is unclear what a comment belongs to.
    """
    lines = text.split("\n")
    dashes = {_indent(lines[start]) for start in starts if lines[start].lstrip().startswith("-")}
    if len(dashes) != 1 or len(set(starts)) != len(starts) or sorted(order) != list(range(len(starts))):
        return None
    (dash,) = dashes
    if any(not lines[start].lstrip().startswith("-") for start in starts):
        return None
    ends = [_last_line(lines, start, dash) + 1 for start in starts]
    begins = [_first_line(lines, start) for start in starts]
    if begins[0] < starts[0] and order[0] != 0 and all(b == s for b, s in zip(begins[1:], starts[1:], strict=True)):
        raise FixNotApplicable("the comment above the first entry may be about all of them")
    bodies = [lines[begin:end] for begin, end in zip(begins, ends, strict=True)]
    between = [lines[end:begin] for end, begin in zip(ends, begins[1:], strict=False)]
    result = lines[: begins[0]]
    for position, old in enumerate(order):
        result += bodies[old] + (between[position] if position < len(between) else [])
    return "\n".join(result + lines[ends[-1] :])


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _first_line(lines: Sequence[str], start: int) -> int:
    """Return the line in which the comments above an entry begin; that of the entry where there is none."""
    first = start
    for number in range(start - 1, -1, -1):
        content = lines[number].strip()
        if content.startswith("#"):
            first = number
        elif content:
            break
    return first


def _last_line(lines: Sequence[str], start: int, dash: int) -> int:
    """Return the last line of an entry: the last one that holds something and is indented below its dash."""
    last = start
    for number in range(start + 1, len(lines)):
        content = lines[number].strip()
        if not content or content.startswith("#"):
            continue
        if _indent(lines[number]) <= dash:
            break
        last = number
    return last
