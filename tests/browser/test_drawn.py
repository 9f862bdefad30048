"""Radar, lineage graphs and sparklines in a browser: by mouse, by keyboard, dark and light, on a phone and on paper."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from tests.browser.keys import walk_by_keys
from tests.browser.looking import PAPER, excess_width
from tests.conftest import Project

RADAR = "guides/radar.html"
GRAPH = "evolution/distributed-transactions.html"
SPARKLINES = "manual/coverage.html"
DRAWING = ".excellence-drawing > svg"
MARKS = f"{DRAWING} a.excellence-mark"
BLIPS = f"{DRAWING} a.excellence-mark:has(.excellence-blip, .excellence-blip-unrated)"
#: Whether these, in the order of their characters, are what the list shows and what the drawing shows, each once.
LISTED_AND_DRAWN = """(expected) => {
  const sorted = (names) => JSON.stringify(names.sort((a, b) => (a < b ? -1 : 1)));
  const listed = [...document.querySelectorAll(".excellence-radar-blips > li")].filter((item) => item.checkVisibility())
    .map((item) => item.querySelector("a").innerText);
  const drawn = [...document.querySelectorAll(".excellence-radar-drawing a.excellence-mark:not([aria-hidden])")]
    .filter((mark) => mark.querySelector(".excellence-blip, .excellence-blip-unrated"))
    .map((mark) => mark.querySelector("title").textContent.split(": ")[0]);
  return [listed, drawn].every((names) => sorted(names) === JSON.stringify(expected));
}"""
QUADRANT = "guides/radar/communication.html"
#: The least contrast of words, and of figures that mean something (WCAG 1.4.3 and 1.4.11).
OF_WORDS, OF_FIGURES = 4.5, 3.0


# By mouse and by keyboard ----------------------------------------------------------------------------------------


def test_each_pattern_is_a_mark_that_says_what_it_is_and_leads_to_its_page(open_page, own_site, patterns):
    page = open_page(RADAR)
    named = {}
    for mark in page.locator(BLIPS).all():
        name = mark.evaluate("(mark) => mark.querySelector('title').textContent")
        named[mark.evaluate("(mark) => mark.href.baseVal.split('#')[0].split('/').pop()")] = name
    assert set(named) == {f"{name}.html" for name in patterns}
    for name, pattern in patterns.items():
        assert pattern["title"] in named[f"{name}.html"]
        assert (pattern["tier"].capitalize() if "tier" in pattern else "Unrated") in named[f"{name}.html"]
    by_role = page.get_by_role("group", name="Pattern radar").get_by_role("link")
    assert by_role.count() == len(patterns) + len({pattern["category"] for pattern in patterns.values()})


def test_each_name_is_beside_its_blip(open_page, patterns):
    names = (
        open_page(RADAR)
        .locator(BLIPS)
        .evaluate_all(
            "marks => marks.map((mark) => [...mark.querySelectorAll('text')].map((line) => line.textContent).join(' '))"
        )
    )
    assert sorted(names) == sorted(pattern["title"] for pattern in patterns.values())


@pytest.mark.parametrize("address", [RADAR, GRAPH])
def test_a_click_at_a_mark_opens_its_page(open_page, address):
    page = open_page(address)
    mark = page.locator(MARKS).first
    wanted = mark.evaluate("(mark) => mark.href.baseVal.split('#')[0].split('/').pop()")
    with page.expect_navigation():
        mark.click()
    assert page.url.partition("#")[0].endswith(f"/{wanted}")


def press_tab_through(page):
    """Press Tab from the first mark on; return the places of the marks that it stops at, and where the last leads."""
    order = []
    for _press in range(page.locator(MARKS).count()):
        order.append(page.evaluate(f"[...document.querySelectorAll('{MARKS}')].indexOf(document.activeElement)"))
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    return order


@pytest.mark.parametrize(("address", "script"), [(GRAPH, True), (GRAPH, False), (RADAR, False)])
def test_by_keys_marks_are_reached_one_after_the_other_and_opened(open_page, address, script):
    page = open_page(address, script=script, over="http" if script else "file")
    count = page.locator(MARKS).count()
    page.locator(MARKS).first.focus()
    assert press_tab_through(page) == list(range(count))
    wanted = page.evaluate("document.activeElement.href.baseVal.split('#')[0].split('/').pop()")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0].endswith(f"/{wanted}")


@pytest.mark.parametrize("address", [RADAR, QUADRANT])
def test_the_radar_is_one_stop_and_arrow_keys_reach_all_of_it(open_page, address):
    page = open_page(address)
    assert page.locator(f'{MARKS}[tabindex="0"]').count() == 1
    assert page.locator(f"{MARKS}:not([tabindex])").count() == 0
    page.locator(f'{MARKS}[tabindex="0"]').focus()
    # From wherever one is, what is nearest in a direction comes next: nearly all marks are on some such way.
    ways = {key: page.evaluate(WALK, key) for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown")}
    count = page.locator(MARKS).count()
    reached, new = {0}, {0}
    while new:
        new = {ways[key][at] for key in ways for at in new} - reached
        reached |= new
    assert len(reached) > 0.9 * count
    # And all are on the way from the top down and back.
    assert page.evaluate(WALK, "PageDown") == [*range(1, count), count - 1]
    assert page.evaluate(WALK, "PageUp") == [0, *range(count - 1)]
    right = page.evaluate(f"""() => {{
      const x = () => document.activeElement.getBoundingClientRect().left;
      document.querySelectorAll('{MARKS}')[0].focus();
      return x();
    }}""")
    page.keyboard.press("End")
    assert page.evaluate(f"[...document.querySelectorAll('{MARKS}')].indexOf(document.activeElement)") == count - 1
    page.keyboard.press("Home")
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") == right
    assert page.locator(f'{MARKS}[tabindex="0"]').count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('.excellence-drawing')")


#: Where an arrow key leads from each mark.
WALK = f"""(key) => [...document.querySelectorAll('{MARKS}')].map((mark, _, marks) => {{
  mark.focus();
  mark.dispatchEvent(new KeyboardEvent("keydown", {{ key, bubbles: true, cancelable: true }}));
  return marks.indexOf(document.activeElement);
}})"""


@pytest.mark.parametrize("address", [RADAR, QUADRANT, GRAPH])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_on_every_mark(open_page, address, scheme):
    assert not walk_by_keys(open_page(address, scheme=scheme, width=1440))


@pytest.mark.parametrize("focus", [True, False])
def test_a_blip_and_its_place_in_the_list_are_lit_together(open_page, focus):
    page = open_page(RADAR)
    for one, other in [(f"{BLIPS}[href*='/saga.html']", ".excellence-radar-blips > li"),
                       (".excellence-radar-blips a[href*='/saga.html']", BLIPS)]:  # fmt: skip
        part = page.locator(one)
        if focus:
            part.focus()
        else:
            part.hover()
        lit = page.locator(f"{other}.excellence-lit")
        assert lit.count() == 1
        assert "Saga" in lit.text_content()
        assert page.locator(".excellence-lit").count() == 2
    page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    assert page.locator(".excellence-lit").count() == 0


def test_chips_filter_the_drawing_and_the_list_and_are_kept_in_the_address(open_page, patterns):
    page = open_page(RADAR)

    def press(name):
        page.get_by_role("button", name=re.compile(rf"^{name}\b")).click()

    def shown(expected):
        """Whether the list and the drawing show these patterns: the form may take a moment."""
        page.wait_for_function(LISTED_AND_DRAWN, arg=sorted(expected))
        return True

    def those(*tiers, category=None):
        return {p["title"] for p in patterns.values()
                if (not tiers or p.get("tier") in tiers) and category in {None, p["category"]}}  # fmt: skip

    assert shown(those())
    press("Silver")
    assert shown(those("silver"))
    press("Bronze")
    assert shown(those("silver", "bronze"))
    # Counts are those that an option would leave; more than eight are a menu.
    found = those("silver", "bronze", category="communication")
    menu = page.get_by_role("combobox", name="Category")
    if menu.count():
        menu.select_option(label=f"Communication ({len(found)})")
    else:
        page.get_by_role("button", name=f"Communication {len(found)}", exact=True).click()
    assert shown(found)
    assert page.get_by_role("status").inner_text() == f"Showing {len(found)} of {len(patterns)}"
    assert page.locator(f'{MARKS}[tabindex="0"]:not([aria-hidden])').count() == 1
    page.reload()
    assert shown(found)
    page.get_by_role("button", name="Reset").click()
    assert shown(those())
    assert "?" not in page.url
    assert page.evaluate("document.activeElement.form?.getAttribute('aria-label')") == "Filter the radar"


def test_the_name_of_a_category_leads_to_its_quadrant_and_that_to_the_others(open_page, patterns):
    page = open_page(RADAR)
    with page.expect_navigation():
        page.locator(f"{MARKS}:has(.excellence-sector-name)", has_text="Communication").click()
    assert page.url.split("#")[0].endswith(QUADRANT)
    here = {pattern["title"] for pattern in patterns.values() if pattern["category"] == "communication"}
    assert set(page.locator(".excellence-radar-blips a").all_inner_texts()) == here
    assert page.locator(BLIPS).count() == len(here)
    with page.expect_navigation():
        page.locator(".excellence-radar-others").get_by_role("link", name="Resilience").click()
    assert page.url.split("#")[0].endswith("guides/radar/resilience.html")


@pytest.fixture(scope="module")
def radar_example(tmp_path_factory) -> Path:
    """The example of a technology radar, whose editions are in tabs, built."""
    folder = tmp_path_factory.mktemp("radar") / "example"
    shutil.copytree(Path(__file__).parents[2] / "examples/technology-radar", folder)
    return Project(folder).build("html").out


def shown_radar(page):
    """Return the names in the list of the one radar that is shown, whose drawing has a marker for each."""
    (view,) = [each for each in page.locator(".excellence-radar").all() if each.is_visible()]
    listed = view.locator(".excellence-radar-blips > li a").evaluate_all("links => links.map((link) => link.innerText)")
    assert view.locator("a.excellence-mark:has(.excellence-blip):not([aria-hidden])").count() == len(listed)
    return set(listed)


@pytest.mark.parametrize("script", [True, False])
def test_readers_change_the_edition_in_place(radar_example, open_folder, script):
    page = open_folder(radar_example, "index.html", script=script)
    today = shown_radar(page)
    page.locator("label", has_text="Spring 2025").click()
    spring = shown_radar(page)
    page.keyboard.press("ArrowRight")
    autumn = shown_radar(page)
    assert ("CoffeeScript" in spring, "CoffeeScript" in today) == (True, False)
    assert ("DuckDB" in autumn, "DuckDB" in spring) == (False, True)
    page.keyboard.press("ArrowLeft")
    assert shown_radar(page) == spring


def test_an_address_opens_an_edition_and_each_edition_has_a_filter(radar_example, open_folder):
    page = open_folder(radar_example, "index.html?edition=2025-spring")
    spring = shown_radar(page)
    assert "CoffeeScript" in spring
    page.get_by_role("button", name=re.compile("^Hold")).click()
    assert shown_radar(page) == {"CoffeeScript", "Jenkins", "Memcached"}
    page.locator("label", has_text="Today").click()
    assert len(shown_radar(page)) == 13


# In all surroundings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [320, 640])  # 640 is a window of 1280 at 200 %
def test_on_a_phone_and_enlarged_the_list_by_ring_is_alone(open_page, patterns, width):
    page = open_page(RADAR, width=width, height=640)
    assert page.locator(f"{DRAWING}:visible").count() == 0
    assert page.locator(".excellence-radar-blips > li:visible").count() == len(patterns)
    titles = page.locator(".excellence-radar-ring > .excellence-part-title:visible").all_inner_texts()
    assert [title.split()[0] for title in titles] == ["Gold", "Silver", "Bronze", "Unrated"]
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


@pytest.mark.parametrize("address", [RADAR, QUADRANT, GRAPH, SPARKLINES])
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
      const beside = text.matches(".excellence-blip-name");
      const figure = beside ? null : text.closest(".excellence-mark")?.querySelector(".excellence-blip, .excellence-box");
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
