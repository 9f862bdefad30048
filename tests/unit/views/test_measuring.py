"""The numbers that drawings and the search are made with: widths of text, figures, bars, weights of words."""

from __future__ import annotations

import math

import pytest

from sphinx_excellence.model.tier import Tier, TierScale
from sphinx_excellence.views import sparkline
from sphinx_excellence.views.record_names import initials, other_names, written
from sphinx_excellence.views.search_words import joined_neighbours, word_weights
from sphinx_excellence.views.shapes import Box, Circle, Path, Point, Text, around, box_of, polyline
from sphinx_excellence.views.text_metrics import width_of, wrapped
from sphinx_excellence.views.tier_symbols import accent_and_others, figure_number, tier_figure, tier_role


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("", 0), ("i", 0.37), ("f", 0.455), ("x", 0.595), ("E", 0.65), ("A", 0.70), ("G", 0.80), ("M", 0.88), ("+", 0.84), ("W", 1.0),
        ("a", 0.64), ("7", 0.64), ("\N{LATIN SMALL LETTER O WITH DIAERESIS}", 0.64), ("\N{LATIN CAPITAL LETTER O WITH DIAERESIS}", 0.80),
        ("e\N{COMBINING ACUTE ACCENT}", 0.64), ("\N{CJK UNIFIED IDEOGRAPH-4E2D}", 1.05), ("\N{FULLWIDTH LATIN SMALL LETTER A}", 1.05),
        ("aa", 1.28),
    ],
)  # fmt: skip
def test_a_text_is_as_wide_as_its_characters_in_wide_faces(text, width):
    assert width_of(text, 10) == pytest.approx(10 * width)
    assert width_of(text, 10, bold=True) == pytest.approx(11.4 * width)


@pytest.mark.parametrize(
    ("text", "room", "options", "lines"),
    [
        ("", 20, {}, ("",)),
        ("aa aa", 100, {}, ("aa aa",)),
        ("aa aa", 29.3, {}, ("aa aa",)),  # two times 12.8, and the blank
        ("aa aa", 29.2, {}, ("aa", "aa")),
        ("aa  aa\naa", 30, {}, ("aa aa", "aa")),
        ("aaaa", 12.8, {}, ("aa", "aa")),
        ("a aaaaa a", 20, {}, ("a", "aaa", "aa", "a")),
        ("aaa", 1, {}, ("a", "a", "a")),
        ("aa aa", 29.3, {"bold": True}, ("aa", "aa")),
        ("aa aa aa", 30, {"most": 2}, ("aa aa", "aa")),
        ("aa aa aa aa aa", 36, {"most": 2}, ("aa aa", "aa a\N{HORIZONTAL ELLIPSIS}")),
        ("aa aa aa aa aa", 40, {"most": 2}, ("aa aa", "aa aa\N{HORIZONTAL ELLIPSIS}")),
        ("aa aa aa", 30, {"most": 1}, ("aa\N{HORIZONTAL ELLIPSIS}",)),
        ("aa aa aa", 23, {"most": 1, "bold": True}, ("a\N{HORIZONTAL ELLIPSIS}",)),
        ("aa aa", 3, {"most": 1}, ("\N{HORIZONTAL ELLIPSIS}",)),
    ],
)
def test_text_is_broken_at_blanks_and_cut_where_there_are_too_many_lines(text, room, options, lines):
    assert wrapped(text, 10, room, **options) == lines


def test_the_box_of_a_text_hangs_on_its_anchor():
    for anchor, left in (("start", 5), ("middle", -1.4), ("end", -7.8)):
        box = box_of(Text(Point(5, 7), "aa", 10, (), anchor))
        assert tuple(box) == pytest.approx((left, -1, left + 12.8, 9.5))
    assert box_of(Text(Point(0, 0), "aa", 10, (), bold=True)).right == pytest.approx(14.592)


def test_the_box_around_shapes_holds_them_all():
    shapes = [Circle(Point(1, 2), 3, ()), polyline([Point(-5, 4), Point(0, -7), Point(9, 3)], ())]
    assert around(shapes) == Box(-5, -7, 9, 5)
    assert box_of(shapes[0]) == Box(-2, -1, 4, 5)


def test_bars_stand_side_by_side_and_never_rise_above_the_line():
    assert [sparkline.width([1] * count) for count in (0, 1, 2, 3)] == [6, 6, 14, 22]
    bars = sparkline.bars((0, 3, 9), 6)
    assert [tuple(box_of(bar)) for bar in bars] == [(0, 17, 6, 18), (8, 9, 14, 18), (16, 0, 22, 18)]
    assert [bar.roles for bar in bars] == [("no-bar",), ("bar",), ("bar",)]
    assert [tuple(box_of(bar)) for bar in sparkline.bars((0, 1), 0)] == [(0, 17, 6, 18), (8, 17, 14, 18)]


