"""The addresses of a tree's entries as they are from a page."""

from __future__ import annotations

from html import escape

from sphinx.util.osutil import relative_uri

#: A part of an address that no page has: what stands for "any page of this folder".
_ANY = "\N{NULL}"


def group_of(address: str) -> str:
    """Return the address that stands for all pages of a page's folder.

    ``address`` is that of a page from the root of the site (``a/b.html``, ``a/b/``). Seen from two pages of a folder,
    the address of an entry differs only if the entry is, or is below, one of the two (see ``is_own``).
    """
    if not address:
        return ""
    folder, slash, _ = address.removesuffix("/").rpartition("/")
    return f"{folder}{slash}{_ANY}{'/' if address.endswith('/') else ''}"


def is_own(target: str, address: str) -> bool:
    """Whether an entry is the page at ``address`` or below it, and so has an address of its own from there."""
    return target == address or (address.endswith("/") and target.startswith(address))


def written(base: str, target: str, anchor: str) -> str:
    """Return an entry's address as it is in the HTML of the page whose address is ``base``."""
    return escape(relative_uri(base, target) + anchor or "#")
