"""What the text of a record's page says, as plain values: its sections, and what of the record is read from it.

Owns these values. They are no fields of the record, since they have their home in the page; rules, the command and the
export look at them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Section(NamedTuple):
    """A section of a page.

    ``id`` is that of the table of headings, ``title`` the heading as it is written, ``text`` the source below it
    without the sections inside that have an id themselves. ``number`` counts the sections of the page from 0;
    ``is_empty`` says that a reader sees nothing below the heading.
    """

    id: str
    title: str
    text: str
    number: int
    is_empty: bool = False


@dataclass(frozen=True, slots=True)
class PageText:
    """What is known of the text of a record's page.

    ``has_headings`` says whether the page has headings besides its title, ``fields`` are the record's fields that the
    text itself shows, ``placeholders`` the words of a template that were left in it, ``unconsidered`` is the chosen
    option where the options that were considered are others, ``considered`` are those. ``status_heading`` is the title
    of the section that says the status, where front matter does not; ``file`` is the page from the folder of all.
    """

    sections: tuple[Section, ...] = ()
    has_headings: bool = False
    fields: frozenset[str] = frozenset()
    placeholders: tuple[str, ...] = ()
    unconsidered: str = ""
    considered: tuple[str, ...] = ()
    status_heading: str = ""
    file: str = ""

    def ids(self) -> frozenset[str]:
        """Return the ids of the sections."""
        return frozenset(section.id for section in self.sections)

    def texts(self) -> dict[str, str]:
        """Return the text of each section by its id, in the order of the page; of several, one below the other."""
        found: dict[str, list[str]] = {}
        for section in self.sections:
            found.setdefault(section.id, []).append(section.text)
        return {name: "\n\n".join(text for text in texts if text) for name, texts in found.items()}
