"""What drawings cost: pages with a diagram each, of all six forms in turn, against the same pages without.

Owns two versions of one generated project. No drawing is like another, so that none comes from what was drawn before.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from benchmarks.catalogue import Pattern, make_catalogue
from benchmarks.generate import FLAVOURS, Project, write_project
from benchmarks.measure import Build, build, build_anew, medians_in_turns
from benchmarks.table import Row

_FORMS = (
    """sequence
participants: [Client, {name}, Store]
steps:
  - Client -> {name}: write {number}
  - {name} -> Store: append
  - Store --> {name}: stored
    tone: good
  - {name} -x Client: the answer is lost
  - wait: 3 s, then a retry
  - Client -> {name}: write {number} again""",
    """flow
nodes:
  Client:
  {name}: {{detail: number {number}, shape: store}}
  May it?: {{shape: choice}}
  Refuse: {{tone: bad}}
  Next:
links:
  - Client -> {name}
  - {name} -> May it?
  - May it? -> Refuse: "no"
  - May it? -> Next: "yes"
  - Next --> Client: done""",
    """state
start: {name}
transitions:
  - {name} -> Open: after {number} failures
  - Open -> Half-open: wait
  - Half-open -> {name}: trial calls succeed
    tone: good
  - Half-open -> Open: a trial call fails""",
    """layers
layers:
  - Callers: {number} threads
  - {name}:
      - Pay: 30
      - Basket: 40
      - The rest: {{detail: 10, tone: muted}}""",
    """ring
centre: {number} bits
nodes: [{name}, key 17, Node B, key 42, Node C, key 99]""",
    """timeline
events:
  - 0 s - 30 s: {name} holds lease {number}
  - 5 s - 100 s: it is suspended
    tone: bad
  - 31 s: another gets the lease""",
)
MOST = 1.15


def measure_diagrams(folder: Path, pages: int, times: int) -> list[Row]:
    """Return the rows for so many pages, each the median of ``times``."""
    made = make_catalogue(pages)
    projects = {name: _project(folder / name, made, drawn=name == "drawn") for name in ("without", "drawn")}

    def seconds(of: str, how: str) -> float:
        done: Build = {"anew": build_anew, "again": build}[how](projects[of])
        return done.seconds

    anew = medians_in_turns({name: partial(seconds, name, "anew") for name in projects}, times)
    again = medians_in_turns({name: partial(seconds, name, "again") for name in projects}, times)
    where = f"{pages:,} pages, a drawing on each"
    return [
        Row(where, "From nothing, against the same pages without drawings", anew["drawn"], anew["without"], most=MOST),
        Row(where, "With nothing to do", again["drawn"], again["without"], most=None),
    ]


def _project(folder: Path, patterns: list[Pattern], *, drawn: bool) -> Project:
    project = write_project(folder, FLAVOURS["directives"], "alabaster", patterns)
    if drawn:
        for pattern in patterns:
            form = _FORMS[pattern.number % len(_FORMS)].format(name=f"Part {pattern.number}", number=pattern.number)
            page = project.source / f"{pattern.id}.md"
            page.write_text(f"{page.read_text(encoding='utf-8')}\n```{{diagram}} {form}\n```\n", encoding="utf-8")
    return project
