"""The knowledge base as its readers have it: near, whole, and leading onward."""

from __future__ import annotations

import re
from collections import deque
from pathlib import PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

#: Sphinx's own, which the theme links to.
GENERATED = {"genindex.html", "search.html", "excellence-tiers.html", "excellence-categories.html"}


def links_of(name, page):
    """Yield where each link of a page leads: the page and the fragment, or the whole address where it leads out."""
    for address in page.links:
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            yield address, ""
        else:
            yield (urljoin(name, unquote(parts.path)) if parts.path else name), unquote(parts.fragment)


def test_every_page_is_three_clicks_from_the_first(own_site):
    pages = own_site.pages
    clicks, waiting = {"index.html": 0}, deque(["index.html"])
    while waiting:
        name = waiting.popleft()
        for target, _fragment in links_of(name, pages[name]):
            if target in pages and target not in clicks:
                clicks[target] = clicks[name] + 1
                waiting.append(target)
    far = {name: clicks.get(name) for name in pages if clicks.get(name, 9) > 3}
    assert set(far) <= {"genindex.html", "search.html", "404.html"}  # the theme has a search field of its own


def test_no_link_within_the_site_leads_nowhere(own_site):
    out, pages = own_site.out, own_site.pages
    broken = []
    for name, page in pages.items():
        for target, fragment in links_of(name, page):
            if urlsplit(target).scheme:
                continue
            missing = target not in pages and not (out / target).exists()
            lost = fragment and target in pages and target not in GENERATED and fragment not in pages[target].ids
            lost = lost and not fragment.startswith("compare=")  # which patterns a script sets side by side
            if missing or lost:
                broken.append(f"{name}: {target}#{fragment}")
    assert broken == []


def test_addresses_that_lead_out_are_whole(own_site):
    pages = own_site.pages
    wrong = []
    for name, page in pages.items():
        for target, _fragment in links_of(name, page):
            parts = urlsplit(target)
            if not parts.scheme:
                continue
            host = parts.hostname or ""
            sound = parts.scheme in {"http", "https"} and re.fullmatch(r"(?:[a-z0-9-]+\.)+[a-z]{2,}", host)
            if not (sound and not re.search(r"[\s<>\"{}|\\^`]|\.{3}", target)) and parts.scheme != "mailto":
                wrong.append(f"{name}: {target}")
    assert wrong == []


def test_gold_shows_who_uses_it_and_legacy_leads_onward(own_site):
    pages = own_site.pages
    registry = own_site.registry
    cases = {key.partition("#")[0] for key in registry["pages"]["case_studies"].values()}
    homes = {name: address.partition("#")[0] for name, address in registry["pages"]["patterns"].items()}
    leaving: dict[str, set[str]] = {}
    for name, migration in registry["migrations"].items():
        for pattern in [migration["from"]] if isinstance(migration["from"], str) else migration["from"]:
            leaving.setdefault(pattern, set()).add(registry["pages"]["migrations"][name].partition("#")[0])
    for name, pattern in registry["patterns"].items():
        targets = {target for target, _fragment in links_of(homes[name], pages[homes[name]])}
        if pattern.get("tier") == "gold":
            sources = {example.get("source") for example in pattern.get("modern_examples", ())} - {None}
            assert targets & (cases | sources), name
        if name in registry["legacy"]:
            onward = {homes[each["pattern"]] for each in pattern["alternatives"] if "pattern" in each}
            assert onward <= targets, name
            assert leaving.get(name, set()) <= targets, name
    assert len(homes) >= 37
    assert PurePosixPath(homes["saga"]).name == "saga.html"
