"""Measures the PDF editions: the knowledge base by Typst and by LaTeX, and a large generated project by Typst.

Owns those measurements alone. Times are processor time of the whole build from clean, one after the other in one run;
memory is the largest resident set of any process of the build.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from benchmarks.catalogue import make_catalogue
from benchmarks.generate import FLAVOURS, write_project
from benchmarks.measure import REPOSITORY, BuildFailed, Spent, spent
from benchmarks.table import Row

HANDBOOK = "the knowledge base as a PDF"


def measure_pdf(folder: Path, pages: int, *, latex: bool) -> list[Row]:
    """Return the rows: the knowledge base by both, where lualatex is there, and a project of ``pages`` pages."""
    rows = []
    source = ["-c", str(REPOSITORY), str(REPOSITORY / "source")]
    typst = _built(["-b", "typstpdf", "-d", str(folder / "typst-trees"), *source, str(folder / "typst")]).seconds
    if latex and shutil.which("lualatex") is not None:
        options = ["-d", str(folder / "latex-trees"), *source, str(folder / "latex")]
        written = _built(["-b", "latex", *options]).seconds
        options = ["-C", str(folder / "latex"), "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error"]
        drawn = _done(["make", *options]).seconds
        rows.append(Row(HANDBOOK, "By Typst, against LaTeX, from clean", typst, written + drawn, most=0.25))
    else:
        rows.append(Row(HANDBOOK, "By Typst, from clean", typst, None, None))
    again = _built(["-b", "typstpdf", "-d", str(folder / "typst-trees"), *source, str(folder / "typst")]).seconds
    rows.append(Row(HANDBOOK, "By Typst, with nothing to read again; against from clean", again, typst, most=None))
    project = write_project(folder / "large", FLAVOURS["directives"], "alabaster", make_catalogue(pages))
    command = ["-b", "typstpdf", "-d", str(folder / "large-trees"), str(project.source), str(folder / "large-pdf")]
    large = _built(command)
    where = f"{pages:,} pages as a PDF"
    rows.append(Row(where, "By Typst, from clean", large.seconds, None, None))
    rows.append(Row(where, "Memory at the most", large.megabytes, None, None, unit="MB", decimals=0))
    return rows


def _built(arguments: list[str]) -> Spent:
    """Return what one run of sphinx-build took."""
    return _done([sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", *arguments])


def _done(command: list[str]) -> Spent:
    done = spent(command)
    if done.code != 0:
        raise BuildFailed("\n".join(done.errors.splitlines()[-20:]))
    return done
