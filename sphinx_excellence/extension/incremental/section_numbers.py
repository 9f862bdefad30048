"""Takes away the section numbers of the last run, before Sphinx counts anew.

Sphinx keeps a page's numbers with its title and its table of contents. It overwrites those of the pages that it counts,
and leaves those of pages that no numbered toctree reaches any more. To be removed once
``TocTreeCollector.assign_section_numbers`` clears them itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment


def clear_section_numbers(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """Leave titles and tables of contents as they are when a page has just been read; name no page."""
    for title in env.titles.values():
        title.attributes.pop("secnumber", None)
    for toc in env.tocs.values():
        for reference in toc.findall(nodes.reference):
            reference.attributes.pop("secnumber", None)
    return []
