"""The house: imports point down only, and nothing below the third floor knows of Sphinx."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "sphinx_excellence"
PURE = (
    "model",
    "loader",
    "rules",
    "views",
    "reports",
    "changes",
    "findings",
    "messages",
    "safe_reading",
    "settings",
    "characters",
    "export",
    "spelling",
    "version",
    "git_command",
    "takeover",
    "collectors",
    "diagrams",
)
#: What each room may import of the package, itself included.
ALLOWED = {
    "messages": {"messages"},
    "safe_reading": {"safe_reading"},
    "characters": {"characters"},
    "spelling": {"spelling"},
    "git_command": {"git_command"},
    "findings": {"findings", "messages", "spelling"},
    "model": {"model", "characters", "findings", "messages", "spelling"},
    "settings": {"settings", "characters", "findings", "messages", "model"},
    "loader": {"loader", "settings", "safe_reading", "characters", "model", "findings", "messages", "spelling"},
    "rules": {"rules", "loader", "model", "findings", "messages"},
    "views": {"views", "model", "findings", "messages"},
    "reports": {"reports", "safe_reading", "characters", "findings", "messages"},
    "fixes": {"fixes", "loader", "model", "findings", "messages"},
    "export": {"export", "model", "findings", "messages"},
    "changes": {"changes", "export", "reports", "loader", "model", "findings", "messages"},
    "takeover": {
        "takeover",
        "export",
        "loader",
        "settings",
        "git_command",
        "safe_reading",
        "characters",
        "model",
        "findings",
        "messages",
        "spelling",
        "version",
    },
    "collectors": {"collectors", "fixes", "loader", "safe_reading", "characters", "model", "findings", "messages"},
    # Wings of their own: they could be lifted out.
    "diagrams": {"diagrams"},
    "typst": {"typst", "diagrams", "version"},
    "navigation": {"navigation", "version"},
    "cli": {
        "cli",
        "changes",
        "fixes",
        "export",
        "reports",
        "rules",
        "loader",
        "takeover",
        "collectors",
        "git_command",
        "safe_reading",
        "settings",
        "characters",
        "model",
        "findings",
        "messages",
        "version",
        "views",
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
        "safe_reading",
        "settings",
        "typst",
        "diagrams",
        "navigation",
        "version",
    },
    "version": {"version"},
    # The package itself: what Sphinx calls.
    "": {"extension", "version"},
}
#: The rooms of the extension, bottom first, by the stages that a page goes through. Each imports only from rooms below.
EXTENSION_ROOMS = ("storage", "project", "domain", "doctree", "reading", "markup", "formats", "incremental", "build")
#: Rooms on one floor, which do not import each other either: a room for each output format.
FORMATS = ("html", "latex", "typst", "text", "epub", "gettext")
#: The folders of the wing and its loose modules, from the bottom; the set-up is on top.
WING_PARTS = (
    "literals",
    "locations",
    "diagnostics",
    "settings",
    "compiler",
    "formulas",
    "assets",
    "builder_base",
    "assembly",
    "writing",
    "visitors",
    "refusals",
    "parts",
    "builder",
    "registration",
    "",
)


def modules() -> list[str]:
    return sorted(
        ".".join(("sphinx_excellence", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        for path in PACKAGE.rglob("*.py")
    )


def room_of(module: str) -> str:
    return [*module.split("."), ""][1]


@cache
def imports_of(module: str) -> frozenset[str]:
    """Return the modules of the package that a module imports: at its top, in functions and for types alike."""
    path = PACKAGE.parent / Path(*module.split("."))
    source = (path / "__init__.py") if path.is_dir() else path.with_suffix(".py")
    imported = set()
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by a relative name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            imported |= {name if name in MODULES else str(node.module) for name in names}
        elif isinstance(node, ast.Import):
            imported |= {alias.name for alias in node.names}
    return frozenset(name for name in imported if name.split(".")[0] == PACKAGE.name)


MODULES = modules()


@pytest.mark.parametrize("module", MODULES)
def test_each_module_imports_only_from_its_own_floor_or_below(module):
    room = room_of(module)
    assert {room_of(name) for name in imports_of(module)} <= ALLOWED[room]


def floor_of(module: str) -> tuple[int, str]:
    """Return the floor of a module of the extension, counted from the bottom, and its room; its set-up is on top."""
    room = [*module.split("."), ""][2]
    return [*EXTENSION_ROOMS, ""].index("formats" if room in FORMATS else room), room


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("sphinx_excellence.extension.")])
def test_each_room_of_the_extension_imports_only_rooms_below_it(module):
    floor, room = floor_of(module)
    below = [floor_of(name) for name in imports_of(module) if room_of(name) == "extension"]
    assert [other for other in below if other[1] != room and other[0] >= floor] == []


def test_nothing_stands_loose_in_the_extension():
    files = (path for suffix in ("*.py", "*.css", "*.typ", "*.sty") for path in (PACKAGE / "extension").rglob(suffix))
    # Folders that hold nothing but compiled files of an earlier checkout do not count.
    entries = {path.relative_to(PACKAGE / "extension").parts[0] for path in files} - {"__init__.py"}
    assert entries == {*EXTENSION_ROOMS, *FORMATS} - {"formats"}


def test_the_tests_of_the_extension_stand_in_its_rooms():
    folders = {path.parent.name for path in (Path(__file__).parents[1] / "extension").glob("*/test_*.py")}
    assert folders <= {*EXTENSION_ROOMS, *FORMATS} - {"formats"}


def circles(modules: list[str]) -> list[list[str]]:
    """Return the groups of modules that import each other, directly or by way of others (Tarjan's algorithm)."""
    numbers: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_modules: list[str] = []
    found = []

    def visit(module: str) -> None:
        numbers[module] = lowest[module] = len(numbers)
        open_modules.append(module)
        imported = imports_of(module)
        for other in sorted(imported.intersection(modules)):
            if other not in numbers:
                visit(other)
                lowest[module] = min(lowest[module], lowest[other])
            elif other in open_modules:
                lowest[module] = min(lowest[module], numbers[other])
        if lowest[module] == numbers[module]:
            start = open_modules.index(module)
            group = open_modules[start:]
            del open_modules[start:]
            if len(group) > 1 or module in imported:
                found.append(sorted(group))

    for module in modules:
        if module not in numbers:
            visit(module)
    return found


def test_no_modules_import_each_other():
    assert circles(MODULES) == []


@pytest.mark.parametrize("module", [name for name in MODULES if name.startswith("sphinx_excellence.typst.")])
def test_each_part_of_the_wing_imports_only_parts_below_it(module):
    floor, part = wing_floor_of(module)
    imported = [wing_floor_of(name) for name in imports_of(module) if room_of(name) == "typst"]
    assert [other for other in imported if other[1] != part and other[0] >= floor] == []


def wing_floor_of(module: str) -> tuple[int, str]:
    """Return the floor of a module of the wing, counted from the bottom, and the folder or the module on it."""
    part = [*module.split("."), ""][2]
    return WING_PARTS.index(part), part


@pytest.mark.parametrize("room", PURE)
def test_the_pure_floors_never_import_sphinx_or_docutils(room):
    names = [module for module in MODULES if room_of(module) == room]
    code = (
        "import importlib, sys\n"
        f"for name in {names!r}: importlib.import_module(name)\n"
        "print(sorted(m for m in sys.modules if m.split('.')[0] in {'sphinx', 'docutils'}))"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (result.stdout.strip(), result.stderr) == ("[]", "")


def test_every_module_can_be_imported():
    """Alone too: where no modules import each other, the order of imports does not matter."""
    code = "import importlib, sys\nfor name in sys.argv[1:]: importlib.import_module(name)"
    command = [sys.executable, "-W", "ignore", "-c", code, *MODULES]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stderr) == (0, "")
