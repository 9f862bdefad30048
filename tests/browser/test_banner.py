"""The banner in a browser: a verdict in one line, the rest unfolded where a reader, paper or a lack of scripts wants it."""

from __future__ import annotations

import pytest

PAGES = (
    "patterns/saga.html",
    "patterns/two-phase-commit.html",
    "patterns/vector-clocks.html",
    "patterns/health-check.html",
)
#: Pixels, by the width of the window.
HEIGHTS = {1280: 140, 360: 260}
FACTS = ".excellence-more dl.excellence-facts"
#: The marks that follow a badge, and those of them that begin a line of their own.
MARKS = """() => {
  const marks = [], alone = [];
  for (const badge of document.querySelectorAll(".excellence-badge, .excellence-sign")) {
    let last = badge;
    while (!last.nextSibling && getComputedStyle(last.parentElement).display === "inline") last = last.parentElement;
    const next = last.nextSibling;
    if (!next || next.nodeType !== Node.TEXT_NODE || !/^[.,;:!?)]/.test(next.data)) continue;
    const mark = document.createRange();
    mark.setStart(next, 0);
    mark.setEnd(next, 1);
    marks.push(next.data);
    if (mark.getBoundingClientRect().left < badge.getBoundingClientRect().right - 1) alone.push(next.data);
  }
  return { marks, alone };
}"""


def test_a_banner_is_low(open_page, own_site):
    pages = sorted(path.name for path in (own_site.out / "patterns").glob("*.html"))
    page = open_page(f"patterns/{pages[0]}")
    base, seen = page.url.rsplit("/", 1)[0], 0
    for name in pages:
        page.goto(f"{base}/{name}")
        for width, most in HEIGHTS.items():
            page.set_viewport_size({"width": width, "height": 900})
            heights = page.locator(".excellence-banner").evaluate_all(
                "banners => banners.map((one) => one.getBoundingClientRect().height)"
            )
            seen += len(heights)
            assert [height for height in heights if not 0 < height < most] == [], (name, width)
    assert seen > 40 * len(HEIGHTS)


@pytest.mark.parametrize(
    "name", ["patterns/saga.html", "guides/modern-distributed-systems.html", "decisions/adr-000.html"]
)
def test_a_mark_stays_with_the_badge_that_it_follows(open_page, name):
    page, seen = open_page(name), 0
    for width in range(320, 1300, 35):
        page.set_viewport_size({"width": width, "height": 900})
        found = page.evaluate(MARKS)
        seen += len(found["marks"])
        assert found["alone"] == [], width
    assert seen > 0


@pytest.mark.parametrize("name", PAGES)
def test_the_rest_unfolds_in_place(open_page, name):
    page = open_page(name)
    assert not page.locator(FACTS).is_visible()
    page.locator(".excellence-more > summary").focus()
    page.keyboard.press("Enter")
    assert page.locator(FACTS).is_visible()


def test_it_is_open_where_no_script_runs(open_page):
    page = open_page(PAGES[0], script=False)
    assert page.locator(FACTS).is_visible()
    assert not page.locator(".excellence-more > summary").is_visible()


def test_it_is_open_on_paper(open_page):
    page = open_page(PAGES[0], media="print")
    assert page.locator(FACTS).is_visible()
    assert not page.locator(".excellence-shortcuts").is_visible()


def test_a_link_into_what_is_folded_opens_it(open_page):
    page = open_page("patterns/gossip-protocol.html")
    page.evaluate("document.querySelector('.excellence-more dl').id = 'inside'")
    page.evaluate("location.hash = 'inside'")
    page.wait_for_function("document.querySelector('.excellence-more').open")


def test_shortcuts_lead_to_the_pages_that_they_name(open_page):
    page = open_page(PAGES[1])
    links = page.locator(".excellence-shortcuts a")
    assert [link.inner_text() for link in links.all()] == ["History", "Compare", "Migrate"]
    tips = [tip.get_attribute("title") for tip in page.locator(".excellence-shortcuts [title]").all()]
    assert tips[0] == "Distributed transactions"
    links.nth(2).click()
    page.wait_for_url("**/migrations/2pc-to-saga.html*")


def test_a_shortcut_to_a_record_without_a_page_is_not_shown(project, open_folder):
    project.write(
        {
            "conf.py": (project.root / "conf.py").read_text() + 'suppress_warnings = ["excellence"]\n',
            "data/a.yaml": "patterns:\n  saga: {title: Saga, tier: gold, best_for: [Orders]}\n"
            "evolutions:\n  line: {title: Line, timeline: [{year: 2000, pattern: saga}]}\n",
            "source/index.md": "# Saga\n\n```{pattern-tier} saga\n```\n",
        }
    )
    page = open_folder(project.build("html").out, "index.html")
    assert page.locator(".excellence-verdict").inner_text() == "Use it for: Orders"
    assert page.get_by_text("History").all() != []
    assert not any(each.is_visible() for each in page.get_by_text("History").all())
