"""What builds cost: pages with directives against the same pages by hand, as needs, and their prose alone.

Owns the course that every size and theme goes through. Contestants are built in turns, so that what the machine's other
guests do strikes all of them alike, and what counts is the median. That two projects show the same is asserted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from benchmarks.catalogue import make_catalogue, pages_that_show, with_tier
from benchmarks.generate import FLAVOURS, write_data, write_project
from benchmarks.measure import Build, build, build_anew, medians_in_turns
from benchmarks.parse_count import VARIABLE
from benchmarks.say import say
from benchmarks.table import Row
from benchmarks.visible import agreement

CONTESTANTS = ("directives", "hand", "needs", "prose")
#: What was promised: milliseconds over bare prose, and ratios.
OVER_PROSE, AGAINST_PROSE, AGAINST_RIVALS, EDITED, IDLE, MEMORY = 8.0, 1.35, 0.6, 1.2, 1.1, 1.3
#: The share of words that pages have to have in common with those with directives. Needs call each other by their ids, and
#: have no badges.
WORDS = {"hand": 0.97, "needs": 0.85}


class Course:
    """The measurements of one theme and size, on projects that are written once."""

    def __init__(self, folder: Path, theme: str, size: int, turns: int) -> None:
        """Write the projects."""
        self.where = f"{size:,} pages, {theme}"
        self._size, self._turns = size, turns
        #: The milliseconds of a page in a build from nothing, once that is measured.
        self.page_cost = 0.0
        self._patterns = make_catalogue(size)
        self._projects = {
            name: write_project(folder / f"{theme}-{size}-{name}", FLAVOURS[name], theme, self._patterns)
            for name in CONTESTANTS
        }

    def rows(self) -> list[Row]:
        """Return the measurements, in the order of the promises."""
        say(f"{self.where}: building from nothing, {self._turns} times four")
        full, memory = self._full()
        self._assert_same_words()
        say(f"{self.where}: nothing to do")
        idle = self._idle()
        say(f"{self.where}: one record")
        edited, touched, count = self._one_record()
        over = {name: (full[name] - full["prose"]) / self._size * 1000 for name in ("directives", "needs")}
        ours, where = full["directives"], self.where
        self.page_cost = ours / self._size * 1000
        return [
            Row(
                where,
                "A page with directives over bare prose; next to it one of sphinx-needs",
                over["directives"],
                over["needs"],
                most=OVER_PROSE,
                unit="ms",
                decimals=1,
                compared=False,
            ),
            Row(where, "From nothing, against the prose alone", ours, full["prose"], most=AGAINST_PROSE),
            Row(where, "From nothing, against the same by hand in MyST", ours, full["hand"], most=AGAINST_RIVALS),
            Row(where, "From nothing, against sphinx-needs", ours, full["needs"], most=AGAINST_RIVALS),
            Row(where, "Nothing to do, against the plain site", idle["directives"], idle["hand"], most=IDLE),
            Row(
                f"{where}; {count} pages",
                "One record edited, against touching as many pages",
                edited,
                touched,
                most=EDITED,
            ),
            Row(
                where,
                "Memory, against the prose alone",
                memory["directives"],
                memory["prose"],
                most=MEMORY,
                unit="MB",
                decimals=0,
            ),
        ]

    def _full(self) -> tuple[dict[str, float], dict[str, float]]:
        """Return the seconds of a build from nothing, and its megabytes, by contestant."""
        memory: dict[str, float] = {}

        def clean(name: str) -> float:
            done = build_anew(self._projects[name])
            memory[name] = max(done.megabytes, memory.get(name, 0))
            return done.seconds

        runs = {name: partial(clean, name) for name in CONTESTANTS}
        return medians_in_turns(runs, self._turns), memory

    def _assert_same_words(self) -> None:
        for rival, least in WORDS.items():
            share, different = agreement(self._projects["directives"], self._projects[rival])
            say(f"{self.where}: {share:.1%} of the words are those of {rival}; {dict(different.most_common(6))}")
            if share < least:
                raise AssertionError(f"{rival} shows other words: {different.most_common(20)}")

    def _idle(self) -> dict[str, float]:
        def again(name: str) -> float:
            return build(self._projects[name]).seconds

        return medians_in_turns({name: partial(again, name) for name in ("directives", "hand")}, self._turns + 4)

    def _one_record(self) -> tuple[float, float, int]:
        """Change the tier of one record, and touch as many pages written by hand.

        Returns the seconds of both builds and the number of pages read. Raises ``AssertionError`` where other pages
        are read than those that show the record.
        """
        number = self._size // 2
        shown = pages_that_show(self._patterns, number)
        directives, hand = self._projects["directives"], self._projects["hand"]
        first = "silver" if self._patterns[number].tier == "gold" else "gold"
        tiers = [first, "silver" if first == "gold" else "gold"]

        def edit() -> float:
            write_data(directives.data, with_tier(self._patterns, number, tiers[0]))
            tiers.reverse()
            return self._read(build(directives), shown)

        def touch() -> float:
            for page in sorted(shown):
                path = hand.source / f"{page}.md"
                path.write_text(f"{path.read_text(encoding='utf-8')}\nTouched.\n", encoding="utf-8")
            return self._read(build(hand), shown)

        took = medians_in_turns({"edit": edit, "touch": touch}, self._turns + 2)
        return took["edit"], took["touch"], len(shown)

    def _read(self, done: Build, pages: set[str]) -> float:
        if set(done.read) != pages:
            raise AssertionError(f"read {sorted(done.read)}, expected {sorted(pages)}")
        return done.seconds

    def parses(self, folder: Path) -> int:
        """Return how often the one file of data is parsed in a build from nothing with one job."""
        log = folder / "parses.txt"
        extensions = "myst_parser,sphinx_excellence,benchmarks.parse_count"
        build(
            self._projects["directives"],
            "-D",
            f"extensions={extensions}",
            output=folder / "counted",
            environment={VARIABLE: str(log)},
        )
        parses = len(log.read_text(encoding="utf-8").splitlines())
        if not parses:
            raise AssertionError("no parse was counted")
        return parses


def measure_builds(folder: Path, sizes: Sequence[int], turns: Sequence[int]) -> list[Row]:
    """Run the whole course, for each size in Alabaster and for the first in Furo, and return its rows."""
    rows: list[Row] = []
    page: dict[int, float] = {}
    for theme, size, times in [
        *(("alabaster", size, times) for size, times in zip(sizes, turns, strict=True)),
        ("furo", sizes[0], turns[0]),
    ]:
        course = Course(folder, theme, size, times)
        rows += course.rows()
        if theme == "alabaster":
            page[size] = course.page_cost
            if size == sizes[0]:
                parses = course.parses(folder)
                rows.append(Row(course.where, "Parses of the shared file", parses, None, most=1.0, unit="", decimals=0))
    first, last = sizes[0], sizes[-1]
    where = f"{last:,} pages against {first:,}"
    rows.append(Row(where, "The cost of a page in a larger site", page[last], page[first], most=1.1, unit="ms"))
    return rows
