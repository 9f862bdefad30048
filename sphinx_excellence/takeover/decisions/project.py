"""The Sphinx project of a folder of decisions: that of any target, with the log on its first page."""

from __future__ import annotations

from dataclasses import replace

from sphinx_excellence.takeover.formats import ProjectFiles, TargetPlan
from sphinx_excellence.takeover.project_files import heading_of
from sphinx_excellence.takeover.project_files import project_files as usual_files
from sphinx_excellence.takeover.source import Source

_LOG = "```{adr-log}\n```\n"


def project_files(source: Source, plan: TargetPlan) -> ProjectFiles:
    """Return the files of the project."""
    usual = usual_files(source, plan)
    root = f"{plan.folder}/index.md"
    if root not in usual.files:
        return usual
    heading = f"{heading_of(plan.title)}\n".encode()
    toctree = usual.files[root].removeprefix(heading).replace(b"```{toctree}\n", b"```{toctree}\n:hidden:\n", 1)
    return replace(usual, files={**usual.files, root: heading + _LOG.encode() + b"\n" + toctree})
