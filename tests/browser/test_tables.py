"""Tables on a phone: rows of a comparison are cards, and what is wider than the page says that it scrolls."""

from __future__ import annotations

import pytest

from tests.browser.looking import excess_width

MATRIX = "comparisons/distributed-transactions.html"
#: What stands before each cell, its width, and its colour.
CELLS = """[...document.querySelectorAll(".excellence-matrix-table tbody tr")].map((row) => [...row.cells].map((cell) => ({
  words: cell.innerText.trim(),
  label: getComputedStyle(cell, "::before").content.replace(/^"|"$/g, ""),
  left: Math.round(cell.getBoundingClientRect().left),
})))"""
#: Which edges fade.
FADES = """(element) => {
  const mask = getComputedStyle(element).maskImage;
  return { left: /to right, rgba\\(0, 0, 0, 0\\)/.test(mask), right: /to left|rgba\\(0, 0, 0, 0\\)\\)$/.test(mask) };
}"""
NEITHER, LEFT, RIGHT = (
    {"left": left, "right": right} for left, right in ((False, False), (True, False), (False, True))
)
BOTH = {"left": True, "right": True}


@pytest.mark.parametrize("script", [True, False])
def test_each_row_of_a_comparison_is_a_card_that_leads_with_the_best(open_page, script):
    page = open_page(MATRIX, width=360, script=script)
    rows = page.evaluate(CELLS)
    assert len(rows) > 2
    for need, *cells in rows:
        assert need["label"] == "none"
        assert [cell["label"] for cell in cells] == [
            "Best practice Gold",
            "Standard Silver",
            "Legacy Bronze",
            "When to use",
        ]
        assert len({cell["left"] for cell in [need, *cells]}) == 1
    table = page.locator(".excellence-matrix-table").last
    assert table.evaluate("(it) => it.closest('.excellence-scroll').scrollWidth") <= 328
    assert excess_width(page) == 0


def test_on_a_wide_page_it_is_a_table(open_page):
    page = open_page(MATRIX, width=1280)
    for row in page.evaluate(CELLS):
        assert {cell["label"] for cell in row} == {"none"}
        assert len({cell["left"] for cell in row}) == len(row)


def test_cards_are_rows_and_cells_to_assistive_technology(open_page):
    page = open_page(MATRIX, width=360)
    table = page.get_by_role("table").first
    assert table.get_by_role("row").count() == 3
    assert table.get_by_role("rowheader", name="ACID across services").count() == 1


def test_what_scrolls_fades_where_there_is_more(open_page):
    page = open_page("manual/coverage.html", width=360)
    box = page.locator(".excellence-scroll").last
    box.scroll_into_view_if_needed()
    assert box.evaluate("(it) => it.scrollWidth - it.clientWidth") > 100
    for place, faded in ((0, RIGHT), (0.5, BOTH), (1, LEFT)):
        box.evaluate("(it, place) => { it.scrollLeft = place * (it.scrollWidth - it.clientWidth) }", place)
        page.wait_for_timeout(100)
        assert box.evaluate(FADES) == faded
    page.emulate_media(media="print")
    assert box.evaluate(FADES) == NEITHER


def test_what_fits_does_not_fade(open_page):
    page = open_page(MATRIX, width=1280)
    assert page.locator(".excellence-scroll").first.evaluate(FADES) == NEITHER


#: Puts the rules into the page that are for browsers without scroll timelines.
AS_WITHOUT_TIMELINES = """() => {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .flatMap((rule) => (rule instanceof CSSMediaRule ? [...rule.cssRules] : []))
    .filter((rule) => rule instanceof CSSSupportsRule && rule.conditionText.startsWith("not (animation-timeline"));
  const sheet = document.createElement("style");
  sheet.textContent = rules.flatMap((rule) => [...rule.cssRules]).map((rule) => rule.cssText).join("") + "* { animation: none !important; }";
  document.head.append(sheet);
}"""


def test_without_scroll_timelines_shadows_say_that_there_is_more(open_page):
    page = open_page("manual/coverage.html", width=360)
    page.evaluate(AS_WITHOUT_TIMELINES)
    box = page.locator(".excellence-scroll").last
    box.scroll_into_view_if_needed()
    assert box.evaluate(FADES) == NEITHER
    # The covers go with the table, the shadows stay.
    assert box.evaluate("(it) => getComputedStyle(it).backgroundAttachment") == "local, local, scroll, scroll"
    clip = box.bounding_box()
    clip = {"x": clip["x"], "y": clip["y"] + 4, "width": 4, "height": 4}
    at_rest = page.screenshot(clip=clip)
    box.evaluate("(it) => { it.scrollLeft = 60 }")
    page.wait_for_timeout(100)
    assert page.screenshot(clip=clip) != at_rest
