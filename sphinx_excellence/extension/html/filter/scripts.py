"""The scripts of the forms that filter as sites get them: parts joined, as those of the search are.

A form of chips alone does without the second.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sphinx_excellence.extension.html.compact_files import joined_parts

PARTS = Path(__file__).parent / "parts"
#: Knows what fields say, counts and filters; and helps where readers type, and lets them choose what to compare.
FILTER, ENTRIES = "excellence-filter.js", "excellence-entries.js"
#: The parts of each script. The first uses the second, and runs after it.
SCRIPTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    FILTER: ("fields", "count", "filter"),
    ENTRIES: ("help", "choose"),
})  # fmt: skip


def joined(name: str) -> str:
    """Return a script that sites get."""
    return joined_parts(PARTS, SCRIPTS[name])