def test_the_accent_is_the_role_of_the_tier():
    assert accent_and_others(("blip", "tier-gold", "box", "tier-old")) == ("tier-gold", ["blip", "box"])
    assert accent_and_others(("blip",)) == ("", ["blip"])
    assert tier_role(None) == "tier-unrated"


def figures(radius=10.0):
    scale = TierScale({f"t{n}": Tier.model_validate({"rank": 100 + n}) for n in range(5)})
    return [(tier, tier_figure(tier, Point(100, 50), radius, "blip")) for tier in (*scale.values(), None)]


def test_each_tier_has_a_figure_of_its_own_and_the_eighth_is_like_the_first():
    seen = []
    for tier, figure in figures():
        if isinstance(figure, Circle):
            assert (figure.centre, figure.radius) == (Point(100, 50), 10)
            seen.append((0, figure.roles[0]))
        else:
            assert isinstance(figure, Path)
            corners = [step[0] for step in figure.steps if step]
            middle = Point(sum(c.x for c in corners) / len(corners), sum(c.y for c in corners) / len(corners))
            reach = {3: 12.8, 4: 11.7, 5: 11, 6: 10.6}[len(corners)]
            assert [math.dist(corner, middle) for corner in corners] == pytest.approx([reach] * len(corners))
            first = math.degrees(math.atan2(corners[0].x - middle.x, middle.y - corners[0].y)) % 360
            seen.append((len(corners), round(first), round(middle.y - 50, 6)))
            assert middle.x == pytest.approx(100)
        assert figure.roles[1] == tier_role(tier)
    assert seen == [(0, "blip"), (4, 45, 0), (3, 0, -0.6), (4, 0, 0), (6, 0, 0), (5, 0, 0), (3, 180, 0.6), (0, "blip"), (0, "blip-unrated")]  # fmt: skip


def test_a_number_is_made_smaller_until_it_fits():
    told = [
        (number.size, round(number.at.y - 50, 2), number.roles, number.anchor, number.bold)
        for tier, _ in figures()
        for number in [figure_number(tier, Point(100, 50), 10.0, 42, 10)]
    ]
    assert [round(size, 2) for size, *_ in told] == [10, 10, 8.75, 10, 10, 10, 8.75, 10, 10]
    assert [y for _, y, *_ in told] == [3.65, 3.65, 5.3, 3.65, 3.65, 3.65, 1.09, 3.65, 3.65]
    assert {roles for _, _, roles, _, _ in told[:-1]} == {("number",)}
    assert told[-1][2:] == (("number-unrated",), "middle", True)
    tiny = figure_number(None, Point(0, 0), 1.0, 1234, 10)
    assert (tiny.size, tiny.text, tiny.at.x) == (4, "1234", 0)


def test_the_weight_of_a_word_is_that_of_its_fields_and_of_their_length():
    found = word_weights(
        [
            {"name": ["Retry budget"], "summary": ["Retry, retry once more"], "context": ["a 7 the budget"]},
            {"name": [], "summary": ["Budget"], "asked": ["retry"]},
        ],
        {"the", "once"},
    )
    assert list(found) == ["budget", "more", "retry"]
    assert found == {"budget": [0, 63, 1, 43], "more": [0, 23], "retry": [0, 106, 1, 30]}


def test_a_word_that_weighs_next_to_nothing_weighs_one():
    words = [f"word{number}" for number in range(400)]
    found = word_weights([{"context": [" ".join(words)]}, *({"context": ["short"]} for _ in range(50))], set())
    assert found["word7"] == [0, 1]


@pytest.mark.parametrize(
    ("name", "title", "shown"),
    [
        ("abcdef", "Alpha Beta Cats Does Ever Fly", "ABCDEF"),
        ("abcdefg", "Alpha Beta Cats Does Ever Fly Go", "Abcdefg"),
        ("ab", "Alpha Beta", "AB"),
        ("a", "Alpha", "A"),
        ("ba", "Alpha Beta", "Ba"),
        ("ac", "Alpha Beta Cats", "AC"),
        ("x9", "Nothing", "X9"),
        ("a-b", "Alpha Beta", "A b"),
        ("Ab", "Alpha Beta", "Ab"),
    ],
)
def test_an_abbreviation_has_a_digit_or_first_letters_in_their_order(name, title, shown):
    assert written(name, title) == shown


def test_neighbours_are_joined_and_first_letters_taken():
    assert joined_neighbours("Two-Phase Commit") == ["twophase", "phasecommit"]
    assert joined_neighbours("Saga") == []
    assert initials("") == ""


def test_names_that_differ_by_a_plural_are_one(bench):
    registry = bench.load(
        "patterns:\n  bulkheads: {title: Bulkhead, aliases: [bulk-head, walls, wall, cells]}\n"
    ).registry
    pattern = registry.pattern("bulkheads")
    assert list(other_names(pattern)) == ["Walls", "Cells"]
    assert list(other_names(pattern, {"Walls": "Wände", "Bulkheads": "Schotten"})) == [
        "Schotten",
        "Wände",
        "Wall",
        "Cells",
    ]
