"""The anchors that other generators give to headings: the name of each, and how equal ones are numbered.

Owns the algorithms, so that links of readers to a site that moved still find their section:
https://github.com/Python-Markdown/markdown/blob/master/markdown/extensions/toc.py (``slugify``, ``unique``) and
https://github.com/facelessuser/pymdown-extensions/blob/main/pymdownx/slugs.py, and
https://github.com/Flet/github-slugger, which is what Docusaurus calls and what kramdown does for GitHub's Markdown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from types import MappingProxyType

_NUMBERED = re.compile(r"^(.*)_([0-9]+)$")


def python_markdown(title: str) -> str:
    """Return the anchor of a heading as Python-Markdown makes it: ASCII alone."""
    return python_markdown_unicode(unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii"))


def python_markdown_unicode(title: str) -> str:
    """Return the anchor of a heading as ``slugify_unicode`` of Python-Markdown makes it."""
    plain = re.sub(r"[^\w\s-]", "", title).strip().lower()
    return re.sub(r"[-\s]+", "-", plain)


def pymdownx(title: str) -> str:
    """Return the anchor of a heading as ``slugify`` of ``pymdownx.slugs`` makes it with ``case: lower``."""
    plain = re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", title).strip().lower())
    return plain.replace(" ", "-")


def github(title: str) -> str:
    """Return the anchor of a heading as GitHub makes it: letters, marks, digits, ``_`` and ``-``; blanks are ``-``."""
    kept = (each for each in title.lower() if each in " -" or _is_of_word(each))
    return "".join(kept).replace(" ", "-")


def _is_of_word(letter: str) -> bool:
    category = unicodedata.category(letter)
    return category[0] in "LM" or category in {"Nd", "Nl", "Pc"}


#: The generators by the word of the setting.
GENERATORS: Mapping[str, Callable[[str], str]] = MappingProxyType({
    "python-markdown": python_markdown,
    "python-markdown-unicode": python_markdown_unicode,
    "pymdownx": pymdownx,
    "github": github,
})  # fmt: skip


def numbered_by(generator: str, slug: str, taken: Container[str]) -> str:
    """Return an anchor that is not taken, numbered as the generator of that name does; empty where it gives none."""
    return _numbered_by_github(slug, taken) if generator == "github" else numbered(slug, taken)


def _numbered_by_github(slug: str, taken: Container[str]) -> str:
    free, number = slug, 0
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free


def numbered(slug: str, taken: Container[str]) -> str:
    """Return an anchor that is not taken, numbered as Python-Markdown does: ``x``, ``x_1``; ``_1`` for an empty one."""
    while slug in taken or not slug:
        found = _NUMBERED.match(slug)
        slug = f"{found[1]}_{int(found[2]) + 1}" if found is not None else f"{slug}_1"
    return slug
