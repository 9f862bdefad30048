"""The time machine in a browser: by keys and by mouse, in the address, on a phone, on paper, and without a script."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from tests.browser.axe import ours, run_axe
from tests.browser.keys import walk_by_keys
from tests.browser.looking import PAPER, excess_width
from tests.browser.repeated_items import take_out_repeated

MACHINE = "evolution/time-machine.html"
HOME = "index.html"
CANVAS = ".excellence-time-machine-drawing"
SMALL = ".excellence-time-machine-narrow-drawing"
LINES = f"{CANVAS} a.excellence-mark:not([href^=http])"
CHOSEN = ".excellence-machine-choice:not([hidden])"
CHANGED = ".excellence-machine-changes:not([hidden])"


@pytest.fixture
def open_machine(open_page):
    """Return a function that opens the page of the time machine, at a year."""

    def opened(year=None, **options):
        return open_page(MACHINE + (f"#year={year}" if year else ""), **options)

    return opened


def slider_of(page):
    return page.get_by_role("slider", name="Year")


def chosen(page, kind: str) -> list[str]:
    found = page.locator(f".excellence-machine-{kind}:not([hidden]) a").all_text_contents()
    return [text.strip() for text in found]


# By keys and by mouse --------------------------------------------------------------------------------------------


def test_first_there_is_the_whole_picture(open_machine, own_site):
    page = open_machine()
    assert slider_of(page).input_value() == slider_of(page).get_attribute("max")
    assert page.locator(f"{LINES}:visible").count() == len(own_site.registry["patterns"])
    assert page.locator(".excellence-machine-year").is_hidden()
    assert page.get_by_text("Choose a year to see").is_visible()
    assert page.locator(".excellence-not-yet").count() == 0


def test_keys_move_the_slider_by_a_year_and_it_says_what_there_is(open_machine):
    page = open_machine(2000)
    slider = slider_of(page)
    slider.focus()
    page.keyboard.press("ArrowRight")
    assert slider.input_value() == "2001"
    assert re.fullmatch(
        r"2001; known patterns: \d+, first choice: \d+, what changed: \d+", slider.get_attribute("aria-valuetext")
    )
    assert page.url.endswith("#year=2001")
    page.keyboard.press("Home")
    assert slider.input_value() == slider.get_attribute("min")
    page.keyboard.press("End")
    assert slider.input_value() == slider.get_attribute("max")


def test_a_year_shows_what_one_would_have_chosen_and_why_it_changed(open_machine):
    page = open_machine(2012)
    assert "WebSocket" in chosen(page, "best")
    assert "Two-Phase Commit" in chosen(page, "good")
    assert "Polling" in chosen(page, "good")
    assert "Event Sourcing" in chosen(page, "known")
    assert not {"Service Mesh", "GitOps"} & {*chosen(page, "best"), *chosen(page, "good"), *chosen(page, "known")}
    changed = page.locator(CHANGED)
    assert changed.count() == 1
    assert "Hystrix gives each a pool" in changed.inner_text()
    assert changed.get_by_role("link", name="Source").first.get_attribute("href").startswith("http")
    assert "Two-Phase Commit" in chosen(open_machine(2016), "gone")
    assert "Polling" in chosen(open_machine(1995), "best")


def test_what_one_would_have_chosen_is_said_once_the_slider_rests(open_machine):
    page = open_machine(1980)
    said = page.get_by_role("status")
    page.wait_for_function("document.querySelector('.excellence-years [role=status]').textContent !== ''")
    first = said.text_content()
    assert re.fullmatch(r"First choice in 1980: .*Two-Phase Commit.*", first)
    slider_of(page).focus()
    page.keyboard.press("Home")
    assert said.text_content() == first
    page.wait_for_function("!document.querySelector('.excellence-years [role=status]').textContent.includes('1980')")
    assert said.text_content() == f"In {slider_of(page).get_attribute('min')}, no pattern is rated yet."


def test_a_year_without_a_change_has_the_last_one_before(open_machine):
    page = open_machine()
    changes = page.locator(".excellence-machine-changes").evaluate_all(
        "parts => parts.map((one) => Number(one.dataset.from))"
    )
    before, after = next((one, two) for one, two in pairwise(sorted(changes)) if two - one > 1)
    page = open_machine(before + 1)
    assert page.locator(CHANGED).get_attribute("data-from") == str(before)
    page.get_by_role("button", name="Next change").click()
    assert slider_of(page).input_value() == str(after)
    page.get_by_role("button", name="Previous change").click()
    assert slider_of(page).input_value() == str(before)


def test_at_the_ends_there_is_no_change_to_go_to(open_machine):
    page = open_machine()
    assert page.get_by_role("button", name="Next change").is_disabled()
    page.get_by_role("button", name="Previous change").focus()
    slider_of(page).focus()
    page.keyboard.press("Home")
    assert page.get_by_role("button", name="Previous change").is_disabled()


def test_lines_that_had_not_begun_or_were_over_are_faint(open_machine):
    page = open_machine(2016)
    classes = dict(page.locator(LINES).evaluate_all(
        "lines => lines.map((line) => [line.href.baseVal.split('#')[0].split('/').pop(), line.getAttribute('class')])"
    ))  # fmt: skip
    assert "excellence-not-yet" in classes["webtransport.html"]
    assert "excellence-is-gone" in classes["two-phase-commit.html"]
    assert classes["websocket.html"] == "excellence-mark"


def test_the_mark_of_the_year_is_where_the_year_is(open_machine):
    page = open_machine(2000)
    box, line = page.locator(CANVAS).first, page.locator(f"{CANVAS} .excellence-now").first
    data = box.evaluate("(box) => ({ ...box.dataset })")
    x = float(re.match(r"M([\d.]+),", line.get_attribute("d"))[1])
    year = float(data["first"]) + (x - float(data["left"])) / float(data["step"])
    assert 2000 < year < 2001


def test_a_click_into_the_drawing_chooses_its_year(open_machine):
    page = open_machine()
    box = page.locator(f"{CANVAS} > svg").first
    data = page.locator(CANVAS).first.evaluate("(box) => ({ ...box.dataset })")
    x = float(data["left"]) + (1990.5 - float(data["first"])) * float(data["step"])
    # Between the names of two lanes' first rows there is nothing else to be hit.
    box.click(position={"x": x, "y": float(data["top"]) + 14})
    assert slider_of(page).input_value() == "1990"


def test_the_drawing_is_one_stop_and_arrows_lead_from_line_to_line(open_machine):
    page = open_machine()
    assert page.locator(f"{CANVAS} a[tabindex='0']").count() == 1
    first = page.locator(LINES).first
    first.focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.href.baseVal") == page.locator(LINES).nth(1).get_attribute("href")
    page.keyboard.press("End")
    assert page.evaluate("document.activeElement.href.baseVal") == page.locator(LINES).last.get_attribute("href")
    page.keyboard.press("Home")
    wanted = first.evaluate("(line) => line.href.baseVal.split('#')[0].split('/').pop()")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0].endswith(f"/{wanted}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_everywhere(open_machine, scheme):
    page = open_machine(2012, scheme=scheme, width=1440)
    take_out_repeated(page)
    assert not walk_by_keys(page)


# In the address --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("written", "year"), [
    ("1998", "1998"), ("1200", None), ("2999", None), ("x", None), ("199877", None),
])  # fmt: skip
def test_the_year_is_that_of_the_address(open_machine, written, year):
    page = open_machine(written)
    least, most = (slider_of(page).get_attribute(name) for name in ("min", "max"))
    assert slider_of(page).input_value() == (year or (least if written == "1200" else most))


def test_a_link_to_another_year_moves_there(open_machine):
    page = open_machine(1998)
    page.evaluate("location.hash = '#year=2005'")
    page.wait_for_function("document.querySelector('.excellence-years output').textContent === '2005'")
    assert page.locator(f"{CHANGED}[data-from='2005']").count() == 1


def test_the_year_stays_when_a_reader_comes_back(open_machine):
    page = open_machine(1998)
    slider_of(page).focus()
    page.keyboard.press("ArrowRight")
    page.locator(".excellence-machine-best:not([hidden]) a").first.click()
    page.go_back()
    assert slider_of(page).input_value() == "1999"


# Motion ----------------------------------------------------------------------------------------------------------


def test_readers_who_want_no_motion_have_no_player(open_machine):
    page = open_machine()
    assert page.get_by_role("button", name="Play").count() == 0
    page.emulate_media(reduced_motion="no-preference")
    page.reload()
    player = page.get_by_role("button", name="Play")
    player.click()
    first = int(slider_of(page).get_attribute("min"))
    page.wait_for_function(
        f"(({{ value }}) => {first} + 2 < value && value < {first} + 20)(document.querySelector('.excellence-years input'))"
    )
    page.get_by_role("button", name="Stop").click()
    year = slider_of(page).input_value()
    page.wait_for_timeout(700)
    assert slider_of(page).input_value() == year
    assert player.is_visible()


# In all surroundings ---------------------------------------------------------------------------------------------


def test_without_script_and_from_files_there_are_the_drawing_and_the_tables(open_machine, own_site):
    page = open_machine(script=False, over="file")
    assert page.locator(f"{CANVAS} > svg").first.is_visible()
    assert page.locator(".excellence-years, .excellence-machine-year").locator("visible=true").count() == 0
    assert page.locator("table.excellence-machine-table:visible").count() >= 6
    patterns = page.locator("table.excellence-machine-table tbody th a")
    assert patterns.count() == len(own_site.registry["patterns"])


@pytest.mark.parametrize("width", [320, 1280])
def test_unfolded_tables_fit_the_page_and_scroll_in_themselves(open_machine, width):
    page = open_machine(width=width)
    page.get_by_text("As tables, with sources").click()
    assert page.locator("table.excellence-machine-table:visible").count() >= 6
    assert excess_width(page) == 0
    cut = page.locator(".excellence-scroll").evaluate_all(
        "boxes => boxes.filter((one) => one.scrollWidth > one.clientWidth + 1).length"
    )
    assert (cut == 0) is (width == 1280)


def test_from_files_the_slider_works(open_machine):
    page = open_machine(2000, over="file")
    assert "Polling" in chosen(page, "best")


def test_on_paper_there_are_the_drawing_and_the_tables(open_machine):
    page = open_machine(2000, media="print", width=PAPER)
    box = page.locator(f"{CANVAS} > svg").first.bounding_box()
    assert 500 < box["width"] <= PAPER
    assert page.locator(".excellence-years:visible, .excellence-now:visible").count() == 0
    assert page.locator("table.excellence-machine-table:visible").count() >= 6
    faint = page.locator(LINES).evaluate_all(
        "lines => lines.filter((line) => getComputedStyle(line).opacity !== '1').length"
    )
    assert faint == 0


@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (360, "dark")])
def test_on_a_phone_names_are_above_the_lines(open_machine, own_site, width, scheme):
    page = open_machine(2006, width=width, height=740, scheme=scheme)
    assert excess_width(page) == 0
    assert page.locator(CANVAS).first.is_hidden()
    small = page.locator(f"{SMALL} > svg").first
    assert small.is_visible()
    assert page.locator(f"{SMALL} .excellence-course-name").count() == len(own_site.registry["patterns"])
    size = small.evaluate("(svg) => svg.getBoundingClientRect().width / svg.viewBox.baseVal.width")
    assert 11.5 * size > 9.5
    # What one would have chosen comes before the drawing.
    assert page.locator(CHOSEN).first.bounding_box()["y"] < small.bounding_box()["y"]


@pytest.mark.parametrize(
    ("scheme", "width", "year"),
    # Each two of them are there together once.
    [("light", 1280, None), ("dark", 1280, 2012), ("light", 360, 2012), ("dark", 360, None)],
)
def test_axe_finds_no_fault(open_machine, axe_script, scheme, width, year):
    page = open_machine(year, width=width, scheme=scheme)
    take_out_repeated(page)
    assert ours(run_axe(page, axe_script, [".excellence"], [])) == []


def test_in_the_readers_own_colours_lines_are_seen(open_machine):
    page = open_machine()
    page.emulate_media(forced_colors="active")
    inks = page.locator(f"{CANVAS} .excellence-course").evaluate_all(
        "lines => [...new Set(lines.map((one) => getComputedStyle(one).fill))]"
    )
    assert len(inks) == 1


# The small picture -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [1280, 360])
def test_the_small_picture_of_the_first_page_leads_to_the_whole_one(open_page, width):
    page = open_page(HOME, width=width)
    picture = page.locator(".excellence-time-machine-thumbnail-drawing a")
    assert picture.evaluate("(link) => link.querySelector('title').textContent") == "Time machine"
    box = picture.bounding_box()
    assert 60 < box["height"] < 340
    assert box["width"] <= width
    with page.expect_navigation():
        picture.click()
    assert page.url.endswith(MACHINE)
