"""The selector, used: by mouse, by keyboard alone, by address, on paper, on a phone, from files and without script."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from playwright.sync_api import Route

from tests.browser.axe import ours, run_axe
from tests.browser.filtering import (
    FORM,
    entries,
    form,
    keys,
    press,
    reasons,
    said,
    set_radio,
    settle,
    state,
    tab_to,
    tiers,
)
from tests.browser.keys import walk_by_keys
from tests.browser.looking import PAPER, cut_off, excess_width, unseen_texts
from tests.conftest import CONF, Project

PAGE = "guides/which-pattern.html"
BEFORE = "Results appear once you choose something."
FIRST = {"problem": "", "category": "", "scale": "", "tier": "0", "text": "", "layout": "cards"}


@pytest.fixture
def selector(own_site) -> dict:
    """The record that the page shows."""
    return own_site.registry["selectors"]["distributed-systems"]


def recommended(selector: dict, problem: str, scale: str, tier: str) -> list[str]:
    """Return the ids that the record recommends there, in its order."""
    return [choice["pattern"] for choice in selector["problems"][problem]["recommend"][scale][tier]]


# By mouse --------------------------------------------------------------------------------------------------------


def test_at_first_nothing_is_loaded_and_then_the_best_tier_stands_there_and_the_rest_is_counted(open_page):
    page = open_page(PAGE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    form(page)
    assert state(page) == FIRST
    assert (said(page), keys(page)) == (BEFORE, [])
    assert page.locator("[data-key]").count() == 0
    form(page).get_by_role("link", name="Show as cards").click()
    settle(page)
    (part,) = asked
    assert "/_static/excellence-parts/guides/which-pattern.1.js?v=" in part
    assert tiers(page) == {"gold"}
    total = page.locator(".excellence-cards [data-key]").count()
    shown, hidden = re.fullmatch(r"Showing (\d+) of \d+ · Hidden by the tier filter: (\d+)", said(page)).groups()
    assert int(shown) == total
    form(page).get_by_role("link", name="Show them").click()
    assert state(page) == FIRST | {"tier": "3"}
    assert len(keys(page)) == int(shown) + int(hidden)


def test_problem_and_scale_leave_what_the_record_recommends_in_its_order_and_say_why(open_page, selector):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("distributed-transactions")
    set_radio(page, "Scale", "10M to 1B requests a day")
    assert keys(page) == recommended(selector, "distributed-transactions", "scale", "gold")
    for entry in entries(page).all():
        (why,) = reasons(entry)
        assert why.startswith("Gold, recommended for Scale (10M to 1B requests a day)\n")
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
    legacy = entries(page).filter(has_text="Two-phase commit to saga").last
    words = legacy.inner_text()
    assert "Use instead: " in words
    assert "Migrate: " in words
    assert legacy.locator(".excellence-warning").is_visible()
    assert legacy.get_by_role("link", name="Saga", exact=True).count() >= 1
    assert "Hidden by the tier" not in said(page)
    set_radio(page, "Scale", "over 1B requests a day")
    (why,) = reasons(entries(page).filter(has_text="Two-phase commit to saga").last)
    assert why == "Left out: legacy at this scale"


def test_a_category_and_words_narrow_it_further_without_regard_to_accents_and_capitals(open_page):
    page = open_page(PAGE)
    press(page, "Category", "Resilience")
    assert set(entries(page).evaluate_all("all => all.map((one) => one.dataset.category)")) == {"resilience"}
    form(page).get_by_label("Keywords").press_sequentially("BULKHÉAD")
    assert keys(page) == ["bulkhead"]
    form(page).get_by_label("Keywords").fill("nothing of the kind")
    assert keys(page) == []
    assert said(page) == "No matches."
    assert page.locator("[data-to^=layout]:visible").count() == 0
    form(page).get_by_role("button", name="Reset").click()
    page.wait_for_function(f"document.querySelector('{FORM} output').textContent.startsWith('Showing ')")
    assert state(page) == FIRST


def test_what_is_shown_is_compared_in_a_table_and_comes_back_as_cards(open_page):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("distributed-transactions")
    cards = keys(page)
    why = [reasons(entry) for entry in entries(page).all()]
    page.get_by_role("link", name="Compare the results").click()
    assert state(page)["layout"] == "compare"
    assert page.evaluate("document.activeElement.textContent") == "Show as cards"
    assert entries(page).first.evaluate("(one) => one.closest('table') !== null")
    assert keys(page) == cards
    assert [reasons(entry) for entry in entries(page).all()] == why
    page.reload()
    assert form(page).get_by_label("Problem").input_value() == "distributed-transactions"
    assert keys(page) == cards
    page.go_back()
    assert form(page).get_by_role("link", name="Compare the results").is_visible()
    assert state(page)["layout"] == "cards"
    page.go_forward()
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Show as cards").click()
    assert keys(page) == cards
    assert [reasons(entry) for entry in entries(page).all()] == why


# By keyboard -----------------------------------------------------------------------------------------------------


def test_by_keyboard_alone_everything_can_be_set_and_the_first_answer_opened(open_page, selector):
    page = open_page(PAGE)
    form(page)
    tab_to(page, f"{FORM} [name=problem]")
    page.keyboard.type("Stop a fail")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    for _press in range(3):
        page.keyboard.press("ArrowDown")
    assert state(page)["scale"] == "scale"
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    assert state(page) == FIRST | {"problem": "cascading-failure", "scale": "scale", "tier": "1"}
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("breaker")
    assert page.evaluate("document.activeElement.name") == "text", "the focus is lost while results change"
    assert keys(page)[0] == "circuit-breaker"
    page.keyboard.press("Enter")
    assert page.url.endswith("?problem=cascading-failure&text=breaker&scale=scale&tier=1")
    tab_to(page, "[data-key] a", most=14)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/patterns/circuit-breaker.html" in page.url


def test_each_field_has_a_name_a_role_and_a_mark_of_the_focus_and_the_count_is_announced(open_page):
    page = open_page(PAGE, width=1440)
    shown = form(page)
    assert shown.get_by_role("combobox", name="Problem").count() == 1
    assert shown.locator("select[name=category], button[name=category]").count() > 0
    assert shown.get_by_role("searchbox", name="Keywords").count() == 1
    for group, count in (("Scale", 5), ("Tier", 3)):
        assert shown.get_by_role("group", name=group).get_by_role("radio").count() == count
    assert page.get_by_role("form", name="Find a pattern").count() == 1
    assert shown.get_by_role("status").count() == 1
    assert not walk_by_keys(page)


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
    assert said(page) == BEFORE
    form(page).get_by_label("Keywords").fill("saga")
    assert "saga" in keys(page)


@pytest.mark.parametrize("fragment", ["#", "#nowhere", "#%", "#%E0%A4%A", "#find-a-pattern"])
def test_a_bad_fragment_harms_nothing(open_page, fragment):
    page = open_page(f"{PAGE}{fragment}")
    form(page)
    assert state(page) == FIRST


def test_what_the_address_says_beside_it_is_left_alone(open_page):
    page = open_page(f"{PAGE}?from=mail&scale=growth#how-the-recommendations-are-made")
    form(page).get_by_label("Problem").select_option("overload")
    assert page.url.endswith("?from=mail&problem=overload&scale=growth#how-the-recommendations-are-made")


@pytest.mark.parametrize("over", ["http", "file"])
def test_a_link_to_a_problem_sets_it_and_leads_to_the_form(open_page, selector, over):
    page = open_page("index.html", width=360, height=640, over=over)
    page.get_by_role("link", name=selector["problems"]["overload"]["title"]).click()
    page.wait_for_url(f"**/{PAGE}*")
    page.wait_for_function(f"scrollY > 0 && document.querySelector('{FORM}').getBoundingClientRect().top < 100")
    assert form(page).evaluate("(form) => form.getBoundingClientRect().top") >= 0
    assert page.evaluate("document.activeElement.name") == "problem"
    assert state(page) == FIRST | {"problem": "overload"}
    if over == "file":
        return  # where the browser keeps no history
    set_radio(page, "Scale", "under 100K")
    assert page.url.endswith(f"{PAGE}?problem=overload&scale=startup")


# What it loads ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_while_results_are_loaded_and_where_they_cannot_be_the_form_says_so(open_page, axe_script, scheme, width):
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page = open_page(PAGE, scheme=scheme, width=width, excuse=re.compile("excellence-parts|ERR_FAILED"))
    page.route("**/excellence-parts/**", hold)
    form(page).get_by_label("Problem").select_option("overload")
    output = page.locator(f"{FORM} output")
    assert output.inner_text() == "Loading the results\N{HORIZONTAL ELLIPSIS}"
    page.wait_for_timeout(100)
    waiting.pop().abort()
    assert said(page) == "The results could not be loaded. Use the table of all recommendations, or try again."
    assert excess_width(page) == 0
    assert ours(run_axe(page, axe_script, [".excellence-selector"])) == []
    assert page.locator("table.excellence-selector-table tbody tr:visible").count() == 1
    page.unroute("**/excellence-parts/**")
    form(page).get_by_role("link", name="Compare the results").click()
    assert said(page).startswith("Showing ")
    assert entries(page).first.evaluate("(one) => one.closest('table') !== null")
    assert page.evaluate("document.activeElement.textContent") == "Show as cards"


@pytest.mark.parametrize("over", ["http", "file"])
def test_under_a_strict_policy_it_loads_too(open_folder, mixed, tmp_path, over):
    shutil.copytree(mixed, tmp_path / "site")
    page = tmp_path / "site/index.html"
    # Of files, the site's own scripts have the scheme alone in common.
    own = "'self'" if over == "http" else "file:"
    policy = f"script-src {own}"
    head = f'<meta http-equiv="Content-Security-Policy" content="{policy}" />'
    page.write_text(page.read_text(encoding="utf-8").replace("<head>", f"<head>{head}", 1), encoding="utf-8")
    opened = open_folder(tmp_path / "site", "index.html", over=over, excuse=re.compile(r"theme|jquery|doctools|inline"))
    form(opened).get_by_label("Problem").select_option("a")
    assert keys(opened) == ["one"]


# In all surroundings ---------------------------------------------------------------------------------------------


def test_without_script_the_matrix_says_it_all_and_no_form_is_seen(open_page, selector):
    page = open_page(PAGE, script=False)
    assert page.locator(f"{FORM}:visible").count() == 0
    assert page.locator("[data-key]:visible").count() == 0
    rows = page.locator("table.excellence-selector-table tbody tr")
    assert rows.count() == len(selector["problems"])
    assert unseen_texts(page) == []


@pytest.mark.parametrize("width", [PAPER, 1280])
def test_on_paper_the_matrix_stands_alone_where_nothing_is_set(open_page, width):
    page = open_page(PAGE, width=width)
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
@pytest.mark.parametrize(("scheme", "width"), [("light", 320), ("dark", 1280)])
def test_whatever_is_set_fits_and_has_no_fault(open_page, axe_script, query, scheme, width):
    page = open_page(f"{PAGE}{query}", scheme=scheme, width=width)
    form(page)
    assert excess_width(page) == 0
    assert ours(run_axe(page, axe_script, [".excellence-live"])) == []


@pytest.mark.parametrize("layout", ["cards", "compare"])
def test_paper_has_what_is_set_and_what_that_leaves(open_page, selector, layout):
    page = open_page(f"{PAGE}?problem=overload&tier=1&layout={layout}", width=PAPER)
    left = keys(page)
    assert left
    page.emulate_media(media="print")
    assert keys(page) == left
    assert selector["problems"]["overload"]["title"] in form(page).inner_text()
    assert page.locator(f"{FORM} label:visible").all_inner_texts()[-1].strip() == "Include Silver"
    assert page.locator(f"{FORM} :is(a, button):visible").count() == 0
    assert page.locator("table.excellence-selector-table tbody tr:visible").count() == 1
    assert cut_off(page) == []


def test_words_of_readers_lead_to_a_problem_before_anything_is_loaded(open_page):
    page = open_page(PAGE)
    form(page).get_by_label("Keywords").fill("payments")
    page.get_by_role("button", name="Keep data consistent across services").click()
    assert state(page) == FIRST | {"problem": "distributed-transactions"}
    assert keys(page)


def test_the_first_answer_is_within_500_pixels(open_page):
    page = open_page(f"{PAGE}?problem=overload", width=1280, height=900)
    assert entries(page).first.bounding_box()["y"] < 500
    page = open_page(PAGE, width=1280, height=900)
    form(page)
    assert page.locator("table.excellence-selector-table td").first.bounding_box()["y"] < 500


def test_while_a_problem_is_chosen_the_matrix_shows_it_alone(open_page, selector):
    page = open_page(PAGE)
    form(page).get_by_label("Problem").select_option("overload")
    rows = page.locator("table.excellence-selector-table tbody tr:visible")
    assert rows.count() == 1
    assert rows.inner_text().startswith(selector["problems"]["overload"]["title"])
    form(page).get_by_label("Problem").select_option("")
    assert rows.count() == len(selector["problems"])


def test_on_a_phone_the_count_is_seen_while_a_problem_and_a_scale_are_chosen(open_page):
    page = open_page(PAGE, width=360, height=640)
    form(page).evaluate('(form) => form.scrollIntoView({behavior: "instant"})')
    form(page).get_by_label("Problem").select_option("overload")
    for part in (page.locator(f"{FORM} output"), form(page).get_by_label("Hyperscale")):
        box = part.bounding_box()
        assert box is not None
        assert 0 <= box["y"] < box["y"] + box["height"] <= 640


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
    page.get_by_role("link", name="Compare the results").click()
    assert state(page)["layout"] == "compare"
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
    assert (result.warnings, result.code) == ([], 0)
    page = open_folder(result.out, "index.html?2.tier=1")
    first, second = page.locator(FORM).all()
    first.wait_for(state="visible")
    assert first.locator("[name=problem] option").all_inner_texts() == ["Any problem", "Problem a", "Problem b"]
    assert second.locator("[name=problem] option").all_inner_texts() == ["Problem b (1)"]
    assert keys(page) == ["two"]
    first.get_by_role("link", name="Show as cards").click()
    assert keys(page) == ["one", "two"]
    first.locator("[name=problem]").select_option("b")
    assert keys(page) == ["two"]
    assert page.url.endswith("?2.tier=1&problem=b")
    second.get_by_role("button", name="Reset").click()
    page.wait_for_url("**/index.html?problem=b")
    assert keys(page) == []


MIXED = """tiers:
  gold: {title: Adopt}
  hold: {rank: 15, title: Hold, symbol: H, headline: Leave it., legacy: true, colours: {light: "#7a2020", dark: "#ffb0b0"}}
  silver: {title: Assess}
