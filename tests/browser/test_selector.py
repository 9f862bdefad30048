"""The selector, used: by mouse, by keyboard alone, by address, on paper, on a phone, from files and without script."""

from __future__ import annotations

import json

import pytest

from tests.browser.axe import ours, run_axe
from tests.browser.filtering import FORM, entries, form, keys, reasons, said, set_radio, state, tab_to, tiers
from tests.browser.looking import cut_off, excess_width, unseen_texts
from tests.browser.test_every_kind import PAPER
from tests.conftest import CONF

PAGE = "guides/which-pattern.html"
FIRST = {"problem": "", "scale": "", "tier": "0", "category": "", "text": "", "layout": "cards"}


@pytest.fixture
def selector(own_site) -> dict:
    """The record that the page shows."""
    return own_site.registry["selectors"]["distributed-systems"]


def recommended(selector: dict, problem: str, scale: str, tier: str) -> list[str]:
    """Return the ids that the record recommends there, in its order."""
    return [choice["pattern"] for choice in selector["problems"][problem]["recommend"][scale][tier]]


# By mouse --------------------------------------------------------------------------------------------------------


def test_at_first_the_best_tier_stands_there_and_the_rest_is_counted(open_page):
    page = open_page(PAGE)
    form(page)
    assert state(page) == FIRST
    assert tiers(page) == {"gold"}
    total = page.locator(".excellence-cards [data-key]").count()
    hidden = page.evaluate(
        "document.querySelectorAll('form.excellence-controls output')[0].textContent.match(/(\\d+) more/)[1]"
    )
    assert said(page) == f"Shown: {total} of {total + int(hidden)} · {hidden} more are hidden by the tier"


def test_problem_and_scale_leave_what_the_record_recommends_in_its_order_and_say_why(open_page, selector):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("distributed-transactions")
    set_radio(page, "Scale", "10M to 1B requests a day")
    assert keys(page) == recommended(selector, "distributed-transactions", "scale", "gold")
    for entry in entries(page).all():
        (why,) = reasons(entry)
        assert why.startswith("Gold, recommended for 10M to 1B requests a day\n")
    assert page.get_by_text(selector["problems"]["distributed-transactions"]["summary"]).is_visible()


def test_every_problem_at_every_scale_leaves_what_the_record_says(open_page, selector, own_site):
    page = open_page(PAGE)
    form(page)
    own = own_site.registry["patterns"]
    for problem, about in selector["problems"].items():
        for scale, by_tier in about["recommend"].items():
            page.evaluate(
                """([problem, scale]) => {
                  const form = document.querySelector("form.excellence-controls");
                  form.problem.value = problem;
                  form.scale.value = scale;
                  form.dispatchEvent(new Event("input", { bubbles: true }));
                }""",
                [problem, scale],
            )
            wanted = [one["pattern"] for one in (by_tier or {}).get("gold", ()) if one.get("pattern") in own]
            assert [key for key in keys(page) if key in own] == wanted, (problem, scale)


def test_more_tiers_bring_more_and_a_legacy_one_warns_and_leads_on(open_page):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("distributed-transactions")
    gold = keys(page)
    set_radio(page, "Tier", "Include Silver")
    silver = keys(page)
    assert silver[: len(gold)] == gold
    assert tiers(page) == {"gold", "silver"}
    set_radio(page, "Tier", "Show all")
    everything = keys(page)
    assert everything[: len(silver)] == silver
    assert len(everything) > len(silver)
    legacy = entries(page).filter(has_text="Two-Phase Commit").last
    words = legacy.inner_text()
    assert "Use instead: " in words
    assert "How to move: " in words
    assert legacy.locator(".excellence-warning").is_visible()
    assert legacy.get_by_role("link", name="Saga", exact=True).count() >= 1
    assert "hidden by the tier" not in said(page)
    set_radio(page, "Scale", "over 1B requests a day")
    (why,) = reasons(entries(page).filter(has_text="Two-Phase Commit").last)
    assert why == "Left out: legacy at this scale"


def test_a_category_and_words_narrow_it_further_without_regard_to_accents_and_capitals(open_page):
    page = open_page(PAGE)
    form(page).get_by_label("Category").select_option("resilience")
    assert set(entries(page).evaluate_all("all => all.map((one) => one.dataset.category)")) == {"resilience"}
    form(page).get_by_label("Words").press_sequentially("BULKHÉAD")
    assert keys(page) == ["bulkhead"]
    form(page).get_by_label("Words").fill("nothing of the kind")
    assert keys(page) == []
    assert said(page) == "Nothing matches."
    assert page.locator("[data-to-layout]:visible").count() == 0
    form(page).get_by_role("button", name="Reset").click()
    page.wait_for_function(f"document.querySelector('{FORM} output').textContent.startsWith('Shown: ')")
    assert state(page) == FIRST


