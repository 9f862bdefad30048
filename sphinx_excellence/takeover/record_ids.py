"""Ids for records that other tools know by a name alone.

Owns making an id of a name, and telling records with one name apart.
"""

from __future__ import annotations

import re
import unicodedata

from sphinx_excellence.model.fields import id_like

#: Signs that tell names apart and that an id cannot have.
_SIGNS = {"+": "-plus", "#": "-sharp", "&": "-and-"}


def id_of_name(name: str) -> str:
    """Return a name as an id: ``c-plus-plus`` for ``C++``; empty for one without a Latin letter or a digit."""
    for sign, words in _SIGNS.items():
        name = name.replace(sign, words)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[-.]{2,}", "-", id_like(plain.replace("'", "")))


class NamedIds:
    """Gives each record an id of its own."""

    def __init__(self) -> None:
        """Begin without any."""
        self._taken: set[str] = set()

    def of(self, name: str, *more: str, noun: str = "item") -> tuple[str, bool]:
        """Return an id for ``name``, and whether it is that of the name alone.

        ``more`` are names that tell it from others, such as its category.
        """
        base = id_of_name(name) or noun
        candidates = [base] if id_of_name(name) else []
        candidates += [f"{base}-{id_of_name(each)}" for each in more if id_of_name(each)]
        found = next((each for each in candidates if each not in self._taken), "")
        number = 2
        while not found:
            found = f"{base}-{number}" if f"{base}-{number}" not in self._taken else ""
            number += 1
        self._taken.add(found)
        return found, found == id_of_name(name)
