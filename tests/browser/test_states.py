"""What axe finds once a reader has used a page: things unfolded, filters on, patterns chosen, a blip of the radar in focus.

Forms, the comparison, the dialog of the search, ticks and the year of the time machine have theirs in their own modules.
"""

from __future__ import annotations

import pytest

from tests.browser.axe import ours, run_axe
from tests.browser.looking import excess_width

#: Colours depend on the scheme alone and the layout on the width, so each is there once.
SETTINGS = pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
#: What readers unfold, by what is on the page: banners with each tier, a graph as text, tables of the time machine.
UNFOLDED = [
    "saga.html",
    "two-phase-commit.html",
    "others.html",
    "radar.html",
    "catalogue.html",
    "time-machine.html#year=2008",
]


@SETTINGS
@pytest.mark.parametrize("name", UNFOLDED)
def test_all_that_unfolds_is_open(handbook, open_folder, axe_script, name, scheme, width):
    page = open_folder(handbook, name, scheme=scheme, width=width)
    folded = page.locator(".excellence details")
    for number in range(folded.count()):
        summary = folded.nth(number).locator("> summary")
        if summary.is_visible() and folded.nth(number).get_attribute("open") is None:
            summary.click()
    assert page.locator(".excellence details[open]").count() > 0 or not folded.count()
    assert ours(run_axe(page, axe_script, [".excellence"])) == []
    assert excess_width(page) == 0


@SETTINGS
def test_chips_of_the_radar_are_pressed(handbook, open_folder, axe_script, scheme, width):
    page = open_folder(handbook, "radar.html", scheme=scheme, width=width)
    for summary in (
        page.locator(".excellence-radar .excellence-facets:not([open]) > summary").locator("visible=true").all()
    ):
        summary.click()
    for name in ("Gold", "Data management"):
        page.locator(".excellence-radar").get_by_role("button", name=name).click()
    assert page.locator(".excellence-radar [aria-pressed=true]").count() == 2
    assert ours(run_axe(page, axe_script, [".excellence-radar"])) == []
    assert excess_width(page) == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_blip_of_the_radar_is_in_focus(handbook, open_folder, axe_script, scheme):
    page = open_folder(handbook, "radar.html", scheme=scheme)
    blip = page.locator(".excellence-radar-drawing a.excellence-mark").first
    blip.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.excellence-radar-drawing') !== null")
    assert ours(run_axe(page, axe_script, [".excellence-radar"])) == []


@SETTINGS
def test_two_patterns_are_chosen_to_compare(handbook, open_folder, axe_script, scheme, width):
    page = open_folder(handbook, "catalogue.html", scheme=scheme, width=width)
    for name in ("Saga", "WebSocket"):
        page.locator("[data-key]").filter(has_text=name).first.get_by_role("button", name="Compare").click()
    assert page.locator(".excellence-compare-bar").is_visible()
    assert ours(run_axe(page, axe_script, [".excellence"])) == []
    assert excess_width(page) == 0


@SETTINGS
def test_nothing_in_the_catalogue_matches(handbook, open_folder, axe_script, scheme, width):
    page = open_folder(handbook, "catalogue.html", scheme=scheme, width=width)
    page.get_by_label("Keywords").fill("xyzzy")
    page.wait_for_function("/^Showing 0|^No/.test(document.querySelector('form output').textContent)")
    assert ours(run_axe(page, axe_script, [".excellence"])) == []
    assert excess_width(page) == 0


@SETTINGS
def test_every_task_is_ticked(handbook, open_folder, axe_script, scheme, width):
    page = open_folder(handbook, "saga.html", scheme=scheme, width=width)
    for box in page.locator(".excellence-task > input").all():
        box.check()
    assert page.locator(".excellence-ticks > output").inner_text() == "3 of 3 done"
    assert ours(run_axe(page, axe_script, [".excellence"])) == []
