"""A rendered tree of pages, taken apart, and filled in for a page."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_excellence.navigation.addresses import group_of, is_own, written

#: How a text looks on a page that is elsewhere, in an entry on the way to the page, and in the page's own entry.
States = tuple[str, str, str]
_ELSEWHERE, _ON_THE_WAY, _HERE = 0, 1, 2
#: What is in a tree that was rendered for no page, instead of an address: the number of the page it leads to.
_HOLE = re.compile('\ue000([0-9]+)\ue001([^"]*)')
_TAG = re.compile("(<[^>]*>)")
#: So many folders' texts are kept; pages are written in order, so those of a folder come one after the other.
_GROUPS_KEPT = 4


class Target(NamedTuple):
    """Where an entry leads: a page's name, and its address from the root of the site."""

    name: str
    address: str


def hole(number: int) -> str:
    """Return what stands for the address of the target with this number until a page is known."""
    return f"\ue000{number}\ue001"


class NotAlikeError(Exception):
    """The three renderings of a tree differ in more than their tags, or it is not made of nested lists."""


@dataclass(slots=True, eq=False)
class Link:
    """The tag of a link up to its address and from there on."""

    before: States
    target: Target
    anchor: str
    after: States


@dataclass(slots=True, eq=False)
class Run:
    """A list of entries."""

    opening: States
    entry: Entry | None
    items: list[States | Entry] = field(default_factory=list)
    closing: str = ""


@dataclass(slots=True, eq=False)
class Entry:
    """An entry of a list with all that it holds; ``place`` is its number in the list."""

    run: Run
    place: int
    items: list[States | Link | Run] = field(default_factory=list)

    def way(self) -> Iterator[Entry]:
        """Yield the entry and those around it, from the innermost to the outermost."""
        entry: Entry | None = self
        while entry is not None:
            yield entry
            entry = entry.run.entry


class Tree:
    """A tree of pages that can be filled in for any page.

    ``renderings`` is the HTML of the tree thrice, alike but for its tags: for a page that is not in it; with every list
    and every entry marked as on the way to the page; and with every link marked as the page's own besides. Addresses
    are holes, by their number in ``targets``. A ``here_class`` is a class that the entry of the page itself has.
    """

    def __init__(self, renderings: Sequence[str], targets: Sequence[Target], here_class: str = "") -> None:
        """Take the tree apart.

        Raises ``NotAlikeError``.
        """
        self._here_class = here_class
        self._items: list[States | Run] = []
        self._by_name: dict[str, list[tuple[Entry, str]]] = {}
        self._groups: OrderedDict[tuple[str, bool], _Group] = OrderedDict()
        addressed: list[tuple[str, Entry]] = []
        for entry, link in self._take_apart(renderings, targets):
            self._by_name.setdefault(link.target.name, []).append((entry, link.anchor))
            addressed.append((link.target.address, entry))
        addressed.sort(key=lambda each: each[0])
        self._addresses = [address for address, _ in addressed]
        self._entries = [entry for _, entry in addressed]

    def names_on_the_way(self, name: str) -> list[str]:
        """Return the names of the pages on the way to a page, itself first; none where it is not in the tree."""
        ways = [entry.way() for entry, anchor in self._by_name.get(name, ()) if not anchor]
        return [link.target.name for way in ways for entry in way for link in entry.items if isinstance(link, Link)]

    def is_repeated(self, name: str) -> bool:
        """Whether a page is more than once in the tree."""
        return sum(not anchor for _, anchor in self._by_name.get(name, ())) > 1

    def filled_in(self, name: str, address: str, *, collapse: bool) -> str:
        """Return the HTML of the tree on the page of this name and address.

        With ``collapse`` lists are left out that are not on the way to the page.
        """
        opened = [entry for entry, _ in self._by_name.get(name, ())]
        here = {entry for entry, anchor in self._by_name.get(name, ()) if not anchor}
        return _Filling(
            address,
            self._group(address, collapse=collapse),
            here,
            marked={each for entry in here for each in entry.way()},
            opened={each for entry in opened for each in entry.way()},
            apart={each for entry in (*opened, *self._own(address)) for each in entry.way()},
        ).of(self._items)

    def _own(self, address: str) -> Iterator[Entry]:
        for number in range(bisect_left(self._addresses, address), len(self._addresses)):
            if not is_own(self._addresses[number], address):
                return
            yield self._entries[number]

    def _group(self, address: str, *, collapse: bool) -> _Group:
        key = (group_of(address), collapse)
        group = self._groups.pop(key, None) or _Group(key[0], collapse=collapse)
        self._groups[key] = group
        if len(self._groups) > _GROUPS_KEPT:
            self._groups.popitem(last=False)
        return group

    def _take_apart(self, renderings: Sequence[str], targets: Sequence[Target]) -> Iterator[tuple[Entry, Link]]:
        parts = [_TAG.split(rendering) for rendering in renderings]
        if len({len(each) for each in parts}) != 1:
            raise NotAlikeError
        run: Run | None = None
        entry: Entry | None = None
        closed: Run | None = None
        for number, states in enumerate(zip(*parts, strict=True)):
            first = states[0]
            items: list = entry.items if entry is not None else run.items if run is not None else self._items  # type: ignore[type-arg]
            if number % 2 == 0:
                if len(set(states)) != 1:
                    raise NotAlikeError
                if closed is not None and first.startswith("\n"):
                    closed.closing += "\n"
                    first = first.removeprefix("\n")
                if first:
                    items.append((first,) * 3)
            elif first.startswith("<ul"):
                run = Run(states, entry)
                items.append(run)
                entry = None
            elif first.startswith("<li"):
                if run is None or entry is not None:
                    raise NotAlikeError
                entry = Entry(run, len(run.items))
                run.items.append(entry)
                entry.items.append(self._entry_tag(states))
            elif first == "</li>":
                if entry is None:
                    raise NotAlikeError
                entry.items.append(states)
                entry = None
            elif first == "</ul>":
                if run is None or entry is not None:
                    raise NotAlikeError
                run.closing = first
                closed, entry = run, run.entry
                run = entry.run if entry is not None else None
                continue
            elif (link := _link(states, targets)) is not None and entry is not None:
                entry.items.append(link)
                yield entry, link
            else:
                items.append(states)
            closed = None
        if run is not None or entry is not None:
            raise NotAlikeError

    def _entry_tag(self, states: States) -> States:
        if not self._here_class:
            return states
        here = re.sub('class="([^"]*)"', lambda found: f'class="{found[1]} {self._here_class}"', states[_ON_THE_WAY])
        return states[_ELSEWHERE], states[_ON_THE_WAY], here