def test_what_is_shown_is_compared_in_a_table_and_comes_back_as_cards(open_page):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("distributed-transactions")
    cards = keys(page)
    page.get_by_role("link", name="Compare what is shown").click()
    page.wait_for_function(f"document.querySelector('{FORM}').layout.value === 'compare'")
    assert entries(page).first.evaluate("(one) => one.closest('table') !== null")
    assert keys(page) == [key for key in cards if key in keys(page)]
    assert len(keys(page)) == len(cards)
    page.get_by_role("link", name="Show as cards").click()
    page.wait_for_function(f"document.querySelector('{FORM}').layout.value === 'cards'")
    assert keys(page) == cards
    page.go_back()
    page.wait_for_function(f"document.querySelector('{FORM}').layout.value === 'compare'")


# By keyboard -----------------------------------------------------------------------------------------------------


def test_by_keyboard_alone_everything_can_be_set_and_the_first_answer_opened(open_page, selector):
    page = open_page(PAGE)
    form(page)
    tab_to(page, f"{FORM} [name=problem]")
    page.keyboard.type("Stop a fail")
    page.keyboard.press("Tab")
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    assert state(page)["scale"] == "scale"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert state(page) == FIRST | {"problem": "cascading-failure", "scale": "scale", "tier": "1"}
    tab_to(page, f"{FORM} [name=text]", most=2)
    page.keyboard.type("breaker")
    assert page.evaluate("document.activeElement.name") == "text", "the focus is lost while results change"
    assert keys(page)[0] == "circuit-breaker"
    page.keyboard.press("Enter")
    assert page.url.endswith("?problem=cascading-failure&scale=scale&tier=1&text=breaker")
    tab_to(page, "[data-key] a", most=6)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/patterns/circuit-breaker.html" in page.url


def test_each_field_has_a_name_a_role_and_a_mark_of_the_focus_and_the_count_is_announced(open_page):
    page = open_page(PAGE)
    shown = form(page)
    assert shown.get_by_role("combobox", name="Problem").count() == 1
    assert shown.get_by_role("combobox", name="Category").count() == 1
    assert shown.get_by_role("searchbox", name="Words").count() == 1
    for group, count in (("Scale", 5), ("Tier", 3)):
        assert shown.get_by_role("group", name=group).get_by_role("radio").count() == count
    assert page.get_by_role("form", name="Find a pattern").count() == 1
    assert shown.get_by_role("status").count() == 1
    for selector in ("[name=problem]", "[name=scale]", "[name=text]", "[data-to-layout]:visible", "button"):
        field = shown.locator(selector).first
        before = field.evaluate(LOOKS)
        field.focus()
        page.keyboard.press("Shift")  # from here on the browser takes the reader for one who uses keys
        assert field.evaluate(LOOKS) != before, selector


LOOKS = """(field) => [field, field.parentElement].map((each) => {
  const { outlineStyle, outlineWidth, boxShadow, borderColor } = getComputedStyle(each);
  return [outlineStyle, outlineStyle === "none" ? "" : outlineWidth, boxShadow, borderColor].join();
}).join()"""


# By address ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("over", ["http", "file"])
def test_an_address_sets_the_form(open_page, selector, over):
    page = open_page(f"{PAGE}?problem=overload&scale=startup&tier=1&text=re&layout=compare", over=over)
    form(page)
    assert state(page) == FIRST | {
        "problem": "overload",
        "scale": "startup",
        "tier": "1",
        "text": "re",
        "layout": "compare",
    }
    assert keys(page)


def test_what_is_set_can_be_shared_and_is_there_after_a_reload(open_page):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("dual-write")
    set_radio(page, "Scale", "over 1B")
    query = page.url.partition("?")[2]
    assert query == "problem=dual-write&scale=hyperscale"
    before = keys(page)
    page.reload()
    form(page)
    assert (keys(page), page.url.partition("?")[2]) == (before, query)
    assert keys(open_page(f"{PAGE}?{query}")) == before


@pytest.mark.parametrize(
    "query",
    [
        "problem=nonsense",
        "scale=huge&tier=99",
        "layout=evil",
        "category=%3Cscript%3E",
        "tier=-1&problem=",
        "problem=%",
        "problem[]=dual-write&__proto__=x&constructor=y",
        "tier=0&tier=2",
    ],
)
def test_a_bad_address_falls_back_to_the_first_state(open_page, query):
    page = open_page(f"{PAGE}?{query}")
    form(page)
    assert state(page) == FIRST
    assert keys(page) == keys(open_page(PAGE))


@pytest.mark.parametrize("fragment", ["#", "#nowhere", "#%", "#%E0%A4%A", "#find-a-pattern"])
def test_a_bad_fragment_harms_nothing(open_page, fragment):
    page = open_page(f"{PAGE}{fragment}")
    form(page)
    assert state(page) == FIRST


def test_what_the_address_says_beside_it_is_left_alone(open_page):
    page = open_page(f"{PAGE}?from=mail&scale=growth#how-the-recommendations-are-made")
    form(page).get_by_label("Problem").select_option("overload")
    assert page.url.endswith("?from=mail&problem=overload&scale=growth#how-the-recommendations-are-made")


