"""Runs a step for a long document in a process of its own; see ``worker``."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from sphinx_excellence.typst.compiler import CompileError, Diagnostic

#: What a process runs.
_PROGRAM: Final = (
    "import sys; sys.path.append(sys.argv[1]); from sphinx_excellence.typst.parts.worker import main; main()"
)


def run_step(step: str, **asked: Any) -> dict[str, Any]:
    """Return the answer to a step. Raises ``CompileError``, also where the process has ended without one."""
    done = subprocess.run(  # noqa: S603 - Python itself
        [sys.executable, "-P", "-c", _PROGRAM, str(Path(__file__).parents[3])],
        input=json.dumps({"step": step, **asked}).encode() + b"\n",
        capture_output=True,
        check=False,
    )
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"exit status {done.returncode}"
        raise CompileError(Diagnostic(f"the process that compiles it has ended: {reason}")) from None
    if "refused" in answer:
        raise CompileError(diagnostic_of(answer["refused"]))
    return answer


def diagnostic_of(given: dict[str, Any]) -> Diagnostic:
    """Return a diagnostic that came as JSON."""
    positions = tuple((str(path), int(line), int(column)) for path, line, column in given["positions"])
    return Diagnostic(given["message"], tuple(given["hints"]), positions)
