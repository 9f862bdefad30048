"""Style sheets do not meddle with each other: a page may load any of them together."""

from __future__ import annotations

import re
from collections import defaultdict

from sphinx_excellence.extension.html.add_style_sheets import STATIC

#: Roots of drawings, which the sheet for what scrolls sideways styles too, and lists of examples, alike in both forms.
SHARED = {"excellence-drawing", "excellence-diagram", "excellence-figure", "excellence-hints"}


def _lone_classes(text: str) -> set[str]:
    """Return the classes that a sheet styles wherever they are: a rule's whole selector is the class."""
    heads = re.findall(r"([^{}]+)\{", re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL))
    selectors = (selector.strip() for head in heads for selector in head.split(","))
    return {found[1] for selector in selectors if (found := re.fullmatch(r"\.([\w-]+)(?:::?[\w-]+)?", selector))}


def test_a_class_alone_is_styled_by_one_sheet():
    sheets = defaultdict(set)
    for path in STATIC.glob("*.css"):
        for name in _lone_classes(path.read_text(encoding="utf-8")):
            sheets[name].add(path.name)
    assert {name: found for name, found in sheets.items() if len(found) > 1 and name not in SHARED} == {}
