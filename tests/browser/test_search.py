"""The search page: what it finds first, and how it shows it, in whatever theme, over http and from files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sphinx_excellence.views.naming import words_of
from tests.conftest import CONF
from tests.search.asking import Share, answers, read_queries, search

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPOSITORY = Path(__file__).parents[2]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PANEL = ".excellence-search"


@pytest.fixture(scope="module")
def own_site(own_site) -> Path:
    """The folder of the repository's own site."""
    return own_site.out


@pytest.fixture(scope="module")
def own_address(own_site, serve) -> str:
    return serve(own_site)


@pytest.fixture
def page(browser) -> Iterator[Page]:
    context = browser.new_context(reduced_motion="reduce")
    opened = context.new_page()
    opened.set_default_timeout(10_000)
    errors: list[str] = []
    # Faults of Sphinx's own script: it asks for the page behind each result, which browsers refuse to pages opened as
    # files, and has no plural of its closing words in some languages.
    opened.on("pageerror", lambda error: errors.append(error.stack) if not is_of_sphinx(error) else None)
    yield opened
    context.close()
    assert errors == []


def is_of_sphinx(error) -> bool:
    return "Failed to fetch" in str(error) or "_finishSearch" in (error.stack or "")


# What is found --------------------------------------------------------------------------------------------------


def test_there_are_enough_queries_of_every_kind_and_a_third_is_held_out():
    queries = read_queries()
    assert len(queries) >= 90
    assert {query.kind for query in queries} == {"keyword", "phrase", "british", "american", "abbreviation", "typo"}
    first = [query.part for query in queries if query.part != "later"]
    assert first == ["tuning" if number % 3 else "held-out" for number in range(1, len(first) + 1)]


def test_the_queries_want_patterns_that_there_are_and_that_are_not_legacy(own_site):
    import json

    patterns = json.loads((own_site / "excellence.json").read_text(encoding="utf-8"))["patterns"]
    wanted = {name for query in read_queries() for name in query.wanted}
    assert wanted <= set(patterns)
    assert {name for name in wanted if patterns[name].get("status") in {"legacy", "deprecated"}} == set()


def test_the_panel_has_what_is_wanted_first_or_nearly(page, own_address, capsys):
    found = list(answers(page, own_address, read_queries()))
    missed = [(answer.query.text, answer.panel) for answer in found if answer.place(answer.panel[:3]) > 3]
    parts = {"all": found}
    for one in found:
        parts.setdefault(one.query.part, []).append(one)
    with capsys.disabled():
        for name, part in parts.items():
            share = Share.of(part)
            print(f"\n{len(part)} queries, {name}: {share.first:.0%} first, {share.three:.0%} in three", end="")  # noqa: T201
    share = Share.of(found)
    assert share.first >= 0.8, missed
    assert share.three >= 0.95, missed


TITLES = {
    "two-phase-commit": "Two-Phase Commit",
    "vector-clocks": "Vector Clocks",
    "polling": "Polling",
    "saga": "Saga",
}


@pytest.mark.parametrize(("name", "title"), TITLES.items())
def test_an_exact_title_is_first_in_the_list_whatever_its_tier(page, own_address, name, title):
    search(page, own_address, title.lower())
    first = page.locator("#search-results ul.search > li").first
    assert first.locator("a").first.get_attribute("href").startswith(f"patterns/{name}.html")
    assert first.locator(".excellence-badge").count() == 1


def test_so_is_an_abbreviation_that_is_an_alias(page, own_address):
    search(page, own_address, "2PC")
    first = page.locator("#search-results ul.search > li a").first
    assert first.get_attribute("href").startswith("patterns/two-phase-commit.html")


def test_a_legacy_pattern_leads_on_in_the_panel_and_in_the_list(page, own_address):
    search(page, own_address, "two-phase commit")
    shown = page.locator(f"{PANEL} ol > li").all()
    names = [item.locator(".excellence-found > a").inner_text() for item in shown]
    assert names.index("Saga") < names.index("Two-Phase Commit")
    assert (
        "In place of Two-Phase Commit, which is legacy. Migration: Two-phase commit to saga." in shown[0].inner_text()
    )
    legacy = shown[names.index("Two-Phase Commit")]
    assert "Legacy: prefer Saga, Transactional Outbox" in legacy.inner_text()
    result = page.locator("#search-results ul.search > li").first
    assert "Legacy: prefer Saga" in result.locator(".excellence-onward").inner_text()


