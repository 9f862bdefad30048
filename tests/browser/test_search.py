"""The search page: what it finds first, and how it shows it, in whatever theme, over http and from files."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.axe import ours, run_axe
from tests.browser.looking import PAPER, cut_off, excess_width, unseen_texts
from tests.conftest import CONF
from tests.search.asking import Answer, Share, answers, read_queries, search
from tests.search.in_node import panels_in_node

if TYPE_CHECKING:
    from playwright.sync_api import Page

PANEL = ".excellence-search"
LIST = "#search-results ul.search > li"
#: Faults of Sphinx's own script: it asks for the page behind each result, which browsers refuse to pages opened as
#: files, and has no plural of its closing words in some languages.
OF_SPHINX = re.compile(
    r"raised Failed to fetch|said Failed to load resource: net::ERR_FAILED|said Access to fetch at 'file:|said Fetch API cannot load file:|did not get file:\S+\.html: net::ERR_FAILED"
    r"|raised .*reading 'replace'"
)


@pytest.fixture
def open_search(open_folder):
    """Return a function that opens a page of a built site, as ``open_folder`` does."""

    def opened(folder: Path, name: str, **options: object) -> Page:
        page = open_folder(folder, name, excuse=OF_SPHINX, **options)
        page.set_default_timeout(10_000)
        return page

    return opened


@pytest.fixture
def page(open_search, own_site) -> Page:
    """The search page of the repository's own site."""
    return open_search(own_site.out, "search.html")


@pytest.fixture
def own_address(own_site, serve) -> str:
    return serve(own_site.out)


# What is found --------------------------------------------------------------------------------------------------


def test_there_are_enough_queries_of_every_kind_and_a_third_is_held_out():
    queries = read_queries()
    assert len(queries) >= 90
    assert {query.kind for query in queries} == {"keyword", "phrase", "british", "american", "abbreviation", "typo"}
    first = [query.part for query in queries if query.part != "later"]
    assert first == ["tuning" if number % 3 else "held-out" for number in range(1, len(first) + 1)]


def test_the_queries_want_patterns_that_there_are_and_that_are_not_legacy(own_site):
    patterns = json.loads((own_site.out / "excellence.json").read_text(encoding="utf-8"))["patterns"]
    wanted = {name for query in read_queries() for name in query.wanted}
    assert wanted <= set(patterns)
    assert {name for name in wanted if patterns[name].get("status") in {"legacy", "deprecated"}} == set()


def test_the_panel_has_what_is_wanted_first_or_nearly(own_site, capsys):
    queries = read_queries()
    panels = panels_in_node(own_site.out, [query.text for query in queries])
    found = [Answer(query, panel, ()) for query, panel in zip(queries, panels, strict=True)]
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
    assert set(parts) == {"all", "tuning", "held-out", "later"}
    # Each part for itself, so that none makes up for another.
    shares = {name: Share.of(part) for name, part in parts.items()}
    assert {name: share for name, share in shares.items() if share.first < 0.8 or share.three < 0.9} == {}


def test_the_panel_in_a_browser_has_what_is_found_without_one(page, own_site, own_address):
    queries = read_queries()[::12]
    assert len(queries) > 8
    shown = [answer.panel for answer in answers(page, own_address, queries)]
    assert shown == panels_in_node(own_site.out, [query.text for query in queries])
    assert any(len(panel) == 5 for panel in shown)


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
    assert "Two-Phase Commit (legacy). Migration: Two-phase commit to saga." in shown[names.index("Saga")].inner_text()
    legacy = shown[names.index("Two-Phase Commit")]
    first = "Saga, Two-Phase Commit within One Database, Transactional Outbox, Event Sourcing"
    assert f"Legacy: prefer {first}." in legacy.inner_text()
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
def test_a_task_is_done_from_the_home_page_in_two_steps(open_search, own_site, task, goal):
    page = open_search(own_site.out, "index.html", over="file")
    field = page.locator("input[name=q]").first
    field.fill(task)
    field.press("Enter")
    part, target = goal
    page.wait_for_selector(PANEL)
    with page.expect_navigation():
        page.locator(f"{PANEL} .excellence-{part} > li").first.locator("a").first.click()
    assert page.url.partition("#")[0].endswith(f"/{target}")


