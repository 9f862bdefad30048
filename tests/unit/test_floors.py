"""The house: imports point down only, and nothing below the third floor knows of Sphinx."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "sphinx_excellence"
PURE = (
    "model",
    "loader",
    "rules",
    "views",
    "reports",
    "findings",
    "messages",
    "content",
    "characters",
    "export",
    "spelling",
)
#: What each room may import of the package, itself included.
ALLOWED = {
    "messages": {"messages"},
    "content": {"content"},
    "characters": {"characters"},
    "spelling": {"spelling"},
    "findings": {"findings", "messages", "spelling"},
    "model": {"model", "characters", "findings", "messages"},
    "loader": {"loader", "content", "characters", "model", "findings", "messages", "spelling"},
    "rules": {"rules", "loader", "model", "findings", "messages"},
    "views": {"views", "model", "findings", "messages"},
    "reports": {"reports", "content", "characters", "findings", "messages"},
    "fixes": {"fixes", "loader", "model", "findings", "messages"},
    "export": {"export", "model", "findings", "messages"},
    # A wing of its own: it could be lifted out.
    "typst": {"typst"},
    "cli": {
        "cli",
        "fixes",
        "export",
        "reports",
        "rules",
        "loader",
        "content",
        "characters",
        "model",
        "findings",
        "messages",
        "",
    },
    "extension": {
        "extension",
        "export",
        "reports",
        "rules",
        "loader",
        "views",
        "model",
        "findings",
        "messages",
        "content",
        "typst",
        "",
    },
}


def modules() -> list[str]:
    return sorted(
        ".".join(("sphinx_excellence", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        for path in PACKAGE.rglob("*.py")
    )


def room_of(module: str) -> str:
    return [*module.split("."), ""][1]


@pytest.mark.parametrize("module", modules())
def test_each_module_imports_only_from_its_own_floor_or_below(module):
    path = PACKAGE.parent / Path(*module.split("."))
    source = (path / "__init__.py") if path.is_dir() else path.with_suffix(".py")
    imported = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sphinx_excellence"):
            imported.add(room_of(node.module))
        elif isinstance(node, ast.Import):
            imported |= {room_of(a.name) for a in node.names if a.name.startswith("sphinx_excellence")}
    room = room_of(module)
    assert imported <= ALLOWED.get(room, {"extension"})


@pytest.mark.parametrize("room", PURE)
def test_the_pure_floors_never_import_sphinx_or_docutils(room):
    names = [module for module in modules() if room_of(module) == room]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'sphinx', 'docutils'}))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


#: Imports each module named on the command line in a process of its own, forked from one that has loaded nothing of the
#: package, only what it builds on: that takes most of the time of an import, and the order of imports among our own
#: modules is what is in question. Prints what went wrong, by module.
EACH_ALONE = """
import importlib, json, os, sys, traceback, warnings
warnings.simplefilter("ignore")
for name in ("pydantic", "click", "yaml", "ruamel.yaml", "markdown_it", "sphinx.application", "sphinx.builders.html",
             "sphinx.builders.latex", "sphinx.writers.html5", "sphinx.writers.texinfo"):
    importlib.import_module(name)
assert not [name for name in sys.modules if name.split(".")[0] == "sphinx_excellence"]
failed = {}
for name in sys.argv[1:]:
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        text = ""
        try:
            importlib.import_module(name)
        except BaseException:
            text = traceback.format_exc()
        with open(writer, "w", encoding="utf-8") as pipe:
            pipe.write(text)
        os._exit(0)
    os.close(writer)
    with open(reader, encoding="utf-8") as pipe:
        text = pipe.read()
    if os.waitpid(child, 0)[1] or text:
        failed[name] = text or "it ended the process"
print(json.dumps(failed))
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes cannot be forked here")
@pytest.mark.parametrize("room", sorted({room_of(module) for module in modules()}))
def test_each_module_can_be_imported_alone(room):
    names = [module for module in modules() if room_of(module) == room]
    result = subprocess.run([sys.executable, "-c", EACH_ALONE, *names], capture_output=True, text=True, check=False)
    assert (json.loads(result.stdout or "null"), result.stderr) == ({}, "")