def _link(states: States, targets: Sequence[Target]) -> Link | None:
    found = [_HOLE.search(state) for state in states]
    if found[0] is None:
        return None
    if None in found or len({each[0] for each in found if each}) != 1:
        raise NotAlikeError
    before = tuple(state[: each.start()] for state, each in zip(states, found, strict=True) if each)
    after = tuple(state[each.end() :] for state, each in zip(states, found, strict=True) if each)
    return Link(before, targets[int(found[0][1])], found[0][2], after)  # type: ignore[arg-type]


class _Group:
    """The texts of entries as they are on all pages of a folder that are elsewhere."""

    def __init__(self, base: str, *, collapse: bool) -> None:
        self._base = base
        self.collapse = collapse
        self._texts: dict[Run, list[str]] = {}

    def texts(self, run: Run) -> list[str]:
        """Return the text of each item of a list."""
        if run not in self._texts:
            self._texts[run] = [item[_ELSEWHERE] if isinstance(item, tuple) else self._text(item) for item in run.items]
        return self._texts[run]

    def _text(self, entry: Entry) -> str:
        found: list[str] = []
        for item in entry.items:
            if isinstance(item, tuple):
                found.append(item[_ELSEWHERE])
            elif isinstance(item, Link):
                found += (item.before[_ELSEWHERE], written(self._base, item.target.address, item.anchor))
                found.append(item.after[_ELSEWHERE])
            elif not self.collapse:
                found += (item.opening[_ELSEWHERE], *self._of(item.items), item.closing)
        return "".join(found)

    def _of(self, items: Iterable[States | Entry]) -> Iterator[str]:
        for item in items:
            yield item[_ELSEWHERE] if isinstance(item, tuple) else self._text(item)


class _Filling:
    """The tree of one page: what is ``apart`` is written for it, all else is as in its group."""

    def __init__(
        self,
        address: str,
        group: _Group,
        here: set[Entry],
        *,
        marked: set[Entry],
        opened: set[Entry],
        apart: set[Entry],
    ) -> None:
        self._address = address
        self._group = group
        self._here = here
        self._marked = marked
        self._marked_runs = {entry.run for entry in marked}
        self._opened = opened
        self._apart: dict[Run, list[int]] = {}
        for entry in apart:
            self._apart.setdefault(entry.run, []).append(entry.place)

    def of(self, items: Iterable[States | Run]) -> str:
        out: list[str] = []
        for item in items:
            if isinstance(item, Run):
                self._write_run(item, out)
            else:
                out.append(item[_ELSEWHERE])
        return "".join(out)

    def _write_run(self, run: Run, out: list[str]) -> None:
        out.append(run.opening[_ON_THE_WAY if run in self._marked_runs else _ELSEWHERE])
        texts = self._group.texts(run)
        start = 0
        for place in sorted(self._apart.get(run, ())):
            out += texts[start:place]
            self._write_entry(run.items[place], out)  # type: ignore[arg-type]
            start = place + 1
        out += texts[start:]
        out.append(run.closing)

    def _write_entry(self, entry: Entry, out: list[str]) -> None:
        state = _HERE if entry in self._here else _ON_THE_WAY if entry in self._marked else _ELSEWHERE
        for item in entry.items:
            if isinstance(item, tuple):
                out.append(item[state])
            elif isinstance(item, Link):
                out += (item.before[state], written(self._address, item.target.address, item.anchor), item.after[state])
            elif not self._group.collapse or entry in self._opened:
                self._write_run(item, out)
