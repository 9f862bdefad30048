"""The headings of pages that have none, as their old theme wrote one: Sphinx finds pages by their titles."""

from __future__ import annotations

import re

from sphinx_excellence.takeover.html_facts import PageFacts
from sphinx_excellence.takeover.project_files import heading_of
from sphinx_excellence.takeover.source import Source

#: A heading of Markdown: after numbers of signs, or above a line of them.
_HEADING = re.compile(r"^ {0,3}#{1,6}(?:[ \t]|$)|^\S.*\n {0,3}(?:=+|-+)[ \t]*$", re.MULTILINE)


def missing_heading(path: str, body: str, facts: PageFacts | None, source: Source) -> str:
    """Return the heading of a page that has none. A format's setting ``titles`` names them."""
    title = source.settings.get("titles", {}).get(path)
    if title is None or (
        facts is not None and any(level == 1 for level, _ in facts.headings) and _HEADING.search(body)
    ):
        return ""
    if facts is None and _HEADING.search(body):
        return ""
    return f"{heading_of(title)}\n"
