"""Rules of ``takeover.yaml`` for old addresses, as old addresses one by one.

A site of files can only answer at addresses that are known. A rule says with a regular expression which old addresses
there were, and where they lead; its old addresses follow from the new ones: where ``to`` fits the address of a page,
what its groups hold is put into ``from``.

That needs a ``from`` that is plain text but for its groups, and a ``to`` with each of them: ``/v1/(.*)`` and ``/$1``
are ``/v1/guide/`` for the page ``/guide/``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

_REFERENCE = re.compile(r"\$(\d+)")
#: What is no plain text in a regular expression, outside of groups.
_SPECIAL = frozenset(".*+?[]{}|^$)")


def pieces_of(pattern: str) -> list[str | int] | None:
    """Return a regular expression as plain texts and numbers of its outer groups; nothing where it is more."""
    pieces: list[str | int] = []
    number = position = 0
    text = pattern.removeprefix("^")
    text = text[:-1] if text.endswith("$") and not text.endswith("\\$") else text
    while position < len(text):
        sign = text[position]
        if sign == "(":
            end = _group_end(text, position)
            if end is None or text.startswith("(?", position):
                return None
            number += 1
            pieces.append(number)
            number += re.compile(text[position + 1 : end - 1]).groups
            position = end
        elif sign == "\\":
            if not text[position + 1 : position + 2] or text[position + 1].isalnum():
                return None
            pieces.append(text[position + 1])
            position += 2
        elif sign in _SPECIAL:
            return None
        else:
            pieces.append(sign)
            position += 1
    return pieces


def _group_end(text: str, start: int) -> int | None:
    """Return where the group ends that begins at ``start``."""
    depth, position, in_set = 0, start, False
    while position < len(text):
        sign = text[position]
        if sign == "\\":
            position += 1
        elif in_set:
            in_set = sign != "]" or text[position - 1] == "["
        elif sign == "[":
            in_set = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                return position + 1
        position += 1
    return None


def old_addresses(pattern: str, becomes: str, addresses: Iterable[str]) -> Iterator[tuple[str, str]] | None:
    """Yield old addresses and the new ones that they lead to, each with the slash that it begins with.

    ``addresses`` are those of pages. Returns nothing where the rule does not say its old addresses.
    """
    pieces = pieces_of(pattern)
    named = {int(each) for each in _REFERENCE.findall(becomes)}
    if pieces is None or not {each for each in pieces if isinstance(each, int)} <= named:
        return None
    if not named:
        return iter([("".join(map(str, pieces)), becomes)])
    return _inverted(pattern, pieces, becomes, addresses)


def _inverted(
    pattern: str, pieces: list[str | int], becomes: str, addresses: Iterable[str]
) -> Iterator[tuple[str, str]]:
    fits = _fitting(becomes)
    for address in addresses:
        found = fits.fullmatch(address)
        if found is None:
            continue
        old = "".join(each if isinstance(each, str) else found[f"g{each}"] for each in pieces)
        again = re.fullmatch(pattern, old, re.DOTALL)
        if again is not None and _REFERENCE.sub(lambda it: again[int(it[1])] or "", becomes) == address:  # noqa: B023 - used at once
            yield old, address


def _fitting(becomes: str) -> re.Pattern[str]:
    """Return what fits the addresses that ``to`` can become."""
    written, seen, position = "", set(), 0
    for found in _REFERENCE.finditer(becomes):
        number = int(found[1])
        written += re.escape(becomes[position : found.start()])
        written += f"(?P=g{number})" if number in seen else f"(?P<g{number}>.*)"
        seen.add(number)
        position = found.end()
    return re.compile(written + re.escape(becomes[position:]), re.DOTALL)