patterns:
  one: {title: One, tier: gold, problems: [a]}
  two: {title: Two, tier: hold, problems: [a], alternatives: [{pattern: one}]}
  three: {title: "\u0939\u093f\u0902\u0926\u0940 \u0e19\u0e49\u0e33", tier: silver, problems: [a],
          summary: "See [it](https://zebra.example.org)."}
selectors:
  choices:
    title: Choices
    scales: {small: {title: Small}, large: {title: Large, load: more}}
    problems:
      a:
        title: Problem a
        recommend:
          small: {gold: [one], hold: [two], silver: [three]}
          large: {silver: [three], hold: [two], gold: [one]}
      b: {title: Problem b, recommend: {small: null, large: null}}
      c:
        title: Problem c
        recommend:
          small: {gold: ["core:saga", {name: Elsewhere, url: "https://example.org"}]}
          large: {gold: [one]}
"""
#: What of the other project's registry is left as it is.
KEPT = {"tiers", "legacy", "patterns", "kinds"}


@pytest.fixture(scope="module")
def mixed(own_site, tmp_path_factory):
    """A selector with a legacy tier between two others, something of another project, and problems without an answer."""
    project = Project(tmp_path_factory.mktemp("mixed"))
    core = json.loads((own_site.out / "excellence.json").read_text(encoding="utf-8"))
    core["patterns"] = {"saga": {**core["patterns"]["saga"], "title": "Core saga"}}
    core = {**core, **{kind: {} for kind in core if isinstance(core[kind], dict) and kind not in KEPT}}
    core |= {"legacy": [], "pages": {"patterns": {"saga": "saga.html#record-pattern-saga"}}}
    project.write({
        "conf.py": CONF + 'excellence_external = {"core": ("https://core.example.org/", "core.json")}\n',
        "core.json": json.dumps(core),
        "data/all.yaml": MIXED,
        "source/index.md": "# Choices\n\n```{pattern-selector} choices\n```\n",
    })  # fmt: skip
    result = project.build("html")
    assert (result.warnings, result.code) == ([], 0)
    return result.out


def test_a_legacy_tier_is_included_last_wherever_it_stands(mixed, open_folder):
    page = open_folder(mixed, "index.html?problem=a&scale=small")
    form(page)
    assert keys(page) == ["one"]
    set_radio(page, "Tier", "Include Assess")
    assert keys(page) == ["one", "three"]
    assert said(page) == "Showing 2 of 5 · Hidden by the tier filter: 1"
    page.get_by_role("link", name="Show them").click()
    assert keys(page) == ["one", "three", "two"]


def test_what_is_of_another_project_or_of_none_is_an_answer_like_others(mixed, open_folder):
    page = open_folder(mixed, "index.html?problem=c&scale=small")
    form(page)
    first, second = entries(page).all()
    assert first.inner_text().startswith("Core saga\n")
    assert first.get_by_role("link").get_attribute("href") == "https://core.example.org/saga.html#record-pattern-saga"
    assert second.inner_text().startswith("Elsewhere\n")
    assert reasons(first) == reasons(second) == ["Adopt, recommended for Small"]


@pytest.mark.parametrize("scale", ["", "small", "large"])
def test_where_nothing_is_recommended_on_purpose_the_form_says_so(mixed, open_folder, scale):
    page = open_folder(mixed, f"index.html?problem=b&scale={scale}&tier=4")
    form(page)
    assert (keys(page), said(page)) == ([], "No matches.")
    assert page.locator(".excellence-explanation:visible").all_inner_texts() == [
        "By design, nothing is recommended here."
    ]


def test_scales_are_named_with_what_they_mean_once_and_the_best_place_counts(mixed, open_folder):
    page = open_folder(mixed, "index.html?problem=a")
    form(page)
    assert reasons(entries(page).first) == ["Adopt, recommended for Small, Large"]
    set_radio(page, "Scale", "Large")
    assert reasons(entries(page).first) == ["Adopt, recommended for Large (more)"]


@pytest.mark.parametrize(
    ("words", "found"), [("\u0939\u093f\u0902\u0926\u0940", 1), ("\u0e19\u0e49\u0e33", 1), ("zebra", 0)]
)
def test_words_of_any_script_are_found_and_addresses_are_no_words(mixed, open_folder, words, found):
    page = open_folder(mixed, "index.html?tier=4")
    form(page).get_by_label("Keywords").fill(words)
    assert len(keys(page)) == found


def test_what_the_form_says_is_not_searched_for(mixed):
    index = (mixed / "searchindex.js").read_text(encoding="utf-8")
    assert '"choic"' in index
    assert '"tier"' not in index
    assert '"recommend"' in index  # a heading of the matrix
