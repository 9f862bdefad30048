"""The canvas of the time machine: a line for each pattern, from the year in which it appeared to the last one.

Owns geometry and roles. How wide a line is tells its tier, as its colour does; one of a legacy tier is dashed, and
one without a recorded tier is dotted. ``lanes`` decides what is drawn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sphinx_excellence.messages import N_
from sphinx_excellence.model.registry import Registry
from sphinx_excellence.model.tier import ScaledTier
from sphinx_excellence.views.blocks import Drawing, Label, Mark, Reference, WebLink, Words
from sphinx_excellence.views.shapes import (
    Anchor,
    Box,
    Circle,
    Curve,
    Move,
    Path,
    Point,
    Shape,
    Text,
    around,
    box_of,
    polygon,
    polyline,
    rounded,
    shifted,
)
from sphinx_excellence.views.standing import Course, Span, Step
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_icons import icon_path
from sphinx_excellence.views.tier_symbols import tier_role
from sphinx_excellence.views.time_machine.lanes import Lane, Lanes

#: Half the width of the line of a tier, best first, and of all others.
_HALF_WIDTHS, _HALF_WIDTH = (3.2, 2.3), 1.6
_NAME, _SMALL, _LANE = 11.5, 10.5, 12.5
#: How wide drawings are, how high one for paper is at most, the margin, and the room for the name of a lane.
_WIDE, _NARROW, _SHEET, _MARGIN, _HEADING = 736.0, 340.0, 1080.0, 6.0, 30.0
_ICON = 11.0
#: Names of decades have at least so much room each.
_BETWEEN_YEARS = 40.0
_INTERVALS = (1, 2, 5, 10, 20, 25, 50, 100)
#: No translation of the toolkit's own words is longer than this, in parts of the English.
_TRANSLATED = 1.25


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the years are: the first begins at ``left``, each takes a ``step``, and the last ends at ``right``.

    A row is as high as ``row``, its line is ``below`` its top. Names are ``beside`` the lines, or else above them.
    A drawing that would be higher than the ``highest`` becomes several.
    """

    name: str
    width: float
    left: float
    right: float
    row: float
    below: float
    dot: float
    first: int
    last: int
    beside: bool = True
    highest: float = math.inf

    @property
    def step(self) -> float:
        """The width of a year."""
        return (self.right - self.left) / (self.last - self.first + 1)

    def begin(self, year: int) -> float:
        """Return where a year begins; one before the first is at the edge."""
        return self.left + max(year - self.first, 0) * self.step

    def middle(self, year: int) -> float:
        """Return the middle of a year."""
        return self.begin(year) + self.step / 2


def wide(lanes: Lanes) -> Frame:
    """Return the frame of a page or a sheet of paper."""
    names = [course.pattern.title for lane in lanes.lanes for course in lane.courses]
    room = min(max(width_of(name, _NAME) for name in names), 0.36 * _WIDE)
    right = _WIDE - _MARGIN - room - _ICON - 12
    return Frame("time-machine", _WIDE, 18.0, right, 16.5, 8.25, 3.3, lanes.first, lanes.last, highest=_SHEET)


def narrow(lanes: Lanes) -> Frame:
    """Return the frame of a phone."""
    return Frame(
        "time-machine-narrow",
        _NARROW,
        _MARGIN,
        _NARROW - _MARGIN,
        29.0,
        20.0,
        2.9,
        lanes.first,
        lanes.last,
        beside=False,
    )


def drawings(lanes: Lanes, registry: Registry, frame: Frame, label: Label) -> list[Drawing]:
    """Return the drawings of a time machine: one, or as many as it takes for each to fit a sheet of paper."""
    legend = _legend(lanes, registry, frame)
    used = legend[1]
    pages: list[list[tuple[Lane | None, Sequence[Course]]]] = [[]]
    others = lanes.steps_of(None)
    for lane in lanes.lanes:
        left = list(lane.courses)
        while left:
            fitting = (frame.highest - used - _HEADING - 3 * _SMALL) // frame.row
            room = len(left) if math.isinf(frame.highest) else int(fitting)
            if room < min(3, len(left)) and pages[-1]:
                pages.append([])
                used = 0.0
                continue
            taken = left[: max(room, 1)]
            pages[-1].append((lane, taken))
            used += _HEADING + len(taken) * frame.row
            left = left[len(taken) :]
    if others:
        if used + _HEADING + _heights(others) * 2.4 * frame.dot > frame.highest:
            pages.append([])
        pages[-1].append((None, ()))
    return [
        _drawing(page, lanes, frame, label, legend if number == 0 else ([], 0.0)) for number, page in enumerate(pages)
    ]


