"""Makes the mutants: a copy of the repository in which each function of the layers can be swapped for a faulty one.

Owns the copy and what each mutant changes. ``running`` runs the tests over it.
"""

from __future__ import annotations

import ast
import difflib
import hashlib
import pickle
import re
import shutil
import textwrap
from collections.abc import Set as AbstractSet
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

from mutmut.mutation.file_mutation import MutatedFile, mutate_file_contents

from tests.mutants.mutant import LAYERS, PACKAGE, Mutant

#: The packages under test, and what else the tests of them read.
COPIED = (PACKAGE, "tests", "source", "data", "conf.py", "pyproject.toml", "excellence.schema.json", "README.md")


def make_mutants(root: Path, into: Path, only: str = "*", modules: AbstractSet[str] | None = None) -> list[Mutant]:
    """Copy the repository into a folder, mutate the layers' modules whose names match ``only``, and list the mutants.

    Of ``modules``, where they are given, and of no others.
    """
    shutil.rmtree(into, ignore_errors=True)
    into.mkdir(parents=True)
    for name in COPIED:
        source = root / name
        if source.is_dir():
            shutil.copytree(source, into / name, ignore=shutil.ignore_patterns("__pycache__", ".excellence_cache"))
        else:
            shutil.copy(source, into / name)
    mutants: list[Mutant] = []
    for layer in LAYERS:
        for path in sorted((into / PACKAGE / layer).rglob("*.py")):
            module = ".".join(path.relative_to(into).with_suffix("").parts).removesuffix(".__init__")
            if modules is not None and module not in modules:
                continue
            if not fnmatch(f"{module}.x", only) and not fnmatch(module, only):
                continue
            made = _mutated(path, into.parent / "made")
            path.write_text(made.code, encoding="utf-8")
            mutants += _mutants_of(module, made)
    return mutants


def _mutated(path: Path, kept: Path) -> MutatedFile:
    """Return the mutated file, kept by the content of the source: making it takes longer than many of its mutants."""
    source = path.read_bytes()
    file = kept / f"{hashlib.sha256(source + version('mutmut').encode()).hexdigest()}.pickle"
    if not file.exists():
        kept.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(mutate_file_contents(str(path), source.decode())))
    made: MutatedFile = pickle.loads(file.read_bytes())
    return made


def _mutants_of(module: str, made: MutatedFile) -> list[Mutant]:
    lines = made.code.splitlines()

    def body(function: str) -> list[str]:
        span = made.line_span_by_function_name[function]
        text = textwrap.dedent("\n".join(lines[span.start - 1 : span.end]))
        return text.replace(function, "f").splitlines()

    found = []
    for name in made.mutant_names:
        original = f"{name.partition('__mutmut_')[0]}__mutmut_orig"
        before = body(original)
        changes = [
            line
            for line in difflib.unified_diff(before, body(name), n=0, lineterm="")
            if line[:3] not in {"+++", "---"}
        ]
        was, becomes = (" ".join(line[1:].strip() for line in changes if line[0] == sign) for sign in "-+")
        hunk = next((_HUNK.match(line) for line in changes if line.startswith("@@")), None)
        first, last = _statement(before, int(hunk[1]) if hunk is not None else 1)
        start = made.line_span_by_function_name[original].start - 1
        found.append(Mutant(module, name, was, becomes, (start + first, start + last)))
    return found


_HUNK = re.compile(r"@@ -(\d+)")


def _statement(body: list[str], line: int) -> tuple[int, int]:
    """Return the first and the last line of the statement around a line of a function; of one that holds others, the head."""
    around = [
        node
        for node in ast.walk(ast.parse("\n".join(body)))
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    inner = max(around, key=lambda node: (node.lineno, -(node.end_lineno or 0)), default=None)
    if inner is None or (isinstance(inner, ast.FunctionDef) and inner.lineno == 1):
        return 1, len(body)
    inside: list[ast.stmt] = getattr(inner, "body", [])
    last = max(inner.lineno, inside[0].lineno - 1) if inside else inner.end_lineno or inner.lineno
    return (inner.lineno, last) if line <= last else (line, line)