TASKS = {
    "payments across three services, 50 million requests a day": ("patterns", "saga.html"),
    "our 2PC coordinator is the bottleneck": ("patterns", "saga.html"),
    "what replaced vector clocks": ("patterns", "hlc.html"),
    "stop a failing dependency from taking us down": ("patterns", "circuit-breaker.html"),
    "show what changed since 2015 in messaging": ("leads", "messaging.html"),
}


@pytest.mark.parametrize(("task", "goal"), TASKS.items())
def test_a_task_is_done_from_the_home_page_in_two_steps(page, own_site, task, goal):
    page.goto(f"{own_site.as_uri()}/index.html")
    field = page.locator("input[name=q]").first
    field.fill(task)
    field.press("Enter")
    part, target = goal
    page.wait_for_selector(PANEL)
    with page.expect_navigation():
        page.locator(f"{PANEL} .excellence-{part} > li").first.locator("a").first.click()
    assert page.url.partition("#")[0].endswith(f"/{target}")


def test_nothing_is_shown_where_nothing_is_asked_or_found(page, own_address):
    for address in ("search.html", "search.html?q=", "search.html?q=the+of", "search.html?q=%F0%9F%8F%86"):
        page.goto(own_address + address)
        page.wait_for_load_state("networkidle")
        assert page.locator(PANEL).count() == 0, address


# How words are taken --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["Two-Phase Commit (2PC)", "a_b, c.d; e/f", "d'être Überläufe naïve", "日本語 Ωμέγα x²", "🏆 C++ & C#", "  "],
)
def test_the_script_splits_a_query_as_the_data_was_split(page, own_address, text):
    page.goto(f"{own_address}search.html")
    assert page.evaluate("text => excellenceSearch.words.split(text)", text) == words_of(text)


@pytest.mark.parametrize(
    "pair",
    [
        "serialisation serialization", "behaviour behavior", "recognise recognize", "analysed analyzed", "centre center",
        "catalogue catalog", "licence license", "modelling modeling", "cancelled canceled", "acknowledgement acknowledgment",
        "neighbours neighbors", "artefact artifact", "prioritised prioritized", "greyed grayed",
    ],
)  # fmt: skip
def test_british_and_american_spelling_are_one(page, own_address, pair):
    page.goto(f"{own_address}search.html")
    one, other = page.evaluate("pair => pair.map(excellenceSearch.words.american)", pair.split())
    assert one == other


@pytest.mark.parametrize(
    ("pair", "far"),
    [
        ("retry retry", 0),
        ("cirucit circuit", 1),
        ("bulkead bulkhead", 1),
        ("breaker braker", 1),
        ("saga lock", 3),
        ("a abcd", 3),
    ],
)
def test_typing_errors_are_counted_up_to_two(page, own_address, pair, far):
    page.goto(f"{own_address}search.html")
    assert page.evaluate("([a, b]) => excellenceSearch.words.distance(a, b, 2)", pair.split()) == far


# How it is shown ------------------------------------------------------------------------------------------------


def test_the_panel_is_a_region_of_real_links_and_is_announced(page, own_address):
    search(page, own_address, "cascading failure")
    panel = page.get_by_role("region", name="Patterns for this problem")
    assert panel.count() == 1
    assert panel.get_by_role("heading", name="Patterns for this problem", level=2).count() == 1
    assert panel.get_by_role("listitem").count() >= 3
    assert all(link.get_attribute("href") for link in panel.get_by_role("link").all())
    page.wait_for_function("document.querySelector('.excellence-search [role=status]').textContent.length > 0")
    assert panel.get_by_role("status").text_content().startswith("Patterns for this problem, best first: ")
    # Before the results for whoever listens, too.
    order = page.evaluate(
        "document.querySelector('.excellence-search').compareDocumentPosition(document.querySelector('#search-results'))"
    )
    assert order & 4