def _drawing(
    page: Sequence[tuple[Lane | None, Sequence[Course]]],
    lanes: Lanes,
    frame: Frame,
    label: Label,
    legend: tuple[list[Shape], float],
) -> Drawing:
    shapes, marks = list(legend[0]), []
    top = legend[1] + _MARGIN
    names = named_years(frame)
    shapes += _year_row(names, frame, top + _SMALL)
    y = top + 1.6 * _SMALL
    inside: list[Shape] = []
    rows: dict[str, float] = {}
    for lane, courses in page:
        inside += _heading(Label(N_("Other steps of the lineages")) if lane is None else lane.name, y, frame)
        y += _HEADING
        if lane is None:
            dots, height = _others(lanes.steps_of(None), y, frame)
            marks += dots
            y += height
        for course in courses:
            rows[course.pattern.id] = y + frame.below
            marks.append(_mark(course, lanes, y, frame))
            y += frame.row
        y += 2
    by_id = {course.pattern.id: course for _lane, courses in page for course in courses}
    if frame.beside:
        # Elsewhere they would cross the names.
        inside += [
            _succession(by_id[one], by_id[two], rows, frame) for one, two in lanes.descent if {one, two} <= rows.keys()
        ]
    for pattern, at in rows.items():
        marks += [_event(found, by_id[pattern], at, frame) for found in _by_year(lanes.steps_of(pattern))]
    lines = [polyline([Point(frame.begin(year), top + 1.4 * _SMALL), Point(frame.begin(year), y)], ("year-line",))
             for year in names]  # fmt: skip
    shapes = [*shapes, *lines, *inside, *_year_row(names, frame, y + 1.2 * _SMALL)]
    return Drawing(
        frame.name,
        frame.width,
        y + 1.2 * _SMALL + _MARGIN,
        label,
        Label(N_("Time runs from left to right. Each line is a pattern, from the year in which it appeared; its width "
                 "and its colour tell its tier in each year. A dot is a step of a lineage and leads to its source. The "
                 "tables that follow have the same information.")),
        tuple(shapes),
        tuple(marks),
        data=(
            ("first", str(frame.first)), ("left", f"{frame.left:g}"), ("step", f"{frame.step:.4f}"),
            ("top", f"{top + 1.6 * _SMALL:.4g}"), ("bottom", f"{y:.5g}"), ("right", f"{frame.right:.5g}"),
        ),
    )  # fmt: skip


# Years -----------------------------------------------------------------------------------------------------------


