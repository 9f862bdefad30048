"""A program that does one step for a long document and ends, so that its memory is given back.

A line of JSON comes in and one goes out. It is started by ``process`` as a program of its own, and neither forked nor
handed a module to import again, so that it does not matter who runs Sphinx, and how.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from sphinx_excellence.typst.compiler import CompileError, Compiler


def main() -> None:
    """Do what is asked for."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever else prints something, prints no answer
    asked = json.loads(sys.stdin.buffer.readline())
    answer.write(json.dumps(_STEPS[asked.pop("step")](**asked)) + "\n")
    answer.flush()


def _compile(*, root: str, fonts: list[str], main: str, target: str, standards: list[str]) -> dict[str, Any]:
    compiler = Compiler(Path(root), [Path(each) for each in fonts])
    try:
        diagnostics = compiler.compile(Path(target), standards=standards, main=main)
        report = compiler.value_of(main, "<part-report>")
    except CompileError as error:
        return {"refused": asdict(error.diagnostic)}
    return {"diagnostics": [asdict(each) for each in diagnostics], "report": report}


def _join(*, target: str, parts: list[dict[str, Any]], places: dict[str, Any]) -> dict[str, Any]:
    # Only this step needs pikepdf, and it needs no compiler's memory.
    from sphinx_excellence.typst.parts.joining import join  # noqa: PLC0415

    join(Path(target), parts, places)
    return {}


_STEPS: Mapping[str, Callable[..., dict[str, Any]]] = {"compile": _compile, "join": _join}
