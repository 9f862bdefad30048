"""Patterns side by side, used: chosen on cards, in banners and on the page itself, by address, on paper and on phones."""

from __future__ import annotations

import json
import re

import pytest
from playwright.sync_api import Page

from tests.browser.axe import ours, run_axe
from tests.browser.filtering import form, keys, tab_to
from tests.browser.looking import PAPER, cut_off, excess_width, unseen_texts
from tests.conftest import CONF, Project

PAGE = "patterns/compare.html"
BOTH = f"{PAGE}#compare=saga,two-phase-commit"


def heads(page: Page, count: int) -> list[str]:
    """Return the titles that are compared, once there are so many."""
    table = page.get_by_role("region", name="Comparison").get_by_role("table")
    table.get_by_role("columnheader").nth(count).wait_for(state="visible")
    return [each.partition("\n")[0] for each in table.get_by_role("columnheader").all_inner_texts()[1:]]


def row(page: Page, criterion: str) -> list[str]:
    """Return what is said of each pattern to a criterion."""
    found = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=criterion, exact=True))
    return found.get_by_role("cell").all_inner_texts()


@pytest.mark.parametrize("over", ["http", "file"])
def test_an_address_sets_patterns_side_by_side(open_page, own_site, over):
    page = open_page(BOTH, over=over)
    assert heads(page, 2) == ["Saga", "Two-Phase Commit"]
    saga, commit = (own_site.registry["patterns"][name] for name in ("saga", "two-phase-commit"))
    tiers = row(page, "Tier")
    assert tiers[0].startswith("Gold Recommended")
    assert tiers[1].startswith("Bronze Legacy")
    for field, criterion in (("pros", "Pros"), ("cons", "Cons")):
        shown = [[line for line in cell.split("\n") if line] for cell in row(page, criterion)]
        assert [len(each) for each in shown] == [len(saga["trade_offs"][field]), len(commit["trade_offs"][field])]
    assert "Saga" in row(page, "When to use something else")[1]
    assert row(page, "In use at")[0].startswith(saga["modern_examples"][0]["company"])
    assert "Away from it: Two-phase commit to saga" in row(page, "How to move")[1]
    with page.expect_navigation():
        page.get_by_role("region", name="Comparison").get_by_role(
            "link", name="Two-Phase Commit", exact=True
        ).first.click()
    assert "/patterns/two-phase-commit.html" in page.url


def test_each_step_is_one_of_the_history(open_page):
    page = open_page(BOTH)
    heads(page, 2)
    page.get_by_role("combobox", name="Add a pattern").select_option("Transactional Outbox")
    assert heads(page, 3) == ["Saga", "Two-Phase Commit", "Transactional Outbox"]
    assert page.url.endswith("#compare=saga,two-phase-commit,outbox")
    page.get_by_role("link", name="Remove Saga").click()
    page.wait_for_url("**#compare=two-phase-commit,outbox")
    assert heads(page, 2) == ["Two-Phase Commit", "Transactional Outbox"]
    page.go_back()
    assert heads(page, 3) == ["Saga", "Two-Phase Commit", "Transactional Outbox"]
    page.go_back()
    page.wait_for_url(f"**{BOTH}")
    assert heads(page, 2) == ["Saga", "Two-Phase Commit"]


def test_four_are_the_most_and_what_is_alike_is_suggested(open_page):
    page = open_page(f"{PAGE}#compare=saga,outbox,event-sourcing")
    heads(page, 3)
    offered = page.locator(".excellence-hints a")
    assert "Two-Phase Commit" in offered.all_inner_texts()
    offered.get_by_text("Two-Phase Commit").click()
    assert len(heads(page, 4)) == 4
    assert page.get_by_role("combobox", name="Add a pattern").count() == 0
    assert offered.count() == 0
    assert excess_width(page) == 0
    page = open_page(f"{PAGE}#compare=saga,outbox,event-sourcing,cqrs,cdc")
    assert len(heads(page, 4)) == 4


