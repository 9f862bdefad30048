"""What pages tell by events: searches, choices and links, each once, and nothing to anybody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.test_search import OF_SPHINX
from tests.conftest import CONF

if TYPE_CHECKING:
    from playwright.sync_api import Page

PROJECT = {
    "conf.py": CONF + 'suppress_warnings = ["excellence"]\n',
    "data/a.yaml": (
        "patterns:\n"
        "  old: {title: Old Way, tier: bronze, alternatives: [{pattern: new, when: Always}], problems: [lost-parcels]}\n"
        "  new: {title: New Way, tier: gold, summary: Parcels arrive., problems: [lost-parcels]}\n"
        "migrations:\n  move: {title: Old to new, from: [old], to: [new]}\n"
        "selectors:\n  which: {title: Which, scales: {small: {title: Small}}, problems:"
        " {lost-parcels: {title: Lost parcels, recommend: {small: {gold: [{pattern: new, note: Best}]}}}}}\n"
    ),
    "source/index.md": "# Home\n\nSee {pattern}`new` and [here](old.md).\n\n```{toctree}\nold\nnew\nmove\nwhich\nplain\n```\n",
    "source/old.md": "# Old Way\n\n```{pattern-tier} old\n```\n",
    "source/new.md": "# New Way\n\n```{pattern-tier} new\n```\n",
    "source/move.md": "# Old to new\n\n```{migration-playbook} move\n```\n",
    "source/which.md": "# Which\n\n```{pattern-selector} which\n```\n",
    "source/plain.md": "# Plain\n\n[Home](index.md)\n",
}
#: Keeps what a page tells, and the reader on the page.
LISTEN = """
addEventListener("click", event => event.preventDefault(), true);
window.told = [];
for (const name of ["search", "select", "follow"])
  addEventListener(`excellence:${name}`, ({type, detail}) => told.push({type: type.slice(11), ...detail}));
"""


def told(page: Page) -> list[dict]:
    """Return what was told since the last time, without the addresses, which depend on the server."""
    found = page.evaluate("told.splice(0)")
    for one in found:
        assert "record-" in one.pop("address", "record-")
    return found


def test_pages_tell_what_readers_search_choose_and_follow(project, open_folder):
    project.write(PROJECT)
    built = project.build("html")
    assert (built.warnings, built.code) == ([], 0)
    page = open_folder(built.out, "old.html", excuse=OF_SPHINX)
    page.add_init_script(LISTEN)

    page.reload()
    page.locator(".excellence-verdict a").click()
    page.locator(".excellence-shortcuts a").press("Enter")
    page.locator("h1 a.headerlink").dispatch_event("click")
    follow = {"type": "follow", "from": "record-pattern-old", "view": "banner"}
    assert told(page) == [
        {**follow, "to": "record-pattern-new", "by": "verdict"},
        {**follow, "to": "record-migration-move", "by": "shortcuts"},
    ]

    page.goto(page.url.replace("old.html", "index.html"))
    page.get_by_role("main").get_by_role("link", name="here").click()  # leads to no record
    page.get_by_role("main").get_by_role("link", name="New Way").first.click()
    assert told(page) == [{"type": "follow", "from": "", "view": "text", "by": "", "to": "record-pattern-new"}]

    page.goto(page.url.replace("index.html", "which.html"))
    page.get_by_label("Keywords").press_sequentially("arriv", delay=20)
    page.wait_for_function("told.length > 0")
    page.wait_for_timeout(900)
    search = {"type": "search", "first": "record-pattern-new", "results": 1}
    assert told(page) == [{**search, "query": "arriv", "view": "selector"}]
    page.locator(".excellence-card-title a").first.click()
    select = {"type": "select", "to": "record-pattern-new"}
    assert told(page) == [{**select, "from": "record-selector-which", "view": "selector", "by": "card-title"}]

    page.goto(page.url.partition("?")[0].replace("which.html", "search.html?q=+parcels+arrive+"))
    page.wait_for_function("told.length > 0")
    found = told(page)
    assert found == [{**search, "query": "parcels arrive", "view": "search", "results": found[0]["results"]}]
    page.locator(".excellence-search .excellence-found a").first.click()
    assert told(page) == [{**select, "from": "", "view": "search", "by": "found"}]
    page.goto(page.url.partition("?")[0] + "?q=zzzz")
    page.wait_for_function("told.length > 0")
    assert told(page) == [{"type": "search", "query": "zzzz", "results": 0, "first": "", "view": "search"}]

    # A page without records has no part in it, and an e-book runs no scripts.
    assert "excellence-events" not in built.text("plain.html")
    book = project.build("epub").out
    assert [path for path in book.rglob("*.xhtml") if "excellence-events" in path.read_text(encoding="utf-8")] == []