def test_the_keyboard_reaches_the_first_pattern(page, own_address):
    search(page, own_address, "cascading failure")
    reached = []
    for _press in range(80):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("Boolean(document.activeElement.closest('.excellence-patterns'))"))
        if reached[-1]:
            break
    assert reached[-1]
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/patterns/" in page.url


def test_on_a_phone_the_search_is_one_step_away_and_its_page_does_not_scroll_sideways(page, own_site):
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{own_site.as_uri()}/index.html")
    page.locator("label[for=__navigation]:visible").first.click()
    field = page.locator("input[name=q]")
    field.fill("our 2PC coordinator is the bottleneck")
    field.press("Enter")
    page.wait_for_selector(PANEL)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


PROJECT = {
    "data/a.yaml": (
        "patterns:\n"
        "  old: {title: Old Way, tier: bronze, alternatives: [{pattern: new, when: Always}], problems: [lost-parcels]}\n"
        "  new: {title: New Way, tier: gold, summary: Parcels arrive., problems: [lost-parcels], aliases: [nw]}\n"
        "  homeless: {title: Homeless Way, tier: silver, summary: Parcels are lost.}\n"
    ),
    "source/index.md": "# Home\n\n```{toctree}\nsub/old\nsub/new\n```\n",
    "source/sub/old.md": "# Old Way\n\n```{pattern-tier} old\n```\n",
    "source/sub/new.md": "# New Way\n\n```{pattern-tier} new\n```\n",
}
QUIET = 'suppress_warnings = ["excellence"]\n'
THEMES = ["alabaster", "basic", "furo", "sphinx_rtd_theme", "pydata_sphinx_theme", "sphinx_book_theme"]


def built(project, more: str, builder: str = "html", files: dict[str, str] | None = None) -> Path:
    conf = CONF.replace('html_theme = "alabaster"\nhtml_sidebars = {"**": []}\n', "")
    project.write({"conf.py": conf + QUIET + more, **(files or PROJECT)})
    result = project.build(builder)
    assert (result.warnings, result.code) == ([], 0)
    return result.out


def shown(page: Page) -> list[str]:
    page.wait_for_selector(PANEL)
    return page.locator(f"{PANEL} .excellence-found").all_inner_texts()


@pytest.mark.parametrize("builder", ["html", "dirhtml"])
@pytest.mark.parametrize("theme", THEMES)
def test_panel_and_badges_work_in_every_theme_over_http(page, project, serve, theme, builder):
    out = built(project, f'html_theme = "{theme}"\n', builder)
    address = serve(out)
    page.goto(f"{address}search{'/' if builder == 'dirhtml' else '.html'}?q=old+way")
    assert shown(page) == ["New Way 🏆 Gold", "Old Way 🥉 Bronze"]
    page.wait_for_selector("#search-results li .excellence-badge")
    badges = page.locator("#search-results li", has_text="Old Way").first.locator(".excellence-badge")
    assert badges.all_inner_texts() == ["🥉 Bronze"]
    with page.expect_navigation():
        page.locator(f"{PANEL} .excellence-found a").first.click()
    path, _hash, anchor = page.url.removeprefix(address).partition("#")
    assert path == ("sub/new/" if builder == "dirhtml" else "sub/new.html")
    assert page.locator(f"#{anchor}").count() == 1


def test_what_has_no_page_is_shown_without_a_link(page, project):
    out = built(project, "")
    page.goto(f"{out.as_uri()}/search.html?q=homeless")
    assert shown(page) == ["Homeless Way 🥈 Silver"]
    assert page.locator(f"{PANEL} a").count() == 0


ONWARD = {
    "data/a.yaml": (
        "patterns:\n"
        "  old: {title: Old Way, tier: bronze, alternatives: [{name: Parcel Post, url: 'https://example.org/post'},"
        " {name: Foot}]}\n"
        "  cash: {title: Saga $& Co, tier: gold, problems: [stolen-parcels]}\n"
        "evolutions:\n  both: {title: Turtles and hares, timeline: [{year: 1981, label: Carts}]}\n"
    ),
    "source/index.md": "# Home\n\n```{pattern-tier} old\n```\n",
}


