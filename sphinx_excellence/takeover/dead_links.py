"""Links that lead nowhere: which of those of the new site led nowhere before.

Owns comparing their addresses, which both sites write in ways of their own.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable

from sphinx_excellence.takeover.baseline import Baseline
from sphinx_excellence.takeover.built_site import BuiltSite


def new_dead_links(dead: Iterable[str], page: str, file: str, baseline: Baseline, site: BuiltSite) -> list[str]:
    """Return the addresses of dead links that a page had not; ``page`` is the source's, ``file`` what it became."""
    known = [(_bare(address), _old_place(address, page, baseline, site)) for address in baseline.pages[page].dead]
    grown = []
    for address in dead:
        bare, place = _bare(address), _new_place(address, file, site)
        same = next((each for each in known if each[0] == bare or each[1] == place), None)
        if same is None:
            grown.append(address)
        else:
            known.remove(same)
    return grown


def _old_place(address: str, page: str, baseline: Baseline, site: BuiltSite) -> tuple[str, str] | None:
    """Return the built file and the anchor of a link whose page the old site had, and whose anchor it had not."""
    path, _, anchor = address.partition("#")
    if not path or not anchor:
        return None
    below = posixpath.normpath(posixpath.join(posixpath.dirname(page), path))
    known = next((baseline.pages[each] for each in (below, f"{below}.md") if each in baseline.pages), None)
    known = known or baseline.by_url.get(_joined(baseline.pages[page].url or "", path))
    return (site.file_of(known.target), anchor) if known is not None else None


def _joined(url: str, path: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(url), path)).strip("/")


def _new_place(address: str, file: str, site: BuiltSite) -> tuple[str, str] | str:
    path, _, anchor = address.partition("#")
    found = site.resolve(file, path) if anchor else None
    return (found[0], anchor) if found is not None else address


#: For which colours an image is, which the new site says by a class.
_SCHEME_OF_IMAGE = re.compile(r"#(?:only-(?:light|dark)|gh-(?:light|dark)-mode-only)$")


def _bare(address: str) -> str:
    """Return a dead address in the one form in which both sites may have written it."""
    return _SCHEME_OF_IMAGE.sub("", address).lstrip("#./").removesuffix("/")
