"""Measures the PDF editions: the knowledge base by Typst and by LaTeX, and a large generated project by Typst.

Owns those measurements alone. Times are processor time of the whole build from clean, one after the other in one run;
memory is the largest resident set of any process of the build.
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
from pathlib import Path

from benchmarks.catalogue import make_catalogue
from benchmarks.generate import FLAVOURS, write_project
from benchmarks.measure import REPOSITORY, BuildFailed
from benchmarks.table import Row

HANDBOOK = "the knowledge base as a PDF"


def measure_pdf(folder: Path, pages: int, *, latex: bool) -> list[Row]:
    """Return the rows: the knowledge base by both, where lualatex is there, and a project of ``pages`` pages."""
    rows = []
    source = ["-c", str(REPOSITORY), str(REPOSITORY / "source")]
    typst, _memory = _spent(["-b", "typstpdf", "-d", str(folder / "typst-trees"), *source, str(folder / "typst")])
    if latex and shutil.which("lualatex") is not None:
        options = ["-d", str(folder / "latex-trees"), *source, str(folder / "latex")]
        written, _memory = _spent(["-b", "latex", *options])
        drawn = _seconds(["make", "-C", str(folder / "latex"), "LATEXMKOPTS=-interaction=nonstopmode -halt-on-error"])
        rows.append(Row(HANDBOOK, "by Typst, against LaTeX, from clean", typst, written + drawn, most=0.25))
    else:
        rows.append(Row(HANDBOOK, "by Typst, from clean", typst, None, None))
    again, _memory = _spent(["-b", "typstpdf", "-d", str(folder / "typst-trees"), *source, str(folder / "typst")])
    rows.append(Row(HANDBOOK, "by Typst, with nothing to read again; against from clean", again, typst, most=None))
    project = write_project(folder / "large", FLAVOURS["directives"], "alabaster", make_catalogue(pages))
    command = ["-b", "typstpdf", "-d", str(folder / "large-trees"), str(project.source), str(folder / "large-pdf")]
    seconds, memory = _spent(command)
    where = f"{pages:,} pages as a PDF"
    rows.append(Row(where, "by Typst, from clean", seconds, None, None))
    rows.append(Row(where, "memory at the most", memory, None, None, unit="MB", decimals=0))
    return rows


def _spent(arguments: list[str]) -> tuple[float, float]:
    """Return the processor seconds and the megabytes at the most of one run of sphinx-build."""
    # In a process that measures itself, so that the memory is that of this run and of no other.
    code = (
        "import resource, sys\nfrom sphinx.cmd.build import main\n"
        "code = main(sys.argv[1:])\n"
        "used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]\n"
        "print('peak', max(each.ru_maxrss for each in used))\nsys.exit(code)"
    )
    command = [sys.executable, "-c", code, "-q", "-W", "--keep-going", *arguments]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(REPOSITORY), os.environ.get("PYTHONPATH", "")])}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        raise BuildFailed("\n".join(done.stderr.splitlines()[-20:]))
    peak = re.search(r"^peak (\d+)$", done.stdout, re.MULTILINE)
    seconds = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return seconds, int(peak[1]) / 1024 if peak else 0.0


def _seconds(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