def test_a_legacy_pattern_leads_to_what_is_not_on_record_too(page, project):
    out = built(project, "", files=ONWARD)
    page.goto(f"{out.as_uri()}/search.html?q=old+way")
    page.wait_for_selector("#search-results li .excellence-onward")
    for place in (PANEL, "#search-results li"):
        said = page.locator(f"{place} .excellence-onward").first
        assert said.inner_text() == "Legacy: prefer Parcel Post, Foot."
        assert [link.get_attribute("href") for link in said.locator("a").all()] == ["https://example.org/post"]


def announced(page: Page) -> str:
    page.wait_for_function("document.querySelector('.excellence-search [role=status]').textContent.length > 0")
    return page.locator(f"{PANEL} [role=status]").text_content()


def test_a_title_is_announced_as_it_is_written(page, project):
    out = built(project, "", files=ONWARD)
    page.goto(f"{out.as_uri()}/search.html?q=stolen+parcels")
    assert announced(page) == "Patterns for this problem, best first: Saga $& Co."


def test_where_no_pattern_fits_the_panel_is_of_what_else_there_is(page, project):
    out = built(project, "", files=ONWARD)
    page.goto(f"{out.as_uri()}/search.html?q=turtles+and+hares")
    page.wait_for_selector(PANEL)
    assert page.get_by_role("region", name="More on this problem").count() == 1
    assert page.locator(f"{PANEL} li").all_inner_texts() == ["History: Turtles and hares"]
    assert announced(page) == "More on this problem: Turtles and hares."


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_it_works_from_files(page, project, theme):
    out = built(project, f'html_theme = "{theme}"\n')
    page.goto(f"{out.as_uri()}/search.html?q=lost+parcels")
    assert shown(page)[0] == "New Way 🏆 Gold"
    with page.expect_navigation():
        page.locator(f"{PANEL} .excellence-found a").first.click()
    assert page.url.startswith(f"{out.as_uri()}/sub/new.html#")


def test_a_scorer_of_the_project_still_decides_and_tiers_come_on_top(page, project):
    # Home, by that scorer, is worth more than anything; the new way is lifted above the old one all the same.
    files = {**PROJECT, "source/index.md": PROJECT["source/index.md"] + "\nEvery way.\n"}
    files["scorer.js"] = "var Scorer = {score: r => r[0] === 'index' ? 100 : 10, title: 15, term: 5, objPrio: {}};\n"
    out = built(project, 'html_search_scorer = "scorer.js"\n', files=files)
    page.goto(f"{out.as_uri()}/search.html?q=way")
    page.wait_for_function("document.querySelector('.search-summary')?.innerText.length > 0")
    titles = page.locator("#search-results ul.search > li > a:first-child").all_inner_texts()
    assert titles[0] == "Home"
    assert titles.index("New Way") < titles.index("Old Way")


def test_without_records_nothing_is_added(page, project):
    out = built(project, "", files={"source/index.md": "# Home\n\nA way.\n"})
    assert "excellence-" not in (out / "search.html").read_text(encoding="utf-8").replace("excellence.css", "").replace(
        "excellence-tiers.css", ""
    )
    assert not (out / "_static/excellence-search-data.js").exists()


def test_only_the_search_page_loads_the_scripts(project):
    out = built(project, "")
    for name in ("index.html", "sub/old.html", "genindex.html"):
        assert "excellence-ranking" not in (out / name).read_text(encoding="utf-8")


GERMAN = {
    "data/a.yaml": (
        "patterns:\n"
        "  warteschlange: {title: Warteschlange, tier: gold, summary: Entkoppelt Dienste und glättet Überläufe.}\n"
        "  abfrage: {title: Ständige Abfrage, tier: bronze, alternatives: [{pattern: warteschlange, when: Immer}]}\n"
    ),
    "source/index.md": "# Start\n\n```{pattern-tier} warteschlange\n```\n\n```{pattern-tier} abfrage\n```\n",
}


@pytest.mark.parametrize("query", ["überlauf", "Warteschlangen", "ständige abfragen", "warteschlnge"])
def test_in_another_language_words_are_matched_by_its_stems(page, project, query):
    out = built(project, 'language = "de"\n', files=GERMAN)
    page.goto(f"{out.as_uri()}/search.html?q={query}")
    assert shown(page)[0].startswith("Warteschlange")