def test_a_link_to_a_problem_sets_it_and_shows_the_form(open_page, selector):
    page = open_page("index.html")
    page.get_by_role("link", name=selector["problems"]["overload"]["title"]).click()
    page.wait_for_url(f"**/{PAGE}*")
    assert form(page).evaluate("(form) => form.getBoundingClientRect().top") < 900 / 2
    assert state(page) == FIRST | {"problem": "overload"}
    set_radio(page, "Scale", "under 100K")
    assert page.url.endswith(f"{PAGE}?problem=overload&scale=startup")


# In all surroundings ---------------------------------------------------------------------------------------------


def test_without_script_the_matrix_says_it_all_and_no_form_is_seen(open_page, selector):
    page = open_page(PAGE, script=False)
    assert page.locator(f"{FORM}:visible").count() == 0
    assert page.locator("[data-key]:visible").count() == 0
    rows = page.locator("table.excellence-selector-table tbody tr")
    assert rows.count() == len(selector["problems"])
    assert unseen_texts(page) == []


@pytest.mark.parametrize("width", [PAPER, 1280])
def test_on_paper_the_matrix_stands_alone_whatever_is_set(open_page, width):
    page = open_page(f"{PAGE}?problem=overload&tier=2&layout=compare", width=width)
    form(page)
    page.emulate_media(media="print")
    assert page.locator(f"{FORM}:visible").count() == 0
    assert page.locator("[data-key]:visible").count() == 0
    assert page.locator("table.excellence-selector-table tbody tr:visible").count() > 20
    assert cut_off(page) == []
    # The table begins under its heading, and breaks between two rows: a theme may want tables whole, or on a new sheet.
    breaks = "(part) => getComputedStyle(part).breakInside"
    assert page.locator("table.excellence-selector-table").evaluate(breaks) == "auto"
    assert page.locator("table.excellence-selector-table tbody tr").first.evaluate(breaks) == "avoid"


@pytest.mark.parametrize("query", ["", "?problem=distributed-transactions&tier=2", "?tier=2&layout=compare"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_whatever_is_set_fits_and_has_no_fault(open_page, axe_script, query, scheme, width):
    page = open_page(f"{PAGE}{query}", scheme=scheme, width=width)
    form(page)
    assert excess_width(page) == 0
    assert ours(run_axe(page, axe_script, [".excellence-live"])) == []


def test_on_a_phone_the_first_answer_needs_no_scrolling_sideways_and_targets_are_large_enough(open_page):
    page = open_page(f"{PAGE}?problem=overload", width=320, height=640)
    small = form(page).evaluate(
        """(form) => [...form.querySelectorAll("select, input:not([type=hidden]), button, a:not([hidden])")]
          .map((field) => (field.type === "radio" ? field.closest("label") : field))
          .filter((target) => target.getBoundingClientRect().height < 24)
          .map((target) => target.outerHTML.slice(0, 100))"""
    )
    assert small == []


def test_from_files_it_works_too(open_page):
    page = open_page(PAGE, over="file")
    form(page).get_by_label("Problem").select_option("distributed-transactions")
    set_radio(page, "Scale", "10M to 1B")
    assert keys(page)[0] == "saga"
    page.get_by_role("link", name="Compare what is shown").click()
    page.wait_for_function(f"document.querySelector('{FORM}').layout.value === 'compare'")
    assert keys(page)[0] == "saga"


# In other projects -----------------------------------------------------------------------------------------------

DATA = {
    "patterns": {
        "one": {"title": "One", "tier": "gold", "problems": ["a"]},
        "two": {"title": "Two", "tier": "silver", "problems": ["b"]},
    },
    "selectors": {
        "choices": {
            "title": "Choices",
            "scales": {"small": {"title": "Small"}, "large": {"title": "Large"}},
            "problems": {
                name: {
                    "title": f"Problem {name}",
                    "recommend": {scale: {tier: [{"pattern": pattern}]} for scale in ("small", "large")},
                }
                for name, tier, pattern in (("a", "gold", "one"), ("b", "silver", "two"))
            },
        }
    },
}
TWICE = """# Twice

```{pattern-selector} choices
```

```{pattern-selector} choices
:problem: b
```
"""


def test_two_on_a_page_do_not_touch_each_other(project, open_folder):
    project.write({"conf.py": CONF, "data/all.yaml": json.dumps(DATA), "source/index.md": TWICE})
    result = project.build("html")
    assert result.code == 0
    page = open_folder(result.out, "index.html?2.tier=1")
    first, second = page.locator(FORM).all()
    first.wait_for(state="visible")
    assert first.locator("[name=problem] option").all_inner_texts() == ["Any problem", "Problem a", "Problem b"]
    assert second.locator("[name=problem] option").all_inner_texts() == ["Any problem", "Problem b"]
    assert keys(page) == ["one", "two"]
    first.locator("[name=problem]").select_option("b")
    assert keys(page) == ["two"]
    assert page.url.endswith("?2.tier=1&problem=b")
    second.get_by_role("button", name="Reset").click()
    page.wait_for_url("**/index.html?problem=b")
    assert keys(page) == []
