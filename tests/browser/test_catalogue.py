"""The catalogue, used: filtered and sorted by mouse, by keyboard and by address, long or short, and without script."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.axe import ours, run_axe
from tests.browser.filtering import FORM, entries, form, keys, said, state, tab_to, tiers
from tests.browser.looking import PAPER, cut_off, excess_width, unseen_texts
from tests.conftest import CONF

PAGE = "patterns/index.html"
FIRST = {"text": "", "tier": "", "category": "", "status": "", "sort": "tier"}


@pytest.fixture
def patterns(own_site) -> dict:
    """The records that the page shows."""
    return own_site.registry["patterns"]


def menu(page: Page, name: str) -> Locator:
    """Return the menu that goes by this name."""
    return form(page).get_by_role("combobox", name=name, exact=True)


def test_at_first_every_pattern_is_there_by_tier(open_page, patterns):
    page = open_page(PAGE)
    form(page)
    assert state(page) == FIRST
    assert said(page) == f"Showing {len(patterns)} of {len(patterns)}"
    assert set(keys(page)) == set(patterns)
    order = ["gold", "silver", "bronze", "unrated"]
    seen = [one["data"] for one in entries(page).evaluate_all("all => all.map((one) => ({ data: one.dataset.tier }))")]
    assert seen == sorted(seen, key=order.index)


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [("Tier", "silver", "tier"), ("Category", "resilience", "category"), ("Status", "legacy", "status")],
)
def test_a_menu_leaves_what_has_its_value(open_page, patterns, label, value, field):
    page = open_page(PAGE)
    menu(page, label).select_option(value)
    wanted = {name for name, pattern in patterns.items() if pattern.get(field) == value}
    assert wanted
    assert set(keys(page)) == wanted
    assert said(page) == f"Showing {len(wanted)} of {len(patterns)}"
    assert page.url.endswith(f"?{field}={value}")


def test_menus_and_words_together_leave_what_fits_them_all(open_page, patterns):
    page = open_page(PAGE)
    form(page).get_by_label("Keywords").press_sequentially("Clocks ")
    assert "vector-clocks" in keys(page)
    menu(page, "Tier").select_option("bronze")
    assert keys(page) == ["vector-clocks"]
    legacy = entries(page).first
    assert "Use instead: Hybrid Logical Clock" in legacy.inner_text()
    menu(page, "Category").select_option("resilience")
    assert (keys(page), said(page)) == ([], "No matches.")
    form(page).get_by_role("button", name="Reset").click()
    page.wait_for_function(f"document.querySelector('{FORM} output').textContent.startsWith('Showing ')")
    assert state(page) == FIRST
    assert len(keys(page)) == len(patterns)


@pytest.mark.parametrize("other_name", ["2pc", "CDC", "autoscaling", "WAL"])
def test_words_find_other_names(open_page, other_name):
    page = open_page(PAGE)
    form(page).get_by_label("Keywords").fill(other_name)
    assert 1 <= len(keys(page)) <= 3


def test_it_is_sorted_by_title_by_category_and_by_age(open_page, patterns):
    page = open_page(PAGE)
    orders = menu(page, "Sort by")
    assert orders.locator("option").all_inner_texts() == ["Tier", "Category", "Title", "First appearance"]
    orders.select_option("title")
    assert keys(page) == sorted(patterns, key=lambda name: (patterns[name]["title"].casefold(), name))
    orders.select_option("introduced")
    years = [patterns[name]["introduced"] for name in keys(page) if "introduced" in patterns[name]]
    assert [str(year)[:4] for year in years] == sorted(str(year)[:4] for year in years)
    orders.select_option("category")
    categories = [patterns[name].get("category", "") for name in keys(page)]
    assert categories == sorted(categories)


def test_by_keyboard_alone_it_is_filtered_sorted_and_left_for_a_page(open_page):
    page = open_page(PAGE)
    form(page)
    tab_to(page, f"{FORM} [name=text]")
    page.keyboard.type("saga")
    for keystrokes in ("G", "", "", "Ti"):
        page.keyboard.press("Tab")
        page.keyboard.type(keystrokes)
    assert state(page) == FIRST | {"text": "saga", "tier": "gold", "sort": "title"}
    assert tiers(page) == {"gold"}
    first = keys(page)[0]
    tab_to(page, "[data-key] a", most=4)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.partition("#")[0].endswith(f"/patterns/{first}.html")
    page.go_back()
    form(page)
    assert (state(page)["text"], keys(page)[0]) == ("saga", first)


@pytest.mark.parametrize("over", ["http", "file"])
def test_an_address_sets_it(open_page, over):
    page = open_page(f"{PAGE}?text=log&tier=gold&sort=introduced", over=over)
    form(page)
    assert state(page) == FIRST | {"text": "log", "tier": "gold", "sort": "introduced"}
    assert "wal" in keys(page)


@pytest.mark.parametrize("query", ["tier=platinum", "sort=__proto__", "status=%22%3E%3Cimg%3E", "category=Resilience"])
def test_a_bad_address_falls_back_to_the_first_state(open_page, patterns, query):
    page = open_page(f"{PAGE}?{query}")
    form(page)
    assert state(page) == FIRST
    assert len(keys(page)) == len(patterns)


def test_what_an_address_says_is_never_markup(open_page):
    page = open_page(f"{PAGE}?text=%3Cb+id%3Dmade%3Ebold%3C%2Fb%3E")
    assert form(page).get_by_label("Keywords").input_value() == "<b id=made>bold</b>"
    assert page.locator("#made").count() == 0


def test_without_script_and_on_paper_every_pattern_is_there_and_no_form(open_page, patterns):
    for options in ({"script": False}, {"media": "print", "width": PAPER}):
        page = open_page(PAGE, **options)
        assert page.locator(f"{FORM}:visible").count() == 0
        # Without a script nothing says when the form is ready.
        assert page.locator("[data-key]:visible").count() == len(patterns)
        assert unseen_texts(page) == []
        assert cut_off(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_filtered_it_fits_and_has_no_fault(open_page, axe_script, scheme, width):
    page = open_page(f"{PAGE}?text=zzz", scheme=scheme, width=width)
    form(page)
    assert ours(run_axe(page, axe_script, [".excellence-catalogue"])) == []
    form(page).get_by_label("Keywords").fill("clock")
    assert excess_width(page) == 0
    assert ours(run_axe(page, axe_script, [".excellence-catalogue"])) == []


# A long one ------------------------------------------------------------------------------------------------------

COUNT = 900


@pytest.fixture(scope="module", params=["cards", "table"])
def long_catalogue(request, tmp_path_factory):
    """A catalogue of more entries than are put into a page at once: the folder of its site."""
    from tests.conftest import Project

    project = Project(tmp_path_factory.mktemp(request.param))
    patterns = {
        f"p{number:03}": {"title": f"Pattern {number * 7 % COUNT:03}", "tier": "gold" if number % 3 else "silver"}
        for number in range(COUNT)
    }
    page = f"# All\n\n```{{pattern-catalog}}\n:filter:\n:layout: {request.param}\n:sort: title\n```\n"
    project.write({"conf.py": CONF, "data/all.yaml": json.dumps({"patterns": patterns}), "source/index.md": page})
    result = project.build("html")
    assert result.code == 0
    return result.out


def test_a_long_one_fills_up_by_itself_and_in_order(long_catalogue, open_folder):
    page = open_folder(long_catalogue, "index.html")
    form(page).get_by_label("Keywords").fill("zzz")
    assert keys(page) == []
    form(page).get_by_label("Keywords").fill("")
    page.wait_for_function(f"document.querySelectorAll('[data-key]').length === {COUNT}")
    everything = page.locator("[data-key]").evaluate_all("all => all.map((one) => one.textContent.trim().slice(0, 11))")
    assert everything == [f"Pattern {number:03}" for number in range(COUNT)]


def test_what_is_set_while_it_fills_up_is_what_stands_there_in_the_end(long_catalogue, open_folder):
    page = open_folder(long_catalogue, "index.html")
    form(page)
    page.evaluate("""() => {
      const form = document.querySelector("form.excellence-controls");
      for (const tier of ["silver", "", "gold", "", "silver"]) {
        form.tier.value = tier;
        form.dispatchEvent(new Event("input", { bubbles: true }));
      }
    }""")
    page.wait_for_function(f"document.querySelectorAll('[data-key]').length === {COUNT // 3}")
    page.wait_for_timeout(300)
    assert tiers(page) == {"silver"}
    assert page.locator("[data-key]").count() == COUNT // 3
    assert said(page) == f"Showing {COUNT // 3} of {COUNT}"
