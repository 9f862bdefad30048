"""The dialog of the search: opened by a key on any page, results while one types, and the way back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import ours, run_axe
from tests.browser.looking import excess_width
from tests.conftest import CONF

if TYPE_CHECKING:
    from playwright.sync_api import Page

DIALOG = "dialog.excellence-dialog"
OPTION = f"{DIALOG} [role=option]"
FIELD = f"{DIALOG} input"
#: What may be said on the search page is Sphinx's: it cannot fetch the pages that it finds where they are files.
OF_SPHINX = re.compile(r"Failed to fetch|net::ERR_FAILED|Access to fetch at 'file:|Fetch API cannot load file:")


@pytest.fixture
def page(open_folder, own_site) -> Page:
    return opened(open_folder(own_site.out, "patterns/saga.html", over="file"))


def opened(page: Page) -> Page:
    page.set_default_timeout(10_000)
    page.keyboard.press("/")
    page.wait_for_selector(f"{DIALOG}[open] .excellence-status:not(:empty)")
    return page


def typed(page: Page, query: str) -> list[str]:
    """Type a query; return the groups of results and the titles in them, without the way to the search page."""
    page.locator(FIELD).fill(query)
    shown = page.locator(f"{DIALOG} .excellence-option-group, {DIALOG} .excellence-option:not(.excellence-everywhere)")
    return [part.inner_text().split("\n")[0] for part in shown.all()]


def active(page: Page) -> str:
    name = page.locator(FIELD).get_attribute("aria-activedescendant")
    option = page.locator(f"#{name}")
    assert option.get_attribute("aria-selected") == "true"
    assert page.locator(f"{OPTION}[aria-selected=true]").count() == 1
    return option.inner_text().split("\n")[0]


def test_results_come_in_groups_while_one_types(page):
    assert typed(page, "circ")[:2] == ["Patterns", "Circuit Breaker Gold"]
    found = typed(page, "two-phase commit")
    assert found[:3] == ["Patterns", "Two-Phase Commit within One Database Gold", "Saga Gold"]
    assert {"Migrations", "Two-phase commit to saga", "Decisions"} <= set(found)
    assert page.locator(FIELD).get_attribute("aria-expanded") == "true"
    count = len([1 for _ in page.locator(f"{OPTION}:not(.excellence-everywhere)").all()])
    assert page.locator(f"{DIALOG} [role=status]").inner_text() == f"Results: {count}"


@pytest.mark.parametrize(
    ("query", "first", "address"),
    [
        ("bronze in data management", "Patterns: Data management, Bronze", "patterns/index.html?category=data-management&tier=bronze#patterns"),
        ("stripe case study", "Case study: Stripe", "case-studies/stripe-api.html#"),
        ("saga vs 2pc", "Comparison: Distributed transactions", "comparisons/distributed-transactions.html#"),
        ("timeline", "Page: Evolution", "evolution/index.html"),
    ],
)  # fmt: skip
def test_answers_of_every_kind_come_first_and_enter_opens_them(page, query, first, address):
    assert typed(page, query)[:2][1].startswith(first)
    assert active(page).startswith(first)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert address in page.url
    assert page.locator("h1").count() >= 1


def test_a_list_that_is_an_answer_has_its_filters_set(page, patterns):
    bronze = [pattern for pattern in patterns.values() if pattern.get("tier") == "bronze"]
    typed(page, "bronze patterns")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_function("(count) => document.querySelectorAll('.excellence-card').length === count", arg=len(bronze))
    chosen = page.locator(".excellence-controls [aria-pressed=true]").evaluate_all(
        "chips => chips.map(chip => chip.value)"
    )
    assert chosen == ["bronze"]


def test_keys_choose_in_a_circle_and_escape_leads_back(page, open_folder, own_site):
    typed(page, "saga")
    first = active(page)
    page.keyboard.press("ArrowDown")
    assert active(page) != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert active(page) == "Search all pages for: saga"
    page.keyboard.press("ArrowDown")
    assert active(page) == first
    page.keyboard.press("Escape")
    assert page.locator(f"{DIALOG}[open]").count() == 0
    link = page.locator("article a:visible, [role=main] a:visible").first
    link.focus()
    page.keyboard.press("/")
    page.wait_for_selector(f"{DIALOG}[open]")
    page.locator(f"{DIALOG} button").click()
    assert link.evaluate("link => document.activeElement === link")


def test_where_nothing_fits_only_the_search_page_is_offered(page):
    assert typed(page, "pizza recipe") == []
    assert page.locator(OPTION).all_inner_texts() == ["Search all pages for: pizza recipe"]
    assert "No results" in page.locator(f"{DIALOG} [role=status]").inner_text()


def test_the_key_is_a_letter_where_one_types(open_folder, own_site):
    page = open_folder(own_site.out, "index.html", over="file")
    field = page.locator("input[name=q]").first
    field.click()
    field.press("/")
    assert field.input_value() == "/"
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("Control+/")
    assert page.locator(DIALOG).count() == 0


def test_what_it_loads_has_a_version_that_changes_with_it(page):
    loaded = page.evaluate("""() => [...document.querySelectorAll("script[src], link[rel=stylesheet]")]
      .map((one) => one.src || one.href).filter((address) => /search|dialog|language_data/.test(address))""")
    assert len(loaded) >= 5
    assert [address for address in loaded if "?v=" not in address] == []


def test_it_works_on_the_search_page_which_has_its_scripts_already(open_folder, own_site):
    page = open_folder(own_site.out, "search.html?q=saga", over="file", excuse=OF_SPHINX)
    page.wait_for_selector(".excellence-search")
    page.evaluate("document.activeElement?.blur()")
    assert typed(opened(page), "circuit breaker")[1] == "Circuit Breaker Gold"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_it_has_no_fault_in_any_state(open_folder, own_site, axe_script, scheme, width):
    page = opened(open_folder(own_site.out, "patterns/saga.html", scheme=scheme, width=width))
    for query in ("", "two-phase commit", "bronze patterns", "pizza recipe"):
        typed(page, query)
        assert ours(run_axe(page, axe_script, (DIALOG,))) == []
        assert excess_width(page) == 0


def test_without_a_script_and_on_paper_there_is_nothing(open_folder, own_site, page):
    page.emulate_media(media="print")
    assert not page.locator(DIALOG).is_visible()
    bare = open_folder(own_site.out, "patterns/saga.html", over="file", script=False)
    assert bare.locator("dialog").count() == 0


PROJECT = {
    "data/a.yaml": "patterns:\n  new: {title: New Way, tier: gold, summary: Parcels arrive.}\n",
    "source/index.md": "# Home\n\n```{toctree}\nsub/new\n```\n",
    "source/sub/new.md": "# New Way\n\n```{pattern-tier} new\n```\n",
}
QUIET = (
    CONF.replace('html_theme = "alabaster"\nhtml_sidebars = {"**": []}\n', "") + 'suppress_warnings = ["excellence"]\n'
)
THEMES = ["alabaster", "furo", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("builder", ["html", "dirhtml"])
def test_it_works_in_every_theme(open_folder, project, theme, builder):
    project.write({**PROJECT, "conf.py": f'{QUIET}html_theme = "{theme}"\nhtml_context = {{"default_mode": "auto"}}\n'})
    result = project.build(builder)
    assert (result.warnings, result.code) == ([], 0)
    name = "sub/new/" if builder == "dirhtml" else "sub/new.html"
    page = opened(open_folder(result.out, name))
    assert typed(page, "parcels")[1] == "New Way Gold"
    box = page.locator(DIALOG).bounding_box()
    assert box["width"] >= 500
    assert (
        page.locator(OPTION)
        .first.get_attribute("href")
        .endswith("/sub/new/#record-pattern-new" if builder == "dirhtml" else "/sub/new.html#record-pattern-new")
    )


@pytest.mark.parametrize(
    "more", ["excellence_instant_search = False\n", 'html_theme_options = {"enable_search_shortcuts": False}\n']
)
def test_a_project_can_leave_it_out(project, more):
    project.write({**PROJECT, "conf.py": f'{QUIET}html_theme = "basic"\n{more}'})
    result = project.build("html")
    assert (result.warnings, result.code) == ([], 0)
    assert "excellence-shortcut" not in result.text("index.html")
    assert "excellence-search-data" in result.text("search.html")


def test_pages_get_the_key_when_there_is_something_to_find(project):
    project.write({"conf.py": QUIET, "source/index.md": "# Home\n", "data/a.yaml": "patterns: {}\n"})
    first = project.build("html", doctrees="kept", out="kept-out")
    assert "excellence-shortcut" not in first.text("index.html")
    project.write({"data/a.yaml": PROJECT["data/a.yaml"]})
    assert "excellence-shortcut" in project.build("html", doctrees="kept", out="kept-out").text("index.html")