def test_at_first_pairs_are_offered_and_comparisons_that_are_written(open_page, own_site):
    page = open_page(PAGE)
    assert page.get_by_role("status").inner_text().startswith("Choose two to four patterns.")
    written = page.locator(".excellence-comparisons > li")
    assert written.count() == len(own_site.registry["comparisons"])
    page.get_by_role("link", name="Two-Phase Commit or Saga").click()
    assert heads(page, 2) == ["Two-Phase Commit", "Saga"]


@pytest.mark.parametrize("fragment", ["nonsense", "saga,%3Cimg%20id%3Dmade%3E", "%", ",,,", "__proto__,constructor"])
def test_a_bad_address_harms_nothing(open_page, fragment):
    page = open_page(f"{PAGE}#compare={fragment}")
    page.get_by_role("combobox", name="Add a pattern").wait_for(state="visible")
    assert page.locator("#made").count() == 0
    page.get_by_role("combobox", name="Add a pattern").select_option("CQRS")
    assert "CQRS" in heads(page, 2 if fragment.startswith("saga") else 1)


def test_cards_are_chosen_and_compared_and_are_still_chosen_afterwards(open_page):
    page = open_page("patterns/index.html?view=list&category=resilience")
    form(page)
    page.get_by_role("button", name="Compare: Bulkhead").click()
    bar = page.get_by_role("region", name="Chosen for comparison")
    assert bar.inner_text().split("\n") == ["Bulkhead", "Choose one more to compare", "Clear"]
    page.get_by_role("button", name="Compare: Timeout").click()
    assert page.url.endswith("&compare=bulkhead,timeout")
    bar.get_by_role("link", name="Compare 2 patterns").click()
    page.wait_for_url(f"**/{PAGE}#compare=bulkhead,timeout")
    assert heads(page, 2) == ["Bulkhead", "Timeout"]
    page.go_back()
    form(page)
    assert page.locator(".excellence-choose[aria-pressed=true]").count() == 2
    for title in ("Backpressure", "Failover"):
        page.get_by_role("button", name=f"Compare: {title}").click()
    assert page.get_by_role("button", name="Compare: Retry").first.is_disabled()
    bar.get_by_role("button", name="Clear").click()
    assert bar.count() == 0
    assert "compare" not in page.url


def test_answers_of_the_selector_are_compared_and_what_is_no_pattern_is_not(open_page):
    page = open_page("guides/which-pattern.html?problem=distributed-transactions")
    assert "saga" in keys(page)
    outside = page.locator(".excellence-card[data-key^=http]:visible")
    assert outside.count() > 0
    assert outside.locator(".excellence-choose").count() == 0
    for title in ("Saga", "Transactional Outbox"):
        page.get_by_role("button", name=f"Compare: {title}", exact=True).click()
    page.get_by_role("link", name="Compare 2 patterns").click()
    assert heads(page, 2) == ["Saga", "Transactional Outbox"]


def test_a_banner_leads_there_and_the_comparison_begins_with_its_pattern(open_page):
    page = open_page("patterns/polling.html")
    page.locator(".excellence-shortcuts").get_by_role("link", name="Compare").click()
    page.wait_for_url(f"**/{PAGE}#compare=polling")
    assert heads(page, 1) == ["Polling"]
    assert page.get_by_role("status").inner_text() == "Choose one more pattern."


