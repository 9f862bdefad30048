"""Radar, lineage graphs and sparklines in a browser: by mouse, by keyboard, dark and light, on a phone and on paper."""

from __future__ import annotations

import re

import pytest

from tests.browser.keys import walk_by_keys
from tests.browser.looking import PAPER, excess_width

RADAR = "guides/radar.html"
GRAPH = "evolution/distributed-transactions.html"
SPARKLINES = "manual/coverage.html"
DRAWING = ".excellence-drawing > svg"
MARKS = f"{DRAWING} a.excellence-mark"
#: The least contrast of words, and of figures that mean something (WCAG 1.4.3 and 1.4.11).
OF_WORDS, OF_FIGURES = 4.5, 3.0


@pytest.fixture
def patterns(own_site) -> dict:
    """The records that the radar shows."""
    return own_site.registry["patterns"]


# By mouse and by keyboard ----------------------------------------------------------------------------------------


def test_each_pattern_is_a_mark_that_says_what_it_is_and_leads_to_its_page(open_page, own_site, patterns):
    page = open_page(RADAR)
    named = {}
    for mark in page.locator(MARKS).all():
        name = mark.evaluate("(mark) => mark.querySelector('title').textContent")
        named[mark.evaluate("(mark) => mark.href.baseVal.split('#')[0].split('/').pop()")] = name
    assert set(named) == {f"{name}.html" for name in patterns}
    for name, pattern in patterns.items():
        assert pattern["title"] in named[f"{name}.html"]
        assert (pattern["tier"].capitalize() if "tier" in pattern else "Unrated") in named[f"{name}.html"]
    by_role = page.get_by_role("group", name="Pattern radar").get_by_role("link")
    assert by_role.count() == len(patterns)


@pytest.mark.parametrize("address", [RADAR, GRAPH])
def test_a_click_at_a_mark_opens_its_page(open_page, address):
    page = open_page(address)
    mark = page.locator(MARKS).first
    wanted = mark.evaluate("(mark) => mark.href.baseVal.split('#')[0].split('/').pop()")
    with page.expect_navigation():
        mark.click()
    assert page.url.partition("#")[0].endswith(f"/{wanted}")


@pytest.mark.parametrize("address", [RADAR, GRAPH])
def test_by_keys_marks_are_reached_one_after_the_other_and_opened(open_page, address):
    page = open_page(address)
    count = page.locator(MARKS).count()
    page.locator(MARKS).first.focus()
    order = []
    for _press in range(count):
        order.append(page.evaluate(f"[...document.querySelectorAll('{MARKS}')].indexOf(document.activeElement)"))
        wanted = page.evaluate("document.activeElement.href.baseVal.split('#')[0].split('/').pop()")
        page.keyboard.press("Tab")
    assert order == list(range(count))
    page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0].endswith(f"/{wanted}")


@pytest.mark.parametrize("address", [RADAR, GRAPH])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_on_every_mark(open_page, address, scheme):
    assert not walk_by_keys(open_page(address, scheme=scheme, width=1440))


def test_marks_of_the_radar_are_numbered_as_its_table_is(open_page):
    page = open_page(RADAR)
    drawn = page.locator(MARKS).evaluate_all(
        "marks => marks.map((mark) => [mark.querySelector('text').textContent, mark.href.baseVal])"
    )
    table = page.locator("table.excellence-radar-table tbody tr").evaluate_all(
        "rows => rows.map((row) => [row.cells[0].textContent.trim(), row.querySelector('a').getAttribute('href')])"
    )
    assert drawn == table


# In all surroundings ---------------------------------------------------------------------------------------------


def test_on_a_phone_the_table_stands_alone(open_page, patterns):
    page = open_page(RADAR, width=320, height=640)
    assert page.locator(f"{DRAWING}:visible").count() == 0
    assert page.locator("table.excellence-radar-table tbody tr:visible").count() == len(patterns)
    assert excess_width(page) == 0


def test_a_graph_wider_than_a_phone_scrolls_in_itself_by_keys_too(open_page):
    page = open_page(GRAPH, width=320, height=640)
    assert excess_width(page) == 0
    box = page.locator(".excellence-drawing")
    assert box.evaluate("(box) => box.scrollWidth > box.clientWidth")
    last = page.locator(MARKS).last
    last.focus()
    place = last.evaluate("(mark) => { const { left, right } = mark.getBoundingClientRect(); return [left, right]; }")
    assert place[0] >= -1
    assert place[1] <= 321


