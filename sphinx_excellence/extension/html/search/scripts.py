"""The scripts of the search as sites get them: parts joined, in the order in which they run.

The parts are in the folder ``parts``, each a script of its own. Joined they are smaller when compressed, and one file
is loaded instead of several.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from sphinx_excellence.extension.html.compact_files import joined_parts

PARTS = Path(__file__).parent / "parts"
#: Matches queries, ranks entries and knows where they are; shows them on the search page; and in the dialog.
SEARCH, RESULTS, DIALOG = "excellence-search.js", "excellence-results.js", "excellence-dialog.js"
#: Opens the dialog, for which it loads the rest.
SHORTCUT = "excellence-shortcut.js"
#: The parts of each script.
SCRIPTS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    SEARCH: ("words", "matching", "answers", "ranking", "pages"),
    RESULTS: ("results", "panel"),
    DIALOG: ("options", "dialog"),
    SHORTCUT: ("shortcut",),
})  # fmt: skip


def joined(name: str) -> str:
    """Return a script that sites get."""
    return joined_parts(PARTS, SCRIPTS[name])