@pytest.mark.parametrize("text", ["cap theorem", "pizza recipe", "unit test", "asdf", "weather tomorrow", "regex"])
def test_the_panel_is_silent_where_it_has_next_to_nothing_of_the_query(page, own_address, text):
    search(page, own_address, text)
    assert page.locator(PANEL).count() == 0


def test_a_lead_has_more_of_the_query_than_the_patterns_that_it_belongs_to(page, own_address):
    search(page, own_address, "debezium")  # the lineage and comparison that the outbox is in do not say the word
    assert page.locator(f"{PANEL} .excellence-patterns > li").count() > 0
    assert page.locator(f"{PANEL} .excellence-leads > li").count() == 0


@pytest.mark.parametrize(
    ("text", "legacy"),
    [
        ("saga vs 2pc", "Two-Phase Commit"),
        ("vector clocks or hlc", "Vector Clocks"),
    ],
)
def test_a_legacy_pattern_that_the_query_names_is_shown_behind_what_to_use_now(page, own_address, text, legacy):
    search(page, own_address, text)
    shown = page.locator(f"{PANEL} .excellence-found > a").all_inner_texts()
    assert shown[-1] == legacy
    assert len(shown) in range(2, 6)


def test_a_name_within_the_one_that_is_meant_is_not_taken_for_named(page, own_address):
    search(page, own_address, "long polling")
    shown = page.locator(f"{PANEL} .excellence-found > a").all_inner_texts()
    assert shown[0] == "Long Polling"


@pytest.mark.parametrize(
    "text", ["circuit breaker", "two-phase commit", "2pc", "saga", "polling", "choreographed saga"]
)
def test_a_page_is_listed_once_under_its_title(page, own_address, text):
    search(page, own_address, text)
    links = page.locator(f"{LIST} > a:first-child").all()
    listed = [(link.get_attribute("href").partition("#")[0], link.inner_text()) for link in links]
    # A record in a section further down its page is another place: that of a playbook is.
    assert [one for one in listed if one[0].startswith("patterns/") and listed.count(one) > 1] == []
    assert f"found {len(listed)} pages" in page.locator(".search-summary").inner_text()


def test_nothing_is_shown_where_nothing_is_asked_or_found(page, own_address):
    for address in ("search.html", "search.html?q=", "search.html?q=the+of", "search.html?q=%F0%9F%8F%86"):
        page.goto(own_address + address)
        page.wait_for_load_state("networkidle")
        assert page.locator(PANEL).count() == 0, address


# How words are taken --------------------------------------------------------------------------------------------


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


def test_on_a_phone_the_search_is_one_step_away_and_its_page_does_not_scroll_sideways(open_search, own_site):
    page = open_search(own_site.out, "index.html", over="file", width=360, height=740)
    page.locator("label[for=__navigation]:visible").first.click()
    field = page.locator(".sidebar-search")
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
def test_panel_and_badges_work_in_every_theme_over_http(open_search, project, serve, theme, builder):
    # Two of them say on the console that they miss the mode.
    out = built(project, f'html_theme = "{theme}"\nhtml_context = {{"default_mode": "auto"}}\n', builder)
    address = serve(out)
    page = open_search(out, f"search{'/' if builder == 'dirhtml' else '.html'}?q=old+way")
    assert shown(page) == ["New Way Gold", "Old Way Bronze"]
    page.wait_for_selector("#search-results li .excellence-badge")
    badges = page.locator("#search-results li", has_text="Old Way").first.locator(".excellence-badge")
    assert badges.all_inner_texts() == ["Bronze"]
    with page.expect_navigation():
        page.locator(f"{PANEL} .excellence-found a").first.click()
    path, _hash, anchor = page.url.removeprefix(address).partition("#")
    assert path == ("sub/new/" if builder == "dirhtml" else "sub/new.html")
    assert page.locator(f"#{anchor}").count() == 1


def test_what_has_no_page_is_shown_without_a_link(open_search, project):
    out = built(project, "")
    page = open_search(out, "search.html?q=homeless", over="file")
    assert shown(page) == ["Homeless Way Silver"]
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