def named_years(frame: Frame) -> list[int]:
    """Return the years that are named, as far apart as their names need."""
    interval = next((each for each in _INTERVALS if each * frame.step >= _BETWEEN_YEARS), _INTERVALS[-1])
    start = -(-frame.first // interval) * interval
    return list(range(start, frame.last + 1, interval))


def _year_row(years: Sequence[int], frame: Frame, y: float) -> list[Shape]:
    """Return the names of years, and of the last one where there is room."""
    anchor: Anchor = "middle" if frame.beside else "start"
    named = [Text(Point(frame.begin(year), y), str(year), _SMALL, ("decade",), anchor) for year in years]
    made: list[Shape] = [name for name in named if box_of(name).right <= frame.width]
    last = Text(Point(frame.right, y), str(frame.last), _SMALL, ("decade",), "end")
    return [*made, last] if not made or box_of(made[-1]).right + 4 < box_of(last).left else made


# Lanes -----------------------------------------------------------------------------------------------------------


def _heading(name: Label, y: float, frame: Frame) -> list[Shape]:
    line = polyline([Point(_MARGIN, y + 6), Point(frame.width - _MARGIN, y + 6)], ("lane-line",))
    own = not name.args
    text = name.message if own else str(name.args[0])
    return [line, Text(Point(_MARGIN, y + 6 + 1.35 * _LANE), text, _LANE, ("lane-name",), own=own, bold=True)]


def _by_year(steps: Sequence[Step]) -> list[list[Step]]:
    years: dict[int, list[Step]] = {}
    for step in steps:
        years.setdefault(step.year, []).append(step)
    return list(years.values())


def _heights(steps: Sequence[Step]) -> int:
    return max((len(found) for found in _by_year(steps)), default=0)


def _others(steps: list[Step], top: float, frame: Frame) -> tuple[list[Mark], float]:
    """Return the steps that belong to no line, those of a year below each other, and how high they are."""
    pitch = 2.4 * frame.dot
    marks = [
        _dot([step], Point(frame.middle(step.year), top + (place + 0.5) * pitch), None, frame)
        for found in _by_year(steps)
        for place, step in enumerate(found)
    ]
    return marks, _heights(steps) * pitch + 4


# Lines -----------------------------------------------------------------------------------------------------------


def half_width(tier: ScaledTier) -> float:
    """Return half the width of the line of a tier."""
    return _HALF_WIDTHS[tier.position] if tier.position < len(_HALF_WIDTHS) else _HALF_WIDTH


def line_of(course: Course, y: float, frame: Frame, scale: float = 1.0) -> list[Shape]:
    """Return the line of a pattern: in each year as wide as its tier, one fading into the next within the year."""
    made: list[Shape] = []
    spans = [span for span in course.spans if span.last >= frame.first]
    for number, span in enumerate(spans):
        begin, end = frame.begin(span.first), frame.begin(span.last + 1)
        tier = span.tier
        if tier is None:
            made.append(polyline([Point(begin, y), Point(end, y)], ("course-unrated",)))
        elif tier.legacy:
            made.append(polyline([Point(begin, y), Point(end, y)], ("course-legacy", tier_role(tier))))
        else:
            before, after = _tier_at(spans, number - 1), _tier_at(spans, number + 1)
            made.append(_band(begin, end, y, scale * half_width(tier), frame.step, tier, before, after))
    return made


def _tier_at(spans: Sequence[Span], number: int) -> ScaledTier | None:
    return spans[number].tier if 0 <= number < len(spans) else None


def _band(
    begin: float, end: float, y: float, half: float, fade: float, tier: ScaledTier,
    before: ScaledTier | None, after: ScaledTier | None,
) -> Path:  # fmt: skip
    """Return a stretch of a line that widens where another tier ends, and narrows while another begins."""
    upper = [Point(begin, y), Point(min(begin + fade, end), y - half)] if before else [Point(begin, y - half)]
    upper += [Point(end, y - half), Point(end + fade, y)] if after else [Point(end, y - half)]
    lower = [Point(point.x, 2 * y - point.y) for point in reversed(upper) if point.y != y]
    return polygon([*upper, *lower], ("course", tier_role(tier)))


def _mark(course: Course, lanes: Lanes, top: float, frame: Frame) -> Mark:
    """Return the line of a pattern with its name, which leads to the pattern."""
    pattern, y = course.pattern, top + frame.below
    tier = course.spans[-1].tier
    role = tier_role(tier)
    shapes: list[Shape] = []
    if course.peak is not None and course.peak[1] >= frame.first:
        band = Box(frame.begin(course.peak[0]), y - 6.2, frame.begin(course.peak[1] + 1), y + 6.2)
        shapes.append(rounded(band, 4, ("course-peak",)))
    shapes += line_of(course, y, frame)
    if course.first >= frame.first and course.first not in {step.year for step in lanes.steps_of(pattern.id)}:
        start = "course-start" if course.is_exact else "course-start-about"
        at = Point(frame.begin(course.first) + 2.4, y)
        shapes.append(Circle(at, 2.4, (start, tier_role(course.spans[0].tier))))
    foot = y + 0.36 * _NAME if frame.beside else top + 0.95 * _NAME
    sign, x = (frame.right + 5, frame.right + _ICON + 9) if frame.beside else (frame.right - _ICON, frame.left)
    if tier is not None:
        if tier.symbol:
            shapes.append(Text(Point(sign, foot), tier.symbol, _NAME, ("symbol",)))
        else:
            shapes.append(icon_path(tier.icon, Point(sign, foot - 0.86 * _ICON), _ICON, ("icon", role)))
    room = frame.width - _MARGIN - x - (0 if frame.beside else _ICON + 4)
    (name,) = wrapped(pattern.title, _NAME, room, most=1)
    legacy = ("course-name", "course-name-legacy") if tier is not None and tier.legacy else ("course-name",)
    shapes.append(Text(Point(x, foot), name, _NAME, legacy))
    about: list[Label | Words] = [Words(f"{pattern.title}: "), Label(N_("since %s"), (course.written,))]
    for span in course.spans:
        if span.tier is not None:
            about += [Words(f"; {years_text(span)} "), Label(span.tier.title)]
    gone = " ".join(f"{span.first}-{span.last}" for span in course.spans if span.tier is not None and span.tier.legacy)
    data = (("since", str(course.first)), *((("gone", gone),) if gone else ()))
    return Mark(Reference("pattern", pattern.id, pattern.title), tuple(about), tuple(shapes), data)


def years_text(span: Span) -> str:
    """Return the years of a span."""
    return str(span.first) if span.first == span.last else f"{span.first}\N{EN DASH}{span.last}"


def _event(found: list[Step], course: Course, y: float, frame: Frame) -> Mark:
    return _dot(found, Point(frame.middle(found[0].year), y), course, frame)


def _dot(found: list[Step], at: Point, course: Course | None, frame: Frame) -> Mark:
    """Return the dot of one or more steps of a year, which leads to the first source."""
    year = found[0].year
    role = tier_role(course.tier_in(year)) if course is not None else "event-other"
    about: list[Label | Words] = []
    for step in found:
        title = step.entry.label or (course.pattern.title if course is not None else "")
        about.append(Words(f"{'; ' if about else ''}{step.entry.year}: {title}"))
    if course is not None:
        about.append(Words(f" \N{EN DASH} {course.pattern.title}"))
    source = next((step.entry.source for step in found if step.entry.source), "")
    data = (("since", str(year)),)
    return Mark(WebLink(source), tuple(about), (Circle(at, frame.dot, ("event", role)),), data)


def _succession(one: Course, two: Course, rows: dict[str, float], frame: Frame) -> Shape:
    """Return the line that leads from a pattern to one that came of it, at the year in which that appeared."""
    begin, end = rows[one.pattern.id], rows[two.pattern.id]
    x = frame.begin(max(one.first, two.first))
    back = max(x - 1.6 * frame.step - 4, frame.begin(one.first))
    half = (end - begin) / 2
    across = one.pattern.category != two.pattern.category
    return Path(
        (Move(Point(back, begin)), Curve(Point(back, begin + half), Point(back, end), Point(x, end))),
        ("succession", "succession-across") if across else ("succession",),
    )


# The legend ------------------------------------------------------------------------------------------------------


def _legend(lanes: Lanes, registry: Registry, frame: Frame) -> tuple[list[Shape], float]:
    """Return what each kind of line and mark means, for those that there are, in rows, and how high they are."""
    courses = [course for lane in lanes.lanes for course in lane.courses]
    spans = [span for course in courses for span in course.spans]
    there = {span.tier.id for span in spans if span.tier is not None}
    entries: list[tuple[list[Shape], str]] = []
    for tier in registry.tiers.values():
        if tier.id in there:
            line = polyline([Point(0, 0), Point(22, 0)], ("course-legacy", tier_role(tier)))
            solid = _band(0, 22, 0, half_width(tier), 0, tier, None, None)
            entries.append(([line if tier.legacy else solid], tier.title))
    if any(span.tier is None for span in spans):
        dotted = polyline([Point(0, 0), Point(22, 0)], ("course-unrated",))
        entries.append(([dotted], N_("No tier recorded")))
    if lanes.steps:
        entries.append(([Circle(Point(11, 0), frame.dot, ("event", "event-other"))], N_("Step with its source")))
    if any(course.peak for course in courses):
        entries.append(([rounded(Box(0, -6.2, 22, 6.2), 4, ("course-peak",))], N_("Used most")))
    rows: list[list[tuple[list[Shape], str, float]]] = [[]]
    for shapes, text in entries:
        room = 28 + width_of(text, _SMALL) * _TRANSLATED + 10
        if rows[-1] and sum(each for _shapes, _text, each in rows[-1]) + room > frame.width - 2 * _MARGIN:
            rows.append([])
        rows[-1].append((shapes, text, room))
    made: list[Shape] = []
    y = _MARGIN + 7
    for row in rows:
        x = _MARGIN
        for shapes, text, room in row:
            made += [shifted(shape, Point(x, y)) for shape in shapes]
            made.append(Text(Point(x + 28, y + 0.36 * _SMALL), text, _SMALL, ("key",), own=True))
            x += room
        y += 18
    return made, (around(made).bottom + 6 if made else 0.0)
