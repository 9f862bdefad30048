"""The pages of a site as the scorecard measures them: which leads to which, and what a guide is like.

Owns these plain values. Only a build knows them; it says what it read, for commands that build nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from sphinx_excellence.findings import RecordKey


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page: its title, and the pages that its body and its tables of contents lead to, sorted, without itself.

    ``words`` is how many words it has, code left out, and ``last_links`` are the pages that its last section leads to;
    both are known of guides only.
    """

    title: str
    links: tuple[str, ...] = ()
    words: int | None = None
    last_links: tuple[str, ...] = ()


@dataclass(frozen=True)
class Site:
    """The pages of a site by name, the home page, and the page of each record that has one."""

    root: str
    pages: Mapping[str, SitePage] = field(default_factory=dict)
    homes: Mapping[RecordKey, str] = field(default_factory=dict)

    def clicks(self) -> Mapping[str, int]:
        """Return how many clicks each page is away from the home page; those that no path leads to are not in it."""
        found = {self.root: 0} if self.root in self.pages else {}
        waiting = deque(found)
        while waiting:
            page = waiting.popleft()
            for leads_to in self.pages[page].links:
                if leads_to not in found and leads_to in self.pages:
                    found[leads_to] = found[page] + 1
                    waiting.append(leads_to)
        return found

    def homes_of(self, kind: str) -> Mapping[str, str]:
        """Return the page of each record of a kind, by its id."""
        return {record_id: page for (of, record_id), page in self.homes.items() if of == kind}