@pytest.mark.parametrize("address", [RADAR, GRAPH])
def test_on_paper_a_drawing_is_as_wide_as_the_sheet_at_most(open_page, address):
    page = open_page(address, media="print", width=PAPER)
    box = page.locator(DRAWING).first.bounding_box()
    assert box is not None
    assert 100 < box["width"] <= PAPER
    assert box["x"] >= 0


@pytest.mark.parametrize("address", [RADAR, GRAPH])
def test_without_script_and_from_files_a_drawing_is_the_same(open_page, address):
    live, bare = open_page(address), open_page(address, script=False, over="file")
    assert bare.locator(DRAWING).is_visible()
    assert bare.locator(MARKS).count() == live.locator(MARKS).count()


@pytest.mark.parametrize("address", [RADAR, GRAPH, SPARKLINES])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_and_figures_stand_out_from_what_they_stand_on(open_page, address, scheme):
    page = open_page(address, scheme=scheme)
    faint = []
    for what, ink, ground in page.evaluate(INKS):
        least = OF_WORDS if what.startswith("text") else OF_FIGURES
        if contrast(ink, ground) < least:
            faint.append((what, ink, ground, contrast(ink, ground)))
    assert faint == []


@pytest.mark.parametrize("address", [RADAR, GRAPH])
def test_in_the_readers_own_colours_words_have_those(open_page, address):
    page = open_page(address)
    page.emulate_media(forced_colors="active")
    inks = page.evaluate(
        """() => {
          const probe = document.body.appendChild(document.createElement("i"));
          probe.style.color = "CanvasText";
          const own = getComputedStyle(probe).color;
          const words = document.querySelectorAll(".excellence-drawing text:not(.excellence-number)");
          return [...words].map((word) => [word.getAttribute("class"), getComputedStyle(word).fill, own]);
        }"""
    )
    assert inks
    assert [(name, ink) for name, ink, own in inks if ink != own] == []


#: The ink of each word and figure, and what is under it: the figure of its own mark, or the page.
INKS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const over = (colours) => {
    canvas.clearRect(0, 0, 1, 1);
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const grounds = (element) => {
    const found = [];
    for (let at = element; at; at = at.parentElement) found.unshift(getComputedStyle(at).backgroundColor);
    return ["white", ...found];
  };
  const made = [];
  for (const drawing of document.querySelectorAll(".excellence-drawing > svg, svg.excellence-sparkline")) {
    const page = grounds(drawing);
    const rings = ["transparent"];
    for (const ring of drawing.querySelectorAll(".excellence-ring")) rings.push(getComputedStyle(ring).fill);
    for (const text of drawing.querySelectorAll("text")) {
      const figure = text.closest(".excellence-mark")?.querySelector(".excellence-blip, .excellence-box");
      for (const ground of figure ? [getComputedStyle(figure).fill] : rings) {
        const ink = over([...page, ground, getComputedStyle(text).fill]);
        made.push([`text.${text.getAttribute("class")}`, ink, over([...page, ground])]);
      }
    }
    for (const figure of drawing.querySelectorAll(
      ".excellence-blip, .excellence-moved, .excellence-new, .excellence-box, .excellence-arrow-head, .excellence-bar"
    )) {
      const { fill, stroke, opacity } = getComputedStyle(figure);
      const ink = stroke !== "none" ? stroke : fill;
      for (const under of rings) {
        canvas.globalAlpha = 1;
        const ground = over([...page, under]);
        canvas.globalAlpha = Number(opacity);
        canvas.fillStyle = ink;
        canvas.fillRect(0, 0, 1, 1);
        canvas.globalAlpha = 1;
        const seen = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
        made.push([`figure.${figure.getAttribute("class")}`, seen, ground]);
      }
    }
  }
  return made;
}"""


def contrast(one: list[int], other: list[int]) -> float:
    """Return the contrast of two colours, as WCAG 2 defines it."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def luminance(colour: list[int]) -> float:
    """Return the relative luminance of a colour in sRGB."""
    parts = [each / 255 for each in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_that_of_the_standard():
    assert contrast([0, 0, 0], [255, 255, 255]) == pytest.approx(21)
    assert contrast([119, 119, 119], [255, 255, 255]) == pytest.approx(4.48, abs=0.01)


def test_a_sparkline_says_its_numbers(open_page):
    page = open_page(SPARKLINES)
    lines = page.locator("svg.excellence-sparkline")
    assert lines.count() > 0
    for line in lines.all():
        assert line.get_attribute("role") == "img"
        assert re.search(r"\d", line.get_attribute("aria-label") or "")
