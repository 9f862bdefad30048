"""The catalogue, used: filtered and sorted by mouse, by keyboard and by address, long or short, and without script."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from playwright.sync_api import Locator, Page

from tests.browser.axe import ours, run_axe
from tests.browser.filtering import FORM, counts, entries, form, keys, press, said, state, tab_to, tiers
from tests.browser.looking import PAPER, cut_off, excess_width, unseen_texts
from tests.conftest import CONF

PAGE = "patterns/index.html"
FIRST = {"text": "", "category": "", "problem": "", "sort": "category", "view": "grouped"}


def menu(page: Page, name: str) -> Locator:
    """Return the menu that goes by this name."""
    return form(page).get_by_role("combobox", name=name, exact=True)


def test_at_first_every_pattern_is_there_in_groups_and_by_tier_in_these(open_page, patterns):
    page = open_page(PAGE)
    form(page)
    assert state(page) == FIRST
    assert said(page) == f"Showing {len(patterns)} of {len(patterns)}"
    assert set(keys(page)) == set(patterns)
    order = ["gold", "silver", "bronze", "unrated"]
    data = "all => all.map((one) => [one.dataset.category, one.dataset.tier])"
    seen = [(category, order.index(tier)) for category, tier in entries(page).evaluate_all(data)]
    assert seen == sorted(seen)
    titles = page.locator(".excellence-group").all_text_contents()
    sizes = Counter(pattern["category"] for pattern in patterns.values())
    assert [title.rsplit(maxsplit=1) for title in titles] == [
        [name.replace("-", " ").capitalize(), str(sizes[name])] for name in sorted(sizes)
    ]


@pytest.mark.parametrize(
    ("label", "value", "field"),
    [("Tier", "silver", "tier"), ("Category", "resilience", "category"), ("Status", "legacy", "status")],
)
def test_a_chip_leaves_what_has_its_value(open_page, patterns, label, value, field):
    page = open_page(PAGE)
    press(page, label, value.capitalize())
    wanted = {name for name, pattern in patterns.items() if pattern.get(field) == value}
    assert wanted
    assert set(keys(page)) == wanted
    assert said(page) == f"Showing {len(wanted)} of {len(patterns)}"
    assert page.url.endswith(f"?{field}={value}")
    assert counts(page, label)[value.capitalize()] == len(wanted)
    press(page, label, value.capitalize())
    assert len(keys(page)) == len(patterns)
    assert "?" not in page.url


def test_chips_of_a_group_add_up_and_those_of_another_count_what_they_would_leave(open_page, patterns):
    page = open_page(PAGE)
    press(page, "Tier", "Silver")
    press(page, "Tier", "Bronze")
    wanted = {name: pattern for name, pattern in patterns.items() if pattern.get("tier") in {"silver", "bronze"}}
    assert set(keys(page)) == set(wanted)
    assert page.url.endswith("?tier=silver&tier=bronze")
    sizes = Counter(pattern["category"] for pattern in wanted.values())
    assert counts(page, "Category") == {
        name.replace("-", " ").capitalize(): sizes[name] for name in {one["category"] for one in patterns.values()}
    }
    assert counts(page, "Tier")["Gold"] == sum(pattern.get("tier") == "gold" for pattern in patterns.values())


def test_a_problem_and_a_scale_leave_what_a_selector_recommends(open_page, own_site):
    page = open_page(PAGE)
    menu(page, "Problem").select_option("dual-write")
    choices = own_site.registry["selectors"]["distributed-systems"]["problems"]["dual-write"]["recommend"]
    named = {one.get("pattern") for at in choices.values() for tier in (at or {}).values() for one in tier or ()}
    legacy = {name for name, pattern in own_site.registry["patterns"].items() if pattern.get("status") == "legacy"}
    assert set(keys(page)) == (named - legacy - {None}) | {
        name for name, pattern in own_site.registry["patterns"].items() if "dual-write" in pattern.get("problems", ())
    }


@pytest.mark.parametrize("word", ["payments", "Payment"])
def test_words_of_readers_lead_to_a_problem(open_page, word):
    page = open_page(PAGE)
    form(page).get_by_label("Keywords").fill(word)
    assert "saga" in keys(page)
    page.get_by_role("button", name="Keep data consistent across services").click()
    assert state(page) == FIRST | {"problem": "distributed-transactions"}
    assert page.url.endswith("?problem=distributed-transactions")
    assert "saga" in keys(page)


def test_where_nothing_is_left_it_says_what_to_take_away(open_page, patterns):
    page = open_page(PAGE)
    press(page, "Tier", "Bronze")
    press(page, "Category", "Resilience")
    hints = page.locator(".excellence-hints button").all_inner_texts()
    resilient = [name for name, pattern in patterns.items() if pattern["category"] == "resilience"]
    bronze = [name for name, pattern in patterns.items() if pattern.get("tier") == "bronze"]
    assert hints == [f"Resilience ({len(bronze)})", f"Bronze ({len(resilient)})"]
    page.get_by_role("button", name=f"Bronze ({len(resilient)})").click()
    assert set(keys(page)) == set(resilient)
    assert page.locator(".excellence-hints button").count() == 0


@pytest.mark.parametrize(("typed", "meant"), [("circut", "circuit"), ("clok", "clock"), ("shardng", "sharding")])
def test_where_nothing_has_a_word_those_that_are_like_it_are_offered(open_page, typed, meant):
    page = open_page(PAGE)
    form(page).get_by_label("Keywords").fill(typed)
    assert said(page) == "No matches."
    page.locator(".excellence-hints").get_by_role("button", name=meant, exact=True).click()
    assert form(page).get_by_label("Keywords").input_value() == meant
    assert keys(page)


@pytest.mark.parametrize("view", ["Groups", "Cards", "List"])
def test_its_layout_is_switched_and_kept_in_the_address(open_page, patterns, view):
    page = open_page(f"{PAGE}?view=cards")
    form(page).get_by_role("radio", name=view).check()
    page.reload()
    form(page)
    assert form(page).get_by_role("radio", name=view).is_checked()
    assert set(keys(page)) == set(patterns)
    categories = {pattern["category"] for pattern in patterns.values()}
    assert page.locator(".excellence-group:visible").count() == (len(categories) if view == "Groups" else 0)
    first, second = (entries(page).nth(place).bounding_box() for place in (0, 1))
    assert (first["y"] == second["y"]) is (view != "List")


def test_the_chips_are_above_the_fold_and_the_first_answer_within_500_pixels(open_page):
    page = open_page(PAGE, width=1280, height=900)
    assert form(page).bounding_box()["y"] > 0
    assert entries(page).first.bounding_box()["y"] < 500
    chips = page.locator(f"{FORM} [aria-pressed]")
    assert all(chip.bounding_box()["y"] < 450 for chip in chips.all())


def test_on_a_phone_the_chips_are_folded_until_they_are_wanted(open_page):
    page = open_page(PAGE, width=360, height=640)
    form(page)
    assert page.locator(f"{FORM} [aria-pressed]:visible").count() == 0
    assert entries(page).first.bounding_box()["y"] < 640
    page.get_by_text("Filters", exact=True).click()
    press(page, "Tier", "Silver")
    page.reload()
    assert form(page).get_by_role("button", name="Silver").is_visible()


def test_menus_and_words_together_leave_what_fits_them_all(open_page, patterns):
    page = open_page(PAGE)
    form(page).get_by_label("Keywords").press_sequentially("Clocks ")
    assert "vector-clocks" in keys(page)
    press(page, "Tier", "Bronze")
    assert keys(page) == ["vector-clocks"]
    legacy = entries(page).first
    assert "Use instead: Hybrid Logical Clock" in legacy.inner_text()
    press(page, "Category", "Resilience")
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
    form(page).get_by_role("radio", name="Cards").check()
    orders = menu(page, "Sort by")
    assert orders.locator("option").all_inner_texts() == ["Category", "Tier", "Title", "First appearance"]
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
    tab_to(page, f"{FORM} [value=gold]", most=3)
    page.keyboard.press("Space")
    tab_to(page, f"{FORM} [name=sort]", most=20)
    page.keyboard.type("Title")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert state(page) == FIRST | {"text": "saga", "tier": "gold", "sort": "title", "view": "cards"}
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
    page = open_page(f"{PAGE}?text=log&tier=gold&tier=bronze&sort=introduced&view=list", over=over)
    form(page)
    assert state(page) == FIRST | {"text": "log", "tier": "gold bronze", "sort": "introduced", "view": "list"}
    assert "wal" in keys(page)


@pytest.mark.parametrize(
    "query",
    [
        "tier=platinum",
        "sort=__proto__",
        "status=%22%3E%3Cimg%3E",
        "category=Resilience",
        "view=evil",
        "compare=%3Cb%3E,%22",
    ],
)
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
    for options in ({"script": False}, {"width": PAPER}):
        page = open_page(PAGE, **options)
        if "script" not in options:
            form(page)
            page.emulate_media(media="print")
        assert page.locator(f"{FORM}:visible").count() == 0
        # Without a script nothing says when the form is ready.
        assert page.locator("[data-key]:visible").count() == len(patterns)
        assert unseen_texts(page) == []
        assert cut_off(page) == []


def test_paper_has_the_choice_and_what_it_leaves(open_page):
    page = open_page(f"{PAGE}?tier=gold&category=resilience&text=load", width=PAPER)
    left = keys(page)
    assert left
    page.emulate_media(media="print")
    assert keys(page) == left
    chips = [" ".join(text.split()) for text in form(page).get_by_role("button").all_inner_texts()]
    menus = (
        form(page).locator("select:visible").evaluate_all("menus => menus.map((one) => one.selectedOptions[0].text)")
    )
    # There are more than eight categories, so that they are a menu.
    assert (chips, menus) == ([f"Gold {len(left)}"], [f"Resilience ({len(left)})"])
    assert form(page).get_by_role("searchbox").input_value() == "load"
    assert page.locator(f"{FORM} :is(.excellence-switch, .excellence-hints):visible").count() == 0
    assert cut_off(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_filtered_it_fits_and_has_no_fault(open_page, axe_script, scheme, width):
    page = open_page(f"{PAGE}?text=zzz", scheme=scheme, width=width)
    form(page)
    assert ours(run_axe(page, axe_script, [".excellence-catalogue"])) == []
    form(page).get_by_label("Keywords").fill("clock")
    page.get_by_role("button", name="Compare: ").first.click()
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
      const [silver, gold] = ["silver", "gold"].map((tier) => form.querySelector(`[value=${tier}]`));
      for (const chip of [silver, silver, gold, gold, silver]) chip.click();
    }""")
    page.wait_for_function(f"document.querySelectorAll('[data-key]').length === {COUNT // 3}")
    page.wait_for_timeout(300)
    assert tiers(page) == {"silver"}
    assert page.locator("[data-key]").count() == COUNT // 3
    assert said(page) == f"Showing {COUNT // 3} of {COUNT}"
