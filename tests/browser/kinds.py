"""Which pages stand for all kinds of pages of a site.

Nothing is listed by hand: a page joins because it is the first of its folder, the first home of a record of its kind
and tier, because Sphinx or the domain makes it, or because it shows something that no page before it does. So a new
kind of page or block joins by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from bs4 import BeautifulSoup

from tests.own_site import OwnSite


def kinds_of_pages(site: OwnSite) -> list[str]:
    """Return the addresses of the pages, in the order of their names."""
    chosen = {*_first_of_each_folder(site), *_first_homes(site), *_without_source(site)}
    traits = {name: _traits(page) for name, page in site.pages.items()}
    missing = set().union(*traits.values()).difference(*(traits[name] for name in chosen))
    while missing:
        richest = max(site.names, key=lambda name: len(traits[name] & missing))
        chosen.add(richest)
        missing -= traits[richest]
    return sorted(chosen)


def _first_of_each_folder(site: OwnSite) -> Iterator[str]:
    seen = set()
    for name in site.names:
        place = (PurePosixPath(name).parent, PurePosixPath(name).stem == "index")
        if place not in seen:
            seen.add(place)
            yield name


def _first_homes(site: OwnSite) -> Iterator[str]:
    seen = set()
    for kind, homes in site.registry["pages"].items():
        for identifier, address in homes.items():
            record = site.registry[kind][identifier]
            sort = (kind, record.get("tier"), record.get("status"))
            if sort not in seen:
                seen.add(sort)
                yield address.partition("#")[0]


def _without_source(site: OwnSite) -> Iterator[str]:
    for name in site.names:
        if "/" not in name and name != "index.html":
            yield name


def _traits(page: BeautifulSoup) -> set[str]:
    """Return the elements and classes of a page, and what its inputs and roles are."""
    found, waiting = set(), [page]
    while waiting:
        for node in waiting.pop().find_all(True, recursive=False):
            found |= {node.name, *node.get("class", ())}
            found |= {f"{node.name}[{name}={node[name]}]" for name in ("type", "role") if name in node.attrs}
            if "highlight" not in node.get("class", ()):  # code has a class for each token of its language
                waiting.append(node)
    return found
