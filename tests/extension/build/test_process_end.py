"""The process of a build ends without a search for garbage, and everything that has an end of its own still ends."""

from __future__ import annotations

RECORD = "patterns:\n  saga: {title: Saga}\n"
#: Asked after the toolkit, which is called earlier for having registered later.
_ASK = """
import atexit, gc, os, pathlib
atexit.register(lambda: pathlib.Path("frozen.txt").write_text(str(gc.get_freeze_count())))
class Ring:
    def __init__(self, held):
        self.held, self.ring = held, self
"""


def _end_of_build(project, conf: str) -> int:
    """Return how many objects a build leaves to the operating system, where conf.py has more in it."""
    base = (project.root / "conf.py").read_text()
    project.write({
        "conf.py": f"{base}suppress_warnings = ['excellence']\n{_ASK}{conf}",
        "data/a.yaml": RECORD,
        "source/index.md": "# Home\n",
    })  # fmt: skip
    built = project.build_apart("html", out="out", doctrees="trees")
    assert built.returncode == 0, built.stderr
    return int((project.root / "frozen.txt").read_text())


def test_what_is_alive_is_not_looked_through(project):
    assert _end_of_build(project, "") > 10_000


def test_files_that_nobody_closes_hold_what_was_written(project):
    held = 'def setup(app):\n    app.kept = Ring(open("kept.txt", "wb"))\n    app.kept.held.write(b"all of it")\n'
    assert _end_of_build(project, held) > 10_000
    assert (project.root / "kept.txt").read_text() == "all of it"


def test_generators_are_closed(project):
    held = (
        "def last(path=pathlib.Path('last.txt')):\n    try:\n        yield\n    finally:\n        path.write_text('ended')\n"
        "def setup(app):\n    app.last = Ring(last())\n    next(app.last.held)\n"
    )
    assert _end_of_build(project, held) > 10_000
    assert (project.root / "last.txt").read_text() == "ended"


def test_whatever_else_has_an_end_of_its_own_ends(project):
    held = (
        "class Last:\n    def __del__(self, end=os.mkdir):\n        end('last')\n"
        "def setup(app):\n    app.last = Ring(Last())\n"
    )
    assert _end_of_build(project, held) == 0
    assert (project.root / "last").is_dir()