def test_a_legacy_pattern_leads_to_what_is_not_on_record_too(open_search, project):
    out = built(project, "", files=ONWARD)
    page = open_search(out, "search.html?q=old+way", over="file")
    page.wait_for_selector("#search-results li .excellence-onward")
    for place in (PANEL, "#search-results li"):
        said = page.locator(f"{place} .excellence-onward").first
        assert said.inner_text() == "Legacy: prefer Parcel Post, Foot."
        assert [link.get_attribute("href") for link in said.locator("a").all()] == ["https://example.org/post"]


def announced(page: Page) -> str:
    page.wait_for_function("document.querySelector('.excellence-search [role=status]').textContent.length > 0")
    return page.locator(f"{PANEL} [role=status]").text_content()


def test_a_title_is_announced_as_it_is_written(open_search, project):
    out = built(project, "", files=ONWARD)
    page = open_search(out, "search.html?q=stolen+parcels", over="file")
    assert announced(page) == "Patterns for this problem, best first: Saga $& Co."


def test_where_no_pattern_fits_the_panel_is_of_what_else_there_is(open_search, project):
    out = built(project, "", files=ONWARD)
    page = open_search(out, "search.html?q=turtles+and+hares", over="file")
    page.wait_for_selector(PANEL)
    assert page.get_by_role("region", name="Best answers").count() == 1
    assert page.locator(f"{PANEL} li").all_inner_texts() == ["History: Turtles and hares"]
    assert announced(page) == "Best answers: Turtles and hares."


QUERY = "search.html?q=our+2PC+coordinator"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_panel_and_results_have_no_fault_and_do_not_scroll_sideways(open_search, own_site, axe_script, scheme, width):
    page = open_search(own_site.out, "search.html?q=two-phase+commit", scheme=scheme, width=width)
    page.wait_for_selector(f"{LIST} .excellence-badge")
    assert ours(run_axe(page, axe_script, (PANEL, "#search-results"))) == []
    assert excess_width(page) == 0


def test_the_panel_is_printed_whole(open_search, own_site):
    page = open_search(own_site.out, QUERY, media="print", width=PAPER)
    panel = page.locator(PANEL)
    assert panel.locator(".excellence-found").first.is_visible()
    assert "Legacy: prefer Saga" in panel.inner_text()
    assert [text for text in unseen_texts(page) if "excellence" in text] == []
    assert [box for box in cut_off(page) if "excellence" in box] == []


def test_without_scripts_nothing_of_ours_is_shown(open_search, own_site):
    page = open_search(own_site.out, QUERY, script=False)
    assert page.locator(f"{PANEL}, #search-results .excellence-badge, .excellence-onward").count() == 0
    assert page.locator("[role=main] :text('Legacy')").count() == 0


@pytest.mark.parametrize("theme", ["alabaster", "furo"])
def test_it_works_from_files(open_search, project, theme):
    out = built(project, f'html_theme = "{theme}"\n')
    page = open_search(out, "search.html?q=lost+parcels", over="file")
    assert shown(page)[0] == "New Way Gold"
    with page.expect_navigation():
        page.locator(f"{PANEL} .excellence-found a").first.click()
    assert page.url.startswith(f"{out.as_uri()}/sub/new.html#")


def test_a_scorer_of_the_project_still_decides_and_tiers_come_on_top(open_search, project):
    # Home, by that scorer, is worth more than anything; the new way is lifted above the old one all the same.
    files = {**PROJECT, "source/index.md": PROJECT["source/index.md"] + "\nEvery way.\n"}
    files["scorer.js"] = "var Scorer = {score: r => r[0] === 'index' ? 100 : 10, title: 15, term: 5, objPrio: {}};\n"
    out = built(project, 'html_search_scorer = "scorer.js"\n', files=files)
    page = open_search(out, "search.html?q=way", over="file")
    page.wait_for_function("document.querySelector('.search-summary')?.innerText.length > 0")
    titles = page.locator("#search-results ul.search > li > a:first-child").all_inner_texts()
    assert titles[0] == "Home"
    assert titles.index("New Way") < titles.index("Old Way")


def test_without_records_nothing_is_added(project):
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
def test_in_another_language_words_are_matched_by_its_stems(open_search, project, query):
    out = built(project, 'language = "de"\n', files=GERMAN)
    page = open_search(out, f"search.html?q={query}", over="file")
    assert shown(page)[0].startswith("Warteschlange")