def test_by_keyboard_alone_a_pattern_is_added_and_taken_away(open_page):
    page = open_page(f"{PAGE}#compare=saga")
    heads(page, 1)
    tab_to(page, ".excellence-picker select")
    page.keyboard.type("CQ")
    assert heads(page, 1) == ["Saga"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert heads(page, 2) == ["Saga", "CQRS"]
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    tab_to(page, ".excellence-remove", most=12)
    page.keyboard.press("Enter")
    page.wait_for_url("**#compare=cqrs")
    assert heads(page, 1) == ["CQRS"]
    page.wait_for_function("document.activeElement.tagName === 'SELECT'")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_fits_and_has_no_fault(open_page, axe_script, scheme, width):
    page = open_page(PAGE, scheme=scheme, width=width)
    assert excess_width(page) == 0
    assert ours(run_axe(page, axe_script, [".excellence-compare"])) == []
    page = open_page(f"{PAGE}#compare=saga,two-phase-commit,event-sourcing,cqrs", scheme=scheme, width=width)
    heads(page, 4)
    assert excess_width(page) == 0
    assert ours(run_axe(page, axe_script, [".excellence-compare"])) == []


def test_on_a_phone_two_are_next_to_each_other_below_each_criterion(open_page):
    page = open_page(BOTH, width=360, height=640)
    heads(page, 2)
    found = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="Pros", exact=True))
    head = found.get_by_role("rowheader").bounding_box()
    one, other = (found.get_by_role("cell").nth(place).bounding_box() for place in (0, 1))
    assert head["y"] + head["height"] <= one["y"] == other["y"]
    assert one["x"] + one["width"] <= other["x"] < 360
    assert other["x"] + other["width"] <= 360


def test_paper_has_the_comparison_alone(open_page):
    page = open_page(BOTH, width=PAPER)
    heads(page, 2)
    page.emulate_media(media="print")
    assert heads(page, 2) == ["Saga", "Two-Phase Commit"]
    assert (
        page.locator(".excellence-compare :is(select, .excellence-remove, .excellence-comparisons):visible").count()
        == 0
    )
    assert cut_off(page) == []


def test_without_script_the_written_comparisons_are_there_and_nothing_else(open_page, own_site):
    page = open_page(PAGE, script=False)
    assert page.locator(".excellence-comparisons > li:visible").count() == len(own_site.registry["comparisons"])
    assert page.locator(".excellence-comparer:visible").count() == 0
    assert unseen_texts(page) == []


def test_what_cannot_be_loaded_is_said(open_page):
    page = open_page(PAGE, excuse=re.compile("excellence-parts|ERR_FAILED"))
    page.route("**/excellence-parts/**", lambda route: route.abort())
    page.get_by_role("link", name="Two-Phase Commit or Saga").click()
    page.get_by_text("The comparison could not be loaded. Try again.").wait_for()
    page.unroute("**/excellence-parts/**")
    page.get_by_role("combobox", name="Add a pattern").select_option("CQRS")
    assert heads(page, 3) == ["Two-Phase Commit", "Saga", "CQRS"]


# In other projects -----------------------------------------------------------------------------------------------


def test_of_many_patterns_only_those_that_are_compared_are_loaded(tmp_path, open_folder):
    project = Project(tmp_path)
    patterns = {f"p{number:03}": {"title": f"Pattern {number:03}", "summary": f"S{number}."} for number in range(130)}
    page = "# All\n\n```{pattern-catalog}\n:filter:\n```\n\n```{compare-patterns}\n```\n"
    project.write({"conf.py": CONF, "data/all.yaml": json.dumps({"patterns": patterns}), "source/index.md": page})
    result = project.build("html")
    assert (result.warnings, result.code) == ([], 0)
    opened = open_folder(result.out, "index.html#compare=p000,p129")
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.reload()
    assert heads(opened, 2) == ["Pattern 000", "Pattern 129"]
    assert row(opened, "Summary") == ["S0.", "S129."]
    assert [re.search(r"index\.\d", url)[0] for url in asked if "excellence-parts" in url] == ["index.1", "index.4"]
    for title in ("Pattern 003", "Pattern 004"):
        opened.get_by_role("button", name=f"Compare: {title}", exact=True).click()
    opened.get_by_role("link", name="Compare 2 patterns").click()
    opened.wait_for_url("**#compare=p003,p004")
    assert row(opened, "Summary") == ["S3.", "S4."]
