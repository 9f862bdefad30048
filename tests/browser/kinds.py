"""Which pages stand for all kinds of pages of a site.

Nothing is listed by hand: a page has to be there for each folder, for the homes of records of each kind and tier, for
each page that Sphinx or the domain makes, and for whatever any page shows. So a new kind of page or block joins by
itself. Of the pages that would do, the smallest is taken.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from tests.own_site import OwnSite

#: What a page costs before its first element, in elements.
BASE = 500


def kinds_of_pages(site: OwnSite) -> list[str]:
    """Return the addresses of the pages, in the order of their names."""
    shown = {name: _places(name) | site.pages[name].traits for name in site.names}
    for name, sort in _homes(site):
        shown[name].add(sort)
    cost = {name: BASE + site.pages[name].size for name in site.names}
    missing = set().union(*shown.values())
    chosen: list[str] = []
    while missing:
        best = max(site.names, key=lambda name: len(shown[name] & missing) / cost[name])
        chosen.append(best)
        missing -= shown[best]
    for name in sorted(chosen, key=cost.__getitem__, reverse=True):  # what later ones have made needless
        others = set().union(*(shown[other] for other in chosen if other != name))
        if shown[name] <= others:
            chosen.remove(name)
    return sorted(chosen)


def _places(name: str) -> set[object]:
    path = PurePosixPath(name)
    at_top = "/" not in name  # the first page, and those without a source
    return {(path.parent, path.stem == "index"), *([name] if at_top else [])}


def _homes(site: OwnSite) -> list[tuple[str, object]]:
    return [
        (address.partition("#")[0], (kind, record.get("tier"), record.get("status")))
        for kind, homes in site.registry["pages"].items()
        for identifier, address in homes.items()
        for record in [site.registry[kind][identifier]]
    ]
